"""Payment orders, from the payee's data to the bank's answer."""

import datetime as dt
from decimal import Decimal
from enum import Enum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

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
    executed_at: Mapped[dt.datetime | None]

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
