"""Reads a task for change and keeps the rows that find it in step."""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy import bindparam
from sqlalchemy.orm import make_transient_to_detached
from sqlalchemy.orm.attributes import set_committed_value

from app.database import next_key, table_of
from app.errors import Conflict, NotFound
from app.identity.models import User
from app.inbox import rules
from app.inbox.history import state_of
from app.inbox.models import NO_DUE, InboxTask, TaskAct, TaskCandidate, TaskEvent
from app.inbox.notices.giving import tell_given
from app.work import Work

_task, _candidate = table_of(InboxTask), table_of(TaskCandidate)
_LOCK = (
    sa.select(InboxTask)
    .where(InboxTask.id == bindparam("id"))
    .with_for_update(key_share=True)
    .execution_options(populate_existing=True)
)
_OPEN = sa.insert(_task)
_CHANGE = sa.update(_task).where(_task.c.id == bindparam("b_id"))
_FIND = sa.insert(_candidate)
_FORGET = sa.delete(_candidate).where(_candidate.c.task_id == bindparam("b_id"))
_NOTE = sa.insert(table_of(TaskEvent))


def lock_task(work: Work, task_id: int) -> InboxTask:
    """Read a task as it is now and keep others from changing it until the transaction ends.

    :raises NotFound: there is no such task
    """
    task = work.session.scalar(_LOCK, {"id": task_id})
    if task is None:
        raise NotFound(f"there is no task {task_id}")
    return task


def insert(work: Work, new: Sequence[dict[str, Any]]) -> list[InboxTask]:
    """Write new tasks, every column given; return them as the session then knows them."""
    work.session.connection().execute(_OPEN, new)
    tasks = [InboxTask(**values) for values in new]
    for task in tasks:
        make_transient_to_detached(task)
    work.session.add_all(tasks)
    return tasks


def change(work: Work, task: InboxTask, **values: Any) -> None:
    """Write columns of a task, and raise its version unless that is one of them."""
    values.setdefault("version", task.version + 1)
    work.session.connection().execute(_CHANGE, {"b_id": task.id, **values})
    for name, value in values.items():
        set_committed_value(task, name, value)


def ensure_holder(work: Work, task: InboxTask) -> None:
    """Refuse when someone else has the task, for whom the actor does not stand in.

    :raises Conflict: already_claimed; the detail names the holder
    """
    if task.assignee_id in (None, work.actor.user_id) or rules.absentee_of(task, work.actor):
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
            **_found_by(task),
        }
        for task in tasks
        for audience in dict.fromkeys(rules.audiences(task.groups, task.users))
    ]
    if rows:
        work.session.connection().execute(_FIND, rows)


def delete_candidates(work: Work, task_ids: Iterable[int]) -> None:
    """Take tasks out of everyone's lists."""
    work.session.connection().execute(_FORGET, [{"b_id": task_id} for task_id in task_ids])


def update_candidates(work: Work, task: InboxTask) -> None:
    """Bring the rows that find a task in line with it."""
    table = table_of(TaskCandidate)
    values = _found_by(task)
    work.session.execute(sa.update(table).where(table.c.task_id == task.id).values(values))


def _found_by(task: InboxTask) -> dict[str, Any]:
    return {
        "free": task.assignee_id is None,
        "follow_up_at": task.follow_up_at,
        **order_of(task.priority, task.due_at),
    }


def give(
    work: Work,
    task: InboxTask,
    user_id: int | None,
    *,
    on_behalf_of_id: int | None = None,
    owner_id: int | None = None,
) -> None:
    """Make someone, or nobody, the assignee; who gets it or loses it by another is told.

    Whoever gets it finds it at once, however long it was put off before.

    :param on_behalf_of_id: in whose place they take it
    :param owner_id: who hands it over to them, and gets it back
    """
    before, owner = task.assignee_id, task.owner_id
    change(
        work,
        task,
        assignee_id=user_id,
        on_behalf_of_id=on_behalf_of_id,
        owner_id=owner_id,
        follow_up_at=task.follow_up_at if user_id == before else None,
    )
    update_candidates(work, task)
    tell_given(work, task, before, owner_id=owner)


def add_events(
    work: Work, act: TaskAct, tasks: Iterable[InboxTask], detail: dict[str, Any] | None = None
) -> None:
    """Write down what happened to tasks, once it has, and how it left them."""
    rows = [
        {
            "id": next_key(work.session),
            "task_id": task.id,
            "act": act,
            "at": work.now,
            "actor_id": work.actor.user_id,
            "on_behalf_of_id": work.actor.on_behalf_of and work.actor.on_behalf_of.user_id,
            "detail": detail or {},
            "state": state_of(task),
        }
        for task in tasks
    ]
    if rows:
        work.session.connection().execute(_NOTE, rows)
