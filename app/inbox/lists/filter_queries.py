"""Reads saved filters: one's own and those shared with one's groups; the rest is not there."""

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.errors import NotFound
from app.identity.permissions import may
from app.inbox.lists.filter_models import SavedFilter, SavedFilterShare
from app.inbox.lists.listing import View
from app.keyset import Cursor, Order, Slice, slice_of
from app.work import Actor


def get_visible_filter(
    session: Session, actor: Actor, filter_id: int, *, to_change: bool = False
) -> SavedFilter:
    """Return a filter.

    :param to_change: keep others from changing it until the transaction ends
    :raises NotFound: there is none, or the actor may not see it
    """
    wanted = sa.select(SavedFilter).where(SavedFilter.id == filter_id, _is_seen(actor))
    if to_change:
        wanted = wanted.with_for_update()
    found = session.scalar(wanted.execution_options(populate_existing=True))
    if found is None:
        raise NotFound(f"there is no filter {filter_id}")
    return found


def list_filters(
    session: Session,
    actor: Actor,
    *,
    after: Cursor | None = None,
    limit: int = 50,
    count: bool = False,
) -> Slice[SavedFilter]:
    """Return a page of the filters that an actor sees, in their order."""
    query = sa.select(SavedFilter).where(_is_seen(actor))
    order = [Order(SavedFilter.position), Order(SavedFilter.id)]
    return slice_of(session, query, order, after, limit=limit, count=count)


def count_own(session: Session, actor: Actor) -> int:
    """Count the filters of an actor's own."""
    own = sa.select(sa.func.count()).where(SavedFilter.owner_id == actor.user_id)
    return session.execute(own).scalar_one()


def _is_seen(actor: Actor) -> sa.ColumnElement[bool]:
    """Ask for one's own, and for what is shared with one's groups and may be used by one."""
    mine = SavedFilter.id.in_(
        sa.select(SavedFilter.id).where(SavedFilter.owner_id == actor.user_id)
    )
    shared: sa.ColumnElement[bool] = SavedFilter.id.in_(
        sa.select(SavedFilterShare.filter_id).where(
            SavedFilterShare.group_code.in_(sorted(actor.groups))
        )
    )
    if not may(actor, "task.read_all"):
        shared = sa.and_(shared, SavedFilter.view != View.ALL.value)
    return sa.or_(mine, shared)
