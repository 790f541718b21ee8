"""Built-in functions on dates and times."""

import calendar
from decimal import Decimal

from app.feel.builtins.signature import builtin
from app.feel.values import Function, Value

DAYS = tuple(calendar.day_name)
MONTHS = tuple(calendar.month_name)
DATE = "date: date|date and time"


def _day_of_year(date: Value) -> Value:
    return Decimal(date.timetuple().tm_yday)


def _nothing() -> Value:
    """Answer null: the present is handed in with the scope, so that each evaluation repeats."""
    return None


TEMPORAL = {
    "day of year": builtin(DATE, _day_of_year),
    "day of week": builtin(DATE, lambda date: DAYS[date.weekday()]),
    "month of year": builtin(DATE, lambda date: MONTHS[date.month]),
    "week of year": builtin(DATE, lambda date: Decimal(date.isocalendar().week)),
    "now": Function((), _nothing),
    "today": Function((), _nothing),
}
