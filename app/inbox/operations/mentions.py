"""Notes which mentions somebody has read."""

from collections.abc import Sequence

import sqlalchemy as sa

from app.errors import FieldError, InvalidInput
from app.inbox.notices.operations import follow_mentions
from app.inbox.talk.models import Mention
from app.work import Work


def mark_mentions_read(
    work: Work, *, ids: Sequence[int] = (), up_to: int | None = None, read: bool = True
) -> None:
    """Mark mentions of the actor as read, or as unread again; so their notices.

    :param ids: which
    :param up_to: every one up to this id: what came in meanwhile stays as it is
    :raises InvalidInput: one of the ids is no mention of the actor
    """
    mine = Mention.user_id == work.actor.user_id
    _ensure_mine(work, ids)
    wanted: list[sa.ColumnElement[bool]] = [Mention.id.in_(ids)]
    if up_to is not None:
        wanted.append(Mention.id <= up_to)
    follow_mentions(work, sa.and_(mine, sa.or_(*wanted)), read=read)
    changing = Mention.read_at.is_(None) if read else Mention.read_at.is_not(None)
    work.session.execute(
        sa.update(Mention)
        .where(mine, sa.or_(*wanted), changing)
        .values(read_at=work.now if read else None)
        .execution_options(synchronize_session=False)
    )


def _ensure_mine(work: Work, ids: Sequence[int]) -> None:
    mine = sa.select(Mention.id).where(Mention.user_id == work.actor.user_id, Mention.id.in_(ids))
    known = frozenset(work.session.scalars(mine)) if ids else frozenset()
    errors = [
        FieldError(pointer=f"/ids/{at}", code="not_found", detail=f"there is no mention {one}")
        for at, one in enumerate(ids)
        if one not in known
    ]
    if errors:
        raise InvalidInput(errors[0].detail, errors=errors)
