"""Reads what a series sums up to: whole days from roll-ups where there are some, else the facts."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.database import table_of
from app.insurance.reports.models import RolledSeries, RolledSum
from app.insurance.reports.shapes import DIMENSIONS, Filters, Series, Term, When, Window
from app.insurance.reports.sql import three_digits

_sum = table_of(RolledSum)
FIGURES = ("n", "s1", "s2", "s3")
#: which dimensions a cut tells apart; ``split`` is told apart in all of them
CUTS: dict[str, tuple[str, ...]] = {
    "none": (),
    **{one: (one,) for one in (*DIMENSIONS, "band")},
    "all": (*DIMENSIONS, "band"),
}

Key = tuple[Any, ...]
Sums = dict[Key, list[int]]


@dataclass(frozen=True, kw_only=True)
class Reader:
    """Reads the sums of one answer; what was read once is remembered."""

    session: Session
    window: Window
    filters: Filters
    #: False reads nothing from roll-ups
    rolled: bool = True
    _known: dict[Any, Any] = field(default_factory=dict)

    def read(self, term: Term, by: Sequence[str] = ()) -> Sums:
        """Return the sums of a term's series by some columns; ``bucket`` is one of them."""
        asked = (term.series.code, term.when, term.splits, term.even_later, term.distinct, *by)
        if asked not in self._known:
            parts = _distinct(self, term, by) if term.distinct else _parts(self, term, by)
            self._known[asked] = _add(parts)
        found: Sums = self._known[asked]
        return found

    def until(self, series: Series) -> dt.date | None:
        """Return the first day that is not rolled up."""
        if not self.rolled or self.filters.event is not None:
            return None
        if "until" not in self._known:
            rows = self.session.execute(sa.select(RolledSeries.series, RolledSeries.until_on))
            self._known["until"] = {code: until_on for code, until_on in rows}
        found: dt.date | None = self._known["until"].get(series.code)
        return found


def _add(parts: Iterator[Any]) -> Sums:
    total: Sums = defaultdict(lambda: [0] * len(FIGURES))
    for rows in parts:
        for row in rows:
            key, figures = tuple(row[: -len(FIGURES)]), row[-len(FIGURES) :]
            total[key] = [
                had + int(more or 0) for had, more in zip(total[key], figures, strict=True)
            ]
    return dict(total)


def _parts(reader: Reader, term: Term, by: Sequence[str]) -> Iterator[Any]:
    window, series = reader.window, term.series
    first, end = _span(window, term.when)
    until, last = reader.until(series), window.day(end)
    begin = window.start
    if until is not None and (first is None or first < until):
        stop = min(until, last)
        yield _rolled(reader, term, by, (first, stop), until)
        if series.late and first is not None:
            span = (window.instant(first), window.instant(stop))
            yield _facts(reader, term, by, span, _known_until(reader, term, until))
        begin = window.instant(stop)
    elif series.lasting:
        yield _lasting(reader, term, by, end)
        return
    if begin < end:
        yield from _tail(reader, term, by, (begin, end))


def _span(window: Window, when: When) -> tuple[dt.date | None, dt.datetime]:
    """Return from which day (None: from ever) to which instant a term counts."""
    if when is When.WITHIN:
        return window.from_on, window.end
    return None, window.start if when is When.AT_START else window.end


def known_before(reader: Reader, term: Term) -> dt.datetime | None:
    """Return by when the facts of a late series must have been known; None: at any time."""
    return reader.window.as_of if term.even_later else reader.window.end


def _known_until(reader: Reader, term: Term, until: dt.date) -> dt.date:
    """Return the first day of which roll-ups are not asked what became known."""
    before = known_before(reader, term)
    return until if before is None else min(until, reader.window.day(before))


def _rolled(
    reader: Reader,
    term: Term,
    by: Sequence[str],
    days: tuple[dt.date | None, dt.date],
    until: dt.date,
) -> Any:
    series, dimensions = term.series, reader.filters.dimensions
    apart = {*dimensions, *by} & set(CUTS["all"])
    cut = "none" if not apart else next(iter(apart)) if len(apart) == 1 else "all"
    wanted = [_sum.c.series == series.code, _sum.c.cut == cut, _days(*days)]
    wanted += [_sum.c[name] == value for name, value in dimensions.items()]
    if term.splits:
        wanted.append(_sum.c.split.in_(term.splits))
    if series.late:
        wanted.append(_sum.c.known_on < _known_until(reader, term, until))
    columns = [_sum.c[name] for name in by]
    sums = [sa.func.sum(_sum.c[name]) for name in FIGURES]
    return reader.session.execute(sa.select(*columns, *sums).where(*wanted).group_by(*columns))


def _days(first: dt.date | None, end: dt.date) -> sa.ColumnElement[bool]:
    """Match the fewest rows that make up the days from one (or ever) to before another."""
    last_month = end.replace(day=1)
    first_month = None if first is None else next_month(first - dt.timedelta(days=1))
    months, days = _sum.c.grain == "month", _sum.c.grain == "day"
    if first is None or first_month is None:
        in_months = sa.and_(months, _sum.c.starts_on < last_month)
        return sa.or_(in_months, sa.and_(days, _between(last_month, end)))
    if first_month >= last_month:
        return sa.and_(days, _between(first, end))
    edges = sa.or_(_between(first, first_month), _between(last_month, end))
    return sa.or_(sa.and_(months, _between(first_month, last_month)), sa.and_(days, edges))


def _between(first: dt.date, end: dt.date) -> sa.ColumnElement[bool]:
    return sa.and_(_sum.c.starts_on >= first, _sum.c.starts_on < end)


def next_month(day: dt.date) -> dt.date:
    """Return the first day of the month after a day's."""
    return (day.replace(day=1) + dt.timedelta(days=32)).replace(day=1)


def matches(reader: Reader, term: Term) -> list[sa.ColumnElement[bool]]:
    """Return what a fact must be for a term under the filters, whenever it was."""
    rows = term.series.rows.c
    wanted = [rows[name] == value for name, value in reader.filters.dimensions.items()]
    if term.splits:
        wanted.append(rows.split.in_(term.splits))
    event = reader.filters.event
    if event == "*":
        wanted.append(rows.event != "")
    elif event is not None:
        wanted.append(rows.event.in_((event,) if isinstance(event, str) else event))
    return wanted


def lasts(term: Term, end: dt.datetime) -> list[sa.ColumnElement[bool]]:
    """Return what a fact must be to last at an instant."""
    rows = term.series.rows.c
    return [rows.at < end, sa.or_(rows.until_at.is_(None), rows.until_at >= end)]


def counted(reader: Reader, term: Term) -> list[sa.ColumnElement[bool]]:
    """Return what a fact must be to count for a term."""
    rows, window = term.series.rows.c, reader.window
    where = matches(reader, term)
    if term.when is When.WITHIN:
        where += term.series.within(window.start, window.end)
    else:
        where += lasts(term, window.start if term.when is When.AT_START else window.end)
    before = known_before(reader, term)
    if term.series.late and before is not None:
        where.append(rows.known_at < before)
    return where


def _select(
    reader: Reader, term: Term, by: Sequence[str], where: list[Any], *, sign: int = 1
) -> Any:
    series, rows = term.series, term.series.rows.c
    columns = [
        (three_digits(rows.value) if name == "bucket" else rows[name]).label(f"by_{name}")
        for name in by
    ]
    sums = [sa.func.sum(rows[name]) * sign for name in series.sums]
    sums += [sa.literal(0)] * (len(FIGURES) - 1 - len(sums))
    query = sa.select(*columns, sa.func.count() * sign, *sums)
    return reader.session.execute(
        query.where(*matches(reader, term), *where).group_by(*(one.name for one in columns))
    )


def _lasting(reader: Reader, term: Term, by: Sequence[str], end: dt.datetime) -> Any:
    return _select(reader, term, by, lasts(term, end))


def _tail(
    reader: Reader, term: Term, by: Sequence[str], span: tuple[dt.datetime, dt.datetime]
) -> Iterator[Any]:
    """Read the facts of a span; of a lasting series what began less what ended."""
    rows = term.series.rows.c
    if term.series.lasting:
        for column, sign in ((rows.at, 1), (rows.until_at, -1)):
            within = [column >= span[0], column < span[1]]
            yield _select(reader, term, by, within, sign=sign)
        return
    yield _facts(reader, term, by, span)


def _facts(
    reader: Reader,
    term: Term,
    by: Sequence[str],
    span: tuple[dt.datetime, dt.datetime],
    known_from: dt.date | None = None,
) -> Any:
    """Read the facts of a span, of a late series those known in time and from some day on."""
    rows = term.series.rows.c
    where = term.series.within(*span)
    before = known_before(reader, term)
    if term.series.late and before is not None:
        where.append(rows.known_at < before)
    if known_from is not None:
        where.append(rows.known_at >= reader.window.instant(known_from))
    return _select(reader, term, by, where)


def _distinct(reader: Reader, term: Term, by: Sequence[str]) -> Iterator[Any]:
    """Count different values in the facts themselves: such counts do not add up over days."""
    rows, where = term.series.rows.c, counted(reader, term)
    columns = [rows[name] for name in by]
    often = sa.func.count(sa.distinct(rows[term.distinct]))
    query = sa.select(*columns, often, *([sa.literal(0)] * (len(FIGURES) - 1)))
    yield reader.session.execute(query.where(*where).group_by(*columns))
