"""Tables of complaints: what is complained of, extensions, progress, the regulator's figures."""

import datetime as dt
from decimal import Decimal
from enum import Enum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.database import Base, BigKey, Key, Ref
from app.insurance.records import Record, words
from app.secrets import Encrypted


class ComplaintStatus(Enum):
    """How far a complaint has come."""

    RECEIVED = "received"  #: it is to be accepted or refused
    INVESTIGATING = "investigating"  #: accepted, what happened is being found out
    RESOLVING = "resolving"  #: a resolution is proposed, approved and paid
    REPLIED = "replied"  #: the complainant may say what they think of the reply
    IN_REVIEW = "in_review"  #: a superior looks at it again
    TRACING = "tracing"  #: answered; its root cause is being found
    RESOLVED = "resolved"
    UNRESOLVED = "unresolved"  #: over, though the complainant is not satisfied
    NOT_ACCEPTED = "not_accepted"
    WITHDRAWN = "withdrawn"
    IN_DISPUTE = "in_dispute"  #: no agreement about a claim: it goes on as a dispute
    CANCELLED = "cancelled"  #: an operator ended its case before it was answered


#: statuses in which a complaint is over; a resolved one may still come back for a review
OVER = (
    ComplaintStatus.RESOLVED,
    ComplaintStatus.UNRESOLVED,
    ComplaintStatus.NOT_ACCEPTED,
    ComplaintStatus.WITHDRAWN,
    ComplaintStatus.IN_DISPUTE,
    ComplaintStatus.CANCELLED,
)


class Complaint(Record, Base):
    """What a complainant is not content with, and what the company did about it."""

    __tablename__ = "complaint"
    __table_args__ = (
        sa.Index("ix_complaint_repeats", "complainant_key", "subject", "received_at"),
        sa.Index("ix_complaint_owner_id_status", "owner_id", "status"),
    )
    #: the business key of its process
    complaint_no: Mapped[str] = mapped_column(sa.String(32), unique=True)
    case_id: Mapped[Ref | None] = mapped_column(index=True)
    #: the reporter's own number
    external_ref: Mapped[str | None] = mapped_column(sa.String(64), unique=True)
    status: Mapped[ComplaintStatus] = mapped_column(words(ComplaintStatus), index=True)

    complainant: Mapped[str] = mapped_column(sa.String(100))
    contact: Mapped[str] = mapped_column(Encrypted)
    #: the customer, or a keyed hash of name and contact: by it repeats are found
    complainant_key: Mapped[str] = mapped_column(sa.String(64))
    customer_id: Mapped[Ref | None] = mapped_column(sa.ForeignKey("customer.id"), index=True)
    channel: Mapped[str] = mapped_column(sa.String(32))
    subject: Mapped[str] = mapped_column(sa.String(32))
    request: Mapped[str] = mapped_column(sa.Text)
    facts: Mapped[str] = mapped_column(sa.Text)
    #: what is asked for
    amount: Mapped[Decimal]
    group_size: Mapped[int] = mapped_column(default=1)
    #: names of those who speak for a group
    representatives: Mapped[list[Any]]
    media: Mapped[bool] = mapped_column(default=False)
    agent_authorised: Mapped[bool] = mapped_column(default=False)
    #: ids of stored files
    documents: Mapped[list[Any]]

    #: the case it is about, and the cases whose people must not handle it
    related_case_id: Mapped[int | None] = mapped_column(BigKey, index=True)
    related_case: Mapped[str | None] = mapped_column(sa.String(64))
    segregation_from: Mapped[list[Any]]
    claim_id: Mapped[Ref | None] = mapped_column(sa.ForeignKey("claim.id"), index=True)
    policy_id: Mapped[Ref | None] = mapped_column(sa.ForeignKey("policy.id"), index=True)
    #: line of business and the law's class of it; None where it is about no policy
    lob: Mapped[str | None] = mapped_column(sa.String(32))
    statutory_class: Mapped[str | None] = mapped_column(sa.String(16))

    received_at: Mapped[dt.datetime] = mapped_column(index=True)
    regulator_ref: Mapped[str | None] = mapped_column(sa.String(64), index=True)
    #: when the regulator passed it on
    transferred_at: Mapped[dt.datetime | None] = mapped_column(index=True)
    #: earlier complaints of the same complainant and subject within 90 days
    repeat_count: Mapped[int] = mapped_column(default=0)
    #: the first complaint of the same matter: they are counted once
    repeat_of_id: Mapped[Ref | None] = mapped_column(sa.ForeignKey("complaint.id"), index=True)
    severity: Mapped[str | None] = mapped_column(sa.String(16))
    owner_group: Mapped[str | None] = mapped_column(sa.String(40))
    #: simple, complex or special: 15, 30 or 60 days by law
    track: Mapped[str | None] = mapped_column(sa.String(16))
    owner_id: Mapped[Ref | None] = mapped_column(sa.ForeignKey("user_account.id"))
    #: the law's limit as it is now, and as it was at the reply
    statutory_due_at: Mapped[dt.datetime | None] = mapped_column(index=True)

    #: None until it is accepted or refused
    accepted: Mapped[bool | None]
    refuse_reason: Mapped[str | None] = mapped_column(sa.Text)
    acknowledged_at: Mapped[dt.datetime | None]
    findings: Mapped[str | None] = mapped_column(sa.Text)
    responsibility: Mapped[str | None] = mapped_column(sa.String(16))
    #: ids of stored files
    evidence: Mapped[list[Any]]
    resolution: Mapped[str | None] = mapped_column(sa.Text)
    remedy: Mapped[str | None] = mapped_column(sa.String(16))
    remedy_amount: Mapped[Decimal | None]
    remedy_paid_at: Mapped[dt.datetime | None]
    reply: Mapped[str | None] = mapped_column(sa.Text)
    #: when the first reply was delivered; a reply after a review changes nothing of it
    replied_at: Mapped[dt.datetime | None] = mapped_column(index=True)
    #: None where the complainant said nothing
    satisfied: Mapped[bool | None]
    feedback_at: Mapped[dt.datetime | None]
    review_requested_at: Mapped[dt.datetime | None]
    reviewed_by: Mapped[Ref | None] = mapped_column(sa.ForeignKey("user_account.id"), index=True)
    reviewed_at: Mapped[dt.datetime | None]
    #: what the review said of the first resolution; False: it was overturned
    upheld: Mapped[bool | None]
    new_resolution: Mapped[str | None] = mapped_column(sa.Text)
    review_replied_at: Mapped[dt.datetime | None]
    root_cause: Mapped[str | None] = mapped_column(sa.String(32))
    action_needed: Mapped[bool | None]
    withdrawal_reason: Mapped[str | None] = mapped_column(sa.Text)
    closed_at: Mapped[dt.datetime | None] = mapped_column(index=True)


class ComplaintExtension(Record, Base):
    """A longer limit that was asked for, and what was decided on it."""

    __tablename__ = "complaint_extension"
    complaint_id: Mapped[Ref] = mapped_column(sa.ForeignKey("complaint.id"), index=True)
    #: complex or special
    to_track: Mapped[str] = mapped_column(sa.String(16))
    reason: Mapped[str] = mapped_column(sa.Text)
    told_customer_at: Mapped[dt.datetime]
    #: None until everybody it needs has decided
    approved: Mapped[bool | None]
    #: rows of at, by (user), approve, opinion
    opinions: Mapped[list[Any]]
    decided_at: Mapped[dt.datetime | None]
    #: the law's limit before and after
    due_before: Mapped[dt.datetime]
    due_after: Mapped[dt.datetime | None]


class ComplaintProgress(Base):
    """A notice of how far a complaint has come; rows are added and never changed."""

    __tablename__ = "complaint_progress"
    id: Mapped[Key]
    complaint_id: Mapped[Ref] = mapped_column(sa.ForeignKey("complaint.id"), index=True)
    status: Mapped[ComplaintStatus] = mapped_column(words(ComplaintStatus))
    at: Mapped[dt.datetime]
    #: what the complainant is told, in Chinese
    text: Mapped[str] = mapped_column(sa.String(500))


class RegulatorBase(Record, Base):
    """What complaints of a line in a month are set against in the regulator's bulletin."""

    __tablename__ = "complaint_regulator_base"
    __table_args__ = (sa.UniqueConstraint("month", "lob"),)
    #: the first day of the month
    month: Mapped[dt.date] = mapped_column(sa.Date)
    lob: Mapped[str] = mapped_column(sa.String(32))
    premium: Mapped[Decimal]
    policies: Mapped[int]
    insured_persons: Mapped[int]
