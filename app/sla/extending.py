"""Gives a stage of a case the longer limits of another track, counted from its first beginning."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa

from app.sla import queries
from app.sla.models import OPEN_STATES, ClockState, ClockType, SlaClock
from app.sla.operations import Terms, due_instants, find_terms, open_type, set_due
from app.work import Work


def extend_clock(
    work: Work, *, case_id: int, stage: str, facts: Mapping[str, Any]
) -> tuple[dict[ClockType, dt.datetime], list[int]]:
    """Apply a track that the law gives more time to; this alone moves a limit of the law.

    A limit of the company that is overdue stays so, and the longer one runs beside it.

    :returns: when each type is due now, and the clocks whose overdue handling is over
    """
    rows = sa.select(SlaClock).where(
        SlaClock.case_id == case_id,
        SlaClock.stage == stage,
        SlaClock.task_id.is_(None),
        SlaClock.state.in_(OPEN_STATES),
    )
    clocks = work.session.scalars(rows.order_by(SlaClock.id).with_for_update()).all()
    if not clocks:
        return {}, []
    terms = find_terms(work, stage, facts)
    calendar = queries.get_calendar(work.session, work.processes.zone)
    dues = due_instants(terms, clocks[0].started_at, calendar)
    late = [clock for clock in clocks if clock.state is ClockState.BREACHED]
    closed = _begin_anew(work, terms, late, dues) if late else []
    for clock in clocks:
        if clock not in late:
            _lengthen(clock, terms, dues[clock.clock_type])
    work.session.flush()
    return dues, closed


def _begin_anew(
    work: Work, terms: Terms, late: list[SlaClock], dues: Mapping[ClockType, dt.datetime]
) -> list[int]:
    closed = []
    for clock in late:
        clock.state, clock.stopped_at = ClockState.BREACHED_CLOSED, work.now
        clock.next_event_at = None
        closed.append(clock.id)
        open_type(work, terms, clock, dues[clock.clock_type])
    return closed


def _lengthen(clock: SlaClock, terms: Terms, due: dt.datetime) -> None:
    limit = terms.limit_of(clock.clock_type)
    clock.limit_text, clock.warn_before, clock.basis = str(limit), terms.warn_before, terms.basis
    clock.warned_at = None  # the longer limit is warned of anew
    set_due(clock, due)
