"""What has happened in a case, in one list, the newest first: steps, talk, decisions, papers."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from flask_babel import LazyString, gettext, lazy_gettext
from markupsafe import Markup

from app.cases import queries as cases
from app.cases.models import CaseDecision
from app.database import to_json
from app.identity.permissions import may
from app.inbox.talk import queries as talk_queries
from app.insurance.channels.queries import list_messages
from app.insurance.payments.models import Payment
from app.insurance.payments.queries import list_payments_of_case
from app.keyset import Cursor
from app.web.case.course_words import CHANNEL, DELIVERY, PAYMENT_KIND, PAYMENT_STATUS
from app.web.case.view import WAITS, CaseView, StepView
from app.web.papers import Paper, Papers
from app.web.shown import money
from app.web.task.decision_words import DECISION_TABLE
from app.web.task.reasons import Reason, rules_of
from app.web.task.talk import CommentView, views_of
from app.web.words import word
from app.work import Work

SHOWN = 60  # entries of a page
READ = 200  # of each kind; the newest ones
NEWEST = Cursor(values=(2**62,), back=True)
LONGEST = 200  # characters of a decision's value
DECIDING = "businessRuleTask"  # its decision is told by itself

#: The kinds of entries; ``automatic`` ones are shown only where they are asked for.
KINDS: Mapping[str, LazyString] = {
    "steps": lazy_gettext("Steps"),
    "messages": lazy_gettext("Messages"),
    "decisions": lazy_gettext("Decisions"),
    "comments": lazy_gettext("Comments"),
    "papers": lazy_gettext("Papers"),
    "payments": lazy_gettext("Payments"),
    "automatic": lazy_gettext("Automatic steps"),
}


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One thing that happened."""

    at: dt.datetime
    #: a key of ``KINDS``
    kind: str
    title: str
    who: str = ""
    #: a word for where it stands, e.g. in progress; empty where it is simply done
    state: str = ""
    is_current: bool = False
    is_bad: bool = False
    text: str | Markup = ""
    #: the comment that this is
    said: CommentView | None = None
    rules: Sequence[Reason] = ()
    task_id: int | None = None
    #: a file that may be opened in place
    file_id: int | None = None


@dataclass(frozen=True, kw_only=True)
class Course:
    """A page of what happened."""

    entries: Sequence[Entry]
    #: the kind that alone is shown; empty: all but what was automatic
    kind: str
    counts: Mapping[str, int]
    #: the instant before which more happened
    before: dt.datetime | None = None
    kinds: Mapping[str, LazyString] = field(default_factory=lambda: KINDS)


def course_of(
    work: Work, view: CaseView, papers: Papers, *, kind: str, before: dt.datetime | None
) -> Course:
    """Collect what happened in a case.

    :param kind: a key of ``KINDS``, or what is none for all
    """
    every = list(_every(work, view, papers))
    every = sorted(reversed(every), key=lambda entry: entry.at, reverse=True)
    chosen = kind if kind in KINDS else ""
    wanted = [one for one in every if one.kind == chosen or (not chosen and one.kind in _PLAIN)]
    found = [one for one in wanted if before is None or one.at < before]
    return Course(
        entries=found[:SHOWN],
        kind=chosen,
        counts={name: sum(one.kind == name for one in every) for name in KINDS},
        before=found[SHOWN - 1].at if len(found) > SHOWN else None,
    )


_PLAIN = frozenset(KINDS) - {"automatic"}


def _every(work: Work, view: CaseView, papers: Papers) -> Iterator[Entry]:
    for step in view.steps:
        if step.kind != DECIDING:
            yield _step(step)
    for paper in (*papers.handed_in, *papers.letters, *papers.attached):
        yield _paper(paper)
    if may(work.actor, "case.read"):
        yield from _for_staff(work, view)


def _for_staff(work: Work, view: CaseView) -> Iterator[Entry]:
    """Yield what those outside the house are not told."""
    case_id = view.case.id
    taken = cases.list_decisions(work.session, case_id, after=NEWEST, limit=READ)
    yield from map(_decision, taken.rows)
    said = talk_queries.list_case_comments(work, case_id, after=None, limit=READ, count=False)
    yield from map(_comment, views_of(work, said.rows))
    yield from map(_payment, list_payments_of_case(work.session, case_id))
    for message in list_messages(work.session, case_id=case_id, limit=READ).rows:
        is_bad = message.status.value not in ("waiting", "sent")
        yield Entry(
            at=message.sent_at or message.created_at,
            kind="messages",
            title=message.subject or str(word(CHANNEL, message.channel.value)),
            who=word(CHANNEL, message.channel.value),
            state=word(DELIVERY, message.status.value),
            is_bad=is_bad,
        )


def _step(step: StepView) -> Entry:
    return Entry(
        at=step.ended_at or step.started_at,
        kind=_kind_of(step),
        title=step.name,
        who=step.who,
        state="" if step.state == "completed" else step.state_word,
        is_current=step.state == "active",
        task_id=step.task.id if step.task is not None else None,
    )


def _kind_of(step: StepView) -> str:
    if step.automatic:
        return "automatic"
    return "messages" if step.kind in WAITS else "steps"


def _decision(taken: CaseDecision) -> Entry:
    return Entry(
        at=taken.decided_at,
        kind="decisions",
        title=word(DECISION_TABLE, taken.decision),
        text=_written(taken.value),
        rules=list(dict.fromkeys(rules_of(taken))),
    )


def _written(value: object) -> str:
    """Write what a table said; a context by its entries."""
    if isinstance(value, dict):
        text = " · ".join(f"{name}: {_written(one)}" for name, one in value.items())
    elif isinstance(value, str):
        text = value
    else:
        text = to_json(value)
    return text if len(text) <= LONGEST else text[:LONGEST] + "…"


def _comment(one: CommentView) -> Entry:
    is_gone = one.comment.deleted_at is not None
    return Entry(
        at=one.comment.written_at,
        kind="comments",
        title=gettext("Comment"),
        who=one.author,
        text=gettext("This comment was taken back.") if is_gone else one.text,
        state=gettext("changed") if one.comment.edited_at and not is_gone else "",
        said=one,
        task_id=one.comment.task_id,
    )


def _paper(paper: Paper) -> Entry:
    opens = paper.file is not None and bool(paper.kind) and not paper.hindrance
    return Entry(
        at=paper.at,
        kind="papers",
        title=paper.title,
        who=paper.by,
        text=" · ".join(paper.remarks),
        file_id=paper.file.id if opens and paper.file is not None else None,
    )


def _payment(one: Payment) -> Entry:
    return Entry(
        at=one.executed_at or one.sent_at or one.created_at,
        kind="payments",
        title=f"{word(PAYMENT_KIND, one.kind.value)} {money(one.amount)}",
        who=one.payee_name,
        state=word(PAYMENT_STATUS, one.status.value),
        is_bad=one.status.value in ("failed", "held", "reversed"),
    )
