"""Lets the clocks of a case stand still while the customer's answer is awaited, and run on."""

import datetime as dt
from collections.abc import Collection, Sequence

import sqlalchemy as sa

from app.database import next_key
from app.sla import limits, queries
from app.sla.calendar import Calendar
from app.sla.limits import Pause
from app.sla.models import ClockState, ClockType, SlaClock, SlaPause
from app.sla.operations import not_in_future, set_due
from app.work import Work


def pause_clocks(
    work: Work,
    case_id: int,
    *,
    reason: str,
    at: dt.datetime | None = None,
    stages: Collection[str] | None = None,
) -> list[int]:
    """Let every clock of a case that may pause stand still; return whose breach is taken back.

    One that was due before ``at`` stays breached; one that was due only between ``at`` and the
    news of it was not: from ``at`` on no time passed.
    Legal basis: Supreme Court Interpretation II (2020) art. 15.

    :param at: since when, by default now; may lie in the past
    :param stages: only their clocks, by default all
    :raises InvalidInput: ``at`` lies in the future
    """
    since = not_in_future(work, at)
    taken_back = []
    for clock in _pausable(work, case_id, since):
        if stages is not None and clock.stage not in stages:
            continue
        if clock.state is ClockState.BREACHED:
            taken_back.append(clock.id)
        clock.state, clock.next_event_at, clock.breached_at = ClockState.PAUSED, None, None
        work.session.add(
            SlaPause(
                id=next_key(work.session),
                clock_id=clock.id,
                since_at=max(since, clock.started_at),
                reason=reason,
            )
        )
    work.session.flush()
    return taken_back


def _pausable(work: Work, case_id: int, since: dt.datetime) -> Sequence[SlaClock]:
    rows = sa.select(SlaClock).where(
        SlaClock.case_id == case_id,
        SlaClock.pausable,
        SlaClock.due_at > since,
        SlaClock.state.in_([ClockState.RUNNING, ClockState.BREACHED]),
    )
    return work.session.scalars(rows.order_by(SlaClock.id).with_for_update()).all()


def resume_clocks(work: Work, case_id: int, *, at: dt.datetime | None = None) -> list[SlaClock]:
    """Let the paused clocks of a case run on, due later by the time they stood; return them.

    :param at: until when they stood, by default now; may lie in the past
    :raises InvalidInput: ``at`` lies in the future
    """
    until = not_in_future(work, at)
    paused = sa.select(SlaClock).where(
        SlaClock.case_id == case_id, SlaClock.state == ClockState.PAUSED
    )
    clocks = list(work.session.scalars(paused.order_by(SlaClock.id).with_for_update()))
    calendar = queries.get_calendar(work.session, work.processes.zone)
    pauses = queries.list_pauses(work.session, [clock.id for clock in clocks])
    for clock in clocks:
        last = pauses[clock.id][-1]
        last.until_at = max(until, last.since_at)
        _run_on(clock, ended(pauses[clock.id]), calendar)
    _cap_by_statutory(clocks)
    work.session.flush()
    return clocks


def ended(pauses: Sequence[SlaPause]) -> list[Pause]:
    """Return the pauses that are over, as arithmetic takes them."""
    return [Pause(one.since_at, one.until_at) for one in pauses if one.until_at is not None]


def _run_on(clock: SlaClock, pauses: Sequence[Pause], calendar: Calendar) -> None:
    limit = limits.parse_limit(clock.limit_text)
    due = limits.due_at(clock.started_at, limit, calendar, pauses)
    if clock.clock_type is ClockType.INTERNAL:
        # A limit shortened late was given an instant to be kept by: that one moves on as well.
        *earlier, last = pauses
        if clock.due_at > limits.due_at(clock.started_at, limit, calendar, earlier):
            due = max(due, clock.due_at + (last.until - last.since))
    clock.state = ClockState.RUNNING
    set_due(clock, due)


def _cap_by_statutory(clocks: Sequence[SlaClock]) -> None:
    lawful = {
        (clock.stage, clock.task_id): clock.due_at
        for clock in clocks
        if clock.clock_type is ClockType.STATUTORY
    }
    for clock in clocks:
        cap = lawful.get((clock.stage, clock.task_id))
        if clock.clock_type is ClockType.INTERNAL and cap is not None and cap < clock.due_at:
            set_due(clock, cap)
