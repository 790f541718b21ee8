"""Reads notices as far as their readers may still see what they are about; writes nothing."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.errors import NotFound
from app.identity.permissions import may
from app.inbox.models import InboxTask
from app.inbox.notices.choices import NoticeKind
from app.inbox.notices.models import Notification
from app.inbox.standing_in import held_by
from app.inbox.talk.models import Mention
from app.inbox.visible_rows import is_kept_from, is_seen_by
from app.keyset import TOTAL_CAP, Cursor, Order, Slice, slice_of
from app.work import Actor, Work

NEWEST_FIRST = (Order(Notification.id, descending=True),)
#: what is said is not for who is kept from the task
TALK = (NoticeKind.MENTIONED, NoticeKind.COMMENTED, NoticeKind.ANSWERED)


@dataclass(frozen=True, kw_only=True)
class Unread:
    """How many notices somebody has not read, up to a cap, altogether and by kind."""

    total: int
    total_capped: bool
    kinds: dict[str, int]


def list_notices(
    work: Work, *, unread: bool, after: Cursor | None, limit: int, count: bool
) -> Slice[Notification]:
    """List the actor's notices, the newest first."""
    wanted = _unread(work.actor) if unread else _shown(work.actor)
    return slice_of(work.session, wanted, NEWEST_FIRST, after, limit=limit, count=count)


def count_unread(work: Work) -> Unread:
    """Count what the actor has not read."""
    some = _unread(work.actor).with_only_columns(Notification.kind).limit(TOTAL_CAP + 1).subquery()
    counted = sa.select(some.c.kind, sa.func.count()).group_by(some.c.kind).order_by(some.c.kind)
    kinds = {kind.value: number for kind, number in work.session.execute(counted)}
    total = sum(kinds.values())
    return Unread(total=min(total, TOTAL_CAP), total_capped=total > TOTAL_CAP, kinds=kinds)


def get_notice(work: Work, notice_id: int) -> Notification:
    """Return a notice of the actor's.

    :raises NotFound: there is none, or what it is about is not theirs to see any more
    """
    found = work.session.scalar(
        _shown(work.actor)
        .where(Notification.id == notice_id)
        .execution_options(populate_existing=True)
    )
    if found is None:
        raise NotFound(f"there is no notification {notice_id}")
    return found


def list_for_mail(work: Work, ids: Collection[int]) -> Sequence[Notification]:
    """List those of some notices that the actor has not read and may see, oldest first."""
    wanted = _of(work.actor).where(Notification.id.in_(ids), Notification.read_at.is_(None))
    return work.session.scalars(wanted.order_by(Notification.id)).all()


def comments_of(session: Session, notices: Collection[Notification]) -> dict[int, int]:
    """Return by mention the comment that each of some notices is about."""
    ids = [one.mention_id for one in notices if one.mention_id is not None]
    if not ids:
        return {}
    pairs = session.execute(sa.select(Mention.id, Mention.comment_id).where(Mention.id.in_(ids)))
    return {mention: comment for mention, comment in pairs}


def _shown(actor: Actor) -> sa.Select[Notification]:
    return _of(actor).where(Notification.on_page)


def _unread(actor: Actor) -> sa.Select[Notification]:
    return _shown(actor).where(Notification.read_at.is_(None))


def _of(actor: Actor) -> sa.Select[Notification]:
    """Select an actor's notices of what they see: a task, a case, a substitution of theirs."""
    heard = sa.or_(Notification.kind.not_in(TALK), ~is_kept_from(actor))
    of_task = sa.and_(sa.or_(is_seen_by(actor), held_by(actor)), heard)
    of_case = sa.and_(
        Notification.task_id.is_(None),
        sa.or_(Notification.substitution_id.is_not(None), sa.literal(may(actor, "case.read"))),
    )
    return (
        sa.select(Notification)
        .outerjoin(InboxTask, InboxTask.id == Notification.task_id)
        .where(Notification.recipient_id == actor.user_id, sa.or_(of_case, of_task))
    )
