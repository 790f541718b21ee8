"""Counts contingencies one by one: how far each has come (M60) and what it brought about (M62)."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.database import table_of
from app.insurance.claims.models import Claim, LossAssessment, SurveyReport
from app.insurance.claims.vocabulary import VOID_STATUSES
from app.insurance.complaints.models import Complaint
from app.insurance.contingency.models import Activation, DepartmentProgress, ResourceAllocation
from app.insurance.payments.models import Payment, PaymentKind, PaymentStatus
from app.insurance.reports.shapes import ratio
from app.sla.models import ClockType, SlaClock

LISTED = 100
HOUR, DAY = 3_600, dt.timedelta(days=1)
CLOSURES = (7, 30, 90)  # days after the activation
_claim, _payment = table_of(Claim), table_of(Payment)


@dataclass(frozen=True, kw_only=True)
class Progress:
    """How far a contingency has come."""

    #: mean of what the departments said last, in percent
    plan: Decimal | None
    reported: int
    surveyed: int
    assessed: int
    paid: int
    backlog: int
    surveyed_share: Decimal | None
    assessed_share: Decimal | None
    paid_share: Decimal | None


@dataclass(frozen=True, kw_only=True)
class Effect:
    """What a contingency brought about."""

    #: from the proposal to the activation
    delay_hours: Decimal | None
    first_payment_hours: Decimal | None
    #: share of claims closed within 7, 30 and 90 days of the activation
    closed: dict[int, Decimal | None]
    paid_of_estimate: Decimal | None
    advance_share: Decimal | None
    cost_per_claim: Decimal | None
    statutory_breaches: int
    complaints_per_100: Decimal | None


def list_activations(session: Session) -> Sequence[Activation]:
    """List contingencies that were activated, the latest first; drills are left out."""
    return session.scalars(
        sa.select(Activation)
        .where(Activation.activated_at.is_not(None), ~Activation.drill)
        .order_by(Activation.activated_at.desc(), Activation.id.desc())
        .limit(LISTED)
    ).all()


def find_previous(session: Session, activation: Activation) -> Activation | None:
    """Return the contingency of the same kind before this one."""
    return session.scalars(
        sa.select(Activation)
        .where(
            Activation.event_type == activation.event_type,
            Activation.activated_at < activation.activated_at,
            ~Activation.drill,
        )
        .order_by(Activation.activated_at.desc())
        .limit(1)
    ).first()


def progress_of(session: Session, activation: Activation) -> Progress:
    """Count how far a contingency has come."""
    claims = _claims_of(activation)
    reported, closed = _count(session, claims), _count(session, claims, _claim.c.closed_at)
    surveyed = _count(session, claims, _has(SurveyReport.claim_id, SurveyReport.surveyed_at))
    assessed = _count(session, claims, _has(LossAssessment.claim_id, LossAssessment.created_at))
    paid = len(_payments(session, activation, (PaymentKind.FINAL, PaymentKind.EX_GRATIA)))
    return Progress(
        plan=_plan(session, activation.id),
        reported=reported,
        surveyed=surveyed,
        assessed=assessed,
        paid=paid,
        backlog=reported - closed,
        surveyed_share=_share(surveyed, reported),
        assessed_share=_share(assessed, reported),
        paid_share=_share(paid, reported),
    )


def _claims_of(activation: Activation) -> list[sa.ColumnElement[bool]]:
    tagged = _claim.c.event_id == activation.contingency_no
    return [tagged, _claim.c.status.not_in(VOID_STATUSES)]


def _has(claim_id: Any, when: Any) -> sa.ColumnElement[bool]:
    return sa.select(claim_id).where(claim_id == _claim.c.id, when.is_not(None)).exists()


def _count(session: Session, claims: list[sa.ColumnElement[bool]], *more: Any) -> int:
    wanted = [one.is_not(None) if isinstance(one, sa.Column) else one for one in more]
    counted = sa.select(sa.func.count()).select_from(_claim).where(*claims, *wanted)
    return int(session.execute(counted).scalar_one())


def _share(part: int | Decimal, whole: int | Decimal | None) -> Decimal | None:
    return None if not whole else ratio(Decimal(part), Decimal(whole))


def _plan(session: Session, activation_id: int) -> Decimal | None:
    """Return the mean of what each department said last."""
    rows = session.execute(
        sa.select(DepartmentProgress.department, DepartmentProgress.progress)
        .where(DepartmentProgress.activation_id == activation_id)
        .order_by(DepartmentProgress.at, DepartmentProgress.id)
    )
    last = {department: progress for department, progress in rows}
    return ratio(Decimal(sum(last.values())), Decimal(len(last))) if last else None


def _payments(
    session: Session, activation: Activation, kinds: Sequence[PaymentKind]
) -> Sequence[Any]:
    return session.execute(
        sa.select(_payment.c.executed_at, _payment.c.amount)
        .join(_claim, _claim.c.id == _payment.c.subject_id)
        .where(
            *_claims_of(activation),
            _payment.c.subject_type == "claim",
            _payment.c.kind.in_(kinds),
            _payment.c.status == PaymentStatus.EXECUTED,
        )
        .order_by(_payment.c.executed_at)
    ).all()


def effect_of(session: Session, activation: Activation) -> Effect:
    """Count what a contingency brought about."""
    claims = _claims_of(activation)
    since = activation.activated_at
    assert since is not None  # asked of what was activated
    payments = _payments(session, activation, tuple(PaymentKind))
    advances = _payments(session, activation, (PaymentKind.ADVANCE,))
    paid = sum((row.amount for row in payments), Decimal(0))
    reported = _count(session, claims)
    estimate = activation.est_property_payout + activation.est_casualty_payout
    return Effect(
        delay_hours=_hours(activation.proposed_at, since),
        first_payment_hours=_hours(since, payments[0].executed_at if payments else None),
        closed={
            days: _share(_count(session, claims, _claim.c.closed_at < since + days * DAY), reported)
            for days in CLOSURES
        },
        paid_of_estimate=_share(paid, estimate),
        advance_share=_share(sum((row.amount for row in advances), Decimal(0)), paid),
        cost_per_claim=_share(_cost(session, activation.id), reported),
        statutory_breaches=_breaches(session, claims),
        complaints_per_100=_share(_complaints(session, claims) * 100, reported),
    )


def _hours(since: dt.datetime | None, until: dt.datetime | None) -> Decimal | None:
    if since is None or until is None:
        return None
    return ratio(Decimal(int((until - since).total_seconds())), Decimal(HOUR))


def _cost(session: Session, activation_id: int) -> Decimal:
    spent = sa.select(sa.func.sum(ResourceAllocation.cash)).where(
        ResourceAllocation.activation_id == activation_id
    )
    return session.execute(spent).scalar() or Decimal(0)


def _breaches(session: Session, claims: list[sa.ColumnElement[bool]]) -> int:
    counted = (
        sa.select(sa.func.count(SlaClock.id))
        .join(_claim, _claim.c.case_id == SlaClock.case_id)
        .where(*claims, SlaClock.clock_type == ClockType.STATUTORY)
        .where(SlaClock.breached_at.is_not(None))
    )
    return int(session.execute(counted).scalar_one())


def _complaints(session: Session, claims: list[sa.ColumnElement[bool]]) -> int:
    counted = (
        sa.select(sa.func.count(Complaint.id))
        .join(_claim, _claim.c.id == Complaint.claim_id)
        .where(*claims, Complaint.accepted.is_(sa.true()))
    )
    return int(session.execute(counted).scalar_one())
