"""Rolls series up, a month at a time: sums of each day, and of the months they make up."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.cases.models import Case
from app.database import table_of
from app.insurance.reports.catalogue import SERIES
from app.insurance.reports.late import day_of, late_days
from app.insurance.reports.models import RolledSeries, RolledSum
from app.insurance.reports.reading import CUTS, FIGURES, next_month
from app.insurance.reports.shapes import Series
from app.insurance.reports.sql import three_digits
from app.work import Work

#: days rolled up anew each night: news of a payment or a stopped clock arrives days later; of
#: older days only those are that something was changed of
SETTLING = dt.timedelta(days=45)
#: below so many cases the tables themselves answer at once, and nothing is rolled up
WORTH_ROLLING = 20_000
#: days of one series that a transaction rolls up before others may write again: a few seconds
PAGE = 100
ONE_DAY = dt.timedelta(days=1)

_sum = table_of(RolledSum)
_case = table_of(Case)
_REACHED = sa.select(_case.c.id).order_by(_case.c.id).offset(sa.bindparam("cases")).limit(1)
_DIMENSIONS = CUTS["all"]
_KEYS = (*_DIMENSIONS, "split", "bucket")


def is_worth_rolling(session: Session, _: dt.datetime | None) -> bool:
    """Say whether there are so many cases that roll-ups answer sooner than the tables."""
    return session.connection().execute(_REACHED, {"cases": WORTH_ROLLING}).first() is not None


def roll_up(work: Work) -> bool:
    """Roll up the days before today that are not yet, and anew those that may have changed.

    :returns: whether there is more to do
    """
    rolled = 0
    for series in SERIES.values():
        while days := _roll_month(work, series):
            rolled += days
            if rolled >= PAGE:
                return True
    return False


def _roll_month(work: Work, series: Series) -> int:
    """Roll up one month of a series; say how many days were rolled up, none when it is through."""
    state, late = work.session.get(RolledSeries, series.code), 0
    if state is not None and state.ran_on == work.today:
        return 0
    if state is None:
        begin = _first_day(work, series)
    elif state.next_on is not None:
        begin = state.next_on
    else:
        begin = state.until_on - SETTLING
        late = _roll_late_days(work, series, state, begin)
    if begin is None or begin >= work.today:
        _note(work, series, state, work.today)
        return late
    end = min(next_month(begin), work.today)
    roll_days(work, series, begin, end)
    _note(work, series, state, end)
    return late + (end - begin).days


def _note(work: Work, series: Series, state: RolledSeries | None, end: dt.date) -> None:
    """Note how far a series is rolled up; one without facts has no row."""
    if state is None:
        if _first_day(work, series) is None:
            return
        state = RolledSeries(series=series.code, until_on=end)
        work.session.add(state)
    through = end >= work.today
    state.until_on = max(state.until_on, end)
    state.next_on, state.ran_on = (None, work.today) if through else (end, state.ran_on)
    work.session.flush()


def _first_day(work: Work, series: Series) -> dt.date | None:
    earliest = sa.select(sa.func.min(series.rows.c.at))
    found: dt.datetime | None = work.session.execute(earliest).scalar()
    return None if found is None else day_of(series, found, work.processes.zone)


def _roll_late_days(work: Work, series: Series, state: RolledSeries, before: dt.date) -> int:
    """Roll up anew what was changed since the last run of the days that have settled.

    :returns: how many days that were
    """
    zone = work.processes.zone
    since = _instant(state.ran_on or state.until_on, zone)
    days = late_days(work.session, series, since=since, before=_instant(before, zone))
    for day in sorted(days):
        _roll_day(work, series, day)
    for month in sorted({day.replace(day=1) for day in days}):
        _roll_month_if_over(work.session, series, month, state.until_on)
    return len(days)


def _instant(day: dt.date, zone: ZoneInfo) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(), tzinfo=zone)


def roll_days(work: Work, series: Series, begin: dt.date, end: dt.date) -> None:
    """Roll up days of one month, and the month itself when it is complete."""
    day = begin
    while day < end:
        _roll_day(work, series, day)
        day += ONE_DAY
    _roll_month_if_over(work.session, series, begin.replace(day=1), end)


def _roll_day(work: Work, series: Series, day: dt.date) -> None:
    rows = _rows_of(series, day, _sums_of(work, series, day))
    work.session.execute(sa.delete(_sum).where(_one(series, "day", day)))
    if rows:
        work.session.execute(sa.insert(_sum), rows)


def _one(series: Series, grain: str, starts_on: dt.date) -> sa.ColumnElement[bool]:
    of_series = _sum.c.series == series.code
    return sa.and_(of_series, _sum.c.grain == grain, _sum.c.starts_on == starts_on)


def _roll_month_if_over(session: Session, series: Series, month: dt.date, until: dt.date) -> None:
    """Add the days of a month up, once all of them are rolled up."""
    end = next_month(month)
    if end <= until:
        session.execute(sa.delete(_sum).where(_one(series, "month", month)))
        _roll_whole_month(session, series, month, end)


def _sums_of(work: Work, series: Series, day: dt.date) -> dict[Any, list[int]]:
    """Add up the facts of a day by the day they became known and every dimension."""
    zone = work.processes.zone
    span = (_instant(day, zone), _instant(day + ONE_DAY, zone))
    total: dict[Any, list[int]] = defaultdict(lambda: [0] * len(FIGURES))
    for query, sign in _queries(series, span):
        for row in work.session.execute(query):
            known = row.known_at if series.late else None
            known_on = day if known is None else max(day, known.astimezone(zone).date())
            figures = total[(known_on, *row[: len(_KEYS)])]
            for place, more in enumerate(row[len(_KEYS) : len(_KEYS) + len(FIGURES)]):
                figures[place] += sign * int(more or 0)
    return total


def _queries(
    series: Series, span: tuple[dt.datetime, dt.datetime]
) -> Iterator[tuple[sa.Select[Any], int]]:
    """Yield what adds the facts of a span up, and whether they come or go."""
    rows = series.rows.c
    bucket = three_digits(rows.value) if series.spread else sa.literal(0)
    keys = [rows[name].label(f"by_{name}") for name in _KEYS[:-1]] + [bucket.label("by_bucket")]
    sums: list[Any] = [sa.func.sum(rows[name]) for name in series.sums]
    sums += [sa.literal(0)] * (len(FIGURES) - 1 - len(sums))
    apart = [one.name for one in keys] + ([rows.known_at] if series.late else [])
    extra = [rows.known_at] if series.late else []
    query = sa.select(*keys, sa.func.count(), *sums, *extra).group_by(*apart)
    yield query.where(*series.within(*span)), 1
    if series.lasting:
        yield query.where(rows.until_at >= span[0], rows.until_at < span[1]), -1


def _rows_of(series: Series, day: dt.date, sums: dict[Any, list[int]]) -> list[dict[str, Any]]:
    """Return the rows of a day in every cut."""
    rows = []
    for cut, kept in CUTS.items():
        folded: dict[Any, list[int]] = defaultdict(lambda: [0] * len(FIGURES))
        for (known_on, *key), figures in sums.items():
            told = tuple(
                one if name in kept or name not in _DIMENSIONS else ""
                for name, one in zip(_KEYS, key, strict=True)
            )
            had = folded[(known_on, *told)]
            for place, more in enumerate(figures):
                had[place] += more
        for (known_on, *key), figures in folded.items():
            row = {"series": series.code, "cut": cut, "grain": "day", "starts_on": day}
            named = dict(zip((*_KEYS, *FIGURES), (*key, *figures), strict=True))
            rows.append({**row, "known_on": known_on, **named})
    return rows


def _roll_whole_month(session: Session, series: Series, month: dt.date, end: dt.date) -> None:
    known_on = sa.case((_sum.c.known_on < end, end - ONE_DAY), else_=_sum.c.known_on)
    kept = [_sum.c[name] for name in ("cut", *_KEYS)]
    summed = (
        sa.select(
            _sum.c.series,
            sa.literal("month"),
            sa.literal(month, sa.Date),
            known_on.label("known"),
            *kept,
            *(sa.func.sum(_sum.c[name]) for name in FIGURES),
        )
        .where(_sum.c.series == series.code, _sum.c.grain == "day")
        .where(_sum.c.starts_on >= month, _sum.c.starts_on < end)
        .group_by(_sum.c.series, "known", *kept)
    )
    named = ("series", "grain", "starts_on", "known_on", "cut", *_KEYS, *FIGURES)
    session.execute(sa.insert(_sum).from_select(named, summed))
