"""Fires warnings and breaches, and recomputes open clocks when what they rest on changed."""

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from app.sla import limits, queries
from app.sla.limits import Limit
from app.sla.models import ClockState, ClockType, SlaClock
from app.sla.operations import find_terms, set_due
from app.sla.pausing import ended
from app.work import Work

BATCH = 50  # clocks one transaction fires at most
AFTER_FAILURE = dt.timedelta(minutes=10)  # the cause is a fault of ours and stays a while


@dataclass(frozen=True, kw_only=True)
class Fired:
    """A clock that reached an instant: which, of which case and task, and when it is due."""

    clock_id: int
    case_id: int
    task_id: int | None
    stage: str
    clock_type: ClockType
    due_at: dt.datetime


class Warned(Fired):
    """Its warning time has come."""


class Breached(Fired):
    """It is due and has not been stopped."""


def list_due_cases(work: Work) -> set[int]:
    """Return the cases whose clocks are due first."""
    return set(work.session.scalars(_due(work, SlaClock.case_id).limit(BATCH)))


def _due(work: Work, columns: Any) -> sa.Select[Any]:
    due = sa.select(columns).where(SlaClock.next_event_at <= work.now)
    return due.order_by(SlaClock.next_event_at, SlaClock.id)


def fire_due(
    work: Work, *, batch: int = BATCH, of_cases: Collection[int] | None = None
) -> list[Warned | Breached]:
    """Fire what clocks are due for now, oldest first; the caller tells people and starts P13.

    Rows another worker holds are left to it.

    :param of_cases: only their clocks
    """
    rows = _due(work, SlaClock).limit(batch).with_for_update(skip_locked=True)
    if of_cases is not None:
        rows = rows.where(SlaClock.case_id.in_(of_cases))
    fired = [_fire(clock, work.now) for clock in work.session.scalars(rows)]
    work.session.flush()
    return fired


def postpone(work: Work, case_id: int) -> None:
    """Look at the due clocks of a case later: firing them failed. They stay due as they are."""
    work.session.execute(
        sa.update(SlaClock)
        .where(SlaClock.case_id == case_id, SlaClock.next_event_at <= work.now)
        .values(next_event_at=work.now + AFTER_FAILURE)
        .execution_options(synchronize_session=False)
    )


def _fire(clock: SlaClock, now: dt.datetime) -> Warned | Breached:
    if now >= clock.due_at:
        clock.state = ClockState.BREACHED
        clock.breached_at = clock.due_at
        clock.warned_at = clock.warned_at or now
        clock.next_event_at = None
        return Breached(**_facts(clock))
    clock.warned_at = now
    clock.next_event_at = clock.due_at
    return Warned(**_facts(clock))


def _facts(clock: SlaClock) -> dict[str, Any]:
    return {
        "clock_id": clock.id,
        "case_id": clock.case_id,
        "task_id": clock.task_id,
        "stage": clock.stage,
        "clock_type": clock.clock_type,
        "due_at": clock.due_at,
    }


def recompute(work: Work, case_id: int, facts: Mapping[str, Any]) -> list[SlaClock]:
    """Apply changed facts (track, amount, event) to the open internal clocks; return those changed.

    Statutory clocks do not follow such facts (domain 0.3). A limit that stays the same takes
    nothing back of the time that was left to keep it.
    """
    changed = []
    for clock in _open_internal(work, SlaClock.case_id == case_id):
        if "facts" not in clock.basis:
            continue  # its limit is not the table's
        terms = find_terms(work, clock.stage, {**clock.basis["facts"], **facts})
        new = _new_due(work, clock, terms.internal)
        if str(terms.internal) == clock.limit_text and new.unhurried <= clock.due_at:
            continue
        clock.warn_before, clock.basis = terms.warn_before, terms.basis
        _apply(clock, terms.internal, new)
        changed.append(clock)
    work.session.flush()
    return changed


def recompute_for_calendar(work: Work) -> list[SlaClock]:
    """Apply a changed calendar to every open internal clock that counts working days."""
    changed = []
    for clock in _open_internal(work, SlaClock.limit_text.like("% wd")):
        limit = limits.parse_limit(clock.limit_text)
        new = _new_due(work, clock, limit)
        if new.unhurried != clock.due_at:
            _apply(clock, limit, new)
            changed.append(clock)
    work.session.flush()
    return changed


def _open_internal(work: Work, which: sa.ColumnElement[bool]) -> list[SlaClock]:
    """Lock the internal clocks that are not due yet; those that stand still are among them."""
    rows = sa.select(SlaClock).where(
        which,
        SlaClock.state.in_([ClockState.RUNNING, ClockState.PAUSED]),
        SlaClock.clock_type == ClockType.INTERNAL,
    )
    return list(work.session.scalars(rows.order_by(SlaClock.id).with_for_update()))


@dataclass(frozen=True, kw_only=True)
class _NewDue:
    """What a limit gives: by itself, and so that people can still keep it; the law's cap on both.

    What a pause that still lasts adds is known when the clock runs on.
    """

    unhurried: dt.datetime
    in_time: dt.datetime


def _new_due(work: Work, clock: SlaClock, limit: Limit) -> _NewDue:
    calendar = queries.get_calendar(work.session, work.processes.zone)
    pauses = queries.list_pauses(work.session, [clock.id])[clock.id]
    due = limits.due_at(clock.started_at, limit, calendar, ended(pauses))
    whole = limits.due_at(clock.started_at, limit, calendar) - clock.started_at
    # For a clock that stands still no time has passed since it began to.
    now = pauses[-1].since_at if clock.state is ClockState.PAUSED else work.now
    in_time = limits.not_too_soon(due, whole, now)
    cap = _statutory_due(work, clock)
    if cap is None:
        return _NewDue(unhurried=due, in_time=in_time)
    return _NewDue(unhurried=min(due, cap), in_time=min(in_time, cap))


def _apply(clock: SlaClock, limit: Limit, new: _NewDue) -> None:
    clock.limit_text = str(limit)
    set_due(clock, new.in_time)


def _statutory_due(work: Work, clock: SlaClock) -> dt.datetime | None:
    same_task = (
        SlaClock.task_id.is_(None) if clock.task_id is None else SlaClock.task_id == clock.task_id
    )
    return work.session.execute(
        sa.select(sa.func.min(SlaClock.due_at)).where(
            SlaClock.case_id == clock.case_id,
            SlaClock.stage == clock.stage,
            same_task,
            SlaClock.clock_type == ClockType.STATUTORY,
            SlaClock.state.in_([ClockState.RUNNING, ClockState.PAUSED, ClockState.BREACHED]),
        )
    ).scalar()
