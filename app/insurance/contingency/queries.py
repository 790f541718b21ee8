"""Reads plans and contingencies; writes nothing."""

from collections.abc import Sequence
from decimal import Decimal

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.errors import NotFound
from app.insurance.contingency.models import (
    RUNNING,
    Activation,
    ActivationStatus,
    ContingencyPlan,
    DepartmentProgress,
    Evaluation,
    PlanStatus,
    ResourceAllocation,
)
from app.insurance.records import by_key
from app.keyset import Cursor, Order, Slice, slice_of

MOST_RUNNING = 1000  # at one time; a company has a handful
MOST_PLANS = 1000  # versions in force at one time
MOST_ROWS = 1000  # of one kind in one contingency


def get_activation(session: Session, key: int | str) -> Activation:
    """Return a contingency by id or number.

    :raises NotFound: there is none
    """
    which = by_key(Activation.id, Activation.contingency_no, key)
    activation = session.scalars(sa.select(Activation).where(which)).first()
    if activation is None:
        raise NotFound(f"no contingency {key}")
    return activation


def list_activations(
    session: Session,
    *,
    status: ActivationStatus | None = None,
    drill: bool | None = None,
    after: Cursor | None = None,
    limit: int = 50,
    count: bool = False,
) -> Slice[Activation]:
    """List contingencies, the newest first."""
    query = sa.select(Activation)
    if status is not None:
        query = query.where(Activation.status == status)
    if drill is not None:
        query = query.where(Activation.drill.is_(drill))
    order = (Order(Activation.id, descending=True),)
    return slice_of(session, query, order, after, limit=limit, count=count)


def list_running(session: Session) -> Sequence[Activation]:
    """List real contingencies that are proposed or active."""
    rows = sa.select(Activation).where(Activation.status.in_(RUNNING), Activation.drill.is_(False))
    return session.scalars(rows.order_by(Activation.id).limit(MOST_RUNNING)).all()


def list_progress(session: Session, activation_id: int) -> Sequence[DepartmentProgress]:
    """List what departments said of their progress, the first one first."""
    rows = sa.select(DepartmentProgress).where(DepartmentProgress.activation_id == activation_id)
    return session.scalars(rows.order_by(DepartmentProgress.id).limit(MOST_ROWS)).all()


def mean_progress(session: Session, activation_id: int) -> Decimal | None:
    """Return the mean of what the departments said last, in per cent; None before any did."""
    latest = {row.department: row.progress for row in list_progress(session, activation_id)}
    return Decimal(sum(latest.values())) / len(latest) if latest else None


def cost_of_resources(session: Session, activation_id: int) -> Decimal:
    """Return the cash that was given to a contingency in all."""
    total = sa.select(sa.func.sum(ResourceAllocation.cash)).where(
        ResourceAllocation.activation_id == activation_id
    )
    return session.scalar(total) or Decimal(0)


def find_evaluation(session: Session, activation_id: int) -> Evaluation | None:
    """Return what a contingency has shown, once it is evaluated."""
    rows = sa.select(Evaluation).where(Evaluation.activation_id == activation_id)
    return session.scalars(rows).first()


def get_plan(session: Session, plan_id: int) -> ContingencyPlan:
    """Return a version of a plan.

    :raises NotFound: there is none
    """
    plan = session.get(ContingencyPlan, plan_id)
    if plan is None:
        raise NotFound(f"no contingency plan {plan_id}")
    return plan


def list_plans(
    session: Session,
    *,
    plan_code: str | None = None,
    status: PlanStatus | None = None,
    after: Cursor | None = None,
    limit: int = 50,
    count: bool = False,
) -> Slice[ContingencyPlan]:
    """List versions of plans, the newest first, e.g. those of one plan."""
    query = sa.select(ContingencyPlan)
    if plan_code is not None:
        query = query.where(ContingencyPlan.plan_code == plan_code)
    if status is not None:
        query = query.where(ContingencyPlan.status == status)
    order = (Order(ContingencyPlan.id, descending=True),)
    return slice_of(session, query, order, after, limit=limit, count=count)


def find_plan_for(session: Session, event_type: str) -> ContingencyPlan | None:
    """Return the approved plan for a kind of contingency; of several the latest."""
    rows = sa.select(ContingencyPlan).where(ContingencyPlan.status == PlanStatus.APPROVED)
    approved = session.scalars(rows.order_by(ContingencyPlan.id.desc()).limit(MOST_PLANS))
    return next((plan for plan in approved if event_type in plan.event_types), None)
