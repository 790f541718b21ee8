"""When a job of the schedule runs: pure, every slot is one instant whichever process asks."""

import datetime as dt
from dataclasses import dataclass
from typing import Protocol
from zoneinfo import ZoneInfo


class Trigger(Protocol):
    """Says when a job runs next; slots that were missed are not made up for."""

    def after(self, now: dt.datetime, zone: ZoneInfo) -> dt.datetime:
        """Return the next instant after ``now``."""


@dataclass(frozen=True, kw_only=True)
class Daily:
    """Every day at a local time."""

    at: dt.time

    def after(self, now: dt.datetime, zone: ZoneInfo) -> dt.datetime:
        """Return the next instant after ``now``."""
        local = now.astimezone(zone)
        today = dt.datetime.combine(local.date(), self.at, tzinfo=zone)
        if today > local:
            return today.astimezone(dt.UTC)
        return (today + dt.timedelta(days=1)).astimezone(dt.UTC)


@dataclass(frozen=True, kw_only=True)
class Monthly:
    """On the first day of every month, or of some, at a local time."""

    at: dt.time
    #: 1 to 12; by default all
    months: tuple[int, ...] = tuple(range(1, 13))

    def after(self, now: dt.datetime, zone: ZoneInfo) -> dt.datetime:
        """Return the next instant after ``now``."""
        local = now.astimezone(zone)
        for ahead in range(13):
            years, month = divmod(local.month - 1 + ahead, 12)
            first = dt.date(local.year + years, month + 1, 1)
            slot = dt.datetime.combine(first, self.at, tzinfo=zone)
            if slot > local and first.month in self.months:
                return slot.astimezone(dt.UTC)
        raise ValueError(f"no month among {self.months}")


QUARTERS = (1, 4, 7, 10)  # the months that begin a quarter


@dataclass(frozen=True, kw_only=True)
class Every:
    """Again and again, so long after each other."""

    pause: dt.timedelta

    def after(self, now: dt.datetime, zone: ZoneInfo) -> dt.datetime:
        """Return the next instant after ``now``: a whole number of pauses since 1970."""
        since = now.timestamp() // self.pause.total_seconds() + 1
        return dt.datetime.fromtimestamp(since * self.pause.total_seconds(), tz=dt.UTC)
