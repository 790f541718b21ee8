"""Lists the facts behind a number, a page at a time."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from app.database import table_of
from app.identity.models import User
from app.insurance.overdue.models import OverdueCase, hours
from app.insurance.reports.counting import scoped
from app.insurance.reports.listing import select_facts
from app.insurance.reports.questions import refusal
from app.insurance.reports.reading import Reader
from app.insurance.reports.shapes import Measure, Metric
from app.keyset import Cursor
from app.sla.models import SlaClock
from app.work import Work

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
    chosen = measure_of(metric, measure)
    reader, wanted = scoped(reader, metric), _columns(metric, only or {})
    terms = chosen.over if part == "numerator" or chosen.under is None else chosen.under
    pairs = [(reader, term) for term in terms]
    if metric.behind is not None:
        pairs = [pair for term in terms for pair in metric.behind(reader, term)]
    if not pairs:
        return Behind(rows=[], next=None)
    found = (select_facts(one, term, wanted) for one, term in pairs)
    listed = sa.union_all(*found).subquery()
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


def measure_of(metric: Metric, code: str | None) -> Measure:
    """Return one of a metric's numbers, by default its first.

    :raises InvalidInput: it has no such number
    """
    if code is None:
        return metric.measures[0]
    for one in metric.measures:
        if one.code == code:
            return one
    codes = ", ".join(one.code for one in metric.measures)
    raise refusal("measure", f"{code} is not one of {codes}")


def _columns(metric: Metric, only: Mapping[str, str]) -> dict[str, str]:
    """Return what the columns of facts have to hold.

    :raises InvalidInput: the metric is told apart by nothing
    """
    if "split" in only and not metric.split:
        raise refusal("split", f"{metric.code} has no parts of its own")
    return {(metric.split_column if key == "split" else key): one for key, one in only.items()}


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
