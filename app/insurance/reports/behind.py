"""Lists the facts behind a number, a page at a time."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import sqlalchemy as sa

from app.database import UTCDateTime, table_of
from app.identity.models import User
from app.insurance.overdue.models import OverdueCase, hours
from app.insurance.reports.questions import refusal
from app.insurance.reports.reading import Reader, lasts, matches
from app.insurance.reports.shapes import Measure, Metric, Term, When
from app.keyset import Cursor
from app.sla.models import SlaClock
from app.work import Work

COLUMNS = (
    "id",
    "case_id",
    "number",
    "at",
    "org",
    "line",
    "channel",
    "person",
    "split",
    "band",
)
_overdue, _clock = table_of(OverdueCase), table_of(SlaClock)


@dataclass(frozen=True, kw_only=True)
class Behind:
    """One page of what a number counts."""

    rows: Sequence[dict[str, Any]]
    next: Cursor | None


def list_behind(
    reader: Reader,
    metric: Metric,
    *,
    part: str,
    measure: str | None = None,
    only: Mapping[str, str] | None = None,
    after: Cursor | None = None,
    limit: int = 50,
) -> Behind:
    """List the facts of a measure's numerator or denominator, the earliest first.

    :raises InvalidInput: the metric has no such measure
    :param part: ``numerator`` or ``denominator``; a measure without one has its numerator
    :param only: values of the columns split and band
    """
    chosen = metric.measures[0] if measure is None else _measure(metric, measure)
    if metric.of_events and reader.filters.event is None:
        reader = replace(reader, filters=replace(reader.filters, event="*"), _known={})
    terms = chosen.over if part == "numerator" or chosen.under is None else chosen.under
    if not terms:
        return Behind(rows=[], next=None)
    listed = sa.union_all(*(_facts(reader, term, only or {}) for term in terms)).subquery()
    query = sa.select(listed).order_by(listed.c.at, listed.c.id).limit(limit + 1)
    if after is not None:
        at, key = after.values
        later = sa.and_(listed.c.at == at, listed.c.id > key)
        query = query.where(sa.or_(listed.c.at > at, later))
    rows = [dict(row) for row in reader.session.execute(query).mappings()]
    page, more = rows[:limit], len(rows) > limit
    last = page[-1] if more else None
    return Behind(
        rows=page, next=Cursor(values=(last["at"], last["id"])) if last is not None else None
    )


def _measure(metric: Metric, code: str) -> Measure:
    for one in metric.measures:
        if one.code == code:
            return one
    codes = ", ".join(one.code for one in metric.measures)
    raise refusal("measure", f"{code} is not one of {codes}")


def _facts(reader: Reader, term: Term, only: Mapping[str, str]) -> sa.Select[Any]:
    rows, window = term.series.rows.c, reader.window
    if term.when is When.WITHIN:
        where = term.series.within(window.start, window.end)
    else:
        where = lasts(term, window.start if term.when is When.AT_START else window.end)
    before = window.as_of if term.even_later else window.end
    if term.series.late and before is not None:
        where.append(rows.known_at < before)
    if term.figure != "n":
        where.append(rows[term.figure] != 0)
    where += [rows[name] == value for name, value in only.items()]
    columns = [
        sa.type_coerce(rows[name], UTCDateTime()).label(name) if name == "at" else rows[name]
        for name in COLUMNS
    ]
    return sa.select(*columns).where(*matches(reader, term), *where)


def tell_people(work: Work, rows: Sequence[dict[str, Any]]) -> None:
    """Write user names in the place of the ids of people."""
    ids = {int(row["person"]) for row in rows if row["person"]}
    found = sa.select(User.id, User.username).where(User.id.in_(ids))
    names = {key: name for key, name in work.session.execute(found)} if ids else {}
    for row in rows:
        row["person"] = names.get(int(row["person"]), row["person"]) if row["person"] else ""


def tell_overdue(work: Work, rows: Sequence[dict[str, Any]], at: dt.datetime) -> None:
    """Add to late clocks how late they are, who sees to them and how."""
    ids = [row["id"] for row in rows]
    query = (
        sa.select(
            _clock.c.id,
            _clock.c.due_at,
            _overdue.c.level,
            _overdue.c.measure,
            User.username.label("handler"),
        )
        .select_from(_clock.outerjoin(_overdue, _overdue.c.clock_id == _clock.c.id))
        .outerjoin(User, User.id == _overdue.c.handler_id)
        .where(_clock.c.id.in_(ids))
    )
    known = {row.id: row for row in work.session.execute(query)}
    for row in rows:
        found = known[row["id"]]
        late = max((at - found.due_at).total_seconds(), 0)
        row.update(
            stage=row["split"],
            overdue_hours=hours(late),
            level=found.level,
            handler=found.handler,
            measure=found.measure,
        )
