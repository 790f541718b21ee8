"""Payments, from the payee's data to the bank's answer, and what is claimed back of them."""

import datetime as dt
from decimal import Decimal
from enum import Enum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.database import Base, Ref
from app.insurance.records import Record, words
from app.secrets import Encrypted


class PaymentStatus(Enum):
    """How far a payment has come."""

    DRAFT = "draft"  #: the payee is being settled
    ORDERED = "ordered"  #: the order is made out
    REVIEWED = "reviewed"  #: a second person has confirmed it
    EXECUTED = "executed"  #: the bank has paid
    FAILED = "failed"  #: the bank could not pay
    HELD = "held"  #: must not be paid for now
    CANCELLED = "cancelled"  #: not needed any more
    REVERSED = "reversed"  #: paid and claimed back


class PaymentKind(Enum):
    """What is paid."""

    FINAL = "final"  #: the settled sum
    ADVANCE = "advance"  #: the undisputed part before the sum is settled (art. 25)
    EX_GRATIA = "ex_gratia"  #: beyond what is owed
    DISPUTE_DIFFERENCE = "dispute_difference"  #: more, as a dispute ended
    COMPLAINT_REMEDY = "complaint_remedy"  #: to mend what a complaint was about
    SUBROGATION_COST = "subrogation_cost"  #: the cost of recovering from a third party


class RecoveryStatus(Enum):
    """How far a recovery has come."""

    OPEN = "open"  #: the money is claimed
    RECOVERED = "recovered"  #: it has come back
    GIVEN_UP = "given_up"  #: it will not come back


class Payment(Record, Base):
    """One payment order to one payee."""

    __tablename__ = "payment"
    #: None while it is a draft
    payment_no: Mapped[str | None] = mapped_column(sa.String(32), unique=True)
    #: the root case
    case_id: Mapped[Ref] = mapped_column(index=True)
    #: claim, dispute or complaint, and its row
    subject_type: Mapped[str] = mapped_column(sa.String(16))
    subject_id: Mapped[Ref]
    kind: Mapped[PaymentKind] = mapped_column(words(PaymentKind))
    #: 1, 2, … where a kind may be paid several times, else 1
    running_no: Mapped[int] = mapped_column(default=1)
    status: Mapped[PaymentStatus] = mapped_column(words(PaymentStatus), default=PaymentStatus.DRAFT)

    payee_name: Mapped[str] = mapped_column(sa.String(100))
    payee_type: Mapped[str] = mapped_column(sa.String(16))
    payee_account: Mapped[str | None] = mapped_column(Encrypted)
    payee_bank: Mapped[str | None] = mapped_column(sa.String(100))
    payee_relation: Mapped[str] = mapped_column(sa.String(32))
    payee_id_type: Mapped[str | None] = mapped_column(sa.String(32))
    payee_id_no: Mapped[str | None] = mapped_column(Encrypted)
    account_verified: Mapped[bool | None]
    requested_method: Mapped[str] = mapped_column(sa.String(16))
    method: Mapped[str | None] = mapped_column(sa.String(16))
    amount: Mapped[Decimal | None]
    #: whether a second person has to confirm the order, and what due diligence it needs
    second_check: Mapped[bool | None]
    cdd_level: Mapped[str | None] = mapped_column(sa.String(64))
    value_date: Mapped[dt.date | None] = mapped_column(sa.Date)
    ordered_by: Mapped[Ref | None]
    reviewed_by: Mapped[Ref | None]
    #: what the bank knows the order by; the same order is never paid twice
    idempotency_key: Mapped[str | None] = mapped_column(sa.String(64), unique=True)
    bank_ref: Mapped[str | None] = mapped_column(sa.String(64))
    executed_at: Mapped[dt.datetime | None] = mapped_column(index=True)
    #: when it was handed over for the bank, and how often the bank was asked again
    sent_at: Mapped[dt.datetime | None]
    chased: Mapped[int] = mapped_column(default=0)
    #: the failed payment in whose place this one came
    replaces_id: Mapped[Ref | None] = mapped_column(sa.ForeignKey("payment.id"), index=True)

    recovery: Mapped["Recovery | None"] = relationship(back_populates="payment")
    subrogation: Mapped["Subrogation | None"] = relationship(back_populates="payment")

    __table_args__ = (
        sa.Index("ix_payment_subject", "subject_type", "subject_id"),
        sa.Index(
            "uq_payment_executed_once",
            "subject_type",
            "subject_id",
            "kind",
            "running_no",
            unique=True,
            sqlite_where=sa.text("status = 'executed'"),
            postgresql_where=sa.text("status = 'executed'"),
        ),
        sa.CheckConstraint("amount >= 0", name="amount_not_negative"),
    )


def _of_payment(*, unique: bool = False) -> Any:
    return mapped_column(sa.ForeignKey("payment.id"), index=not unique, unique=unique)


class Recovery(Record, Base):
    """What a payee has to give back."""

    __tablename__ = "payment_recovery"
    payment_id: Mapped[Ref] = _of_payment(unique=True)
    reason: Mapped[str] = mapped_column(sa.Text)
    amount: Mapped[Decimal]
    recovered: Mapped[Decimal] = mapped_column(default=Decimal(0))
    status: Mapped[RecoveryStatus] = mapped_column(
        words(RecoveryStatus), default=RecoveryStatus.OPEN
    )
    payment: Mapped[Payment] = relationship(back_populates="recovery")


class Subrogation(Record, Base):
    """What the insurer may recover from a third party that is liable for the loss it paid."""

    __tablename__ = "subrogation"
    payment_id: Mapped[Ref] = _of_payment(unique=True)
    #: claim, dispute or complaint, and its row
    subject_type: Mapped[str] = mapped_column(sa.String(16))
    subject_id: Mapped[Ref] = mapped_column(index=True)
    third_party: Mapped[str] = mapped_column(sa.String(200))
    amount_paid: Mapped[Decimal]
    recovered: Mapped[Decimal] = mapped_column(default=Decimal(0))
    status: Mapped[RecoveryStatus] = mapped_column(
        words(RecoveryStatus), default=RecoveryStatus.OPEN
    )
    payment: Mapped[Payment] = relationship(back_populates="subrogation")


class DueDiligence(Record, Base):
    """What the examination of a payee found, and by whom (created_by)."""

    __tablename__ = "due_diligence"
    payment_id: Mapped[Ref] = _of_payment()
    level: Mapped[str] = mapped_column(sa.String(64))
    id_verified: Mapped[bool]
    relation_verified: Mapped[bool]
    risk: Mapped[str] = mapped_column(sa.String(16))
    #: clear, restrict or report
    result: Mapped[str] = mapped_column(sa.String(16))
    report: Mapped["SuspiciousReport | None"] = relationship(back_populates="due_diligence")


class SuspiciousReport(Record, Base):
    """A suspicion of money laundering; nobody but compliance lets the payment go on."""

    __tablename__ = "suspicious_report"
    due_diligence_id: Mapped[Ref] = mapped_column(sa.ForeignKey("due_diligence.id"), unique=True)
    payment_id: Mapped[Ref] = _of_payment()
    #: continue or stop; None until compliance has decided
    decision: Mapped[str | None] = mapped_column(sa.String(16))
    reason: Mapped[str | None] = mapped_column(sa.Text)
    decided_by: Mapped[Ref | None]
    decided_at: Mapped[dt.datetime | None]
    due_diligence: Mapped[DueDiligence] = relationship(back_populates="report")
