"""When the mail about a notice goes: paces, nights, days off, and limits of the law."""

import datetime as dt

import pytest

from app.identity.settings import usual_settings
from app.inbox.notices.choices import Pace
from app.inbox.notices.timing import mail_time
from app.sla.calendar import Calendar
from tests.working import ZONE

CALENDAR = Calendar(zone=ZONE)


def at(local: str) -> dt.datetime:
    return dt.datetime.fromisoformat(local).replace(tzinfo=ZONE)


def sent(pace: Pace, now: str, *, statutory: bool = False, **set_: object) -> str | None:
    """Return the local time at which something of ``now`` is sent."""
    settings = usual_settings(1)
    for name, value in set_.items():
        setattr(settings, name, value)
    due = mail_time(pace, settings, CALENDAR, at(now), statutory=statutory)
    return None if due is None else f"{due.astimezone(ZONE):%Y-%m-%dT%H:%M}"


@pytest.mark.parametrize(
    ("pace", "now", "expected"),
    [
        (Pace.AT_ONCE, "2026-03-02T09:40", "2026-03-02T09:40"),
        (Pace.AT_ONCE, "2026-03-02T19:59", "2026-03-02T19:59"),
        (Pace.AT_ONCE, "2026-03-02T20:00", "2026-03-03T08:00"),
        (Pace.AT_ONCE, "2026-03-03T00:00", "2026-03-03T08:00"),
        (Pace.AT_ONCE, "2026-03-03T08:00", "2026-03-03T08:00"),
        (Pace.AT_ONCE, "2026-03-06T20:00", "2026-03-09T08:00"),  # a weekend
        (Pace.AT_ONCE, "2026-04-03T21:00", "2026-04-07T08:00"),  # 清明节 to Monday
        (Pace.AT_ONCE, "2026-02-14T10:00", "2026-02-14T10:00"),  # a Saturday that is worked
        (Pace.AT_ONCE, "2026-02-14T21:00", "2026-02-24T08:00"),  # 春节
        (Pace.AT_ONCE, "2031-05-03T10:00", "2031-05-05T08:00"),  # a year not entered: Mon-Fri
        (Pace.HOURLY, "2026-03-02T09:40", "2026-03-02T10:00"),
        (Pace.HOURLY, "2026-03-02T10:00", "2026-03-02T11:00"),
        (Pace.HOURLY, "2026-03-02T19:30", "2026-03-03T08:00"),
        (Pace.DAILY, "2026-03-02T08:29", "2026-03-02T08:30"),
        (Pace.DAILY, "2026-03-02T08:30", "2026-03-03T08:30"),
        (Pace.DAILY, "2026-03-06T09:00", "2026-03-09T08:00"),
        (Pace.NEVER, "2026-03-02T09:40", None),
    ],
)
def test_mail_goes_by_its_pace_and_in_working_hours(
    pace: Pace, now: str, expected: str | None
) -> None:
    assert sent(pace, now) == expected


def test_a_breached_limit_of_the_law_may_be_told_at_any_time() -> None:
    night = "2026-04-04T02:00"

    assert sent(Pace.AT_ONCE, night, statutory=True, statutory_anyway=True) == night
    assert sent(Pace.AT_ONCE, night, statutory=True) == "2026-04-07T08:00"
    assert sent(Pace.AT_ONCE, night, statutory_anyway=True) == "2026-04-07T08:00"


def test_quiet_hours_within_a_day_end_that_day() -> None:
    lunch = {"quiet_from": dt.time(12), "quiet_until": dt.time(13, 30)}

    assert sent(Pace.AT_ONCE, "2026-03-02T12:10", **lunch) == "2026-03-02T13:30"
    assert sent(Pace.AT_ONCE, "2026-03-02T23:00", **lunch) == "2026-03-02T23:00"


def test_who_has_no_quiet_hours_is_told_at_once() -> None:
    never = {"quiet_from": None, "quiet_until": None, "quiet_days_off": False}

    assert sent(Pace.AT_ONCE, "2026-04-04T02:00", **never) == "2026-04-04T02:00"
