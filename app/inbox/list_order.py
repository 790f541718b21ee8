"""Where a page of tasks begins and how it runs on: columns of the order, and the cursor."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import InstrumentedAttribute

from app.database import UTCDateTime
from app.errors import InvalidInput
from app.inbox.listing import Sort, Window
from app.inbox.models import InboxTask, TaskCandidate
from app.keyset import Cursor

Column = InstrumentedAttribute[Any]


def columns_of(of: type[InboxTask] | type[TaskCandidate], sort: Sort) -> list[tuple[Column, bool]]:
    """Return the columns of an order in the table that is read, and which run downwards."""
    known: dict[str, Column] = {
        "rank": of.rank,
        "due_order": of.due_order,
        "id": of.id if issubclass(of, InboxTask) else of.task_id,
    }
    return [(known[name], down) for name, down in sort.columns]


def beyond(
    query: sa.Select[Any], columns: Sequence[tuple[Column, bool]], window: Window
) -> sa.Select[Any]:
    """Begin behind the cursor: one comparison of rows where all columns run the same way.

    :raises InvalidInput: the cursor belongs to another order
    """
    if window.after is None:
        return query
    values = window.after.values
    if [isinstance(value, dt.datetime) for value in values] != [
        isinstance(column.type, UTCDateTime) for column, _ in columns
    ]:
        raise InvalidInput("the cursor belongs to another order")
    if len({down for _, down in columns}) > 1:
        return query.where(_stepwise(list(zip(columns, values, strict=True))))
    here = sa.tuple_(*(column for column, _ in columns))
    there = sa.tuple_(
        *(
            sa.literal(value, column.type)
            for (column, _), value in zip(columns, values, strict=True)
        )
    )
    return query.where(here < there if columns[0][1] else here > there)


def _stepwise(steps: list[tuple[tuple[Column, bool], Any]]) -> sa.ColumnElement[bool]:
    (column, down), value = steps[0]
    further: sa.ColumnElement[bool] = column < value if down else column > value
    if len(steps) == 1:
        return further
    return sa.or_(further, sa.and_(column == value, _stepwise(steps[1:])))


def ordered(columns: Sequence[tuple[Any, bool]]) -> list[sa.ColumnElement[Any]]:
    """Return what a query is ordered by."""
    return [column.desc() if down else column.asc() for column, down in columns]


def cursor_at(task: InboxTask, sort: Sort, *, back: bool) -> Cursor:
    """Return the cursor next to a task."""
    return Cursor(values=tuple(getattr(task, name) for name, _ in sort.columns), back=back)
