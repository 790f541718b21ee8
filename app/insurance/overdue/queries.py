"""Reads overdue work; writes nothing."""

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.insurance.overdue.models import OverdueCase
from app.insurance.records import get_by_key
from app.keyset import Cursor, Order, Slice, slice_of


def get_overdue(session: Session, key: int | str) -> OverdueCase:
    """Return an overdue case by id or number.

    :raises NotFound: there is none
    """
    return get_by_key(session, OverdueCase, OverdueCase.overdue_no, key, what="overdue case")


def find_by_clock(session: Session, clock_id: int) -> OverdueCase | None:
    """Return the overdue case of a clock."""
    return session.scalars(sa.select(OverdueCase).where(OverdueCase.clock_id == clock_id)).first()


def list_overdue(
    session: Session,
    *,
    is_open: bool | None = None,
    level: str | None = None,
    handler_id: int | None = None,
    after: Cursor | None = None,
    limit: int = 50,
    count: bool = False,
) -> Slice[OverdueCase]:
    """List overdue cases, the newest first."""
    query = sa.select(OverdueCase)
    if is_open is not None:
        closed = OverdueCase.closed_at
        query = query.where(closed.is_(None) if is_open else closed.is_not(None))
    if level is not None:
        query = query.where(OverdueCase.level == level)
    if handler_id is not None:
        query = query.where(OverdueCase.handler_id == handler_id)
    order = (Order(OverdueCase.id, descending=True),)
    return slice_of(session, query, order, after, limit=limit, count=count)
