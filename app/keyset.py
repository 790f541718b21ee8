"""Pages of a long list by the last row seen, so that a page costs the same wherever it lies."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

import sqlalchemy as sa
from sqlalchemy.orm import InstrumentedAttribute, Session

TOTAL_CAP = 1000  # nobody reads further; counting on would cost more than the page

Row = TypeVar("Row")


@dataclass(frozen=True)
class Order:
    """One column of an ordering; the last one of an ordering is unique. Nulls come last."""

    column: InstrumentedAttribute[Any]
    descending: bool = False


@dataclass(frozen=True, kw_only=True)
class Cursor:
    """The row next to a page: its values in the columns of the ordering."""

    values: tuple[object, ...]
    #: the page lies before that row, not behind it
    back: bool = False


@dataclass(frozen=True, kw_only=True)
class Slice(Generic[Row]):
    """One page of a list."""

    rows: Sequence[Row]
    next: Cursor | None
    prev: Cursor | None
    #: how many there are altogether, up to ``TOTAL_CAP``; none if it was not asked for
    total: int | None = None
    total_capped: bool = False


def slice_of(
    session: Session,
    query: sa.Select[Row],
    order: Sequence[Order],
    after: Cursor | None,
    *,
    limit: int,
    count: bool = False,
) -> Slice[Row]:
    """Return the page of a query of one entity that lies next to a row.

    :param count: count the whole list too, up to ``TOTAL_CAP``
    """
    back = after is not None and after.back
    bounded = query if after is None else query.where(_beyond(order, after.values, back))
    columns = [_sorted(one, back) for one in order]
    rows = list(session.scalars(bounded.order_by(*columns).limit(limit + 1)))
    more, rows = len(rows) > limit, rows[:limit]
    if back:
        rows.reverse()
    total, capped = count_up_to_cap(session, query) if count else (None, False)
    behind = more or back
    before = more if back else after is not None
    return Slice(
        rows=rows,
        next=_cursor(rows[-1], order, back=False) if rows and behind else None,
        prev=_cursor(rows[0], order, back=True) if rows and before else None,
        total=total,
        total_capped=capped,
    )


def count_up_to_cap(session: Session, query: sa.Select[Any]) -> tuple[int, bool]:
    """Return how many rows a query has, and whether there are more than were counted."""
    some = query.order_by(None).limit(TOTAL_CAP + 1).subquery()
    found = session.execute(sa.select(sa.func.count()).select_from(some)).scalar_one()
    return min(found, TOTAL_CAP), found > TOTAL_CAP


def _cursor(row: object, order: Sequence[Order], *, back: bool) -> Cursor:
    values = tuple(getattr(row, one.column.key) for one in order)
    return Cursor(values=values, back=back)


def _sorted(one: Order, back: bool) -> sa.ColumnElement[Any]:
    column = one.column.desc() if one.descending != back else one.column.asc()
    if not _nullable(one):
        return column  # plain, so that an index serves it
    return column.nulls_first() if back else column.nulls_last()


def _nullable(one: Order) -> bool:
    return bool(one.column.property.columns[0].nullable)


def _beyond(order: Sequence[Order], values: Sequence[object], back: bool) -> sa.ColumnElement[bool]:
    """Say in SQL that a row lies behind (or, going back, before) the row with these values."""
    first, value = order[0], values[0]
    further = _further(first, value, back)
    if len(order) == 1:
        return further
    same = first.column.is_(None) if value is None else first.column == value
    return sa.or_(further, sa.and_(same, _beyond(order[1:], values[1:], back)))


def _further(one: Order, value: object, back: bool) -> sa.ColumnElement[bool]:
    if value is None:  # nulls come last: before them lies every value, behind them nothing
        return one.column.is_not(None) if back else sa.false()
    beyond = one.column < value if one.descending != back else one.column > value
    if _nullable(one) and not back:
        return sa.or_(beyond, one.column.is_(None))
    return beyond


def to_plain(cursor: Cursor) -> list[object]:
    """Return a cursor as JSON values."""
    return [cursor.back, *(_plain(value) for value in cursor.values)]


def from_plain(plain: object) -> Cursor:
    """Return the cursor that ``to_plain`` wrote.

    :raises ValueError: it is none
    """
    if not isinstance(plain, list) or not plain or not isinstance(plain[0], bool):
        raise ValueError("not a cursor")
    return Cursor(values=tuple(_value(one) for one in plain[1:]), back=plain[0])


def _plain(value: object) -> object:
    return {"at": value.isoformat()} if isinstance(value, dt.datetime) else value


def _value(plain: object) -> object:
    if not isinstance(plain, dict):
        return plain
    return dt.datetime.fromisoformat(str(plain.get("at")))
