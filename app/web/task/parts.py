"""What stands beside the form of a task, one part at a time; the address says which."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from flask_babel import LazyString, lazy_gettext

from app.cases.models import Case
from app.inbox.models import InboxTask, TaskStatus
from app.inbox.queries import list_case_tasks
from app.inbox.talk.queries import count_comments
from app.inbox.visible import sees_task
from app.web.case.view import CaseView, view_case
from app.web.left import Left, time_left_of
from app.web.papers import Paper, Papers, papers_of
from app.web.task.customer import CustomerView, customer_of
from app.web.task.history import EntryView, history_of
from app.web.task.talk import Talk, may_talk, talk_of
from app.work import Work


class Part(Enum):
    """What may stand beside the form."""

    FORM = "form"  #: nothing on a narrow screen, the case on a wide one
    CASE = "case"  #: policy, amounts, clocks, the customer, who did what
    PAPERS = "papers"  #: what was handed in, letters, attachments
    TALK = "talk"  #: comments
    STEPS = "steps"  #: the diagram, and the same as a list
    HISTORY = "history"  #: who did what with the task


PARTS: Mapping[Part, LazyString] = {
    Part.FORM: lazy_gettext("Form"),
    Part.CASE: lazy_gettext("Case"),
    Part.PAPERS: lazy_gettext("Papers"),
    Part.TALK: lazy_gettext("Comments"),
    Part.STEPS: lazy_gettext("Course"),
    Part.HISTORY: lazy_gettext("History"),
}
OF_CASE = frozenset({Part.CASE, Part.PAPERS, Part.STEPS})  # only for who sees the case


@dataclass(frozen=True, kw_only=True)
class Beside:
    """The part that stands beside the form; what it does not show is None."""

    part: Part
    #: each with how much there is in it, as far as that is told
    parts: Sequence[tuple[Part, str, int]]
    case: CaseView | None = None
    customer: CustomerView | None = None
    #: other open tasks of the case that the reader sees, and the time left for each
    others: Sequence[tuple[InboxTask, Left | None]] = ()
    papers: Papers | None = None
    #: the paper that is shown in place
    paper: Paper | None = None
    talk: Talk | None = None
    may_talk: bool = False
    history: Sequence[EntryView] = ()


def named_part(name: str) -> Part:
    """Return the part of a name; the form where there is none of that name."""
    return next((part for part in Part if part.value == name), Part.FORM)


def beside(
    work: Work, task: InboxTask, case: Case | None, part: Part, *, paper: str = ""
) -> Beside:
    """Collect what stands beside the form.

    :param case: None: the reader sees the task alone
    :param paper: id of the file to show in place
    """
    told = {Part.TALK: count_comments(work.session, task.id)}
    there = [one for one in PARTS if case or one not in OF_CASE]
    parts = [(one, str(PARTS[one]), told.get(one, 0)) for one in there]
    if part is Part.TALK:
        return Beside(part=part, parts=parts, talk=talk_of(work, task))
    if part is Part.HISTORY:
        return Beside(part=part, parts=parts, history=history_of(work, task))
    if case is None:
        return Beside(part=Part.FORM, parts=parts)
    if part is Part.PAPERS:
        papers = papers_of(work, case)
        return Beside(
            part=part,
            parts=parts,
            papers=papers,
            paper=papers.find(paper),
            may_talk=may_talk(work, task),
        )
    return Beside(
        part=part,
        parts=parts,
        case=view_case(work, case),
        customer=customer_of(work, case) if part is not Part.STEPS else None,
        others=_others(work, task),
    )


def _others(work: Work, task: InboxTask) -> list[tuple[InboxTask, Left | None]]:
    waiting = list_case_tasks(work.session, task.case_id, status=TaskStatus.OPEN)
    seen = [one for one in waiting if one.id != task.id and sees_task(work.actor, one)]
    return list(zip(seen, time_left_of(work, seen), strict=True))
