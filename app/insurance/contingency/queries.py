"""Reads plans and contingencies; writes nothing."""

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.errors import NotFound
from app.insurance.contingency.models import (
    RUNNING,
    Activation,
    ActivationStatus,
    Communication,
    ContingencyPlan,
    DepartmentProgress,
    Evaluation,
    ExposedPolicy,
    PlanRole,
    PlanStatus,
    ResourceAllocation,
    SituationReport,
)
from app.insurance.records import get_by_key
from app.keyset import Cursor, Order, Slice, slice_of

MOST_RUNNING = 1000  # at one time; a company has a handful
MOST_PLANS = 1000  # versions in force at one time
MOST_ROWS = 1000  # of one kind in one contingency


def get_activation(session: Session, key: int | str) -> Activation:
    """Return a contingency by id or number.

    :raises NotFound: there is none
    """
    return get_by_key(session, Activation, Activation.contingency_no, key, what="contingency")


def get_by_case(session: Session, case_id: int) -> Activation:
    """Return the contingency of a case.

    :raises NotFound: the case could not enter one
    """
    activation = session.scalars(sa.select(Activation).where(Activation.case_id == case_id)).first()
    if activation is None:
        raise NotFound(f"case {case_id} is about no contingency")
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


def list_over_since(session: Session, since: dt.datetime) -> Sequence[Activation]:
    """List real contingencies that ended, were rejected or not grave enough since an instant.

    What a person reported and is not grave enough does not count: the monitor may see more.
    """
    rejected = (Activation.status == ActivationStatus.REJECTED) & (Activation.decided_at >= since)
    watched = (
        (Activation.status == ActivationStatus.MONITORED)
        & Activation.by_monitor
        & (Activation.created_at >= since)
    )
    rows = sa.select(Activation).where(
        Activation.drill.is_(False), rejected | watched | (Activation.ended_at >= since)
    )
    return session.scalars(rows.order_by(Activation.id).limit(MOST_RUNNING)).all()


def list_progress(session: Session, activation_id: int) -> Sequence[DepartmentProgress]:
    """List what departments said of their progress, the first one first."""
    rows = sa.select(DepartmentProgress).where(DepartmentProgress.activation_id == activation_id)
    return session.scalars(rows.order_by(DepartmentProgress.id).limit(MOST_ROWS)).all()


def progress_of(session: Session, activation_id: int, department: str) -> int | None:
    """Return what a department said last, in per cent; None before it did."""
    rows = sa.select(DepartmentProgress.progress).where(
        DepartmentProgress.activation_id == activation_id,
        DepartmentProgress.department == department,
    )
    return session.scalar(rows.order_by(DepartmentProgress.id.desc()).limit(1))


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


def list_roles(session: Session, activation_id: int) -> Sequence[PlanRole]:
    """List who has which role in the command of a contingency."""
    rows = sa.select(PlanRole).where(PlanRole.activation_id == activation_id)
    return session.scalars(rows.order_by(PlanRole.id).limit(MOST_ROWS)).all()


def list_allocations(session: Session, activation_id: int) -> Sequence[ResourceAllocation]:
    """List what was given to a contingency, the first one first."""
    rows = sa.select(ResourceAllocation).where(ResourceAllocation.activation_id == activation_id)
    return session.scalars(rows.order_by(ResourceAllocation.id).limit(MOST_ROWS)).all()


def list_reports(session: Session, activation_id: int) -> Sequence[SituationReport]:
    """List the situation reports of a contingency, the newest first."""
    rows = sa.select(SituationReport).where(SituationReport.activation_id == activation_id)
    return session.scalars(rows.order_by(SituationReport.id.desc()).limit(MOST_ROWS)).all()


def get_report(session: Session, report_id: int) -> SituationReport:
    """Return a situation report.

    :raises NotFound: there is none
    """
    report = session.get(SituationReport, report_id)
    if report is None:
        raise NotFound(f"no situation report {report_id}")
    return report


def list_communications(session: Session, activation_id: int) -> Sequence[Communication]:
    """List what was told in a contingency, the first one first."""
    rows = sa.select(Communication).where(Communication.activation_id == activation_id)
    return session.scalars(rows.order_by(Communication.id).limit(MOST_ROWS)).all()


def get_communication(session: Session, communication_id: int) -> Communication:
    """Return something that was told.

    :raises NotFound: there is none
    """
    told = session.get(Communication, communication_id)
    if told is None:
        raise NotFound(f"no communication {communication_id}")
    return told


def is_exposed(session: Session, activation_id: int, policy_id: int) -> bool:
    """Say whether a policy is listed in a contingency already."""
    rows = sa.select(ExposedPolicy.id).where(
        ExposedPolicy.activation_id == activation_id, ExposedPolicy.policy_id == policy_id
    )
    return session.execute(rows).first() is not None


def is_contact(session: Session, activation_id: int, customer_id: int) -> bool:
    """Say whether a customer is on the contact list of a contingency already."""
    rows = sa.select(ExposedPolicy.id).where(
        ExposedPolicy.activation_id == activation_id, ExposedPolicy.customer_id == customer_id
    )
    return session.execute(rows.limit(1)).first() is not None


def list_contacts(
    session: Session, activation_id: int, *, after: int | None, limit: int
) -> Sequence[ExposedPolicy]:
    """List the next contacts of a contingency: of each customer the first policy.

    :param after: the last contact of the page before
    """
    rows = sa.select(ExposedPolicy).where(
        ExposedPolicy.activation_id == activation_id, ExposedPolicy.first_of_customer
    )
    if after is not None:
        rows = rows.where(ExposedPolicy.id > after)
    return session.scalars(rows.order_by(ExposedPolicy.id).limit(limit)).all()


def list_exposed(
    session: Session,
    activation_id: int,
    *,
    after: Cursor | None = None,
    limit: int = 50,
    count: bool = False,
) -> Slice[ExposedPolicy]:
    """List the policies in the regions of a contingency, in the order they were found."""
    query = sa.select(ExposedPolicy).where(ExposedPolicy.activation_id == activation_id)
    return slice_of(session, query, (Order(ExposedPolicy.id),), after, limit=limit, count=count)


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


def find_version(session: Session, plan_code: str, version: str) -> ContingencyPlan | None:
    """Return one version of a plan."""
    rows = sa.select(ContingencyPlan).where(
        ContingencyPlan.plan_code == plan_code, ContingencyPlan.plan_version == version
    )
    return session.scalars(rows).first()


def find_in_force(session: Session, plan_code: str) -> ContingencyPlan | None:
    """Return the version of a plan that is in force."""
    rows = sa.select(ContingencyPlan).where(
        ContingencyPlan.plan_code == plan_code, ContingencyPlan.status == PlanStatus.APPROVED
    )
    return session.scalars(rows).first()


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
