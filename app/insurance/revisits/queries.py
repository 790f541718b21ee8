"""Reads revisits; writes nothing."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.insurance.records import get_by_key
from app.insurance.revisits.models import (
    OPEN,
    RevisitIssue,
    RevisitOccasion,
    RevisitPlanItem,
    RevisitRecord,
    RevisitReport,
    RevisitStatus,
)
from app.keyset import Cursor, Order, Slice, slice_of


def get_revisit(session: Session, key: int | str) -> RevisitPlanItem:
    """Return a revisit by id or number.

    :raises NotFound: there is none
    """
    return get_by_key(session, RevisitPlanItem, RevisitPlanItem.revisit_no, key, what="revisit")


def find_open(session: Session, policy_id: int, plan: str) -> RevisitPlanItem | None:
    """Return the revisit of a plan that still goes on for a policy."""
    rows = sa.select(RevisitPlanItem).where(
        RevisitPlanItem.policy_id == policy_id,
        RevisitPlanItem.plan == plan,
        RevisitPlanItem.status.in_(OPEN),
    )
    return session.scalars(rows.order_by(RevisitPlanItem.id).limit(1)).first()


def list_revisits(
    session: Session,
    *,
    customer_id: int | None = None,
    plan: str | None = None,
    status: RevisitStatus | None = None,
    after: Cursor | None = None,
    limit: int = 50,
    count: bool = False,
) -> Slice[RevisitPlanItem]:
    """List revisits, the newest first, e.g. those of one customer."""
    query = sa.select(RevisitPlanItem)
    if customer_id is not None:
        query = query.where(RevisitPlanItem.customer_id == customer_id)
    if plan is not None:
        query = query.where(RevisitPlanItem.plan == plan)
    if status is not None:
        query = query.where(RevisitPlanItem.status == status)
    order = (Order(RevisitPlanItem.id, descending=True),)
    return slice_of(session, query, order, after, limit=limit, count=count)


def list_unplanned(
    session: Session, *, after: Cursor | None = None, limit: int = 50, count: bool = False
) -> Slice[RevisitOccasion]:
    """List what no revisit could be planned of, the first tried first."""
    query = sa.select(RevisitOccasion).where(RevisitOccasion.problem.is_not(None))
    order = (Order(RevisitOccasion.planned_at), Order(RevisitOccasion.id))
    return slice_of(session, query, order, after, limit=limit, count=count)


def count_unplanned(session: Session) -> Sequence[Any]:
    """Count what no revisit could be planned of by why; rows of problem, problem_code, number."""
    why = (RevisitOccasion.problem, RevisitOccasion.problem_code)
    rows = sa.select(*why, sa.func.count().label("number"))
    found = rows.where(RevisitOccasion.problem.is_not(None)).group_by(*why).order_by(*why)
    return session.execute(found.limit(10)).all()


def list_records(session: Session, item_id: int) -> Sequence[RevisitRecord]:
    """List the attempts of a revisit, the first one first."""
    rows = sa.select(RevisitRecord).where(RevisitRecord.item_id == item_id)
    return session.scalars(rows.order_by(RevisitRecord.attempt_no).limit(1000)).all()


def find_last_record(session: Session, item_id: int) -> RevisitRecord | None:
    """Return the last attempt of a revisit."""
    rows = sa.select(RevisitRecord).where(RevisitRecord.item_id == item_id)
    return session.scalars(rows.order_by(RevisitRecord.attempt_no.desc()).limit(1)).first()


def list_issues(session: Session, item_id: int) -> Sequence[RevisitIssue]:
    """List what a customer did not confirm, in the order it was found."""
    rows = sa.select(RevisitIssue).where(RevisitIssue.item_id == item_id)
    return session.scalars(rows.order_by(RevisitIssue.id).limit(1000)).all()


def find_report(session: Session, month: dt.date) -> RevisitReport | None:
    """Return the report on the month of a first day."""
    return session.scalars(sa.select(RevisitReport).where(RevisitReport.month == month)).first()
