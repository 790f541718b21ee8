"""Tables of the business calendar and of running time limits."""

import datetime as dt
from enum import Enum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.database import Base, Key, Ref


class DayKind(Enum):
    """What a day of the override table is."""

    HOLIDAY = "holiday"  #: not worked
    WORKDAY = "workday"  #: worked, though it may be a weekend (调休)


class ClockType(Enum):
    """Whose limit a clock measures."""

    INTERNAL = "internal"  #: the company's own
    STATUTORY = "statutory"  #: the law's


class ClockState(Enum):
    """Where a clock stands."""

    RUNNING = "running"  #: counting, not yet due
    PAUSED = "paused"  #: standing still until the customer answers
    MET = "met"  #: stopped before it was due
    BREACHED = "breached"  #: due has passed and it still runs
    BREACHED_CLOSED = "breached_closed"  #: stopped too late
    CANCELLED = "cancelled"  #: what it measured is not needed any more


OPEN_STATES = (ClockState.RUNNING, ClockState.PAUSED, ClockState.BREACHED)


def _enum(kind: type[Enum]) -> sa.Enum:
    return sa.Enum(
        kind,
        native_enum=False,
        length=16,
        values_callable=lambda members: [m.value for m in members],
    )


class CalendarDay(Base):
    """A day that differs from the public calendar, e.g. a make-up working day."""

    __tablename__ = "calendar_day"
    day: Mapped[dt.date] = mapped_column(sa.Date, primary_key=True)
    kind: Mapped[DayKind] = mapped_column(_enum(DayKind))
    note: Mapped[str] = mapped_column(sa.String(200), default="")
    #: where the day is announced, e.g. the notice of the State Council
    source: Mapped[str] = mapped_column(sa.String(200), default="")


class CalendarYear(Base):
    """A year whose holidays and make-up days are all entered, so that Mon-Fri decides the rest."""

    __tablename__ = "calendar_year"
    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)


class SlaClock(Base):
    """One limit of one stage of a case, the company's or the law's."""

    __tablename__ = "sla_clock"
    id: Mapped[Key]
    #: the root case, also for a task of a called process
    case_id: Mapped[Ref] = mapped_column(index=True)
    #: the task it belongs to; None for a clock of the whole case
    task_id: Mapped[Ref | None] = mapped_column(index=True)
    stage: Mapped[str] = mapped_column(sa.String(64))
    clock_type: Mapped[ClockType] = mapped_column(_enum(ClockType))
    state: Mapped[ClockState] = mapped_column(_enum(ClockState))
    started_at: Mapped[dt.datetime]
    #: as the table sla_limit writes it, e.g. ``3 wd``
    limit_text: Mapped[str] = mapped_column(sa.String(16))
    #: ISO duration before the due instant
    warn_before: Mapped[str] = mapped_column(sa.String(16))
    pausable: Mapped[bool]
    due_at: Mapped[dt.datetime]
    warn_at: Mapped[dt.datetime]
    #: when the worker has to look at it next; None when it does not
    next_event_at: Mapped[dt.datetime | None]
    warned_at: Mapped[dt.datetime | None]
    breached_at: Mapped[dt.datetime | None] = mapped_column(index=True)
    stopped_at: Mapped[dt.datetime | None] = mapped_column(index=True)
    #: what the limit was taken from: decision, version, rule, and the facts handed in
    basis: Mapped[dict[str, Any]]

    __table_args__ = (
        sa.Index(
            "ix_sla_clock_next_event",
            "next_event_at",
            "id",
            sqlite_where=sa.text("next_event_at IS NOT NULL"),
            postgresql_where=sa.text("next_event_at IS NOT NULL"),
        ),
        sa.Index("ix_sla_clock_state_due_at", "state", "due_at"),
    )


class SlaPause(Base):
    """A stretch in which a clock stood still; ``until_at`` is None while it does."""

    __tablename__ = "sla_pause"
    id: Mapped[Key]
    clock_id: Mapped[Ref] = mapped_column(sa.ForeignKey("sla_clock.id"), index=True)
    since_at: Mapped[dt.datetime]
    until_at: Mapped[dt.datetime | None]
    reason: Mapped[str] = mapped_column(sa.String(200))
