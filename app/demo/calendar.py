"""The calendar of the years ahead: a demo does not wait for what is not yet published."""

from app.sla.calendar import holidays_of, is_published
from app.sla.calendar_days import Day, complete_years, set_days
from app.sla.models import DayKind
from app.work import Work

AHEAD = 3  # years, this one too
SOURCE = "演示：只有法定节假日，没有调休"


def enter_years(work: Work) -> None:
    """Enter the holidays of the years whose make-up days are unknown, and call them complete."""
    years = range(work.today.year, work.today.year + AHEAD)
    unknown = [year for year in years if not is_published(year)]
    days = [
        Day(day=day, kind=DayKind.HOLIDAY.value, note=name, source=SOURCE)
        for year in unknown
        for day, name in holidays_of(year).items()
    ]
    set_days(work, days)
    complete_years(work, unknown)
