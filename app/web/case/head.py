"""What matters of a case at once: what kind it is, what waits, for whom, and what holds it."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.cases import queries, versions
from app.cases.models import Case, Incident
from app.identity.permissions import may
from app.inbox.models import InboxTask, TaskStatus
from app.inbox.queries import list_case_tasks
from app.inbox.visible import sees_task
from app.language import label
from app.web.case.view import holders_of
from app.web.left import Left, time_left_of
from app.work import Work


@dataclass(frozen=True, kw_only=True)
class Head:
    """The head of the page of a case."""

    process: str
    #: tasks that wait and that the reader may see, each with who has it and the time left
    tasks: Sequence[tuple[InboxTask, str, Left | None]]
    #: tasks that wait and are for others
    hidden: int
    incidents: Sequence[Incident]
    #: the reader is told what exactly is wrong, and may have it tried again
    may_operate: bool


def head_of(work: Work, case: Case) -> Head:
    """Collect the head of a case's page."""
    row = versions.get_process(work.session, case.process_key)
    definition = versions.definition_of(work.session, row)
    waiting = list_case_tasks(work.session, case.id, status=TaskStatus.OPEN)
    seen = [task for task in waiting if sees_task(work.actor, task)]
    return Head(
        process=label(definition.name, definition.label_en),
        tasks=list(zip(seen, holders_of(work, seen), time_left_of(work, seen), strict=True)),
        hidden=len(waiting) - len(seen),
        incidents=queries.list_incidents(work.session, case_id=case.id).rows,
        may_operate=may(work.actor, "case.operate"),
    )
