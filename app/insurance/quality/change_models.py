"""Tables of requests to change a plan, a table or a diagram."""

import datetime as dt
from enum import Enum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.database import Base, Key, Ref
from app.insurance.records import Record, words


class ChangeKind(Enum):
    """What a change request is to change."""

    BPMN = "bpmn"  #: a diagram
    DMN = "dmn"  #: a table
    PLAN = "plan"  #: a contingency plan


class ChangeStatus(Enum):
    """How far a change request has come."""

    DRAFT = "draft"
    TESTED = "tested"
    APPROVED = "approved"  #: by both sides; to be in force from a day on
    REJECTED = "rejected"  #: by one of them
    CARRIED_OUT = "carried_out"  #: its version is deployed, or the plan in force
    LAPSED = "lapsed"  #: a plan whose version was retired before its day


class ChangeRequest(Record, Base):
    """A wish to change a plan, a table or a diagram, from the draft to the day it is in force."""

    __tablename__ = "change_request"
    change_no: Mapped[str] = mapped_column(sa.String(32), unique=True)
    status: Mapped[ChangeStatus] = mapped_column(words(ChangeStatus), index=True)
    kind: Mapped[ChangeKind] = mapped_column(words(ChangeKind))
    #: id of the process or table, or code of the plan
    definition: Mapped[str] = mapped_column(sa.String(200))
    #: the version that is to be changed
    against: Mapped[str] = mapped_column(sa.String(32))
    #: what is to change, and why
    proposal: Mapped[str] = mapped_column(sa.Text)
    action_id: Mapped[Ref | None] = mapped_column(
        sa.ForeignKey("improvement_action.id"), index=True
    )
    #: of tests and votes; a rejected change that is tested again begins another
    round: Mapped[int] = mapped_column(default=0)
    #: the version that was tested
    tested: Mapped[str | None] = mapped_column(sa.String(32))
    test_report: Mapped[str | None] = mapped_column(sa.Text)
    #: ids of stored files
    evidence: Mapped[list[Any]]
    tested_by: Mapped[Ref | None] = mapped_column(sa.ForeignKey("user_account.id"), index=True)
    tested_at: Mapped[dt.datetime | None]
    effective_from: Mapped[dt.date | None]
    decided_at: Mapped[dt.datetime | None] = mapped_column(index=True)
    #: the version that came of it
    carried_out_as: Mapped[str | None] = mapped_column(sa.String(32))
    carried_out_at: Mapped[dt.datetime | None]


class ChangeVote(Base):
    """What one side said to a tested change; rows are added and never changed."""

    __tablename__ = "change_vote"
    __table_args__ = (sa.UniqueConstraint("request_id", "round", "side"),)
    id: Mapped[Key]
    request_id: Mapped[Ref] = mapped_column(sa.ForeignKey("change_request.id"))
    #: raised by every test
    round: Mapped[int]
    #: product_manager or compliance_officer
    side: Mapped[str] = mapped_column(sa.String(40))
    user_id: Mapped[Ref] = mapped_column(sa.ForeignKey("user_account.id"), index=True)
    approves: Mapped[bool]
    opinion: Mapped[str] = mapped_column(sa.Text)
    at: Mapped[dt.datetime]
