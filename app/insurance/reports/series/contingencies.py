"""Facts about contingencies: what of their claims was done, what was said, paid, spent, missed.

Each fact lasts from when it came about, so that every instant may be asked how things stood.
"""

from typing import Any

import sqlalchemy as sa

from app.database import UTCDateTime, table_of
from app.insurance.claims.models import LossAssessment, SurveyReport
from app.insurance.claims.vocabulary import VOID_STATUSES
from app.insurance.contingency.models import DepartmentProgress, ResourceAllocation
from app.insurance.payments.models import Payment, PaymentKind, PaymentStatus
from app.insurance.reports.series.sources import (
    CAME_AT,
    OF_CLAIM,
    activation,
    claim,
    complaint,
    person,
    with_product,
)
from app.insurance.reports.shapes import Series, facts
from app.insurance.reports.sql import amount_of, seconds
from app.sla.models import ClockType, SlaClock

DAY = 86_400  # seconds
CLOSURES = (7, 30, 90)  # days after the activation
_FOR_EVER = sa.cast(sa.null(), UTCDateTime)
_progress, _resource = table_of(DepartmentProgress), table_of(ResourceAllocation)
_payment, _clock = table_of(Payment), table_of(SlaClock)
_survey, _assessment = table_of(SurveyReport), table_of(LossAssessment)
_REAL = (~activation.c.drill, activation.c.activated_at.is_not(None))
_OF_EVENT = activation.c.contingency_no == claim.c.event_id
_COUNTED = (*_REAL, claim.c.status.not_in(VOID_STATUSES))


def _series(code: str, rows: sa.Select[Any], *sums: str) -> Series:
    return Series(code=f"contingency_{code}", rows=rows.subquery(), sums=sums, lasting=True)


def _of_claims(
    code: str,
    at: Any,
    *where: sa.ColumnElement[bool],
    source: sa.FromClause = claim,
    **more: Any,
) -> Series:
    """Facts about claims that belong to a contingency; withdrawn and duplicate ones are out.

    :param source: what tells of claims, joined with them
    :param more: further columns, and the figures to add up
    """
    columns = {**OF_CLAIM, "id": claim.c.id, "at": at, "until_at": _FOR_EVER, **more}
    joined = with_product(source.join(activation, _OF_EVENT))
    sums = [name for name in more if name in ("seconds", "amount", "hundred")]
    return _series(code, facts(joined, columns, (*_COUNTED, at.is_not(None), *where)), *sums)


def _of_activation(
    code: str, source: sa.FromClause, at: Any, *where: sa.ColumnElement[bool], **more: Any
) -> Series:
    columns = {
        "id": activation.c.id,
        "case_id": activation.c.case_id,
        "number": activation.c.contingency_no,
        "event": activation.c.contingency_no,
        "at": at,
        "until_at": _FOR_EVER,
        **more,
    }
    sums = [name for name in more if name in ("seconds", "amount", "progress")]
    return _series(code, facts(source, columns, (*_REAL, *where)), *sums)


def _first(column: sa.Column[Any], *where: sa.ColumnElement[bool]) -> sa.ScalarSelect[Any]:
    return sa.select(sa.func.min(column)).where(*where).scalar_subquery()


_later = _progress.alias("later_progress")
_NEXT = _first(
    _later.c.at,
    _later.c.activation_id == _progress.c.activation_id,
    _later.c.department == _progress.c.department,
    sa.or_(
        _later.c.at > _progress.c.at,
        sa.and_(_later.c.at == _progress.c.at, _later.c.id > _progress.c.id),
    ),
)
#: what a department said counts until it says something else
PROGRESS = _of_activation(
    "progress",
    _progress.join(activation, activation.c.id == _progress.c.activation_id),
    _progress.c.at,
    id=_progress.c.id,
    person=person(_progress.c.created_by),
    split=_progress.c.department,
    until_at=_NEXT,
    progress=_progress.c.progress,
)
#: a claim that re-opens another is the same loss, reported once
_ONCE = claim.c.reopen_of_id.is_(None)
REPORTED = _of_claims("reported", claim.c.report_time, _ONCE)
BACKLOG = _of_claims("backlog", CAME_AT, until_at=claim.c.closed_at)
SURVEYED = _of_claims(
    "surveyed", _first(_survey.c.surveyed_at, _survey.c.claim_id == claim.c.id), _ONCE
)
ASSESSED = _of_claims(
    "assessed", _first(_assessment.c.created_at, _assessment.c.claim_id == claim.c.id), _ONCE
)
_EXECUTED = (
    _payment.c.subject_type == sa.literal_column("'claim'"),
    _payment.c.subject_id == claim.c.id,
    _payment.c.status == PaymentStatus.EXECUTED,
)
_SETTLING = _payment.c.kind.in_([PaymentKind.FINAL, PaymentKind.EX_GRATIA])
PAID = _of_claims("paid", _first(_payment.c.executed_at, *_EXECUTED, _SETTLING), _ONCE)
CLOSED_IN = {
    days: _of_claims(
        f"closed_{days}",
        claim.c.closed_at,
        _ONCE,
        seconds(claim.c.closed_at, activation.c.activated_at) < days * DAY,
    )
    for days in CLOSURES
}


def _of_payments(code: str, *where: sa.ColumnElement[bool], **more: Any) -> Series:
    return _of_claims(
        code,
        _payment.c.executed_at,
        *where,
        source=_payment.join(claim, sa.and_(*_EXECUTED)),
        id=_payment.c.id,
        person=person(_payment.c.ordered_by),
        split=sa.cast(_payment.c.kind, sa.String(40)),
        **more,
    )


_AMOUNT = {"amount": amount_of(_payment.c.amount)}
PAYMENTS = _of_payments("payments", **_AMOUNT)
ADVANCES = _of_payments("advances", _payment.c.kind == PaymentKind.ADVANCE, **_AMOUNT)
_one, _its_claim = _payment.alias("first_payment"), claim.alias("first_paid")
_FIRST_PAYMENT = (
    sa.select(_one.c.id)
    .select_from(_one.join(_its_claim, _its_claim.c.id == _one.c.subject_id))
    .where(
        _one.c.subject_type == sa.literal_column("'claim'"),
        _one.c.status == PaymentStatus.EXECUTED,
        _one.c.executed_at >= activation.c.activated_at,
        _its_claim.c.event_id == activation.c.contingency_no,
        _its_claim.c.status.not_in(VOID_STATUSES),
    )
    .order_by(_one.c.executed_at, _one.c.id)
    .limit(1)
    .correlate(activation)
    .scalar_subquery()
)
FIRST_PAID = _of_payments(
    "first_paid",
    _payment.c.id == _FIRST_PAYMENT,
    seconds=seconds(_payment.c.executed_at, activation.c.activated_at),
)
DELAYED = _of_activation(
    "delayed",
    activation,
    activation.c.activated_at,
    activation.c.proposed_at.is_not(None),
    seconds=seconds(activation.c.activated_at, activation.c.proposed_at),
)
ESTIMATES = _of_activation(
    "estimates",
    activation,
    activation.c.activated_at,
    amount=amount_of(activation.c.est_property_payout)
    + amount_of(activation.c.est_casualty_payout),
)
RESOURCES = _of_activation(
    "resources",
    _resource.join(activation, activation.c.id == _resource.c.activation_id),
    _resource.c.at,
    id=_resource.c.id,
    person=person(_resource.c.created_by),
    amount=amount_of(_resource.c.cash),
)
BREACHES = _of_claims(
    "breaches",
    _clock.c.breached_at,
    _clock.c.clock_type == ClockType.STATUTORY,
    source=_clock.join(claim, claim.c.case_id == _clock.c.case_id),
    id=_clock.c.id,
    split=_clock.c.stage,
)
COMPLAINTS = _of_claims(
    "complaints",
    complaint.c.received_at,
    complaint.c.accepted.is_(sa.true()),
    source=complaint.join(claim, claim.c.id == complaint.c.claim_id),
    id=complaint.c.id,
    case_id=complaint.c.case_id,
    number=complaint.c.complaint_no,
    channel=complaint.c.channel,
    person=person(complaint.c.owner_id),
    split=complaint.c.subject,
    hundred=sa.literal_column("100", sa.Integer()),
)
