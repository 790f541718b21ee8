"""Tables of what passes with a customer: events, consents, contacts, opinions."""

import datetime as dt
from enum import Enum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.database import Base, BigKey, Key, Ref
from app.insurance.records import Record, words


class EventKind(Enum):
    """What may happen to a customer that revisits, training and care follow up."""

    POLICY_ISSUED = "policy_issued"  #: a contract was taken in
    SURRENDER = "surrender"  #: a contract was ended before its time
    CLAIM_REGISTERED = "claim_registered"
    CLAIM_PAID = "claim_paid"
    CLAIM_REJECTED = "claim_rejected"
    COMPLAINT_CLOSED = "complaint_closed"
    CATASTROPHE_HIT = "catastrophe_hit"  #: insured where a contingency was activated
    TRAINING_ATTENDED = "training_attended"
    NEGATIVE_FEEDBACK = "negative_feedback"  #: rated with 1 or 2 of 5


class Purpose(Enum):
    """What a customer may allow (Personal Information Protection Law arts. 13, 23, 29)."""

    SERVICE = "service"  #: messages that the contract does not need
    MARKETING = "marketing"  #: offers and recommendations
    SENSITIVE_MEDICAL = "sensitive_medical"  #: use of medical papers beyond a claim
    THIRD_PARTY_SHARE = "third_party_share"
    RECORDING = "recording"  #: of telephone calls


class Direction(Enum):
    """Who turned to whom."""

    INBOUND = "inbound"  #: the customer to the company
    OUTBOUND = "outbound"  #: the company to the customer


class FeedbackCategory(Enum):
    """What an opinion is about; satisfaction (M03) is told apart by it."""

    REVISIT = "revisit"
    CLAIM = "claim"
    COMPLAINT = "complaint"
    SERVICE = "service"
    TRAINING = "training"
    CARE = "care"


class CustomerEvent(Base):
    """Something that happened to a customer; rows are added and never changed."""

    __tablename__ = "customer_event"
    __table_args__ = (sa.Index("ix_customer_event_kind_at", "kind", "at"),)
    id: Mapped[Key]
    customer_id: Mapped[Ref] = mapped_column(sa.ForeignKey("customer.id"), index=True)
    kind: Mapped[EventKind] = mapped_column(words(EventKind))
    policy_id: Mapped[Ref | None] = mapped_column(sa.ForeignKey("policy.id"), index=True)
    case_id: Mapped[int | None] = mapped_column(BigKey, index=True)
    #: number of the claim, complaint, training or contingency it comes from
    source: Mapped[str | None] = mapped_column(sa.String(64))
    at: Mapped[dt.datetime]


class Consent(Record, Base):
    """What a customer allowed or refused for one purpose; the newest row of a purpose counts."""

    __tablename__ = "consent"
    customer_id: Mapped[Ref] = mapped_column(sa.ForeignKey("customer.id"), index=True)
    purpose: Mapped[Purpose] = mapped_column(words(Purpose))
    granted: Mapped[bool]
    at: Mapped[dt.datetime]
    channel: Mapped[str] = mapped_column(sa.String(32))
    #: version of the text that the customer was shown
    text_version: Mapped[str] = mapped_column(sa.String(32))
    withdrawn_at: Mapped[dt.datetime | None]


class ContactNote(Record, Base):
    """One contact with a customer, in the customer's own words."""

    __tablename__ = "contact_note"
    customer_id: Mapped[Ref] = mapped_column(sa.ForeignKey("customer.id"), index=True)
    case_id: Mapped[int | None] = mapped_column(BigKey, index=True)
    channel: Mapped[str] = mapped_column(sa.String(32))
    direction: Mapped[Direction] = mapped_column(words(Direction))
    at: Mapped[dt.datetime] = mapped_column(index=True)
    #: what the customer said, word for word; empty for what the company sent
    verbatim: Mapped[str] = mapped_column(sa.Text, default="")
    summary: Mapped[str] = mapped_column(sa.Text, default="")
    #: when to turn to the customer again
    next_contact_at: Mapped[dt.datetime | None] = mapped_column(index=True)


class Feedback(Record, Base):
    """What a customer thinks of something the company did."""

    __tablename__ = "feedback"
    __table_args__ = (sa.Index("ix_feedback_category_at", "category", "at"),)
    #: None where the customer is not known, as with a complainant who is no customer
    customer_id: Mapped[Ref | None] = mapped_column(sa.ForeignKey("customer.id"), index=True)
    source_case_id: Mapped[int | None] = mapped_column(BigKey, index=True)
    category: Mapped[FeedbackCategory] = mapped_column(words(FeedbackCategory))
    at: Mapped[dt.datetime]
    text: Mapped[str] = mapped_column(sa.Text, default="")
    #: 1, the worst, to 5; None for words alone
    rating: Mapped[int | None]
    #: the group that is to read it
    routed_to: Mapped[str | None] = mapped_column(sa.String(64))
    #: number of the improvement action that came of it
    action: Mapped[str | None] = mapped_column(sa.String(32))
