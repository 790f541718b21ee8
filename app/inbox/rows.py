"""Reads a task for change and keeps the rows that find it in step."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

import sqlalchemy as sa

from app.database import next_key, table_of
from app.errors import Conflict, NotFound
from app.identity.models import User
from app.inbox import rules
from app.inbox.models import NO_DUE, InboxTask, TaskAct, TaskCandidate, TaskEvent
from app.work import Work


def lock_task(work: Work, task_id: int) -> InboxTask:
    """Read a task as it is now and keep others from changing it until the transaction ends.

    :raises NotFound: there is no such task
    """
    wanted = (
        sa.select(InboxTask)
        .where(InboxTask.id == task_id)
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    )
    task = work.session.scalar(wanted)
    if task is None:
        raise NotFound(f"there is no task {task_id}")
    return task


def ensure_holder(work: Work, task: InboxTask) -> None:
    """Refuse when someone else has the task.

    :raises Conflict: already_claimed; the detail names the holder
    """
    if task.assignee_id in (None, work.actor.user_id):
        return
    holder = work.session.get(User, task.assignee_id)
    name = holder.username if holder else str(task.assignee_id)
    raise Conflict(
        f"task {task.id} is with {name}", code="already_claimed", about={"assignee": name}
    )


def order_of(priority: int, due_at: dt.datetime | None) -> dict[str, Any]:
    """Return the columns that lists are ordered by."""
    return {"rank": -priority, "due_order": due_at or NO_DUE}


def write_candidates(work: Work, tasks: Iterable[InboxTask]) -> None:
    """Add the rows by which groups and users find open tasks."""
    rows = [
        {
            "task_id": task.id,
            "audience": audience,
            "free": task.assignee_id is None,
            **order_of(task.priority, task.due_at),
        }
        for task in tasks
        for audience in dict.fromkeys(rules.audiences(task.groups, task.users))
    ]
    if rows:
        work.session.execute(sa.insert(table_of(TaskCandidate)), rows)


def delete_candidates(work: Work, task_ids: Iterable[int]) -> None:
    """Take tasks out of everyone's lists."""
    table = table_of(TaskCandidate)
    work.session.execute(sa.delete(table).where(table.c.task_id.in_(list(task_ids))))


def update_candidates(work: Work, task: InboxTask) -> None:
    """Bring the rows that find a task in line with it."""
    table = table_of(TaskCandidate)
    values = {
        "free": task.assignee_id is None,
        **order_of(task.priority, task.due_at),
    }
    work.session.execute(sa.update(table).where(table.c.task_id == task.id).values(values))


def give(work: Work, task: InboxTask, user_id: int | None) -> None:
    """Make someone, or nobody, the assignee."""
    task.assignee_id = user_id
    task.read_at = None
    task.version += 1
    work.session.flush()
    update_candidates(work, task)


def add_events(
    work: Work, act: TaskAct, tasks: Iterable[InboxTask], detail: dict[str, Any] | None = None
) -> None:
    """Write down what happened to tasks."""
    rows = [
        {
            "id": next_key(work.session),
            "task_id": task.id,
            "act": act,
            "at": work.now,
            "actor_id": work.actor.user_id,
            "detail": detail or {},
        }
        for task in tasks
    ]
    if rows:
        work.session.execute(sa.insert(table_of(TaskEvent)), rows)
