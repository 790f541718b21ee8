"""Sums, products and powers of numbers, texts, dates and durations; null where none exists."""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal, DecimalException
from zoneinfo import ZoneInfo

from app.feel.errors import FeelError
from app.feel.limits import charge, ensure_length
from app.feel.logic import zoned
from app.feel.temporal import duration_of, seconds_of
from app.feel.types import at_midnight
from app.feel.values import NUMBERS, Value, YearsMonths, is_whole, kind

Operation = Callable[[Value, Value], Value]

#: a thousand million years, as durations of seconds have it
MOST_MONTHS = 12_000_000_000
STEPS_OF_A_POWER = 100  # to a broken exponent: some 50 microseconds

NUMBER = "number"
TEXT = "string"
DATE = "date"
TIME = "time"
INSTANT = "date and time"
DAYS = "days and time duration"
MONTHS = "years and months duration"


def _applied(table: dict[tuple[str, str], Operation], left: Value, right: Value) -> Value:
    operation = table.get((kind(left), kind(right)))
    if operation is None:
        return None
    try:
        return operation(left, right)
    except FeelError:
        raise
    except (DecimalException, ValueError, OverflowError):
        return None


def add(left: Value, right: Value) -> Value:
    """Return the sum."""
    if left.__class__ is Decimal and right.__class__ is Decimal:
        return _number(NUMBERS.add, left, right)
    return _applied(_SUMS, left, right)


def subtract(left: Value, right: Value) -> Value:
    """Return the difference."""
    if left.__class__ is Decimal and right.__class__ is Decimal:
        return _number(NUMBERS.subtract, left, right)
    return _applied(_DIFFERENCES, left, right)


def multiply(left: Value, right: Value) -> Value:
    """Return the product."""
    if left.__class__ is Decimal and right.__class__ is Decimal:
        return _number(NUMBERS.multiply, left, right)
    return _applied(_PRODUCTS, left, right)


def divide(left: Value, right: Value) -> Value:
    """Return the quotient; null for a division by zero."""
    if left.__class__ is Decimal and right.__class__ is Decimal:
        return _number(NUMBERS.divide, left, right)
    return _applied(_QUOTIENTS, left, right)


def power(left: Value, right: Value) -> Value:
    """Return the power of one number to another."""
    if left.__class__ is Decimal and right.__class__ is Decimal:
        if not is_whole(right):
            charge(STEPS_OF_A_POWER)
        return _number(NUMBERS.power, left, right)
    return None


def _number(operation: Operation, left: Decimal, right: Decimal) -> Decimal | None:
    try:
        result: Decimal = operation(left, right)
    except DecimalException:
        return None
    return result if result.is_finite() else None


def opposite(value: Value) -> Value:
    """Return the value with the other sign."""
    if value.__class__ is Decimal:
        return NUMBERS.minus(value)
    if value.__class__ is YearsMonths:
        return YearsMonths(-value.months)
    try:
        return -value if value.__class__ is dt.timedelta else None
    except OverflowError:
        return None


def add_months(date: Value, months: YearsMonths) -> Value:
    """Return the date so many months later; the last day of a shorter month.

    :raises ValueError: outside the calendar
    """
    year, month = divmod(date.year * 12 + date.month - 1 + months.months, 12)
    first = dt.date(year, month + 1, 1)
    last = (first.replace(day=28) + dt.timedelta(days=4)).replace(day=1) - dt.timedelta(days=1)
    return date.replace(year=year, month=month + 1, day=min(date.day, last.day))


def _plus_duration(instant: dt.datetime, duration: dt.timedelta) -> dt.datetime:
    zone = instant.tzinfo
    if isinstance(zone, ZoneInfo):  # elapsed time, not the clock on the wall
        return (instant.astimezone(dt.UTC) + duration).astimezone(zone)
    return instant + duration


def _date_plus(date: dt.date, duration: dt.timedelta) -> dt.date:
    return (dt.datetime.combine(date, dt.time()) + duration).date()


def _time_plus(time: dt.time, duration: dt.timedelta) -> dt.time:
    day = dt.date(2000, 1, 1)  # any day that has days around it
    rest = duration % dt.timedelta(days=1)
    moved = dt.datetime.combine(day, time.replace(tzinfo=None)) + rest
    return moved.time().replace(tzinfo=time.tzinfo)


def _between(left: dt.datetime, right: dt.datetime) -> dt.timedelta | None:
    if zoned(left) != zoned(right):
        return None
    if zoned(left):
        left, right = left.astimezone(dt.UTC), right.astimezone(dt.UTC)
    return left - right


def _time_between(left: dt.time, right: dt.time) -> dt.timedelta | None:
    if zoned(left) != zoned(right):
        return None
    return _since_midnight(left) - _since_midnight(right)


def _since_midnight(time: dt.time) -> dt.timedelta:
    elapsed = dt.timedelta(
        hours=time.hour,
        minutes=time.minute,
        seconds=time.second,
        microseconds=time.microsecond,
    )
    return elapsed - (time.utcoffset() or dt.timedelta())


def _scaled(duration: dt.timedelta, factor: Decimal) -> dt.timedelta:
    return duration_of(NUMBERS.multiply(seconds_of(duration), factor))


def _divided(duration: dt.timedelta, divisor: Decimal) -> dt.timedelta:
    return duration_of(NUMBERS.divide(seconds_of(duration), divisor))


def _ratio(left: dt.timedelta, right: dt.timedelta) -> Decimal:
    return NUMBERS.divide(seconds_of(left), seconds_of(right))


def _months(operation: Operation, left: int, right: Value) -> YearsMonths:
    return _length(int(operation(Decimal(left), right)))


def _length(months: int) -> YearsMonths:
    if abs(months) > MOST_MONTHS:
        raise OverflowError(months)
    return YearsMonths(months)


def _joined(left: str, right: str) -> str:
    ensure_length(len(left) + len(right))
    return left + right


def _swapped(operation: Operation) -> Operation:
    return lambda left, right: operation(right, left)


_SUMS: dict[tuple[str, str], Operation] = {
    (TEXT, TEXT): _joined,
    (DAYS, DAYS): lambda a, b: a + b,
    (MONTHS, MONTHS): lambda a, b: _length(a.months + b.months),
    (DATE, MONTHS): add_months,
    (INSTANT, MONTHS): add_months,
    (MONTHS, DATE): _swapped(add_months),
    (MONTHS, INSTANT): _swapped(add_months),
    (DATE, DAYS): _date_plus,
    (DAYS, DATE): _swapped(_date_plus),
    (INSTANT, DAYS): _plus_duration,
    (DAYS, INSTANT): _swapped(_plus_duration),
    (TIME, DAYS): _time_plus,
    (DAYS, TIME): _swapped(_time_plus),
}
_DIFFERENCES: dict[tuple[str, str], Operation] = {
    (DAYS, DAYS): lambda a, b: a - b,
    (MONTHS, MONTHS): lambda a, b: _length(a.months - b.months),
    (DATE, MONTHS): lambda a, b: add_months(a, YearsMonths(-b.months)),
    (INSTANT, MONTHS): lambda a, b: add_months(a, YearsMonths(-b.months)),
    (DATE, DAYS): lambda a, b: _date_plus(a, -b),
    (INSTANT, DAYS): lambda a, b: _plus_duration(a, -b),
    (TIME, DAYS): lambda a, b: _time_plus(a, -b),
    (TIME, TIME): _time_between,
    (DATE, DATE): lambda a, b: a - b,
    (INSTANT, INSTANT): _between,
    (DATE, INSTANT): lambda a, b: _between(at_midnight(a), b),
    (INSTANT, DATE): lambda a, b: _between(a, at_midnight(b)),
}
_PRODUCTS: dict[tuple[str, str], Operation] = {
    (DAYS, NUMBER): _scaled,
    (NUMBER, DAYS): _swapped(_scaled),
    (MONTHS, NUMBER): lambda a, b: _months(NUMBERS.multiply, a.months, b),
    (NUMBER, MONTHS): lambda a, b: _months(NUMBERS.multiply, b.months, a),
}
_QUOTIENTS: dict[tuple[str, str], Operation] = {
    (DAYS, NUMBER): _divided,
    (MONTHS, NUMBER): lambda a, b: _months(NUMBERS.divide, a.months, b),
    (DAYS, DAYS): _ratio,
    (MONTHS, MONTHS): lambda a, b: NUMBERS.divide(Decimal(a.months), Decimal(b.months)),
}
OPERATIONS: dict[str, Operation] = {
    "+": add,
    "-": subtract,
    "*": multiply,
    "/": divide,
    "**": power,
}
