"""Tables of the plans for contingencies and of the contingencies themselves."""

import datetime as dt
from decimal import Decimal
from enum import Enum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.database import Base, Ref
from app.insurance.records import Record, words


class PlanStatus(Enum):
    """Whether a version of a plan is the one to follow."""

    DRAFT = "draft"  #: revised, not approved yet
    APPROVED = "approved"  #: to be followed
    RETIRED = "retired"  #: a later version took its place


class ActivationStatus(Enum):
    """How far a contingency has come."""

    MONITORED = "monitored"  #: what is known is not grave enough for a plan
    PROPOSED = "proposed"  #: the commander is to decide
    REJECTED = "rejected"  #: the commander decided against it
    ACTIVE = "active"
    ENDED = "ended"  #: no longer active; it is being evaluated
    CLOSED = "closed"  #: evaluated, and the plan revised
    CANCELLED = "cancelled"  #: an operator ended its case


#: of one peril and region the monitor proposes one at a time
RUNNING = (ActivationStatus.PROPOSED, ActivationStatus.ACTIVE)


class ContingencyPlan(Record, Base):
    """One version of what is done in contingencies of some kinds."""

    __tablename__ = "contingency_plan"
    plan_code: Mapped[str] = mapped_column(sa.String(32))
    plan_version: Mapped[str] = mapped_column(sa.String(16))
    name: Mapped[str] = mapped_column(sa.String(100))
    event_types: Mapped[list[str]]
    status: Mapped[PlanStatus] = mapped_column(words(PlanStatus), default=PlanStatus.DRAFT)
    effective_from: Mapped[dt.datetime | None]
    retired_at: Mapped[dt.datetime | None]
    #: what is done from the activation to the end
    procedure: Mapped[str] = mapped_column(sa.Text)
    #: rows of department and duty
    duties: Mapped[list[Any]]
    #: people, vehicles, cash and materials that are kept ready
    resources: Mapped[str] = mapped_column(sa.Text, default="")
    #: rows of version, changes, source, at and by; the first one first
    change_log: Mapped[list[Any]]
    approved_by: Mapped[Ref | None]
    #: the version it revises
    revises_id: Mapped[Ref | None] = mapped_column(sa.ForeignKey("contingency_plan.id"), index=True)

    __table_args__ = (
        sa.UniqueConstraint("plan_code", "plan_version"),
        sa.Index("ix_contingency_plan_status_id", "status", "id"),
    )


class Activation(Record, Base):
    """A contingency: what was feared, who activated the plan where and when, and its end."""

    __tablename__ = "activation"
    #: the business key of its process, and the event id of the claims it concerns
    contingency_no: Mapped[str] = mapped_column(sa.String(32), unique=True)
    case_id: Mapped[Ref] = mapped_column(index=True)
    plan_id: Mapped[Ref | None] = mapped_column(sa.ForeignKey("contingency_plan.id"), index=True)
    status: Mapped[ActivationStatus] = mapped_column(words(ActivationStatus))
    #: exercised only: no claim is tagged, no customer told, no report counts it
    drill: Mapped[bool] = mapped_column(default=False)
    #: proposed by the monitor of reports; else by a person
    by_monitor: Mapped[bool] = mapped_column(default=False)
    event_type: Mapped[str] = mapped_column(sa.String(32), index=True)
    started_at: Mapped[dt.datetime]

    est_property_payout: Mapped[Decimal]
    est_casualty_payout: Mapped[Decimal]
    deaths: Mapped[int]
    reports_24h: Mapped[int]
    national_response: Mapped[bool]
    #: rows of at, by, the figures and the level the table gives for them; the first one first
    estimates: Mapped[list[Any]]
    #: what the table says by the latest figures
    table_level: Mapped[str] = mapped_column(sa.String(8), default="none")
    #: what the commander decided; None before
    level: Mapped[str | None] = mapped_column(sa.String(8))
    commander_group: Mapped[str | None] = mapped_column(sa.String(64))
    #: causes and types of losses
    perils: Mapped[list[str]]
    #: each a part of the place where losses happen
    regions: Mapped[list[str]]
    window_from: Mapped[dt.datetime | None]
    window_to: Mapped[dt.datetime | None]

    proposed_at: Mapped[dt.datetime | None]
    decided_at: Mapped[dt.datetime | None]
    decision_reason: Mapped[str | None] = mapped_column(sa.Text)
    activated_at: Mapped[dt.datetime | None] = mapped_column(index=True)
    activated_by: Mapped[Ref | None]
    #: rows of at, by, level, table_level and reason; the activation is the first one
    levels: Mapped[list[Any]]
    #: the policies in its regions are all listed
    screened_at: Mapped[dt.datetime | None]
    ended_at: Mapped[dt.datetime | None] = mapped_column(index=True)
    ended_by: Mapped[Ref | None]
    end_reason: Mapped[str | None] = mapped_column(sa.Text)
    closed_at: Mapped[dt.datetime | None]

    __table_args__ = (sa.Index("ix_activation_status_id", "status", "id"),)


class PlanRole(Record, Base):
    """Who has which part in the command of a contingency."""

    __tablename__ = "plan_role"
    activation_id: Mapped[Ref] = mapped_column(sa.ForeignKey("activation.id"), index=True)
    role: Mapped[str] = mapped_column(sa.String(32))
    user_id: Mapped[Ref]
    duty: Mapped[str] = mapped_column(sa.Text)


class DepartmentProgress(Record, Base):
    """How far a department said it was; the last row of a department counts."""

    __tablename__ = "department_progress"
    activation_id: Mapped[Ref] = mapped_column(sa.ForeignKey("activation.id"), index=True)
    department: Mapped[str] = mapped_column(sa.String(32))
    #: per cent
    progress: Mapped[int]
    note: Mapped[str] = mapped_column(sa.Text, default="")
    at: Mapped[dt.datetime]


class ResourceAllocation(Record, Base):
    """People and means given to a contingency at one time; what is given later comes on top."""

    __tablename__ = "resource_allocation"
    activation_id: Mapped[Ref] = mapped_column(sa.ForeignKey("activation.id"), index=True)
    people: Mapped[int]
    vehicles: Mapped[int]
    cash: Mapped[Decimal]
    materials: Mapped[str] = mapped_column(sa.Text, default="")
    at: Mapped[dt.datetime]


class SituationReport(Record, Base):
    """How a contingency stood: figures as counted then, and what people add to them."""

    __tablename__ = "situation_report"
    activation_id: Mapped[Ref] = mapped_column(sa.ForeignKey("activation.id"), index=True)
    at: Mapped[dt.datetime] = mapped_column(index=True)
    claims: Mapped[int]
    assessed: Mapped[int]
    #: what was paid on its claims
    paid: Mapped[Decimal]
    #: claims that are still open
    backlog: Mapped[int]
    #: None until somebody has written them
    issues: Mapped[str | None] = mapped_column(sa.Text)
    reported_at: Mapped[dt.datetime | None]


class Communication(Record, Base):
    """What was told to whom in a contingency."""

    __tablename__ = "communication"
    activation_id: Mapped[Ref] = mapped_column(sa.ForeignKey("activation.id"), index=True)
    audience: Mapped[str] = mapped_column(sa.String(32))
    message: Mapped[str] = mapped_column(sa.Text)
    sent_at: Mapped[dt.datetime]
    #: customers it was sent to
    recipients: Mapped[int] = mapped_column(default=0)
    #: the last of the exposed policies whose holders it was sent to
    sent_to_id: Mapped[Ref | None]
    broadcast_at: Mapped[dt.datetime | None]


class ExposedPolicy(Record, Base):
    """A policy in the regions of a contingency: its holder is turned to before they report."""

    __tablename__ = "exposed_policy"
    activation_id: Mapped[Ref] = mapped_column(sa.ForeignKey("activation.id"))
    policy_id: Mapped[Ref] = mapped_column(sa.ForeignKey("policy.id"), index=True)
    customer_id: Mapped[Ref] = mapped_column(sa.ForeignKey("customer.id"), index=True)
    #: the region that its place lies in
    region: Mapped[str] = mapped_column(sa.String(64))
    #: the first policy of its holder in this contingency: the one by which the holder is told
    first_of_customer: Mapped[bool]

    __table_args__ = (
        sa.UniqueConstraint("activation_id", "policy_id"),
        sa.Index("ix_exposed_policy_activation_id_customer_id", "activation_id", "customer_id"),
    )


class Evaluation(Record, Base):
    """What a contingency has shown: figures, summary and lessons."""

    __tablename__ = "evaluation"
    activation_id: Mapped[Ref] = mapped_column(sa.ForeignKey("activation.id"), unique=True)
    #: figures by their names, as known at the end
    metrics: Mapped[dict[str, Any]]
    summary: Mapped[str] = mapped_column(sa.Text)
    lessons: Mapped[str] = mapped_column(sa.Text)
    evaluated_at: Mapped[dt.datetime]
