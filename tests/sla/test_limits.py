"""When a limit is due: elapsed time, calendar days, working days, pauses."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import InvalidInput
from app.sla import limits
from app.sla.calendar import ONE_DAY, Calendar
from app.sla.limits import Pause

ZONE = ZoneInfo("Asia/Shanghai")
CALENDAR = Calendar(zone=ZONE)
FIRST = dt.datetime(2025, 1, 2, tzinfo=dt.UTC)
INSTANTS = st.integers(0, 635 * 24 * 60).map(lambda n: FIRST + dt.timedelta(minutes=n))


def at(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text).replace(tzinfo=ZONE)


def last_day(start: str, limit: str) -> str:
    parsed = limits.parse_limit(limit)
    due = limits.due_at(at(start), parsed, CALENDAR)
    return str(limits.due_on(due, parsed, CALENDAR))


@pytest.mark.parametrize(
    ("start", "limit", "day"),
    [
        ("2026-03-02T09:30", "1 wd", "2026-03-03"),
        ("2026-03-02T10:30", "3 d", "2026-03-05"),
        ("2026-03-02T10:30", "30 d", "2026-04-01"),
        ("2026-03-02T10:30", "60 d", "2026-05-01"),
        ("2026-03-02T11:00", "3 wd", "2026-03-05"),
        ("2026-03-03T15:00", "10 d", "2026-03-13"),
        ("2026-03-04T10:00", "5 wd", "2026-03-11"),
        ("2026-02-13T15:00", "1 wd", "2026-02-14"),
        ("2026-02-13T15:00", "2 wd", "2026-02-24"),
        ("2026-04-30T16:00", "1 wd", "2026-05-06"),
        ("2026-04-30T16:00", "3 d", "2026-05-03"),
    ],
)
def test_a_limit_in_days_ends_with_the_last_day(start: str, limit: str, day: str) -> None:
    assert last_day(start, limit) == day


@pytest.mark.parametrize(
    ("limit", "due"), [("10 min", "2026-03-02T09:40"), ("72 h", "2026-03-05T09:30")]
)
def test_a_limit_in_hours_or_minutes_runs_from_the_instant(limit: str, due: str) -> None:
    found = limits.due_at(at("2026-03-02T09:30"), limits.parse_limit(limit), CALENDAR)

    assert found == at(due)


@pytest.mark.parametrize("text", ["3 days", "wd", "-1 d", "3wd", "", "1.5 h", None])
def test_a_limit_written_otherwise_is_refused(text: str) -> None:
    with pytest.raises(InvalidInput):
        limits.parse_limit(text)


@pytest.mark.parametrize(
    ("limit", "day"), [("20 d", "2026-04-03"), ("30 d", "2026-04-13"), ("3 wd", "2026-03-17")]
)
def test_a_pause_moves_the_last_day_by_the_days_it_lasted(limit: str, day: str) -> None:
    pause = Pause(at("2026-03-04T16:00"), at("2026-03-16T11:00"))
    parsed = limits.parse_limit(limit)

    due = limits.due_at(at("2026-03-02T10:00"), parsed, CALENDAR, [pause])

    assert str(limits.due_on(due, parsed, CALENDAR)) == day


def test_a_pause_moves_a_limit_in_hours_by_its_exact_length() -> None:
    pause = Pause(at("2026-03-02T10:00"), at("2026-03-02T11:30"))

    due = limits.due_at(at("2026-03-02T09:00"), limits.parse_limit("2 h"), CALENDAR, [pause])

    assert due == at("2026-03-02T12:30")


def test_a_warning_that_would_come_before_the_start_comes_at_the_start() -> None:
    start = at("2026-03-02T09:00")

    assert limits.warn_at(start, at("2026-03-02T09:10"), dt.timedelta(hours=4)) == start


def slow_last_day(start: dt.date, count: int) -> dt.date:
    day, left = start, count
    while left:
        day += ONE_DAY
        left -= 1 if CALENDAR.is_working(day) else 0
    return day


@given(
    INSTANTS,
    st.integers(0, 40),
)
def test_working_days_agree_with_counting_one_by_one(start: dt.datetime, count: int) -> None:
    limit = limits.Limit(count, limits.Unit.WORKING_DAY)

    due = limits.due_at(start, limit, CALENDAR)

    assert limits.due_on(due, limit, CALENDAR) == slow_last_day(CALENDAR.local_day(start), count)


@given(
    INSTANTS,
    st.integers(0, 10),
    st.integers(0, 48),
)
def test_a_later_start_is_never_due_earlier(start: dt.datetime, count: int, hours: int) -> None:
    limit = limits.Limit(count, limits.Unit.WORKING_DAY)

    later = limits.due_at(start + dt.timedelta(hours=hours), limit, CALENDAR)

    assert later >= limits.due_at(start, limit, CALENDAR)


@pytest.mark.parametrize(
    ("due", "now", "moved"),
    [
        ("2026-03-02T10:00", "2026-03-02T11:00", "2026-03-02T11:15"),
        ("2026-03-05T00:00", "2026-03-06T00:00", "2026-03-06T04:00"),
        ("2026-03-09T00:00", "2026-03-06T00:00", "2026-03-09T00:00"),
    ],
)
def test_a_recomputed_limit_leaves_time_to_keep_it(due: str, now: str, moved: str) -> None:
    whole = at(due) - at("2026-03-02T09:00")

    assert limits.not_too_soon(at(due), whole, at(now)) == at(moved)
