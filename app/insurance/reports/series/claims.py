"""Facts about claims: reported, closed, paid, rejected, re-opened, asked for papers."""

from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa

from app.database import table_of
from app.insurance.claims.models import SupplementNotice
from app.insurance.claims.progress import ClaimProgress
from app.insurance.claims.vocabulary import ClaimStatus
from app.insurance.payments.models import Payment, PaymentKind, PaymentStatus
from app.insurance.reports.series.sources import CAME_AT, OF_CLAIM, claim, person, with_product
from app.insurance.reports.shapes import Series, facts
from app.insurance.reports.sql import amount_of, flag, seconds

DAY = 86_400  # seconds
_SMALL_MOTOR, _SMALL_MEDICAL = 5_000_00, 3_000_00  # fen, guide to small claims 2015 no. 201
_payment, _progress = table_of(Payment), table_of(ClaimProgress)
_notice = table_of(SupplementNotice)

_paid = _payment.join(claim, claim.c.id == _payment.c.subject_id)
_IS_PAID = (
    _payment.c.subject_type == sa.literal_column("'claim'"),
    _payment.c.kind.in_([PaymentKind.FINAL, PaymentKind.EX_GRATIA]),
    _payment.c.status == PaymentStatus.EXECUTED,
)
_SUM = amount_of(_payment.c.amount)
#: small: damage to a vehicle alone up to 5,000, medical expense up to 3,000
SIZE = sa.case(
    (
        sa.or_(
            sa.and_(claim.c.loss_type == "vehicle_damage", _SUM <= _SMALL_MOTOR),
            sa.and_(claim.c.loss_type == "medical_expense", _SUM <= _SMALL_MEDICAL),
        ),
        "small",
    ),
    else_="other",
)
_earlier = _payment.alias("paid_before")
#: all that was paid on the claim up to then, advances too
_PAID_IN_ALL = (
    sa.select(sa.func.sum(amount_of(_earlier.c.amount)))
    .where(_earlier.c.subject_type == "claim", _earlier.c.subject_id == claim.c.id)
    .where(_earlier.c.status == PaymentStatus.EXECUTED)
    .where(_earlier.c.executed_at <= _payment.c.executed_at)
    .scalar_subquery()
)
_last_notice = (
    sa.select(sa.func.max(_notice.c.satisfied_at))
    .where(_notice.c.claim_id == claim.c.id)
    .scalar_subquery()
)
#: when the papers were complete: the last supplement, else the first proofs
_COMPLETE = sa.func.coalesce(_last_notice, claim.c.proofs_received_at)
_TO_PAY = seconds(_payment.c.executed_at, _COMPLETE)
_RESERVE = amount_of(claim.c.reserve_at_registration)


def _payments(*where: sa.ColumnElement[bool], **more: Any) -> sa.Subquery:
    columns = {
        **OF_CLAIM,
        "id": _payment.c.id,
        "at": _payment.c.executed_at,
        "person": person(_payment.c.ordered_by),
        "split": SIZE,
        **more,
    }
    return facts(with_product(_paid), columns, (*_IS_PAID, *where)).subquery()


def _claims(at: Any, *where: sa.ColumnElement[bool], **more: Any) -> sa.Subquery:
    columns = {**OF_CLAIM, "id": claim.c.id, "at": at, **more}
    return facts(with_product(claim), columns, where).subquery()


PAID = Series(
    code="claim_paid",
    rows=_payments(since_loss=seconds(_payment.c.executed_at, claim.c.loss_time)),
    sums=("since_loss",),
)
PAID_ON_PAPERS = Series(
    code="claim_paid_on_papers",
    rows=_payments(
        _COMPLETE.is_not(None),
        since_papers=_TO_PAY,
        in_one_day=flag(_TO_PAY <= DAY),
        in_five_days=flag(_TO_PAY <= 5 * DAY),
    ),
    sums=("since_papers", "in_one_day", "in_five_days"),
)
ESTIMATED = Series(
    code="claim_estimated",
    rows=_payments(
        claim.c.reserve_at_registration.is_not(None),
        deviation=sa.func.abs(_PAID_IN_ALL - _RESERVE),
        paid=_PAID_IN_ALL,
    ),
    sums=("deviation", "paid"),
)
REPORTED = Series(code="claim_reported", rows=_claims(CAME_AT))
CLOSED = Series(
    code="claim_closed", rows=_claims(claim.c.closed_at, claim.c.closed_at.is_not(None))
)
UNSETTLED = Series(
    code="claim_open",
    rows=_claims(CAME_AT, until_at=claim.c.closed_at),
    lasting=True,
)
REOPENED = Series(
    code="claim_reopened",
    rows=_claims(
        claim.c.created_at, claim.c.reopen_of_id.is_not(None), person=person(claim.c.created_by)
    ),
)
REJECTED = Series(
    code="claim_rejected",
    rows=facts(
        with_product(_progress.join(claim, claim.c.id == _progress.c.claim_id)),
        {**OF_CLAIM, "id": _progress.c.id, "at": _progress.c.at},
        (_progress.c.status == ClaimStatus.REJECTED,),
    ).subquery(),
)
_other = _notice.alias("other_notice")
_NOTICES = (
    sa.select(sa.func.count()).where(_other.c.claim_id == _notice.c.claim_id).scalar_subquery()
)
ASKED = Series(
    code="claim_asked_for_papers",
    rows=facts(
        with_product(_notice.join(claim, claim.c.id == _notice.c.claim_id)),
        {
            **OF_CLAIM,
            "id": _notice.c.id,
            "at": _notice.c.delivered_at,
            "person": person(_notice.c.created_by),
            "once": flag(_NOTICES == 1),
        },
        (_notice.c.seq == 1,),
    ).subquery(),
    sums=("once",),
)


def series() -> Iterator[Series]:
    """Yield the series of this module."""
    yield from (PAID, PAID_ON_PAPERS, ESTIMATED, REPORTED, CLOSED, UNSETTLED, REOPENED)
    yield from (REJECTED, ASKED)
