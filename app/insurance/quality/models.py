"""Tables of the quality cycle: what was found in a period, and the actions that came of it."""

import datetime as dt
from decimal import Decimal
from enum import Enum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.database import Base, Ref
from app.insurance.records import Measure, Record, words


class CycleOrigin(Enum):
    """What a cycle began with."""

    QUARTER = "quarter"  #: the schedule, once after each quarter
    REQUEST = "request"  #: somebody who wants a period to be evaluated
    PROPOSAL = "proposal"  #: an improvement that was proposed


class CycleStatus(Enum):
    """How far a cycle has come."""

    EVALUATING = "evaluating"
    IMPROVING = "improving"  #: actions are planned, done and verified
    CLOSED = "closed"
    CANCELLED = "cancelled"  #: an operator ended its case


class ActionStatus(Enum):
    """How far an improvement action has come."""

    PLANNED = "planned"
    DONE = "done"  #: its effect shows after thirty days
    EFFECTIVE = "effective"
    INEFFECTIVE = "ineffective"  #: another one was to follow it
    GIVEN_UP = "given_up"  #: closed without effect, with the reason
    CANCELLED = "cancelled"  #: an operator ended the case of its cycle before it was verified


class EvaluationKind(Enum):
    """Who evaluated."""

    INTERNAL = "internal"  #: the company itself
    EXTERNAL = "external"  #: an agency


class QualityCycle(Record, Base):
    """One round of evaluation and improvement."""

    __tablename__ = "quality_cycle"
    #: the business key of its process
    cycle_no: Mapped[str] = mapped_column(sa.String(32), unique=True)
    case_id: Mapped[Ref] = mapped_column(index=True)
    status: Mapped[CycleStatus] = mapped_column(words(CycleStatus), index=True)
    origin: Mapped[CycleOrigin] = mapped_column(words(CycleOrigin))
    #: the quarter of a cycle of the schedule, e.g. 2026Q1: there is one of each
    quarter: Mapped[str | None] = mapped_column(sa.String(8), unique=True)
    #: number of the dispute, complaint or other case that a proposal came of
    source: Mapped[str | None] = mapped_column(sa.String(64), index=True)
    #: the evaluated days, the last one excluded; none for a proposal
    period_from: Mapped[dt.date | None]
    period_to: Mapped[dt.date | None]
    #: rows of code, value, findings
    indicators: Mapped[list[Any]]
    #: rows of problem, cause, measure, indicator: each was improved by actions of its own
    problems: Mapped[list[Any]]
    closed_at: Mapped[dt.datetime | None] = mapped_column(index=True)


class ImprovementAction(Record, Base):
    """One attempt to mend one problem, and what came of it."""

    __tablename__ = "improvement_action"
    action_no: Mapped[str] = mapped_column(sa.String(40), unique=True)
    cycle_id: Mapped[Ref] = mapped_column(sa.ForeignKey("quality_cycle.id"), index=True)
    case_id: Mapped[Ref] = mapped_column(index=True)
    status: Mapped[ActionStatus] = mapped_column(words(ActionStatus), index=True)
    #: 1 for the first attempt at a problem
    loop: Mapped[int]
    #: the attempt before, which had no effect
    previous_id: Mapped[Ref | None] = mapped_column(
        sa.ForeignKey("improvement_action.id"), index=True
    )
    #: number of the case that proposed it, or of the cycle that found the problem
    source: Mapped[str] = mapped_column(sa.String(64), index=True)
    problem: Mapped[str] = mapped_column(sa.Text)
    cause: Mapped[str] = mapped_column(sa.Text)
    measure: Mapped[str] = mapped_column(sa.String(16))
    owner_id: Mapped[Ref] = mapped_column(sa.ForeignKey("user_account.id"), index=True)
    #: code of an indicator (M01 …), or what else is measured
    metric: Mapped[str] = mapped_column(sa.String(64))
    baseline: Mapped[Decimal] = mapped_column(Measure)
    target: Mapped[Decimal] = mapped_column(Measure)
    due_on: Mapped[dt.date]
    #: customers or staff, of a training
    audience: Mapped[str | None] = mapped_column(sa.String(16))
    segment: Mapped[str | None] = mapped_column(sa.String(32))
    courses: Mapped[str | None] = mapped_column(sa.Text)
    done: Mapped[str | None] = mapped_column(sa.Text)
    done_at: Mapped[dt.datetime | None]
    #: what was measured afterwards
    result: Mapped[Decimal | None] = mapped_column(Measure)
    effective: Mapped[bool | None]
    #: why it was judged otherwise than target and result say
    verdict_reason: Mapped[str | None] = mapped_column(sa.Text)
    verified_by: Mapped[Ref | None] = mapped_column(sa.ForeignKey("user_account.id"), index=True)
    verified_at: Mapped[dt.datetime | None] = mapped_column(index=True)
    close_reason: Mapped[str | None] = mapped_column(sa.Text)


class QualityEvaluation(Record, Base):
    """What the company, or an agency, thinks of the service of a period."""

    __tablename__ = "quality_evaluation"
    cycle_id: Mapped[Ref] = mapped_column(sa.ForeignKey("quality_cycle.id"), index=True)
    kind: Mapped[EvaluationKind] = mapped_column(words(EvaluationKind))
    #: rows of area, score (1 to 5) and note; empty for an external one
    areas: Mapped[list[Any]]
    #: the mean of the areas, or what the agency gave (0 to 100)
    score: Mapped[Decimal] = mapped_column(Measure)
    agency: Mapped[str | None] = mapped_column(sa.String(200))
    #: ids of stored files
    report: Mapped[list[Any]]
    at: Mapped[dt.datetime] = mapped_column(index=True)
