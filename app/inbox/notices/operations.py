"""Notes what of their notices people have read, and forgets what was read long ago."""

import datetime as dt

import sqlalchemy as sa

from app.database import table_of
from app.inbox.notices.models import Notification
from app.inbox.notices.queries import get_notice
from app.inbox.talk.models import Mention
from app.work import Work

PAGE = 1000  # notices that one transaction deletes

_notice, _mention = table_of(Notification), table_of(Mention)


def mark_read(work: Work, notice_id: int) -> Notification:
    """Note that the actor has read a notice, and the comment that it tells of; twice is once.

    :raises NotFound: it is none of theirs, or no longer for them to see
    """
    found = get_notice(work, notice_id)
    if found.read_at is None:
        _mark(work, _notice.c.id == notice_id)
        work.session.refresh(found)
    return found


def mark_all_read(work: Work, *, up_to: int | None = None) -> None:
    """Note that the actor has read every notice.

    :param up_to: only those up to this id: what came in meanwhile stays as it is
    """
    _mark(work, sa.true() if up_to is None else _notice.c.id <= up_to)


def mark_task_read(work: Work, task_id: int) -> None:
    """Note that the actor has read what there was to tell of a task: they have opened it."""
    _mark(work, _notice.c.task_id == task_id)


def _mark(work: Work, which: sa.ColumnElement[bool]) -> None:
    connection = work.session.connection()
    unread = (_notice.c.recipient_id == work.actor.user_id, _notice.c.read_at.is_(None), which)
    of_mentions = sa.select(_notice.c.mention_id).where(
        *unread, _notice.c.on_page, _notice.c.mention_id.is_not(None)
    )
    connection.execute(
        sa.update(_mention)
        .where(_mention.c.id.in_(of_mentions), _mention.c.read_at.is_(None))
        .values(read_at=work.now)
    )
    connection.execute(
        sa.update(_notice).where(*unread, _notice.c.on_page).values(read_at=work.now)
    )


def has_unread_of(work: Work, task_id: int) -> bool:
    """Say whether there is something of a task that the actor was told and has not read."""
    found = sa.select(_notice.c.id).where(
        _notice.c.task_id == task_id,
        _notice.c.recipient_id == work.actor.user_id,
        _notice.c.read_at.is_(None),
        _notice.c.on_page,
    )
    return work.session.connection().execute(found.limit(1)).first() is not None


def follow_mentions(work: Work, mentions: sa.ColumnElement[bool], *, read: bool) -> None:
    """Let the notices of some mentions be read, or unread again, as these are."""
    those = sa.select(_mention.c.id).where(mentions)
    changing = _notice.c.read_at.is_(None) if read else _notice.c.read_at.is_not(None)
    mine = _notice.c.recipient_id == work.actor.user_id
    work.session.connection().execute(
        sa.update(_notice)
        .where(mine, _notice.c.mention_id.in_(those), changing)
        .values(read_at=work.now if read else None)
    )


def forget_read(work: Work, kept: dt.timedelta) -> bool:
    """Delete a page of what was read longer ago; say whether there may be more."""
    old = sa.select(_notice.c.id).where(_notice.c.read_at < work.now - kept).limit(PAGE)
    ids = work.session.scalars(old).all()
    if ids:
        work.session.execute(sa.delete(_notice).where(_notice.c.id.in_(ids)))
    return len(ids) == PAGE
