"""Counts what the revisits of a month have shown; writes nothing."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa

from app.insurance.revisits.models import RevisitIssue, RevisitPlanItem, RevisitStatus
from app.work import Work


def _month_after(month: dt.date) -> dt.date:
    return (month + dt.timedelta(days=31)).replace(day=1)


def count_revisits(work: Work, month: dt.date) -> dict[str, int]:
    """Count the revisits due in a month, and those of them that reached the customer.

    :param month: its first day
    """
    reached = sa.func.count(RevisitPlanItem.first_success_at)
    query = sa.select(sa.func.count(), reached).where(
        RevisitPlanItem.due_on >= month,
        RevisitPlanItem.due_on < _month_after(month),
        RevisitPlanItem.status != RevisitStatus.CANCELLED,
    )
    due, covered = work.session.execute(query).one()
    return {"due": due, "reached": covered}


def count_issues(work: Work, month: dt.date) -> list[dict[str, Any]]:
    """Count the issues found in a month by code, cause and measure, the most frequent first."""
    zone = work.processes.zone
    begins = dt.datetime.combine(month, dt.time(), zone)
    ends = dt.datetime.combine(_month_after(month), dt.time(), zone)
    columns = (RevisitIssue.code, RevisitIssue.cause, RevisitIssue.measure)
    count = sa.func.count()
    query = (
        sa.select(*columns, count, sa.func.count(RevisitIssue.fixed_at))
        .where(RevisitIssue.found_at >= begins, RevisitIssue.found_at < ends)
        .group_by(*columns)
        .order_by(count.desc(), RevisitIssue.code)
    )
    names = ("code", "cause", "measure", "count", "fixed")
    return [dict(zip(names, row, strict=True)) for row in work.session.execute(query)]


def as_text(counted: Mapping[str, Any]) -> str:
    """Write the counts down as the form shows them."""
    revisits = counted["revisits"]
    lines = [f"应回访 {revisits['due']}，已联系 {revisits['reached']}"]
    lines += [
        f"{row['code']} · {row['cause'] or '—'} · {row['measure'] or '—'}："
        f"{row['count']}（已解决 {row['fixed']}）"
        for row in counted["issues"]
    ]
    return "\n".join(lines)
