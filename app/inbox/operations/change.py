"""Lets people choose how urgent a task is, when it is due and until when it is put off."""

import datetime as dt
from typing import Any, TypedDict

from app.audit.operations import record
from app.errors import FieldError, InvalidInput, NotAllowed
from app.identity.permissions import ensure_may, may, oversees
from app.inbox import rules
from app.inbox.limits import list_limits
from app.inbox.models import InboxTask
from app.inbox.operations.reschedule import move, reckoned
from app.inbox.rows import lock_task
from app.inbox.standing_in import acting_on, confirmed
from app.sla.models import ClockType
from app.work import Work

PRIORITISE = "task.prioritise"


class TaskChanges(TypedDict, total=False):
    """What changes; what is not named stays, and None takes back what was chosen."""

    #: 0 to 100; None: it is reckoned again
    priority: int | None
    #: None: what its time limit says, if it is under one
    due_at: dt.datetime | None
    #: None: it is not put off any more
    follow_up_at: dt.datetime | None


def change_task(
    work: Work, task_id: int, changes: TaskChanges, *, expected_version: int | None = None
) -> InboxTask:
    """Change what people choose of a task; who has it puts it off, who leads them changes all.

    :raises NotAllowed: priority or due date without task.prioritise over its groups, or somebody
        else has it
    :raises InvalidInput: the law sets its due date, or it is put off until an instant that is past
    """
    work = confirmed(work)
    task = lock_task(work, task_id)
    rules.ensure_open(task)
    _ensure_may_change(work, task, changes)
    rules.ensure_version(task, expected_version)
    work = acting_on(work, task)
    changed = move(work, task, **_values(work, task, changes))
    if changed:
        subject = f"task:{task.id}"
        record(work, "task.changed", case_id=task.case_id, subject=subject, detail=changed)
    return task


def _ensure_may_change(work: Work, task: InboxTask, changes: TaskChanges) -> None:
    leads = may(work.actor, PRIORITISE) and oversees(work.actor, task.groups)
    if leads:
        return
    if "priority" in changes or "due_at" in changes:
        ensure_may(work.actor, PRIORITISE)
        raise NotAllowed(
            f"{work.actor.username} does not lead {', '.join(task.groups)}", code="not_in_group"
        )
    holds = task.assignee_id == work.actor.user_id or rules.absentee_of(task, work.actor)
    if "follow_up_at" in changes and not holds:
        raise NotAllowed(f"task {task.id} is put off by who has it, or who leads them")


def _values(work: Work, task: InboxTask, changes: TaskChanges) -> dict[str, Any]:
    values: dict[str, Any] = {}
    if "priority" in changes:
        values |= _priority(work, task, changes["priority"])
    if "due_at" in changes:
        values["due_at"] = _due(work, task, changes["due_at"])
    if "follow_up_at" in changes:
        values["follow_up_at"] = _follow_up(work, changes["follow_up_at"])
    return values


def _priority(work: Work, task: InboxTask, chosen: int | None) -> dict[str, Any]:
    if chosen is not None:
        return {"priority": chosen, "priority_by_hand": True}
    return {**reckoned(work, task), "priority_by_hand": False}


def _due(work: Work, task: InboxTask, chosen: dt.datetime | None) -> dt.datetime | None:
    limits = {clock.clock_type: clock for clock in list_limits(work, task)}
    if chosen is None:
        own = limits.get(ClockType.INTERNAL)
        return None if own is None else own.due_at
    law = limits.get(ClockType.STATUTORY)
    if law is not None and chosen != task.due_at:
        until = law.due_at.astimezone(work.processes.zone).isoformat()
        raise _refused(
            "/due_at",
            f"the law limits {task.stage}, until {until}: its due date is not moved by hand",
            code="due_by_law",
        )
    return chosen


def _follow_up(work: Work, until: dt.datetime | None) -> dt.datetime | None:
    if until is not None and until <= work.now:
        raise _refused("/follow_up_at", "a task is put off until an instant that is still to come")
    return until


def _refused(pointer: str, detail: str, *, code: str = "invalid_field") -> InvalidInput:
    return InvalidInput(
        detail, errors=[FieldError(pointer=pointer, code=code, detail=detail)], code=code
    )
