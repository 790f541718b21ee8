"""The 2026 calendar exactly as announced, and nothing guessed for a year that is not."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest

from app.errors import InvalidInput
from app.sla.calendar import ONE_DAY, Calendar

ZONE = ZoneInfo("Asia/Shanghai")
CALENDAR = Calendar(zone=ZONE)
HOLIDAYS = (
    ("01-01", "01-03"),
    ("02-15", "02-23"),
    ("04-04", "04-06"),
    ("05-01", "05-05"),
    ("06-19", "06-21"),
    ("09-25", "09-27"),
    ("10-01", "10-07"),
)
MAKE_UP_DAYS = ("01-04", "02-14", "02-28", "05-09", "09-20", "10-10")


def days_of_2026() -> set[dt.date]:
    return {dt.date(2026, 1, 1) + n * ONE_DAY for n in range(365)}


def announced_rest_days() -> set[dt.date]:
    weekends = {day for day in days_of_2026() if day.weekday() >= 5}
    holidays = {
        day
        for first, last in HOLIDAYS
        for day in days_of_2026()
        if dt.date.fromisoformat(f"2026-{first}") <= day <= dt.date.fromisoformat(f"2026-{last}")
    }
    return (weekends | holidays) - {dt.date.fromisoformat(f"2026-{day}") for day in MAKE_UP_DAYS}


def test_every_day_of_2026_is_worked_or_not_as_the_state_council_announced() -> None:
    rest = {day for day in days_of_2026() if not CALENDAR.is_working(day)}

    assert rest == announced_rest_days()


def test_a_year_without_make_up_days_is_an_error_and_not_monday_to_friday() -> None:
    with pytest.raises(InvalidInput, match="2027"):
        CALENDAR.is_working(dt.date(2027, 3, 1))


def test_an_override_decides_before_the_public_calendar() -> None:
    calendar = Calendar(zone=ZONE, overrides={dt.date(2026, 3, 2): False})

    assert not calendar.is_working(dt.date(2026, 3, 2))


def test_a_year_entered_by_hand_is_known() -> None:
    calendar = Calendar(
        zone=ZONE, overrides={dt.date(2027, 1, 1): False}, complete_years=frozenset({2027})
    )

    assert calendar.add_working_days(dt.date(2026, 12, 31), 1) == dt.date(2027, 1, 4)


def test_working_days_are_counted_after_the_first_day_up_to_the_last() -> None:
    assert CALENDAR.working_days_between(dt.date(2026, 3, 4), dt.date(2026, 3, 16)) == 8
