"""Tells that the limit of a task is near or has passed: who has it, handed it over, stands in."""

from collections.abc import Iterable, Mapping, Sequence

import sqlalchemy as sa

from app.identity.substitution_models import Substitution
from app.inbox.models import InboxTask
from app.inbox.notices.choices import NoticeKind
from app.inbox.notices.telling import News, tell
from app.inbox.queries import list_open_under
from app.sla.firing import Breached, Warned
from app.sla.models import ClockType
from app.work import Work

Told = dict[tuple[int, NoticeKind], bool]


def tell_fired(work: Work, fired: Iterable[Warned | Breached]) -> None:
    """Tell of clocks that have fired; several of one task at one instant are one notice."""
    told: Told = {}
    for event in fired:
        kind = NoticeKind.OVERDUE if isinstance(event, Breached) else NoticeKind.AT_RISK
        by_law = event.clock_type is ClockType.STATUTORY
        for task_id in _tasks_under(work, event):
            told[task_id, kind] = told.get((task_id, kind), False) or by_law
    held = _held(work, {task_id for task_id, _ in told})
    for (task_id, kind), by_law in _worst(told).items():
        if task_id in held:
            task = held[task_id]
            people = [task.assignee_id, task.owner_id, *_substitutes(work, task)]
            tell(work, people, News.of_task(kind, task, statutory=by_law))


def _tasks_under(work: Work, event: Warned | Breached) -> Sequence[int]:
    if event.task_id is not None:
        return [event.task_id]
    return list_open_under(work.session, event.case_id, event.stage)


def _worst(told: Told) -> Told:
    """Leave out that a limit is near where one of the same task has passed."""
    return {
        (task_id, kind): by_law
        for (task_id, kind), by_law in told.items()
        if kind is NoticeKind.OVERDUE or (task_id, NoticeKind.OVERDUE) not in told
    }


def _held(work: Work, task_ids: Iterable[int]) -> Mapping[int, InboxTask]:
    query = sa.select(InboxTask).where(
        InboxTask.id.in_(list(task_ids)),
        InboxTask.assignee_id.is_not(None),
        InboxTask.ended_at.is_(None),
    )
    return {task.id: task for task in work.session.scalars(query)}


def _substitutes(work: Work, task: InboxTask) -> list[int]:
    query = sa.select(Substitution).where(
        Substitution.absent_id == task.assignee_id,
        Substitution.starts_at <= work.now,
        Substitution.ends_at > work.now,
    )
    where = {task.process_id, task.root_process_id}
    return [
        one.substitute_id
        for one in work.session.scalars(query)
        if not one.processes or where.intersection(one.processes)
    ]
