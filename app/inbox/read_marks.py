"""What of the inbox someone has read: a task that they opened and nobody else has touched since.

Read or not is told from what happened to a task, so that no act has to know who had read it.
"""

from collections.abc import Collection
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from app.database import table_of
from app.identity.permissions import READERS
from app.inbox.models import InboxTask, TaskEvent
from app.inbox.notices.operations import has_unread_of, mark_task_read
from app.inbox.read_mark_models import TaskReadMark
from app.inbox.talk.models import Comment, TaskAttachment
from app.work import Actor, Work

_mark = table_of(TaskReadMark)


def mark_read(work: Work, task_id: int) -> None:
    """Note that the actor has seen a task as it is now, and what they were told of it."""
    mark_task_read(work, task_id)
    row = {
        "task_id": task_id,
        "user_id": work.actor.user_id,
        "acts": _acts_of_others(work.actor.user_id, sa.literal(task_id)),
        "read_at": work.now,
    }
    connection = work.session.connection()
    dialect: Any = sqlite if connection.dialect.name == "sqlite" else postgresql
    written = dialect.insert(_mark).values(row)
    connection.execute(
        written.on_conflict_do_update(
            index_elements=["task_id", "user_id"],
            set_={"acts": written.excluded.acts, "read_at": written.excluded.read_at},
        )
    )


def mark_unread(work: Work, task_id: int) -> None:
    """Let a task stand out for the actor as if they had never opened it."""
    mine = (_mark.c.task_id == task_id, _mark.c.user_id == work.actor.user_id)
    work.session.connection().execute(sa.delete(_mark).where(*mine))


def is_news(work: Work, task_id: int) -> bool:
    """Say whether the actor opening a task is to be noted; who only reads leaves no trace."""
    if work.actor.user_id is None or not READERS.isdisjoint(work.actor.groups):
        return False
    seen = task_id in list_read(work.session, work.actor, [task_id])
    return not seen or has_unread_of(work, task_id)


def list_read(session: Session, actor: Actor, task_ids: Collection[int]) -> frozenset[int]:
    """Return which of some tasks the actor has read."""
    if not task_ids or actor.user_id is None:
        return frozenset()
    return frozenset(session.scalars(_READ, {"tasks": list(task_ids), "reader": actor.user_id}))


def is_read_clause(actor: Actor) -> sa.ColumnElement[bool]:
    """Ask of a task in SQL whether the actor has read it."""
    return sa.exists().where(
        _mark.c.task_id == InboxTask.id,
        _mark.c.user_id == actor.user_id,
        _mark.c.acts >= _acts_of_others(actor.user_id, _mark.c.task_id),
    )


def _acts_of_others(reader: Any, task_id: Any) -> sa.ColumnElement[int]:
    """Count what others, or the process itself, did with a task, said to it and attached to it.

    The number only ever rises: what happened stays, and what is changed has a higher version.
    """
    none = sa.literal(0)
    acts = sa.select(sa.func.count(TaskEvent.id)).where(
        TaskEvent.task_id == task_id, TaskEvent.actor_id.is_distinct_from(reader)
    )
    said = sa.select(sa.func.coalesce(sa.func.sum(Comment.version), none)).where(
        Comment.task_id == task_id, Comment.author_id != reader
    )
    files = sa.select(sa.func.coalesce(sa.func.sum(TaskAttachment.version), none)).where(
        TaskAttachment.task_id == task_id, TaskAttachment.added_by != reader
    )
    return acts.scalar_subquery() + said.scalar_subquery() + files.scalar_subquery()


_READER = sa.bindparam("reader", type_=sa.BigInteger)
#: which of ``tasks`` the ``reader`` has read; asked with every answer that shows tasks
_READ = sa.select(_mark.c.task_id).where(
    _mark.c.task_id.in_(sa.bindparam("tasks", expanding=True)),
    _mark.c.user_id == _READER,
    _mark.c.acts >= _acts_of_others(_READER, _mark.c.task_id),
)
