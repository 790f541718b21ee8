"""Tasks with their assignees and time limits, as they are answered."""

from collections.abc import Mapping, Sequence
from typing import Any

from app.identity.models import User
from app.identity.queries import list_users_by_id
from app.inbox.models import InboxTask
from app.inbox.priority import read_reasons
from app.inbox.read_marks import list_read
from app.inbox.task_clocks import clocks_of
from app.language import label
from app.sla.models import ClockState, ClockType, SlaClock
from app.work import Work


def task_rows(work: Work, tasks: Sequence[InboxTask]) -> list[dict[str, Any]]:
    """Return tasks with what belongs to them, read in one go for all."""
    named = (one for task in tasks for one in _people(task))
    ids = {one for one in named if one is not None}
    people = list_users_by_id(work.session, ids)
    clocks = clocks_of(work.session, tasks)
    read = list_read(work.session, work.actor, [task.id for task in tasks])
    return [_row(task, people, clocks[task.id], task.id in read) for task in tasks]


def task_row(work: Work, task: InboxTask) -> dict[str, Any]:
    """Return one task with what belongs to it."""
    return task_rows(work, [task])[0]


def task_detail(work: Work, task: InboxTask) -> dict[str, Any]:
    """Return one task with the reasons of its priority."""
    reasons = read_reasons(task.base_priority, task.priority_reasons)
    return {**task_row(work, task), "priority_reasons": [one.plain() for one in reasons]}


def _people(task: InboxTask) -> tuple[int | None, ...]:
    return (task.assignee_id, task.on_behalf_of_id, task.owner_id)


def _row(
    task: InboxTask, people: Mapping[int, User], clocks: Sequence[SlaClock], read: bool
) -> dict[str, Any]:
    return {
        "id": task.id,
        "name": task.name,
        "label": label(task.name, task.label_en),
        "task_definition": task.element,
        "process": task.process_id,
        "business_key": task.business_key,
        "case_id": task.case_id,
        "subject": task.subject,
        "groups": task.groups,
        "assignee": people.get(task.assignee_id or 0),
        "on_behalf_of": people.get(task.on_behalf_of_id or 0),
        "owner": people.get(task.owner_id or 0),
        "status": task.status.value,
        "priority": task.priority,
        "priority_by_hand": task.priority_by_hand,
        "created_at": task.created_at,
        "due_at": task.due_at,
        "follow_up_at": task.follow_up_at,
        "sla": _sla(task, clocks),
        "read": read,
        "version": task.version,
    }


def _sla(task: InboxTask, clocks: Sequence[SlaClock]) -> dict[str, Any] | None:
    if task.stage is None:
        return None
    by_type = {clock.clock_type: clock for clock in clocks}
    internal = by_type.get(ClockType.INTERNAL)
    statutory = by_type.get(ClockType.STATUTORY)
    return {
        "stage": task.stage,
        "state": internal.state.value if internal else None,
        "internal_due_at": internal.due_at if internal else None,
        "statutory_due_at": statutory.due_at if statutory else None,
        "paused": internal is not None and internal.state is ClockState.PAUSED,
    }
