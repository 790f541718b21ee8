"""The record of every approval step; it is added to and never rewritten."""

import datetime as dt
from decimal import Decimal

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.engine import Connection
from sqlalchemy.orm import Mapped, Mapper, mapped_column

from app.database import Base, Key, Ref
from app.errors import Conflict


class ApprovalRecord(Base):
    """What one approver decided on one subject in one round, and on which sum."""

    __tablename__ = "approval_record"
    id: Mapped[Key]
    #: the root case
    case_id: Mapped[Ref] = mapped_column(index=True)
    #: claim, advance, dispute or complaint, and its row
    subject_type: Mapped[str] = mapped_column(sa.String(16))
    subject_id: Mapped[Ref]
    round: Mapped[int]
    step: Mapped[int]
    tier: Mapped[int]
    group_code: Mapped[str] = mapped_column(sa.String(32))
    approver_id: Mapped[Ref | None] = mapped_column(index=True)
    #: as the approver was called on that day
    approver_name: Mapped[str] = mapped_column(sa.String(100))
    decided_at: Mapped[dt.datetime]
    decision: Mapped[str] = mapped_column(sa.String(16))
    opinion: Mapped[str] = mapped_column(sa.Text)
    conditions: Mapped[str | None] = mapped_column(sa.Text)
    amount_seen: Mapped[Decimal]
    #: sum or decision changed afterwards, so a new round began
    superseded: Mapped[bool] = mapped_column(default=False)

    __table_args__ = (sa.UniqueConstraint("subject_type", "subject_id", "round", "step"),)


@event.listens_for(ApprovalRecord, "before_update")
def _refuse_rewriting(_: Mapper[ApprovalRecord], __: Connection, record: ApprovalRecord) -> None:
    changed = {
        attribute.key for attribute in sa.inspect(record).attrs if attribute.history.has_changes()
    }
    if changed - {"superseded"}:
        raise Conflict("an approval record is never rewritten")


@event.listens_for(ApprovalRecord, "before_delete")
def _refuse_deleting(_: Mapper[ApprovalRecord], __: Connection, record: ApprovalRecord) -> None:
    raise Conflict("an approval record is never deleted")
