"""Built-in functions that make one kind of value from others."""

import datetime as dt
import re
from decimal import Decimal

from app.feel import temporal
from app.feel.builtins.signature import builtin, overloaded
from app.feel.show import show
from app.feel.types import at_midnight
from app.feel.values import NUMBERS, Value, YearsMonths

NUMBER = re.compile(r"-?(\d+(\.\d*)?|\.\d+)([eE][-+]?\d+)?", re.ASCII)
INSTANTS = "date|date and time"


def _date(value: Value) -> Value:
    if value.__class__ is str:
        return temporal.parse_date(value)
    return value.date() if value.__class__ is dt.datetime else value


def _date_of_parts(year: Decimal, month: Decimal, day: Decimal) -> Value:
    return dt.date(int(year), int(month), int(day))


def _date_and_time(value: Value) -> Value:
    if value.__class__ is str:
        return temporal.parse_date_and_time(value)
    return value if value.__class__ is dt.datetime else at_midnight(value)


def _date_with_time(date: Value, time: dt.time) -> Value:
    return dt.datetime.combine(_date(date), time)


def _time(value: Value) -> Value:
    if value.__class__ is str:
        return temporal.parse_time(value)
    if value.__class__ is dt.datetime:
        return value.timetz()
    return dt.time(tzinfo=dt.UTC) if value.__class__ is dt.date else value


def _time_of_parts(
    hour: Decimal, minute: Decimal, second: Decimal, offset: dt.timedelta | None = None
) -> Value:
    fraction = int(second % 1 * temporal.MICROSECONDS)
    zone = None if offset is None else dt.timezone(offset)
    return dt.time(int(hour), int(minute), int(second), fraction, zone)


def _number(text: str | Decimal) -> Value:
    if isinstance(text, Decimal):
        return text
    return NUMBERS.create_decimal(text) if NUMBER.fullmatch(text) else None


def _number_with_separators(text: str, grouping: str | None, point: str | None) -> Value:
    if grouping not in (" ", ",", ".", None) or point not in (",", ".", None):
        return None
    if grouping and grouping == point:
        return None
    plain = text.replace(grouping, "") if grouping else text
    return _number(plain.replace(point, ".") if point else plain)


def _string(value: Value) -> Value:
    return None if value is None else show(value)


def _duration(value: Value) -> Value:
    return temporal.parse_duration(value) if value.__class__ is str else value


def _years_and_months(start: Value, end: Value) -> Value:
    start, end = _wall_clock(start), _wall_clock(end)
    if start > end:
        return YearsMonths(-_whole_months(end, start))
    return YearsMonths(_whole_months(start, end))


def _wall_clock(value: Value) -> dt.datetime:
    return dt.datetime.combine(value, dt.time()) if value.__class__ is dt.date else _naive(value)


def _naive(value: dt.datetime) -> dt.datetime:
    return value.replace(tzinfo=None)


def _whole_months(start: dt.datetime, end: dt.datetime) -> int:
    months = (end.year - start.year) * 12 + end.month - start.month
    return months - ((end.day, end.time()) < (start.day, start.time()))


CONVERSIONS = {
    "date": overloaded(
        builtin(f"from: string|{INSTANTS}", _date),
        builtin("year: number, month: number, day: number", _date_of_parts),
    ),
    "date and time": overloaded(
        builtin(f"from: string|{INSTANTS}", _date_and_time),
        builtin(f"date: {INSTANTS}, time: time", _date_with_time),
    ),
    "time": overloaded(
        builtin(f"from: string|time|{INSTANTS}", _time),
        builtin(
            "hour: number, minute: number, second: number, offset?: days and time duration?",
            _time_of_parts,
        ),
    ),
    "number": overloaded(
        builtin("from: string|number", _number),
        builtin(
            "from: string, grouping separator: string?, decimal separator: string?",
            _number_with_separators,
        ),
    ),
    "string": builtin("from: any", _string),
    "duration": builtin("from: string|days and time duration|years and months duration", _duration),
    "years and months duration": builtin(f"from: {INSTANTS}, to: {INSTANTS}", _years_and_months),
}
