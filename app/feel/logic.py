"""Three-valued logic, equality, order and membership; None is FEEL's null."""

import datetime as dt
from collections.abc import Callable

from app.feel.limits import charge
from app.feel.values import ORDERED, Range, Value, kind

#: in microseconds; equal times are equal to the second, while order looks at fractions too
SECOND = 1_000_000
STEPS_OF_A_PAIR = 2
#: kinds whose values are equal where Python holds them to be
PLAIN = frozenset(
    {
        "null",
        "boolean",
        "number",
        "string",
        "date",
        "days and time duration",
        "years and months duration",
    }
)


def negate(value: Value) -> bool | None:
    """Return the opposite truth value."""
    return None if value.__class__ is not bool else not value


def both(left: Value, right: Value) -> bool | None:
    """Return the conjunction: one false decides it, whatever the other is."""
    if left is False or right is False:
        return False
    return True if left is True and right is True else None


def either(left: Value, right: Value) -> bool | None:
    """Return the disjunction: one true decides it, whatever the other is."""
    if left is True or right is True:
        return True
    return False if left is False and right is False else None


def zoned(value: dt.time | dt.datetime) -> bool:
    """Tell whether a time carries an offset."""
    return value.utcoffset() is not None


def microseconds(value: dt.time) -> int:
    """Return a time of day in microseconds, its offset taken off."""
    offset = value.utcoffset() or dt.timedelta()
    seconds = value.hour * 3600 + value.minute * 60 + value.second
    return seconds * 1_000_000 + value.microsecond - offset // dt.timedelta(microseconds=1)


def equal(left: Value, right: Value) -> bool | None:
    """Compare two values; values of different kinds are neither equal nor unequal."""
    if left is None or right is None:
        return left is right
    of = kind(left)
    if of != kind(right):
        return None
    special = _EQUALITY.get(of)
    return special(left, right) if special else bool(left == right)


def _equal_lists(left: list[Value], right: list[Value]) -> bool:
    if len(left) != len(right):
        return False
    charge(STEPS_OF_A_PAIR * (len(left) + 1))
    return all(equal(a, b) is True for a, b in zip(left, right, strict=True))


def _equal_contexts(left: dict[str, Value], right: dict[str, Value]) -> bool:
    charge(STEPS_OF_A_PAIR * (len(left) + 1))
    return left.keys() == right.keys() and all(equal(left[k], right[k]) is True for k in left)


def _equal_times(left: dt.time, right: dt.time) -> bool:
    if zoned(left) != zoned(right):
        return False
    return microseconds(left) // SECOND == microseconds(right) // SECOND


def _equal_instants(left: dt.datetime, right: dt.datetime) -> bool:
    if zoned(left) != zoned(right):
        return False
    return left.replace(microsecond=0) == right.replace(microsecond=0)


def _equal_ranges(left: Range, right: Range) -> bool:
    return (
        left.operator == right.operator
        and left.low_included == right.low_included
        and left.high_included == right.high_included
        and equal(left.low, right.low) is True
        and equal(left.high, right.high) is True
    )


_EQUALITY: dict[str, Callable[[Value, Value], bool]] = {
    "list": _equal_lists,
    "context": _equal_contexts,
    "time": _equal_times,
    "date and time": _equal_instants,
    "range": _equal_ranges,
}


def mark_of(value: Value) -> tuple[Value, ...] | None:
    """Return what a value shares with those equal to it, to find it in a set.

    None for lists, contexts and other values that must be compared one by one.
    """
    of = kind(value)
    if of in PLAIN:
        return of, value
    if of == "time":
        return of, zoned(value), microseconds(value) // SECOND
    if of == "date and time":
        return of, zoned(value), value.replace(microsecond=0)
    return None


def unequal(left: Value, right: Value) -> bool | None:
    """Return the opposite of ``equal``."""
    return negate(equal(left, right))


def _comparable(left: Value, right: Value) -> tuple[Value, Value] | None:
    of = kind(left)
    if of not in ORDERED or kind(right) != of:
        return None
    if of in ("time", "date and time"):
        if zoned(left) != zoned(right):
            return None
        if of == "time":
            return microseconds(left), microseconds(right)
    return left, right


def less(left: Value, right: Value) -> bool | None:
    """Tell whether the left value is smaller; None where the two have no order."""
    pair = _comparable(left, right)
    return None if pair is None else bool(pair[0] < pair[1])


def at_most(left: Value, right: Value) -> bool | None:
    """Tell whether the left value is smaller or the same; None where the two have no order."""
    pair = _comparable(left, right)
    return None if pair is None else bool(pair[0] <= pair[1])


def greater(left: Value, right: Value) -> bool | None:
    """Tell whether the left value is larger."""
    return less(right, left)


def at_least(left: Value, right: Value) -> bool | None:
    """Tell whether the left value is larger or the same."""
    return at_most(right, left)


COMPARISONS: dict[str, Callable[[Value, Value], bool | None]] = {
    "=": equal,
    "!=": unequal,
    "<": less,
    "<=": at_most,
    ">": greater,
    ">=": at_least,
}


def make_range(low: Value, high: Value, low_included: bool, high_included: bool) -> Range | None:
    """Return the range between two ends; null where they have no order."""
    if low is not None and high is not None and at_most(low, high) is None:
        return None
    return Range(low, high, low_included, high_included)


def half_range(operator: str, end: Value) -> Range:
    """Return the range a single comparison describes, such as ``(< 5)``."""
    if operator == "=":
        return Range(end, end, True, True, operator)
    if operator == "!=":
        return Range(end, None, False, False, operator)
    if operator[0] == "<":
        return Range(None, end, False, operator == "<=", operator)
    return Range(end, None, operator == ">=", False, operator)


def range_has(values: Range, value: Value) -> bool | None:
    """Tell whether a value lies in a range."""
    if values.operator == "!=":
        return unequal(value, values.low)
    if values.operator == "=":
        return equal(value, values.low)
    if values.operator == ".." and (values.low is None or values.high is None):
        return None
    above: bool | None = True
    below: bool | None = True
    if values.low is not None:
        above = (at_most if values.low_included else less)(values.low, value)
    if values.high is not None:
        below = (at_most if values.high_included else less)(value, values.high)
    return both(above, below)


def within(value: Value, test: Value) -> bool | None:
    """Tell whether a value is one of, or lies in, or equals what it is tested against."""
    if test.__class__ is Range:
        return range_has(test, value)
    if test.__class__ is not list:
        return equal(value, test)
    charge(len(test))
    result: bool | None = False
    for item in test:
        result = either(result, _within_item(value, item))
    if result is None and not any(item.__class__ is Range for item in test):
        return False
    return result


def _within_item(value: Value, item: Value) -> bool | None:
    if item.__class__ is Range or item.__class__ is list:
        if value.__class__ is list and equal(value, item):
            return True
        return within(value, item)
    return equal(value, item) is True
