"""Instants of past working days, counted back from the present."""

import datetime as dt
from collections.abc import Iterator
from zoneinfo import ZoneInfo

OPENS, CLOSES = dt.time(9), dt.time(18)
LATEST = dt.time(11)  # what happens "today" has happened by then
SATURDAY = 5
MINUTE = dt.timedelta(minutes=1)
DAY = dt.timedelta(days=1)


def days_back(now: dt.datetime, zone: ZoneInfo, days: int) -> dt.date:
    """Return the working day so many before the last one whose morning is over."""
    local = now.astimezone(zone)
    day = local.date() if local.time() >= LATEST else local.date() - DAY
    while True:
        if day.weekday() < SATURDAY:
            if days == 0:
                return day
            days -= 1
        day -= DAY


def instant(now: dt.datetime, zone: ZoneInfo, days: int, at: str) -> dt.datetime:
    """Return a time of day of the working day so many ago.

    :param at: HH:MM, before eleven where ``days`` is 0
    """
    return dt.datetime.combine(days_back(now, zone, days), dt.time.fromisoformat(at), zone)


def spread(first: dt.datetime, last: dt.datetime, number: int) -> list[dt.datetime]:
    """Return instants of working hours from ``first`` to ``last``, evenly apart."""
    if number == 1:
        return [first]
    minutes = list(_minutes(first, last))
    return [minutes[at * (len(minutes) - 1) // (number - 1)] for at in range(number)]


def _minutes(first: dt.datetime, last: dt.datetime) -> Iterator[dt.datetime]:
    at = first
    while at <= last:
        if at.weekday() < SATURDAY and OPENS <= at.time() < CLOSES:
            yield at
        at += MINUTE
