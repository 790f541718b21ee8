"""Enters and removes days that differ from the public calendar."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from app.audit import operations as audit
from app.errors import NotFound
from app.sla.models import CalendarDay, CalendarYear, DayKind
from app.work import Work


@dataclass(frozen=True, kw_only=True)
class Day:
    """A holiday or a make-up working day, and where it was announced."""

    day: dt.date
    kind: str
    note: str = ""
    source: str = ""


def set_days(work: Work, days: Sequence[Day]) -> list[CalendarDay]:
    """Enter days; one that is entered already is replaced."""
    rows = []
    for new in days:
        row = work.session.merge(
            CalendarDay(day=new.day, kind=DayKind(new.kind), note=new.note, source=new.source)
        )
        rows.append(row)
        audit.record(
            work, "calendar.day_set", subject=new.day.isoformat(), detail={"kind": new.kind}
        )
    work.session.flush()
    return rows


def complete_years(work: Work, years: Sequence[int]) -> None:
    """Say of years that all their holidays and make-up days are entered.

    Until then a working day that lies in a year without published make-up days is an error.
    """
    for year in years:
        work.session.merge(CalendarYear(year=year))
        audit.record(work, "calendar.year_completed", subject=str(year), detail={})
    work.session.flush()


def remove_day(work: Work, day: dt.date) -> None:
    """Let the public calendar decide a day again.

    :raises NotFound: the day was not entered
    """
    row = work.session.get(CalendarDay, day)
    if row is None:
        raise NotFound(f"{day.isoformat()} is not entered")
    work.session.delete(row)
    work.session.flush()
    audit.record(work, "calendar.day_removed", subject=day.isoformat(), detail={})
