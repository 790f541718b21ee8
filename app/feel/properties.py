"""What follows a dot: entries of contexts, and the parts of dates, times, durations and ranges."""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from zoneinfo import ZoneInfo

from app.feel.limits import charge
from app.feel.temporal import seconds_of
from app.feel.values import Range, Value, YearsMonths, kind

STEPS_OF_A_PART = 4  # of an item of a list
Property = Callable[[Value], Value]


def property_of(value: Value, name: str) -> Value:
    """Return a part of a value; of a list, that part of each item; null where there is none."""
    if value.__class__ is dict:
        return value.get(name)
    if value.__class__ is list:
        charge(STEPS_OF_A_PART * (len(value) + 1))
        return [property_of(item, name) for item in value]
    part = _PARTS.get(kind(value), _NONE).get(name)
    return part(value) if part else None


def _number(attribute: str) -> Property:
    return lambda value: Decimal(getattr(value, attribute))


def _zone_name(value: dt.time | dt.datetime) -> str | None:
    return value.tzinfo.key if isinstance(value.tzinfo, ZoneInfo) else None


def _signed(part: Decimal | int, negative: bool) -> Decimal:
    return Decimal(-part if negative else part)


def _months_part(part: Callable[[int], int]) -> Property:
    def read(value: YearsMonths) -> Decimal:
        return _signed(part(abs(value.months)), value.months < 0)

    return read


def _duration_part(part: Callable[[dt.timedelta], Decimal | int]) -> Property:
    def read(value: dt.timedelta) -> Decimal:
        return _signed(part(abs(value)), value < dt.timedelta())

    return read


def _range_end(end: Callable[[Range], Value]) -> Property:
    return lambda value: None if value.operator == "!=" else end(value)


_NONE: dict[str, Property] = {}
_DATE: dict[str, Property] = {
    "year": _number("year"),
    "month": _number("month"),
    "day": _number("day"),
    "weekday": lambda value: Decimal(value.isoweekday()),
}
_TIME: dict[str, Property] = {
    "hour": _number("hour"),
    "minute": _number("minute"),
    "second": _number("second"),
    "time offset": lambda value: value.utcoffset(),
    "timezone": _zone_name,
}
_PARTS: dict[str, dict[str, Property]] = {
    "date": _DATE,
    "time": _TIME,
    "date and time": {**_DATE, **_TIME},
    "years and months duration": {
        "years": _months_part(lambda months: months // 12),
        "months": _months_part(lambda months: months % 12),
    },
    "days and time duration": {
        "days": _duration_part(lambda length: length.days),
        "hours": _duration_part(lambda length: length.seconds // 3600),
        "minutes": _duration_part(lambda length: length.seconds // 60 % 60),
        "seconds": _duration_part(lambda length: seconds_of(length) % 60),
    },
    "range": {
        "start": _range_end(lambda value: value.low),
        "end": _range_end(lambda value: value.high),
        "start included": lambda value: value.low_included,
        "end included": lambda value: value.high_included,
    },
}
