"""Where a page of tasks begins and how it runs on: columns of the order, and the cursor."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import InstrumentedAttribute

from app.database import UTCDateTime
from app.errors import InvalidInput
from app.inbox.lists.listing import Sort
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


def place_of(after: Cursor, columns: Sequence[tuple[Any, bool]]) -> tuple[object, ...]:
    """Return the place that a cursor names.

    :raises InvalidInput: the cursor belongs to another order
    """
    if [isinstance(value, dt.datetime) for value in after.values] != [
        isinstance(column.type, UTCDateTime) for column, _ in columns
    ]:
        raise InvalidInput("the cursor belongs to another order")
    return after.values


def behind(columns: Sequence[tuple[Any, bool]], place: Sequence[object]) -> sa.ColumnElement[bool]:
    """Ask for what lies behind a place: one comparison of rows where all columns run one way."""
    if len({down for _, down in columns}) > 1:
        return _stepwise(list(zip(columns, place, strict=True)))
    here, there = _rows(columns, place)
    beyond: sa.ColumnElement[bool] = here < there if columns[0][1] else here > there
    return beyond


def up_to(columns: Sequence[tuple[Any, bool]], place: Sequence[object]) -> sa.ColumnElement[bool]:
    """Ask for what lies before a place, and for what lies there."""
    if len({down for _, down in columns}) > 1:
        return ~_stepwise(list(zip(columns, place, strict=True)))
    here, there = _rows(columns, place)
    within: sa.ColumnElement[bool] = here >= there if columns[0][1] else here <= there
    return within


def _rows(columns: Sequence[tuple[Any, bool]], place: Sequence[object]) -> tuple[Any, Any]:
    literals = [
        sa.literal(value, column.type) for (column, _), value in zip(columns, place, strict=True)
    ]
    return sa.tuple_(*(column for column, _ in columns)), sa.tuple_(*literals)


def _stepwise(steps: list[tuple[tuple[Any, bool], Any]]) -> sa.ColumnElement[bool]:
    (column, down), value = steps[0]
    further: sa.ColumnElement[bool] = column < value if down else column > value
    if len(steps) == 1:
        return further
    return sa.or_(further, sa.and_(column == value, _stepwise(steps[1:])))


def ordered(columns: Sequence[tuple[Any, bool]]) -> list[sa.ColumnElement[Any]]:
    """Return what a query is ordered by."""
    return [column.desc() if down else column.asc() for column, down in columns]
