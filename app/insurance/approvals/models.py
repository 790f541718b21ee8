"""The records of approval steps and meetings; they are added to and never rewritten.

The database refuses it too: migration 0006 has the triggers.
"""

import datetime as dt
from decimal import Decimal
from typing import Any

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
    #: in whose place, and as they were called
    on_behalf_of_id: Mapped[Ref | None]
    on_behalf_of_name: Mapped[str | None] = mapped_column(sa.String(100))
    decided_at: Mapped[dt.datetime] = mapped_column(index=True)
    decision: Mapped[str] = mapped_column(sa.String(16))
    opinion: Mapped[str] = mapped_column(sa.Text)
    conditions: Mapped[str | None] = mapped_column(sa.Text)
    #: where a returned claim goes: assess, adjudicate or documents
    return_to: Mapped[str | None] = mapped_column(sa.String(16))
    amount_seen: Mapped[Decimal]
    #: sum or decision changed afterwards, so a new round began
    superseded: Mapped[bool] = mapped_column(default=False)
    #: it ended the round: the last approval of the path, a return or a refusal
    concludes: Mapped[bool] = mapped_column(default=False)

    __table_args__ = (sa.UniqueConstraint("subject_type", "subject_id", "round", "step"),)


class ApprovalMeeting(Base):
    """How the committee voted on one subject in one round, before its member decides."""

    __tablename__ = "approval_meeting"
    id: Mapped[Key]
    #: the root case
    case_id: Mapped[Ref] = mapped_column(index=True)
    #: as in the records of the round
    subject_type: Mapped[str] = mapped_column(sa.String(16))
    subject_id: Mapped[Ref]
    round: Mapped[int]
    held_at: Mapped[dt.datetime]
    #: ids of users
    attendees: Mapped[list[Any]]
    votes_for: Mapped[int]
    votes_against: Mapped[int]
    #: file
    minutes_id: Mapped[Ref]
    recorded_by: Mapped[Ref | None] = mapped_column(index=True)
    recorded_at: Mapped[dt.datetime]

    __table_args__ = (sa.UniqueConstraint("subject_type", "subject_id", "round"),)


@event.listens_for(ApprovalRecord, "before_update")
@event.listens_for(ApprovalMeeting, "before_update")
def _refuse_rewriting(_: Mapper[Any], __: Connection, record: Base) -> None:
    changed = {
        attribute.key for attribute in sa.inspect(record).attrs if attribute.history.has_changes()
    }
    if changed - {"superseded"}:
        raise Conflict("an approval record is never rewritten")


@event.listens_for(ApprovalRecord, "before_delete")
@event.listens_for(ApprovalMeeting, "before_delete")
def _refuse_deleting(_: Mapper[Any], __: Connection, record: Base) -> None:
    raise Conflict("an approval record is never deleted")
