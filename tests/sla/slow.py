"""An independent calculator of time limits: it knows the rules in words and counts one by one."""

import datetime as dt
from collections.abc import Iterator, Sequence
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Asia/Shanghai")
DAY, MINUTE = dt.timedelta(days=1), dt.timedelta(minutes=1)
#: 2026 as the State Council announced it on 2025-11-04: first and last day of each holiday
HOLIDAYS = (
    ("01-01", "01-03"),
    ("02-15", "02-23"),
    ("04-04", "04-06"),
    ("05-01", "05-05"),
    ("06-19", "06-21"),
    ("09-25", "09-27"),
    ("10-01", "10-07"),
)
MADE_UP = ("01-04", "02-14", "02-28", "05-09", "09-20", "10-10")
Pauses = Sequence[tuple[dt.datetime, dt.datetime]]  # notice delivered, supplements complete


def is_worked(day: dt.date) -> bool:
    """Say whether people work on a day of 2026."""
    short = day.strftime("%m-%d")
    if short in MADE_UP:
        return True
    if any(first <= short <= last for first, last in HOLIDAYS):
        return False
    return day.strftime("%a") not in ("Sat", "Sun")


def days_after(day: dt.date) -> Iterator[dt.date]:
    """Yield the next day, the one after it, and so on."""
    while True:
        day += DAY
        yield day


def due(start: dt.datetime, limit: str, pauses: Pauses = ()) -> dt.datetime:
    """Return when a limit is due: ``start`` does not count, its last day ends at 24:00."""
    count, unit = limit.split()
    left = int(count)
    if unit in ("min", "h"):
        return _after_minutes(start, left * (60 if unit == "h" else 1), pauses)
    for notice, receipt in pauses:
        left += _counted(local(notice), local(receipt), unit)
    day = local(start)
    following = days_after(day)
    while left:
        day = next(following)
        left -= counts(day, unit)
    return dt.datetime(day.year, day.month, day.day, tzinfo=ZONE) + DAY


def _after_minutes(start: dt.datetime, left: int, pauses: Pauses) -> dt.datetime:
    """Let the minutes pass; those between notice and receipt do not count."""
    instant = start
    while left:
        if not any(notice <= instant < receipt for notice, receipt in pauses):
            left -= 1
        instant += MINUTE
    while any(notice <= instant < receipt for notice, receipt in pauses):
        instant += MINUTE
    return instant


def _counted(notice: dt.date, receipt: dt.date, unit: str) -> int:
    """Count the days after the notice until the receipt, this one included."""
    counted, day = 0, notice
    while day < receipt:
        day += DAY
        counted += counts(day, unit)
    return counted


def counts(day: dt.date, unit: str) -> bool:
    """Say whether a day counts: every calendar day, or a working day."""
    return unit == "d" or is_worked(day)


def local(instant: dt.datetime) -> dt.date:
    """Return the day in Shanghai."""
    return instant.astimezone(ZONE).date()
