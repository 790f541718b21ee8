"""Tables of money that is paid before the sum is settled, and of what comes back."""

import datetime as dt
from decimal import Decimal
from enum import Enum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.database import Base, Ref
from app.insurance.records import Record, words


class AdvanceStatus(Enum):
    """What has become of an advance."""

    NOT_DUE = "not_due"  #: no part of the sum could be determined
    PROPOSED = "proposed"  #: with the approvers
    REFUSED = "refused"  #: the approvers refused or returned it
    APPROVED = "approved"  #: to be paid
    PAID = "paid"  #: the bank has paid
    DROPPED = "dropped"  #: not paid: held, cancelled, or the sum was settled first


class ClaimAdvance(Record, Base):
    """A decision whether part of a claim is paid before its sum is settled (Insurance Law art. 25).

    It is its own subject of approval: an advance and the final sum are two matters.
    """

    __tablename__ = "claim_advance"
    claim_id: Mapped[Ref] = mapped_column(sa.ForeignKey("claim.id"))
    seq: Mapped[int]
    decided_by: Mapped[Ref | None]
    #: whether a part of the sum can be determined
    determinable: Mapped[bool]
    #: rows of name and amount
    items: Mapped[list[Any]]
    amount: Mapped[Decimal] = mapped_column(default=Decimal(0))
    reason: Mapped[str] = mapped_column(sa.Text)
    status: Mapped[AdvanceStatus] = mapped_column(words(AdvanceStatus))
    paid_at: Mapped[dt.datetime | None]

    __table_args__ = (sa.UniqueConstraint("claim_id", "seq"),)


class ClaimRecovery(Record, Base):
    """What a claimant gave back: an advance on a withdrawn claim, or what was paid too much."""

    __tablename__ = "claim_recovery"
    claim_id: Mapped[Ref] = mapped_column(sa.ForeignKey("claim.id"), index=True)
    amount: Mapped[Decimal]
    recovered_at: Mapped[dt.datetime]
    method: Mapped[str] = mapped_column(sa.String(16))
    note: Mapped[str | None] = mapped_column(sa.Text)
    recorded_by: Mapped[Ref | None]
