"""Finds the days of which something became known, or was changed, after they were rolled up."""

import datetime as dt
from collections.abc import Iterator
from typing import Any, cast
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.audit.models import AuditRow
from app.database import UTCDateTime, table_of
from app.insurance.reports.shapes import Series

_audit = table_of(AuditRow)
INSTANT = dt.timedelta(microseconds=1)


def day_of(series: Series, at: dt.datetime, zone: ZoneInfo) -> dt.date:
    """Return the local day on which a fact counts."""
    return (at - INSTANT if series.due else at).astimezone(zone).date()


def late_days(
    session: Session, series: Series, *, since: dt.datetime, before: dt.datetime
) -> set[dt.date]:
    """Return the days before an instant of which there is news since another one.

    Whatever is done to a case is in the audit log: the days on which the cases named there since
    have facts are those that may have changed. A fact that does not count any more has kept its
    instant, so it is looked for without what makes it count.
    """
    zone = cast(ZoneInfo, before.tzinfo)
    found = set()
    for query in _queries(series, since, before):
        found |= {day_of(series, at, zone) for at in session.scalars(query)}
    return found


def _queries(series: Series, since: dt.datetime, before: dt.datetime) -> Iterator[sa.Select[Any]]:
    rows = series.rows.c
    if series.late:
        known = sa.select(sa.type_coerce(rows.at, UTCDateTime())).distinct()
        yield known.where(rows.known_at >= since, rows.at < before)
    counted = cast("sa.Select[Any]", series.rows.element)
    columns = counted.selected_columns
    told = {name: cast("sa.Label[Any]", columns[name]).element for name in columns.keys()}  # noqa: SIM118  not a dict
    touched = sa.select(_audit.c.case_id).where(_audit.c.at >= since, _audit.c.case_id.is_not(None))
    for name in ("at", "until_at") if series.lasting else ("at",):
        at = sa.type_coerce(told[name], UTCDateTime())
        drawn = sa.select(at).distinct().select_from(*counted.get_final_froms())
        yield drawn.where(told["case_id"].in_(touched), at < before)
