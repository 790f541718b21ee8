"""Days entered by hand, and years that are only known once somebody says so."""

import datetime as dt

import pytest

from app.errors import InvalidInput, NotFound
from app.sla import calendar_days, queries
from app.sla.calendar_days import Day
from app.work import Work
from tests.sla.ticking import ZONE

MAKE_UP = Day(day=dt.date(2029, 2, 3), kind="workday", source="国务院办公厅通知")
HOLIDAY = Day(day=dt.date(2029, 10, 1), kind="holiday")


def test_one_entered_day_does_not_make_a_year_known(work: Work) -> None:
    calendar_days.set_days(work, [MAKE_UP])

    calendar = queries.get_calendar(work.session, ZONE)

    assert calendar.is_working(MAKE_UP.day)
    with pytest.raises(InvalidInput, match="2029"):
        calendar.is_working(dt.date(2029, 10, 2))


def test_a_year_said_to_be_complete_is_monday_to_friday_but_for_its_days(work: Work) -> None:
    calendar_days.set_days(work, [MAKE_UP, HOLIDAY])
    calendar_days.complete_years(work, [2029])

    calendar = queries.get_calendar(work.session, ZONE)

    assert not calendar.is_working(HOLIDAY.day)
    assert calendar.is_working(dt.date(2029, 10, 2))
    assert not calendar.is_working(dt.date(2029, 10, 6))


def test_a_day_entered_again_is_replaced_and_may_be_taken_out(work: Work) -> None:
    calendar_days.set_days(work, [MAKE_UP])
    calendar_days.set_days(work, [Day(day=MAKE_UP.day, kind="holiday")])
    assert not queries.get_calendar(work.session, ZONE).is_working(MAKE_UP.day)

    calendar_days.remove_day(work, MAKE_UP.day)

    with pytest.raises(NotFound):
        calendar_days.remove_day(work, MAKE_UP.day)
