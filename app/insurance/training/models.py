"""Tables of customer training: courses, trainings, sessions, invitations, enrolments, scores."""

import datetime as dt
from decimal import Decimal
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.database import Base, Key, Ref
from app.insurance.customers.contact_models import EventKind
from app.insurance.records import Record, Share, words
from app.insurance.training.vocabulary import (
    Behaviour,
    CourseType,
    EnrolmentStatus,
    InvitationStatus,
    Method,
    SessionStatus,
    TrainingSegment,
    TrainingStatus,
)


class TrainingCourse(Record, Base):
    """What is taught; the table ``training_plan`` names courses by their code."""

    __tablename__ = "training_course"
    code: Mapped[str] = mapped_column(sa.String(32), unique=True)
    type: Mapped[CourseType] = mapped_column(words(CourseType))
    name: Mapped[str] = mapped_column(sa.String(100))
    name_en: Mapped[str] = mapped_column(sa.String(100))
    #: what is handed out, in words
    material: Mapped[str] = mapped_column(sa.Text, default="")


class Training(Record, Base):
    """A training of customers, from its plan to the review of its effect; one case each."""

    __tablename__ = "training"
    #: the business key of its process
    training_no: Mapped[str] = mapped_column(sa.String(32), unique=True)
    case_id: Mapped[Ref] = mapped_column(index=True)
    status: Mapped[TrainingStatus] = mapped_column(words(TrainingStatus), index=True)
    segment: Mapped[TrainingSegment] = mapped_column(words(TrainingSegment), index=True)
    #: the event that the table of plans was asked for; None where somebody asked for the training
    trigger: Mapped[str | None] = mapped_column(sa.String(32))
    #: number of what asked for it, e.g. of an improvement
    source: Mapped[str | None] = mapped_column(sa.String(64))
    reason: Mapped[str] = mapped_column(sa.Text, default="")
    #: codes of courses
    courses: Mapped[list[str]]
    method: Mapped[Method | None] = mapped_column(words(Method))
    #: of each session
    capacity: Mapped[int | None]
    place: Mapped[str | None] = mapped_column(sa.String(200))
    link: Mapped[str | None] = mapped_column(sa.String(400))
    budget: Mapped[Decimal | None]
    planned_by: Mapped[Ref | None]
    #: why the manager sent the plan back last
    return_reason: Mapped[str | None] = mapped_column(sa.Text)
    approved_by: Mapped[Ref | None]
    approved_at: Mapped[dt.datetime | None]
    invited_at: Mapped[dt.datetime | None]
    cancel_reason: Mapped[str | None] = mapped_column(sa.Text)
    #: when the last session that took place began; the days of the effect run from it
    held_at: Mapped[dt.datetime | None] = mapped_column(index=True)
    #: complaints of the attendees in the 90 days before and after their session
    complaints_before: Mapped[int | None]
    complaints_after: Mapped[int | None]
    behaviour_change: Mapped[Behaviour | None] = mapped_column(words(Behaviour))
    effective: Mapped[bool | None]
    actions: Mapped[str | None] = mapped_column(sa.Text)
    reviewed_by: Mapped[Ref | None]
    reviewed_at: Mapped[dt.datetime | None] = mapped_column(index=True)
    closed_at: Mapped[dt.datetime | None]


class TrainingSession(Record, Base):
    """One date of a training."""

    __tablename__ = "training_session"
    training_id: Mapped[Ref] = mapped_column(sa.ForeignKey("training.id"))
    #: 1 for the earliest date of the training
    number: Mapped[int]
    status: Mapped[SessionStatus] = mapped_column(words(SessionStatus))
    at: Mapped[dt.datetime] = mapped_column(index=True)
    capacity: Mapped[int]
    #: who planned it, then who gave it
    trainer_id: Mapped[Ref | None]
    #: ids of stored files
    materials: Mapped[list[Any]]
    #: the session whose customers came here or, once merged, where its own went
    merged_into_id: Mapped[Ref | None] = mapped_column(
        sa.ForeignKey("training_session.id"), index=True
    )
    cancel_reason: Mapped[str | None] = mapped_column(sa.Text)
    assessed_at: Mapped[dt.datetime | None] = mapped_column(index=True)
    #: mean of 1, the worst, to 5
    survey_avg: Mapped[Decimal | None] = mapped_column(Share)

    __table_args__ = (sa.UniqueConstraint("training_id", "number"),)


class TrainingInvitation(Base):
    """A customer whom a training is for, and whether an invitation went out."""

    __tablename__ = "training_invitation"
    id: Mapped[Key]
    training_id: Mapped[Ref] = mapped_column(sa.ForeignKey("training.id"))
    customer_id: Mapped[Ref] = mapped_column(sa.ForeignKey("customer.id"), index=True)
    status: Mapped[InvitationStatus] = mapped_column(words(InvitationStatus))
    channel: Mapped[str | None] = mapped_column(sa.String(32))
    #: when it was sent, or found that it cannot be
    at: Mapped[dt.datetime | None]

    __table_args__ = (sa.UniqueConstraint("training_id", "customer_id"),)


class Enrolment(Record, Base):
    """A customer's place in a session."""

    __tablename__ = "enrolment"
    training_id: Mapped[Ref] = mapped_column(sa.ForeignKey("training.id"), index=True)
    session_id: Mapped[Ref] = mapped_column(sa.ForeignKey("training_session.id"))
    customer_id: Mapped[Ref] = mapped_column(sa.ForeignKey("customer.id"), index=True)
    status: Mapped[EnrolmentStatus] = mapped_column(words(EnrolmentStatus))
    #: how the customer enrolled
    channel: Mapped[str] = mapped_column(sa.String(32))
    enrolled_at: Mapped[dt.datetime]
    withdrawn_at: Mapped[dt.datetime | None]
    #: None until the session is recorded
    attended: Mapped[bool | None]

    __table_args__ = (sa.UniqueConstraint("session_id", "customer_id"),)


class TrainingAssessment(Record, Base):
    """What a customer who attended has learned, and thinks of it."""

    __tablename__ = "training_assessment"
    session_id: Mapped[Ref] = mapped_column(sa.ForeignKey("training_session.id"), index=True)
    enrolment_id: Mapped[Ref] = mapped_column(sa.ForeignKey("enrolment.id"), unique=True)
    customer_id: Mapped[Ref] = mapped_column(sa.ForeignKey("customer.id"), index=True)
    #: 0 to 100
    score: Mapped[int]
    passed: Mapped[bool]
    #: 1, the worst, to 5; None where the survey was anonymous
    satisfaction: Mapped[int | None]
    assessed_at: Mapped[dt.datetime] = mapped_column(index=True)


class TrainingCandidate(Base):
    """An event of a customer that the quarterly plan has followed up, once for each segment."""

    __tablename__ = "training_candidate"
    id: Mapped[Key]
    event_id: Mapped[Ref] = mapped_column(sa.ForeignKey("customer_event.id"))
    kind: Mapped[EventKind] = mapped_column(words(EventKind))
    event_at: Mapped[dt.datetime]
    customer_id: Mapped[Ref] = mapped_column(sa.ForeignKey("customer.id"), index=True)
    #: the segment it is trained with; empty where the table of plans has nothing for the event
    segment: Mapped[str] = mapped_column(sa.String(32), default="")
    #: the plan that took it up; None until the whole quarter is read
    batch: Mapped[str | None] = mapped_column(sa.String(64))

    __table_args__ = (
        sa.UniqueConstraint("event_id", "segment"),
        sa.Index("ix_training_candidate_kind_event_at", "kind", "event_at"),
        sa.Index("ix_training_candidate_batch_segment", "batch", "segment"),
    )
