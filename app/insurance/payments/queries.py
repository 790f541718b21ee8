"""Reads payments; writes nothing."""

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.errors import NotFound
from app.insurance.payments.models import Payment, PaymentStatus
from app.insurance.records import by_key


def get_payment(session: Session, key: int | str) -> Payment:
    """Return a payment by id or number.

    :raises NotFound: there is none
    """
    which = by_key(Payment.id, Payment.payment_no, key)
    payment = session.scalars(sa.select(Payment).where(which)).first()
    if payment is None:
        raise NotFound(f"no payment {key}")
    return payment


def lock_payment(session: Session, key: int | str) -> Payment:
    """Return a payment as stored now; no other transaction changes it until this one ends.

    :raises NotFound: there is none
    """
    found = get_payment(session, key)
    rows = sa.select(Payment).where(Payment.id == found.id).with_for_update()
    return session.scalars(rows.execution_options(populate_existing=True)).one()


def list_payments(session: Session, subject_type: str, subject_id: int) -> Sequence[Payment]:
    """List the payments of one subject in the order they were begun."""
    return session.scalars(
        sa.select(Payment)
        .where(Payment.subject_type == subject_type, Payment.subject_id == subject_id)
        .order_by(Payment.id)
        .limit(1000)
    ).all()


def is_paid(session: Session, payment: Payment) -> bool:
    """Say whether another order for the same has been executed."""
    found = sa.select(Payment.id).where(
        Payment.subject_type == payment.subject_type,
        Payment.subject_id == payment.subject_id,
        Payment.kind == payment.kind,
        Payment.running_no == payment.running_no,
        Payment.status == PaymentStatus.EXECUTED,
    )
    return session.execute(found.limit(1)).first() is not None
