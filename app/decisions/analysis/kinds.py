"""The kinds of values that have an order, each laid out along a line of numbers.

A date counts in days, a years and months duration in months, what has a clock in microseconds.
"""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from app.feel import Value, YearsMonths, kind, show

Position = int | Decimal

START = dt.datetime.min  # noqa: DTZ901 - FEEL has values without a zone
END = dt.datetime.max  # noqa: DTZ901
MICRO = dt.timedelta(microseconds=1)
SECOND = 1_000_000
MINUTE, HOUR, DAY = 60 * SECOND, 3600 * SECOND, 86_400 * SECOND
CLOCK_UNITS = (DAY, HOUR, MINUTE, SECOND, 1)
FURTHEST_ZONE = 19 * HOUR - SECOND  # the largest offset that FEEL reads
LONGEST_WRITTEN = 40  # digits up to which a whole number is written without an exponent


@dataclass(frozen=True, kw_only=True)
class Kind:
    """A kind of values along a line."""

    name: str  #: its name in FEEL
    position: Callable[[Any], Position]
    value: Callable[[Any], Value]
    usual: Position  #: a plain value, for an example where any will do
    units: tuple[int, ...] = ()  #: steps between readable values, the widest first; none: decimal
    lowest: int | None = None
    highest: int | None = None
    by_neighbours: bool = False  #: people write the first and last value rather than open ends
    to_the_second: bool = False  #: equality disregards fractions of a second, order does not


def kind_name(value: Value) -> str:
    """Return the kind of a value; times with and without a zone have no common order."""
    name = kind(value)
    zoned = isinstance(value, dt.time | dt.datetime) and value.utcoffset() is not None
    return f"{name} with zone" if zoned else name


def literal(value: Value) -> str:
    """Return a value as it is written in a cell."""
    name = kind(value)
    if isinstance(value, str):
        return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
    if name.endswith("duration"):
        return f'duration("{show(value)}")'
    if name in ("date", "time", "date and time"):
        return f'{name}("{show(value)}")'
    return show(value)


def _number(position: Position) -> Decimal:
    number = Decimal(position)
    exponent = number.as_tuple().exponent
    whole = isinstance(exponent, int) and exponent > 0 and number.adjusted() < LONGEST_WRITTEN
    return Decimal(int(number)) if whole else number


def _of_clock(time: dt.time) -> int:
    clock = dt.timedelta(
        hours=time.hour,
        minutes=time.minute,
        seconds=time.second,
        microseconds=time.microsecond,
    )
    return (clock - (time.utcoffset() or dt.timedelta())) // MICRO


def _clock(position: int) -> dt.time:
    return (START + position * MICRO).time()


def _zoned_clock(position: int) -> dt.time:
    """Return a time in UTC, or with an offset where it lies beyond the day in UTC."""
    days, rest = divmod(position, DAY)
    if not days:
        return _clock(rest).replace(tzinfo=dt.UTC)
    beyond = -position if days < 0 else position - DAY + 1
    offset = min(-(-beyond // HOUR) * HOUR, FURTHEST_ZONE) * (1 if days < 0 else -1)
    return _clock(position + offset).replace(tzinfo=dt.timezone(offset * MICRO))


def _of_instant(instant: dt.datetime) -> int:
    since = instant.replace(tzinfo=None) - START
    return (since - (instant.utcoffset() or dt.timedelta())) // MICRO


def _instant(position: int) -> dt.datetime:
    return START + position * MICRO


def _zoned_instant(position: int) -> dt.datetime:
    return _instant(position).replace(tzinfo=dt.UTC)


_LAST_INSTANT = _of_instant(END)
_NOON = _of_instant(dt.datetime(2026, 1, 1, 12))  # noqa: DTZ001

INSTANTS = Kind(
    name="date and time",
    position=_of_instant,
    value=_instant,
    usual=_NOON,
    units=CLOCK_UNITS,
    lowest=0,
    highest=_LAST_INSTANT,
    to_the_second=True,
)

KINDS: Mapping[str, Kind] = {
    "number": Kind(name="number", position=Decimal, value=_number, usual=100),
    "date": Kind(
        name="date",
        position=dt.date.toordinal,
        value=dt.date.fromordinal,
        usual=dt.date(2026, 1, 1).toordinal(),
        units=(1,),
        lowest=dt.date.min.toordinal(),
        highest=dt.date.max.toordinal(),
        by_neighbours=True,
    ),
    "time": Kind(
        name="time",
        position=_of_clock,
        value=_clock,
        usual=12 * HOUR,
        units=CLOCK_UNITS[1:],
        lowest=0,
        highest=DAY - 1,
        to_the_second=True,
    ),
    "time with zone": Kind(
        name="time",
        position=_of_clock,
        value=_zoned_clock,
        usual=12 * HOUR,
        units=CLOCK_UNITS[1:],
        lowest=-FURTHEST_ZONE,
        highest=DAY - 1 + FURTHEST_ZONE,
        to_the_second=True,
    ),
    "date and time": INSTANTS,
    "date and time with zone": replace(INSTANTS, value=_zoned_instant),
    "days and time duration": Kind(
        name="days and time duration",
        position=lambda value: value // MICRO,
        value=lambda position: position * MICRO,
        usual=DAY,
        units=CLOCK_UNITS,
        lowest=dt.timedelta.min // MICRO,
        highest=dt.timedelta.max // MICRO,
    ),
    "years and months duration": Kind(
        name="years and months duration",
        position=lambda value: value.months,
        value=YearsMonths,
        usual=12,
        units=(12, 1),
        by_neighbours=True,
    ),
}
