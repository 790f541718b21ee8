"""Limits as the table ``sla_limit`` writes them, and the instant at which one is due; pure."""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from app.errors import InvalidInput
from app.sla.calendar import Calendar

LIMIT = re.compile(r"(\d{1,5}) (min|h|d|wd)")
ISO_DURATION = re.compile(r"P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?)?")
LEAST_LEFT = dt.timedelta(
    hours=4
)  # a recomputed due leaves at least this, or a quarter of the limit


class Unit(Enum):
    """How a limit counts (domain rules of time, Civil Code arts. 200-204)."""

    MINUTE = "min"  #: elapsed time from the instant
    HOUR = "h"  #: elapsed time from the instant
    DAY = "d"  #: calendar days, the first not counted, to 24:00 of the last
    WORKING_DAY = "wd"  #: working days, the first not counted, to 24:00 of the last


@dataclass(frozen=True)
class Limit:
    """A length of time as people write it: ``30 min``, ``4 h``, ``10 d``, ``3 wd``."""

    count: int
    unit: Unit

    @property
    def by_day(self) -> bool:
        """Whether it ends with a local day."""
        return self.unit in (Unit.DAY, Unit.WORKING_DAY)

    def __str__(self) -> str:
        return f"{self.count} {self.unit.value}"


@dataclass(frozen=True)
class Pause:
    """A stretch in which a clock stood still; both ends known."""

    since: dt.datetime
    until: dt.datetime


def parse_limit(text: str) -> Limit:
    """Read ``<n> (min|h|d|wd)``.

    :raises InvalidInput: it is written in another way
    """
    match = LIMIT.fullmatch(text) if isinstance(text, str) else None
    if match is None:
        raise InvalidInput(f"{text!r} is no time limit; write e.g. '30 min', '4 h', '10 d', '3 wd'")
    return Limit(int(match[1]), Unit(match[2]))


def parse_duration(text: str) -> dt.timedelta:
    """Read an ISO 8601 duration of days, hours and minutes, e.g. ``P1D`` or ``PT4H``.

    :raises InvalidInput: it is written in another way
    """
    match = ISO_DURATION.fullmatch(text) if isinstance(text, str) else None
    if match is None or not any(match.groups()):
        raise InvalidInput(f"{text!r} is no duration; write e.g. 'P1D' or 'PT4H'")
    days, hours, minutes = (int(part or 0) for part in match.groups())
    return dt.timedelta(days=days, hours=hours, minutes=minutes)


def due_at(
    started_at: dt.datetime, limit: Limit, calendar: Calendar, pauses: Sequence[Pause] = ()
) -> dt.datetime:
    """Return the first instant at which a limit is no longer kept.

    :raises ValueError: ``started_at`` is naive
    :raises InvalidInput: a working day lies in a year without calendar
    """
    if started_at.tzinfo is None:
        raise ValueError(f"naive instant {started_at!r}")
    if not limit.by_day:
        elapsed = limit.count * dt.timedelta(**{_ELAPSED[limit.unit]: 1})
        return started_at + elapsed + sum((p.until - p.since for p in pauses), dt.timedelta())
    day = calendar.local_day(started_at)
    if limit.unit is Unit.DAY:
        stood = sum(_days(pause, calendar) for pause in pauses)
        return calendar.end_of(day + dt.timedelta(days=limit.count + stood))
    stood = sum(_working_days(pause, calendar) for pause in pauses)
    return calendar.end_of(calendar.add_working_days(day, limit.count + stood))


_ELAPSED = {Unit.MINUTE: "minutes", Unit.HOUR: "hours"}


def _days(pause: Pause, calendar: Calendar) -> int:
    return (calendar.local_day(pause.until) - calendar.local_day(pause.since)).days


def _working_days(pause: Pause, calendar: Calendar) -> int:
    return calendar.working_days_between(
        calendar.local_day(pause.since), calendar.local_day(pause.until)
    )


def warn_at(started_at: dt.datetime, due: dt.datetime, warn_before: dt.timedelta) -> dt.datetime:
    """Return the instant of the warning: before the due instant, but never before the start."""
    return max(started_at, due - warn_before)


def not_too_soon(due: dt.datetime, whole: dt.timedelta, now: dt.datetime) -> dt.datetime:
    """Move a recomputed due instant so that people can still keep it.

    It is never earlier than now plus the smaller of four hours and a quarter of the new limit.

    :param whole: the new limit, without pauses
    """
    return max(due, now + min(LEAST_LEFT, whole / 4))


def due_on(due: dt.datetime, limit: Limit, calendar: Calendar) -> dt.date | None:
    """Return the last local day of a limit in days; None where it ends at an instant."""
    return calendar.local_day(due - dt.timedelta(seconds=1)) if limit.by_day else None
