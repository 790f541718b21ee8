"""Reads clocks and the calendar; writes nothing."""

import datetime as dt
from collections.abc import Collection, Sequence
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.database import table_of
from app.errors import NotFound
from app.keyset import Cursor, Order, Slice, slice_of
from app.sla.calendar import Calendar
from app.sla.models import (
    OPEN_STATES,
    CalendarDay,
    CalendarYear,
    ClockState,
    ClockType,
    DayKind,
    SlaClock,
    SlaPause,
)

#: stages whose clock belongs to the case: a task under such a stage shows it and opens none
CASE_STAGES = frozenset(
    {
        "decision",
        "advance_payment",
        "checklist_notice",
        "reject_notice",
        "payment",
        "complaint",
        "complaint_review",
        "dispute_litigation_defence",
        "revisit",
        "revisit_new_policy",
        "service_request",
    }
)

_day = table_of(CalendarDay)
_FIRST_EVENT = sa.select(sa.func.min(table_of(SlaClock).c.next_event_at))
_OF_TASKS = (
    sa.select(SlaClock)
    .where(SlaClock.task_id.in_(sa.bindparam("tasks", expanding=True)))
    .order_by(SlaClock.id)
)
#: days that are entered, then years that are entered completely: one question, as it is asked often
_ENTERED = sa.select(_day.c.day, _day.c.kind, sa.null().label("year")).union_all(
    sa.select(sa.null(), sa.null(), table_of(CalendarYear).c.year)
)


def get_calendar(session: Session, zone: ZoneInfo) -> Calendar:
    """Return the business calendar with the overrides stored now."""
    rows = session.connection().execute(_ENTERED).all()
    overrides = {day: kind is DayKind.WORKDAY for day, kind, year in rows if year is None}
    years = frozenset(year for _, _, year in rows if year is not None)
    return Calendar(zone=zone, overrides=overrides, complete_years=years)


def list_calendar_days(session: Session, year: int) -> Sequence[CalendarDay]:
    """List the override rows of a year."""
    first, last = dt.date(year, 1, 1), dt.date(year, 12, 31)
    return session.scalars(
        sa.select(CalendarDay).where(CalendarDay.day.between(first, last)).order_by(CalendarDay.day)
    ).all()


def list_clocks(session: Session, case_id: int) -> Sequence[SlaClock]:
    """List every clock of a case and its tasks, in the order they were opened."""
    return session.scalars(
        sa.select(SlaClock).where(SlaClock.case_id == case_id).order_by(SlaClock.id).limit(1000)
    ).all()


def list_pauses(session: Session, clock_ids: Sequence[int]) -> dict[int, list[SlaPause]]:
    """Return the pauses of some clocks, by clock."""
    found: dict[int, list[SlaPause]] = {clock_id: [] for clock_id in clock_ids}
    rows = sa.select(SlaPause).where(SlaPause.clock_id.in_(clock_ids)).order_by(SlaPause.id)
    for pause in session.scalars(rows):
        found[pause.clock_id].append(pause)
    return found


def list_task_clocks(session: Session, task_ids: Sequence[int]) -> dict[int, list[SlaClock]]:
    """Return the clocks of some tasks, by task."""
    found: dict[int, list[SlaClock]] = {task_id: [] for task_id in task_ids}
    for clock in session.scalars(_OF_TASKS, {"tasks": list(task_ids)}) if task_ids else ():
        found[clock.task_id or 0].append(clock)
    return found


def list_case_stage_clocks(
    session: Session, stages: Collection[tuple[int, str | None]]
) -> dict[tuple[int, str], list[SlaClock]]:
    """Return the clocks of some stages of some cases, by case and stage."""
    rows = sa.select(SlaClock).where(
        SlaClock.case_id.in_([case_id for case_id, _ in stages]), SlaClock.task_id.is_(None)
    )
    found: dict[tuple[int, str], list[SlaClock]] = {}
    for clock in session.scalars(rows.order_by(SlaClock.id)) if stages else ():
        found.setdefault((clock.case_id, clock.stage), []).append(clock)
    return found


def find_case_due(session: Session, case_id: int, stage: str) -> dt.datetime | None:
    """Return when the open internal clock of a case stage is due."""
    return session.execute(
        sa.select(SlaClock.due_at).where(
            SlaClock.case_id == case_id,
            SlaClock.stage == stage,
            SlaClock.task_id.is_(None),
            SlaClock.clock_type == ClockType.INTERNAL,
            SlaClock.state.in_(OPEN_STATES),
        )
    ).scalar()


def next_due(session: Session) -> dt.datetime | None:
    """Return the earliest instant at which a clock warns or breaches."""
    return session.connection().execute(_FIRST_EVENT).scalar()


def get_clock(session: Session, clock_id: int) -> SlaClock:
    """Return a clock as it is now.

    :raises NotFound: there is none
    """
    clock = session.get(SlaClock, clock_id, populate_existing=True)
    if clock is None:
        raise NotFound(f"no clock {clock_id}")
    return clock


def list_clocks_by_id(session: Session, clock_ids: Collection[int]) -> dict[int, SlaClock]:
    """Return some clocks by id."""
    rows = sa.select(SlaClock).where(SlaClock.id.in_(clock_ids))
    return {clock.id: clock for clock in session.scalars(rows)} if clock_ids else {}


def list_clocks_in(
    session: Session,
    state: ClockState,
    *,
    after: Cursor | None = None,
    limit: int = 50,
    count: bool = False,
) -> Slice[SlaClock]:
    """List the clocks in a state over all cases, the one due first at the head."""
    query = sa.select(SlaClock).where(SlaClock.state == state)
    order = (Order(SlaClock.due_at), Order(SlaClock.id))
    return slice_of(session, query, order, after, limit=limit, count=count)
