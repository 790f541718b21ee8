"""When the mail about a notice goes: by the pace of its kind, and outside quiet hours. Pure."""

import datetime as dt
from collections.abc import Callable
from zoneinfo import ZoneInfo

from app.errors import InvalidInput
from app.identity.settings_models import UserSettings
from app.inbox.notices.choices import Pace
from app.sla.calendar import Calendar

HOUR, ONE_DAY = dt.timedelta(hours=1), dt.timedelta(days=1)
MIDNIGHT = dt.time()
LONGEST_REST = 60  # steps; no calendar has so many days off in a row

IsWorking = Callable[[dt.date], bool]


def working_days(calendar: Calendar) -> IsWorking:
    """Return which days are worked; in a year that is not entered yet, Monday to Friday.

    A time limit is never guessed like this, but mail has to go at some time.
    """

    def is_working(day: dt.date) -> bool:
        try:
            return calendar.is_working(day)
        except InvalidInput:
            return day.weekday() < 5

    return is_working


def mail_time(
    pace: Pace,
    settings: UserSettings,
    calendar: Calendar,
    now: dt.datetime,
    *,
    statutory: bool = False,
) -> dt.datetime | None:
    """Return when a notice of now is put into a mail; None: never.

    :param statutory: it tells of a breached limit of the law
    """
    if pace is Pace.NEVER:
        return None
    slot = slot_after(pace, settings.daily_at, now, calendar.zone)
    if statutory and settings.statutory_anyway:
        return slot
    return not_before(settings, calendar, slot)


def slot_after(pace: Pace, daily_at: dt.time, now: dt.datetime, zone: ZoneInfo) -> dt.datetime:
    """Return the next instant of a pace: now, the next full hour, the next hour of the day."""
    local = now.astimezone(zone)
    if pace is Pace.HOURLY:
        local = local.replace(minute=0, second=0, microsecond=0) + HOUR
    elif pace is Pace.DAILY:
        today = dt.datetime.combine(local.date(), daily_at, zone)
        local = today if today > local else today + ONE_DAY
    return local.astimezone(dt.UTC)


def not_before(settings: UserSettings, calendar: Calendar, at: dt.datetime) -> dt.datetime:
    """Return an instant, or the end of the quiet hours in which it lies."""
    is_working = working_days(calendar)
    local = at.astimezone(calendar.zone)
    for _ in range(LONGEST_REST):
        later = _end_of_day_off(settings, is_working, local) or _end_of_night(settings, local)
        if later is None:
            break
        local = later
    return local.astimezone(dt.UTC)


def _end_of_day_off(
    settings: UserSettings, is_working: IsWorking, local: dt.datetime
) -> dt.datetime | None:
    if not settings.quiet_days_off or is_working(local.date()):
        return None
    return dt.datetime.combine(local.date() + ONE_DAY, MIDNIGHT, local.tzinfo)


def _end_of_night(settings: UserSettings, local: dt.datetime) -> dt.datetime | None:
    begins, ends = settings.quiet_from, settings.quiet_until
    if begins is None or ends is None:
        return None
    now, today = local.time(), dt.datetime.combine(local.date(), ends, local.tzinfo)
    if begins < ends:
        return today if begins <= now < ends else None
    if now < ends:
        return today
    return today + ONE_DAY if now >= begins else None
