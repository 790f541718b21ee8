"""Changes when a task is due, how urgent it is, and until when it is put off."""

import datetime as dt
from collections.abc import Collection
from decimal import Decimal
from typing import Any

from app.inbox import rows
from app.inbox.limits import list_limits, standing_of
from app.inbox.models import InboxTask, TaskAct
from app.inbox.priority import amount_of, read_reasons, reckon, total
from app.inbox.rows import lock_task
from app.work import Work

#: what changes with time alone
RISEN = frozenset({"priority", "follow_up_at"})


def set_due(work: Work, task_id: int, due_at: dt.datetime | None) -> InboxTask:
    """Move the due date, as the clock of the task says; an ended task keeps its own."""
    task = lock_task(work, task_id)
    if task.ended_at is None:
        move(work, task, by_itself=RISEN, due_at=due_at, **_urgency(work, task))
    return task


def raise_priority(
    work: Work,
    task_id: int,
    *,
    amount: Decimal | None = None,
    limit: dt.datetime | None = None,
) -> InboxTask:
    """Reckon how urgent a task is anew; an ended task keeps its priority.

    What somebody chose by hand stays.

    :param amount: CNY that the case is about; by default what it was reckoned with before
    :param limit: when it is due; what is put off until then, or longer, comes back
    """
    task = lock_task(work, task_id)
    if task.ended_at is None:
        move(work, task, by_itself=RISEN, **_urgency(work, task, amount), **_recalled(task, limit))
    return task


def _recalled(task: InboxTask, limit: dt.datetime | None) -> dict[str, None]:
    until = task.follow_up_at
    return {} if until is None or limit is None or until < limit else {"follow_up_at": None}


def _urgency(work: Work, task: InboxTask, amount: Decimal | None = None) -> dict[str, Any]:
    values = reckoned(work, task, amount)
    if task.priority_by_hand:
        del values["priority"]
    return values


def reckoned(work: Work, task: InboxTask, amount: Decimal | None = None) -> dict[str, Any]:
    """Return the priority that a task has by itself just now, and its reasons.

    :param amount: CNY that the case is about; by default what it was reckoned with before
    """
    before = read_reasons(task.base_priority, task.priority_reasons)
    standings = [standing_of(work, clock) for clock in list_limits(work, task)]
    known = amount_of(before) if amount is None else amount
    reasons = reckon(task.base_priority, known, standings)
    kept = [one.plain() for one in reasons]
    return {"priority": total(reasons), "priority_reasons": kept}


def move(
    work: Work, task: InboxTask, *, by_itself: Collection[str] = (), **values: Any
) -> dict[str, list[Any]]:
    """Write a task's priority and dates, where lists find it and in its history.

    :param by_itself: what raises no version when it changes: nobody's answers are refused because
        a limit has warned while they were filling in
    :returns: what was and what is of whatever changed, as it is written down
    """
    changed = {name: new for name, new in values.items() if getattr(task, name) != new}
    told = {
        name: [_plain(getattr(task, name)), _plain(new)]
        for name, new in changed.items()
        if name in TOLD
    }
    if not changed:
        return {}
    order = rows.order_of(
        changed.get("priority", task.priority), changed.get("due_at", task.due_at)
    )
    version = task.version + bool(told.keys() - by_itself)
    rows.change(work, task, version=version, **changed, **order)
    if told:
        rows.update_candidates(work, task)
        rows.add_events(work, TaskAct.RESCHEDULED, [task], told)
    return told


#: what people see of it
TOLD = ("priority", "priority_by_hand", "due_at", "follow_up_at")


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, dt.datetime) else value
