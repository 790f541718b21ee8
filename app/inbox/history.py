"""What happened to a task, and what each act changed: what was, what is."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.identity.models import User
from app.identity.queries import list_users_by_id
from app.inbox.models import InboxTask, TaskAct, TaskEvent
from app.keyset import Cursor, Order, Slice, slice_of

#: What of a task has a history, by its name there and the task's column; drafts have none.
TRACKED = {
    "status": "status",
    "assignee": "assignee_id",
    "owner": "owner_id",
    "groups": "groups",
    "users": "users",
    "priority": "priority",
    "due_at": "due_at",
    "follow_up_at": "follow_up_at",
}
ORDER = (Order(TaskEvent.id),)


@dataclass(frozen=True, kw_only=True)
class Change:
    """One field that an act changed; people are ids, instants ISO text, as they are kept."""

    field: str
    old: Any
    new: Any


@dataclass(frozen=True, kw_only=True)
class HistoryEntry:
    """One thing that happened to a task."""

    event: TaskEvent
    #: None: the process itself
    actor: User | None
    #: in whose place
    on_behalf_of: User | None
    #: none of what happened before this was kept
    changes: tuple[Change, ...]


def state_of(task: InboxTask) -> dict[str, Any]:
    """Return what is tracked of a task, as it is now and as JSON keeps it."""
    return {name: _plain(getattr(task, column)) for name, column in TRACKED.items()}


def _plain(value: Any) -> Any:
    if isinstance(value, dt.datetime):
        return value.astimezone(dt.UTC).isoformat()  # one text for one instant
    return value.value if isinstance(value, Enum) else value


def list_history(
    session: Session,
    task_id: int,
    *,
    after: Cursor | None = None,
    limit: int = 50,
    count: bool = False,
) -> Slice[HistoryEntry]:
    """List what happened to a task, oldest first."""
    wanted = sa.select(TaskEvent).where(TaskEvent.task_id == task_id)
    page = slice_of(session, wanted, ORDER, after, limit=limit, count=count)
    return Slice(
        rows=list(_compared(session, page.rows)),
        next=page.next,
        prev=page.prev,
        total=page.total,
        total_capped=page.total_capped,
    )


def _before(session: Session, events: Sequence[TaskEvent]) -> TaskEvent | None:
    """Return the event in front of a page."""
    if not events:
        return None
    first = events[0]
    earlier = sa.select(TaskEvent).where(
        TaskEvent.task_id == first.task_id, TaskEvent.id < first.id
    )
    return session.scalars(earlier.order_by(TaskEvent.id.desc()).limit(1)).first()


def _compared(session: Session, events: Sequence[TaskEvent]) -> Iterator[HistoryEntry]:
    named = {one for event in events for one in (event.actor_id, event.on_behalf_of_id)}
    people = list_users_by_id(session, {one for one in named if one is not None})
    earlier = _before(session, events)
    for event in events:
        old = earlier.state if earlier else None
        if event.act is TaskAct.CREATED:
            old = {}
        changes = tuple(_changes(old, event.state))
        yield HistoryEntry(
            event=event,
            actor=people.get(event.actor_id or 0),
            on_behalf_of=people.get(event.on_behalf_of_id or 0),
            changes=changes,
        )
        earlier = event


def _changes(old: Mapping[str, Any] | None, new: Mapping[str, Any] | None) -> Iterator[Change]:
    if old is None or new is None:
        return
    for name in TRACKED:
        was, is_now = (None if of.get(name) == [] else of.get(name) for of in (old, new))
        if was != is_now:
            yield Change(field=name, old=was, new=is_now)
