"""What is left of a time limit, in the days by which it counts."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from flask_babel import gettext, ngettext

from app.errors import InvalidInput
from app.inbox.models import InboxTask
from app.inbox.task_clocks import clocks_of, own_limit
from app.sla.calendar import Calendar
from app.sla.limits import Unit, parse_limit
from app.sla.models import ClockState, SlaClock
from app.sla.queries import get_calendar
from app.web.shown import DAY, HOUR, MINUTE, days, deadline, hours, minutes
from app.work import Work

SOON = 4 * HOUR  # seconds; as urgent as what is due today, though it may be past midnight
LAST_SECOND = dt.timedelta(seconds=1)  # a limit of days ends at 24:00, which is the next day's 0:00


class Level(Enum):
    """How urgent a limit is, which is its colour, too."""

    OVERDUE = "overdue"
    TODAY = "today"
    LATER = "later"
    PAUSED = "paused"  #: its clock stands still


@dataclass(frozen=True, kw_only=True)
class Left:
    """A time limit as it is shown."""

    level: Level
    #: e.g. "2 working days left"
    text: str
    due_at: dt.datetime
    #: the local instant
    at: str


def time_left(
    due_at: dt.datetime | None, clock: SlaClock | None, calendar: Calendar, now: dt.datetime
) -> Left | None:
    """Say how much of a limit is left, or how long it is over; None: there is none.

    :param clock: the one that the limit comes from, if one does
    """
    if due_at is None:
        return None
    level, text = _said(due_at, clock, calendar, now)
    return Left(level=level, text=text, due_at=due_at, at=deadline(due_at))


def time_left_of(work: Work, tasks: Sequence[InboxTask]) -> list[Left | None]:
    """Say of each task what is left of its limit, read in one go for all."""
    clocks = clocks_of(work.session, tasks)
    calendar = get_calendar(work.session, work.processes.zone)
    return [
        time_left(task.due_at, own_limit(clocks[task.id]), calendar, work.now) for task in tasks
    ]


def _said(
    due_at: dt.datetime, clock: SlaClock | None, calendar: Calendar, now: dt.datetime
) -> tuple[Level, str]:
    if clock is not None and clock.state is ClockState.PAUSED:
        return Level.PAUSED, gettext("clock stopped")
    seconds = int((due_at - now).total_seconds())
    last, today = calendar.local_day(due_at - LAST_SECOND), calendar.local_day(now)
    if seconds > 0 and last == today:
        return Level.TODAY, gettext("today, %(time)s left", time=_brief(seconds))
    number = _working_days(clock, due_at, calendar, (last, today))
    if seconds <= 0:
        return Level.OVERDUE, _over(seconds, number)
    level = Level.TODAY if seconds <= SOON else Level.LATER
    if number:
        return level, ngettext("%(num)s working day left", "%(num)s working days left", number)
    return level, gettext("%(time)s left", time=_brief(seconds))


def _over(seconds: int, number: int) -> str:
    if number:
        return str(ngettext("%(num)s working day overdue", "%(num)s working days overdue", number))
    return str(gettext("%(time)s overdue", time=_brief(-seconds)))


def _working_days(
    clock: SlaClock | None, due_at: dt.datetime, calendar: Calendar, days: tuple[dt.date, dt.date]
) -> int:
    """Count the working days between now and the last day; 0 where the limit counts otherwise."""
    if clock is None or clock.due_at != due_at:  # somebody has moved it
        return 0
    if parse_limit(clock.limit_text).unit is not Unit.WORKING_DAY:
        return 0
    try:
        return calendar.working_days_between(min(days), max(days))
    except InvalidInput:  # the holidays of that year are not entered yet
        return 0


def _brief(seconds: int) -> str:
    """Write a length in the unit that matters: nobody needs the minutes of three days."""
    if seconds >= 2 * DAY:
        return days(seconds // DAY)
    if seconds >= SOON:
        return hours(seconds // HOUR)
    whole, rest = seconds // HOUR, seconds % HOUR // MINUTE
    if not whole:
        return minutes(rest)
    return f"{hours(whole)} {minutes(rest)}" if rest else hours(whole)
