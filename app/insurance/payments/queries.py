"""Reads payments; writes nothing."""

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session, selectinload

from app.insurance.payments import rules
from app.insurance.payments.models import (
    DueDiligence,
    Payment,
    PaymentKind,
    PaymentStatus,
    SuspiciousReport,
)
from app.insurance.records import get_by_key


def get_payment(session: Session, key: int | str) -> Payment:
    """Return a payment by id or number.

    :raises NotFound: there is none
    """
    return get_by_key(session, Payment, Payment.payment_no, key, what="payment")


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
        .where(*_of_subject(subject_type, subject_id))
        .options(selectinload(Payment.recovery), selectinload(Payment.subrogation))
        .order_by(Payment.id)
        .limit(1000)
    ).all()


def _of_subject(subject_type: str, subject_id: int) -> tuple[sa.ColumnElement[bool], ...]:
    return (Payment.subject_type == subject_type, Payment.subject_id == subject_id)


def list_unpaid(
    session: Session, subject_type: str, subject_id: int, *, kind: PaymentKind | None
) -> Sequence[Payment]:
    """List and lock the payments of one subject that have not been made, of one kind or all."""
    query = sa.select(Payment).where(
        *_of_subject(subject_type, subject_id), Payment.status.in_(rules.UNPAID)
    )
    if kind is not None:
        query = query.where(Payment.kind == kind)
    query = query.order_by(Payment.id).with_for_update()
    return session.scalars(query.execution_options(populate_existing=True)).all()


def list_payments_of_case(session: Session, case_id: int) -> Sequence[Payment]:
    """List the payments of a root case in the order they were begun."""
    rows = sa.select(Payment).where(Payment.case_id == case_id).order_by(Payment.id).limit(1000)
    return session.scalars(rows).all()


def list_unpaid_of_case(session: Session, case_id: int) -> Sequence[Payment]:
    """List and lock the payments of a root case that have not been made."""
    query = sa.select(Payment).where(Payment.case_id == case_id, Payment.status.in_(rules.UNPAID))
    query = query.order_by(Payment.id).with_for_update()
    return session.scalars(query.execution_options(populate_existing=True)).all()


def find_verified_payee(
    session: Session, subject_type: str, subject_id: int, *, holder: str | None
) -> Payment | None:
    """Return the newest payment of a subject that went to a verified account.

    :param holder: only if this is whom it went to
    """
    query = sa.select(Payment).where(
        *_of_subject(subject_type, subject_id),
        Payment.status == PaymentStatus.EXECUTED,
        Payment.account_verified.is_(True),
        Payment.payee_account.is_not(None),
    )
    found = session.scalars(query.order_by(Payment.id.desc()).limit(1)).first()
    if found is None or holder is None or rules.account_matches(found.payee_name, holder):
        return found
    return None


def next_running_no(session: Session, subject_type: str, subject_id: int, kind: PaymentKind) -> int:
    """Return the number of the next payment of a kind; only advances are paid several times."""
    if kind is not PaymentKind.ADVANCE:
        return 1
    paid = sa.select(sa.func.max(Payment.running_no)).where(
        *_of_subject(subject_type, subject_id),
        Payment.kind == kind,
        Payment.status == PaymentStatus.EXECUTED,
    )
    return (session.scalar(paid) or 0) + 1


def list_due_diligence(session: Session, payment_id: int) -> Sequence[DueDiligence]:
    """List what the examinations of a payee found, in their order."""
    return session.scalars(
        sa.select(DueDiligence)
        .where(DueDiligence.payment_id == payment_id)
        .options(selectinload(DueDiligence.report))
        .order_by(DueDiligence.id)
        .limit(1000)
    ).all()


def find_open_report(session: Session, payment_id: int) -> SuspiciousReport | None:
    """Return the suspicion of a payment that compliance has not decided on."""
    query = sa.select(SuspiciousReport).where(
        SuspiciousReport.payment_id == payment_id, SuspiciousReport.decision.is_(None)
    )
    return session.scalars(query.limit(1)).first()


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
