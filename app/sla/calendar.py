"""The business calendar: which local days are worked, by public holidays and by override."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from zoneinfo import ZoneInfo

import holidays

from app.errors import InvalidInput

ONE_DAY = dt.timedelta(days=1)
COUNTRY = "CN"
FESTIVALS = ("元旦", "春节", "清明节", "劳动节", "端午节", "中秋节", "国庆节")


@lru_cache(maxsize=64)
def _year(year: int) -> holidays.HolidayBase | None:
    """Return the public calendar of a year, or None while its make-up days are not published."""
    known = holidays.country_holidays(COUNTRY, years=[year])
    published = any(day.year == year for day in known.weekend_workdays)
    return known if published else None


@lru_cache(maxsize=64)
def _festivals(year: int) -> holidays.HolidayBase:
    return holidays.country_holidays(COUNTRY, years=[year], language="zh_CN")


def is_published(year: int) -> bool:
    """Say whether the make-up days of a year are known."""
    return _year(year) is not None


def holidays_of(year: int) -> Mapping[dt.date, str]:
    """Return the days off that the law itself names, without what is shifted around them."""
    return {day: str(name) for day, name in sorted(_festivals(year).items()) if day.year == year}


def festival_on(day: dt.date) -> str | None:
    """Return the festival whose first day this is, by its Chinese name; days off are none."""
    name = _festivals(day.year).get(day)
    if name not in FESTIVALS:
        return None
    return None if _festivals(day.year).get(day - ONE_DAY) == name else str(name)


@dataclass(frozen=True, kw_only=True)
class Calendar:
    """Working days of one zone; ``overrides`` maps a day to whether it is worked."""

    zone: ZoneInfo
    overrides: Mapping[dt.date, bool] = field(default_factory=dict)
    #: years whose days the override table holds completely
    complete_years: frozenset[int] = frozenset()

    def is_working(self, day: dt.date) -> bool:
        """Say whether a local day is worked.

        :raises InvalidInput: the year's make-up days are unknown; it is never guessed from Mon-Fri
        """
        if day in self.overrides:
            return self.overrides[day]
        published = _year(day.year)
        if published is not None:
            return bool(published.is_working_day(day))
        if day.year in self.complete_years:
            return day.weekday() < 5
        raise InvalidInput(
            f"the business calendar has no holidays and make-up days for {day.year}; "
            "enter them under calendar-days",
            code="calendar_year_missing",
        )

    def add_working_days(self, day: dt.date, count: int) -> dt.date:
        """Return the ``count``-th working day after ``day``; the day itself does not count."""
        while count > 0:
            day += ONE_DAY
            count -= self.is_working(day)
        return day

    def working_days_between(self, after: dt.date, until: dt.date) -> int:
        """Count the working days in (``after``, ``until``]."""
        days = range(1, (until - after).days + 1)
        return sum(self.is_working(after + offset * ONE_DAY) for offset in days)

    def local_day(self, instant: dt.datetime) -> dt.date:
        """Return the local day on which an instant lies."""
        return instant.astimezone(self.zone).date()

    def end_of(self, day: dt.date) -> dt.datetime:
        """Return 24:00 of a local day: the next day's 00:00, which no longer belongs to it."""
        return dt.datetime.combine(day + ONE_DAY, dt.time(), self.zone).astimezone(dt.UTC)
