"""Dates, times and durations as text: reading them in ISO 8601 with FEEL's ``@zone``."""

import datetime as dt
import re
from decimal import Decimal
from zoneinfo import ZoneInfo

from app.feel.values import Value, YearsMonths

DATE = re.compile(r"(-?(?:[1-9]\d{4,8}|\d{4}))-(\d\d)-(\d\d)", re.ASCII)
TIME = re.compile(
    r"(\d\d):(\d\d):(\d\d)(\.\d+)?(Z|z|[+-]\d\d:\d\d(?::\d\d)?|@[A-Za-z_]+(?:/[A-Za-z0-9_+-]+)*)?",
    re.ASCII,
)
MONTHS = re.compile(r"(-?)P(?=.)(?:(\d{1,9})Y)?(?:(\d{1,10})M)?", re.ASCII)
SECONDS = re.compile(
    r"(-?)P(?=.)(?:(\d{1,18})D)?(?:T(?=.)(?:(\d{1,18})H)?(?:(\d{1,18})M)?"
    r"(?:(\d{1,18}(?:\.\d{0,18})?)S)?)?",
    re.ASCII,
)
LARGEST_OFFSET = 18  # hours; no place on earth is further off
MICROSECONDS = Decimal(1_000_000)


def zone(text: str | None) -> dt.tzinfo | None:
    """Return the zone or offset written after a time.

    :raises ValueError: no such offset
    :raises KeyError: no such zone
    """
    if not text:
        return None
    if text in ("Z", "z"):
        return dt.UTC
    if text[0] == "@":
        return ZoneInfo(text[1:])
    parts = [int(part) for part in text[1:].split(":")] + [0]
    if parts[0] > LARGEST_OFFSET or parts[1] > 59 or parts[2] > 59:
        raise ValueError(text)
    offset = dt.timedelta(hours=parts[0], minutes=parts[1], seconds=parts[2])
    return dt.timezone(-offset if text[0] == "-" else offset)


def parse_date(text: str) -> dt.date | None:
    """Return the date written as ``2026-06-01``; null for anything else."""
    match = DATE.fullmatch(text)
    if not match:
        return None
    try:
        return dt.date(int(match[1]), int(match[2]), int(match[3]))
    except (ValueError, OverflowError):
        return None


def parse_time(text: str) -> dt.time | None:
    """Return the time written as ``09:30:00`` with an optional offset or zone; else null."""
    match = TIME.fullmatch(text.removeprefix("T"))
    if not match:
        return None
    try:
        fraction = int((match[4] or ".")[1:7].ljust(6, "0"))
        clock = dt.time(int(match[1]), int(match[2]), int(match[3]), fraction)
        return clock.replace(tzinfo=zone(match[5]))
    except (ValueError, KeyError, OSError):
        return None


def parse_date_and_time(text: str) -> dt.datetime | None:
    """Return the instant written as ``2026-06-01T09:30:00``; midnight for a date alone."""
    day, divider, clock = text.partition("T")
    date = parse_date(day)
    if date is None:
        return None
    if not divider:
        return dt.datetime.combine(date, dt.time())
    if clock.startswith("T"):
        return None
    if clock.startswith("24:00:00"):
        return _end_of_day(date, clock)
    time = parse_time(clock)
    return None if time is None else dt.datetime.combine(date, time)


def _end_of_day(date: dt.date, clock: str) -> dt.datetime | None:
    time = parse_time("00" + clock[2:])
    if time is None or time.replace(tzinfo=None) != dt.time() or date == dt.date.max:
        return None
    return dt.datetime.combine(date + dt.timedelta(days=1), time)


def duration_of(seconds: Decimal) -> dt.timedelta:
    """Return that many seconds as a duration.

    :raises OverflowError: longer than a duration can be
    """
    return dt.timedelta(microseconds=int((seconds * MICROSECONDS).to_integral_value()))


def parse_duration(text: str) -> dt.timedelta | YearsMonths | None:
    """Return the duration written as ``P1DT2H`` or ``P1Y2M``; else null."""
    match = MONTHS.fullmatch(text)
    if match:
        months = int(match[2] or 0) * 12 + int(match[3] or 0)
        return YearsMonths(-months if match[1] else months)
    match = SECONDS.fullmatch(text)
    if not match:
        return None
    days, hours, minutes = (int(match[i] or 0) for i in (2, 3, 4))
    seconds = Decimal(days * 86400 + hours * 3600 + minutes * 60) + Decimal(match[5] or 0)
    try:
        length = duration_of(seconds)
        return -length if match[1] else length
    except (OverflowError, ArithmeticError):
        return None


def parse_at_literal(text: str) -> Value:
    """Return the value of ``@"…"``; null where it is none of the temporal forms."""
    found: Value = parse_duration(text)
    if found is not None:
        return found
    found = parse_date_and_time(text) if "T" in text[1:] else parse_date(text)
    return parse_time(text) if found is None else found


def seconds_of(duration: dt.timedelta) -> Decimal:
    """Return a duration in seconds, exactly."""
    whole = Decimal(duration.days * 86400 + duration.seconds)
    return whole + Decimal(duration.microseconds) / MICROSECONDS
