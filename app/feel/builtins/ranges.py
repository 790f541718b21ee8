"""Built-in functions that compare ranges and points, and ``range`` itself."""

import datetime as dt
from collections.abc import Callable

from app.feel.builtins.signature import builtin
from app.feel.compiler.constants import UNKNOWN, constant
from app.feel.errors import FeelError
from app.feel.logic import at_most, less, make_range, microseconds
from app.feel.parser import parse_expression
from app.feel.tree import Interval
from app.feel.values import Function, Range, Value

#: an end that can be compared with any other: open ends lie outside, excluded ones just inside
End = tuple[Value, ...]
Relation = Callable[["Span", "Span"], bool]


class Span:
    """A range or a point as two comparable ends."""

    __slots__ = ("high", "low", "source")

    def __init__(self, value: Value) -> None:
        source = value if value.__class__ is Range else Range(value, value, True, True)
        self.source: Range = source
        self.low: End = (-1,)
        self.high: End = (1,)
        if source.low is not None:
            self.low = (0, _key(source.low), 0 if source.low_included else 1)
        if source.high is not None:
            self.high = (0, _key(source.high), 0 if source.high_included else -1)


def _key(value: Value) -> Value:
    return microseconds(value) if value.__class__ is dt.time else value


def _relation(names: str, holds: Relation) -> Function:
    """Return a function of two ranges or points; null where their ends have no order."""

    def call(first: Value, second: Value) -> Value:
        if first is None or second is None:
            return None
        left, right = Span(first), Span(second)
        if not _ordered(left.source, right.source):
            return None
        return holds(left, right)

    one, two = names.split()
    return builtin(f"{one}: any, {two}: any", call)


def _ordered(left: Range, right: Range) -> bool:
    ends = [end for end in (left.low, left.high, right.low, right.high) if end is not None]
    return bool(ends) and all(less(ends[0], end) is not None for end in ends)


def _before(left: Span, right: Span) -> bool:
    return left.high < right.low


def _meets(left: Span, right: Span) -> bool:
    first, second = left.source, right.source
    return left.high == right.low and first.high_included and second.low_included


def _overlaps(left: Span, right: Span) -> bool:
    return not _before(left, right) and not _before(right, left)


def _overlaps_before(left: Span, right: Span) -> bool:
    return left.low < right.low and not _before(left, right) and left.high <= right.high


def _overlaps_after(left: Span, right: Span) -> bool:
    return right.low < left.low and not _before(right, left) and right.high <= left.high


def _finishes(left: Span, right: Span) -> bool:
    return left.high == right.high and left.low >= right.low


def _includes(left: Span, right: Span) -> bool:
    return left.low <= right.low and left.high >= right.high


def _starts(left: Span, right: Span) -> bool:
    return left.low == right.low and left.high <= right.high


def _coincides(left: Span, right: Span) -> bool:
    return left.low == right.low and left.high == right.high


def _swapped(holds: Relation) -> Relation:
    return lambda left, right: holds(right, left)


SPACED = frozenset({"date and time"})


def _range(text: str) -> Value:
    """Return the range a text writes with fixed ends in order; null for any other text."""
    try:
        tree = parse_expression(text, SPACED)
    except FeelError:
        return None
    if not isinstance(tree, Interval):
        return None
    low, high = constant(tree.low), constant(tree.high)
    if low is UNKNOWN or high is UNKNOWN or at_most(low, high) is not True:
        return None
    return make_range(low, high, tree.low_included, tree.high_included)


RANGES = {
    "range": builtin("from: string", _range),
    "before": _relation("point1 point2", _before),
    "after": _relation("point1 point2", _swapped(_before)),
    "meets": _relation("range1 range2", _meets),
    "met by": _relation("range1 range2", _swapped(_meets)),
    "overlaps": _relation("range1 range2", _overlaps),
    "overlaps before": _relation("range1 range2", _overlaps_before),
    "overlaps after": _relation("range1 range2", _overlaps_after),
    "finishes": _relation("point range", _finishes),
    "finished by": _relation("range point", _swapped(_finishes)),
    "includes": _relation("range point", _includes),
    "during": _relation("point range", _swapped(_includes)),
    "starts": _relation("point range", _starts),
    "started by": _relation("range point", _swapped(_starts)),
    "coincides": _relation("point1 point2", _coincides),
}
