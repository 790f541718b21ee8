"""Values to try a cell with: those it is written against, their neighbours, and strangers."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import Any

from app.decisions.dmn.types import basic_name, is_of
from app.feel import (
    UNKNOWN,
    Expression,
    UnaryTests,
    Value,
    YearsMonths,
    constant,
    kind,
)
from app.feel.tree import walk
from tests.decisions.second_opinion.values import literal

DAY, SECOND = dt.timedelta(days=1), dt.timedelta(seconds=1)
NOON = dt.datetime(2026, 6, 1, 12, tzinfo=dt.UTC)
#: one of each kind, for a column of any kind
STRANGERS: tuple[Value, ...] = (None, True, False, Decimal(0), "something else", NOON.date(), [])
#: what is tried for a name of which nothing but the type is known
SAMPLES: dict[str, tuple[Value, ...]] = {
    "string": ("", "something else"),
    "number": (Decimal(-1), Decimal(0), Decimal("0.5"), Decimal(1), Decimal(1000)),
    "boolean": (True, False),
    "date": (NOON.date() - DAY, NOON.date(), NOON.date() + DAY),
    "time": (dt.time(0), dt.time(12, 30)),
    "date and time": (NOON, NOON + SECOND),
    "days and time duration": (-DAY, dt.timedelta(), SECOND, 40 * DAY),
    "years and months duration": (YearsMonths(-1), YearsMonths(0), YearsMonths(14)),
    "list": ([], ["something else"], [Decimal(1), Decimal(2)]),
    "context": ({},),
}


def literals(compiled: Iterable[Expression | UnaryTests]) -> list[Value]:
    """List the constants written in texts."""
    found = (constant(node) for one in compiled for node in walk(one.tree))
    return different(value for value in found if value is not UNKNOWN)


def different(values: Iterable[Value]) -> list[Value]:
    """List values, equal ones once."""
    return list({(kind(value), literal(value)): value for value in values}.values())


def around(points: Sequence[Value]) -> list[Value]:
    """List values, what lies just beside them, and one between each two numbers."""
    numbers = sorted(value for value in points if isinstance(value, Decimal))
    between = [(low + high) / 2 for low, high in pairwise(numbers)]
    beside = [near for value in points for near in neighbours(value)]
    return different([*points, *beside, *between])


def neighbours(value: Value) -> Iterator[Value]:
    """Yield the next values below and above, as a person would choose them."""
    for step in STEPS.get(kind(value), ()):
        yield value - step
        yield value + step
    if isinstance(value, YearsMonths):
        yield from (YearsMonths(value.months - 1), YearsMonths(value.months + 1))


STEPS: dict[str, tuple[Any, ...]] = {
    "number": (Decimal("0.01"), Decimal(1)),
    "date": (DAY,),
    "date and time": (SECOND, DAY),
    "days and time duration": (SECOND, DAY),
}


def of_type(values: Iterable[Value], ref: str) -> list[Value]:
    """List the values of a basic type; all where the type is none or composed."""
    basic = basic_name(ref)
    if basic in ("", "Any"):
        return list(values)
    return [value for value in values if is_of(value, basic)]
