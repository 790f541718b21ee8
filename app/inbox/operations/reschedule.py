"""Changes when a task is due and how urgent it is."""

import datetime as dt

from app.inbox import rows
from app.inbox.models import InboxTask, TaskAct
from app.inbox.rows import lock_task
from app.work import Work


def set_due(work: Work, task_id: int, due_at: dt.datetime | None) -> InboxTask:
    """Move the due date, as the clock of the task says; an ended task keeps its own."""
    task = lock_task(work, task_id)
    if task.ended_at is None and task.due_at != due_at:
        _change(work, task, task.priority, due_at)
    return task


def set_priority(work: Work, task_id: int, priority: int) -> InboxTask:
    """Make a task more or less urgent; an ended task keeps its priority."""
    task = lock_task(work, task_id)
    if task.ended_at is None and task.priority != priority:
        _change(work, task, priority, task.due_at)
    return task


def _change(work: Work, task: InboxTask, priority: int, due_at: dt.datetime | None) -> None:
    detail = {"priority": [task.priority, priority], "due_at": [_iso(task.due_at), _iso(due_at)]}
    task.priority, task.due_at = priority, due_at
    order = rows.order_of(priority, due_at)
    task.rank, task.due_order = order["rank"], order["due_order"]
    task.version += 1
    work.session.flush()
    rows.update_candidates(work, task)
    rows.add_events(work, TaskAct.RESCHEDULED, [task], detail)


def _iso(at: dt.datetime | None) -> str | None:
    return None if at is None else at.isoformat()
