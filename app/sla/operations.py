"""Opens, stops and cancels clocks."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy import bindparam

from app.database import next_key, table_of
from app.errors import InvalidInput
from app.sla import limits, queries
from app.sla.calendar import Calendar
from app.sla.limits import Limit
from app.sla.models import OPEN_STATES, ClockState, ClockType, SlaClock
from app.work import Work

TABLE = "sla_limit"  # the decision that holds every limit (D05)
_clock = table_of(SlaClock)
_IS_OPEN = _clock.c.state.in_([sa.literal_column(f"'{state.value}'") for state in OPEN_STATES])
_OF_TASK = _clock.c.task_id == bindparam("b_task")
_OF_CASE = sa.and_(
    _clock.c.case_id == bindparam("b_case"),
    _clock.c.stage == bindparam("b_stage"),
    _clock.c.task_id.is_(None),
)
# What was done in time is met, also where the news of it came after the breach was told. A clock
# that stands still has not reached its due instant, which moves when it runs on.
_KEPT = sa.or_(
    _clock.c.due_at > bindparam("b_at"),
    _clock.c.state == sa.literal_column(f"'{ClockState.PAUSED.value}'"),
)
_OPEN = sa.insert(_clock)
_END = sa.update(_clock).where(_IS_OPEN).values(stopped_at=bindparam("b_at"), next_event_at=None)
_STOP = _END.values(
    state=sa.case((_KEPT, ClockState.MET.value), else_=ClockState.BREACHED_CLOSED.value),
    breached_at=sa.case((_KEPT, sa.null()), else_=_clock.c.due_at),
)
_ENDED = (_clock.c.id, _clock.c.due_at)
_STOP_OF_TASK = _STOP.where(_OF_TASK).returning(*_ENDED)
_STOP_OF_CASE = _STOP.where(_OF_CASE).returning(*_ENDED)
_CANCEL = _END.values(state=ClockState.CANCELLED).returning(*_ENDED)
_CANCEL_OF_TASK = _CANCEL.where(_OF_TASK)
_CANCEL_OF_STAGE = _CANCEL.where(_OF_CASE, _clock.c.state != ClockState.BREACHED)
_CANCEL_OF_CASE = _CANCEL.where(_clock.c.case_id == bindparam("b_case"))
FACTS = ("lob", "amount", "track", "cat_level")  # its inputs besides the stage


@dataclass(frozen=True, kw_only=True)
class Terms:
    """What the table says of a stage under the facts at hand."""

    stage: str
    internal: Limit
    statutory: Limit | None
    warn_before: str
    pausable: bool
    basis: dict[str, Any]

    def limit_of(self, clock_type: ClockType) -> Limit | None:
        """Return the limit of one type."""
        return self.internal if clock_type is ClockType.INTERNAL else self.statutory


def find_terms(work: Work, stage: str, facts: Mapping[str, Any]) -> Terms:
    """Look a stage up in the table of limits.

    :param facts: ``lob``, ``amount``, ``track``, ``cat_level``; others are left out
    """
    inputs = {"stage": stage, **{name: facts.get(name) for name in FACTS}}
    result = work.ask(TABLE, inputs)
    row = result.value
    basis = {
        "decision": result.decision,
        "version": result.version,
        "rules": [rule.index for rule in result.matched],
        "source": "; ".join(rule.annotation for rule in result.matched),
        "facts": inputs,
    }
    return Terms(
        stage=stage,
        internal=limits.parse_limit(row["internal"]),
        statutory=limits.parse_limit(row["statutory"]) if row["statutory"] else None,
        warn_before=row["warn_before"],
        pausable=row["pausable"],
        basis=basis,
    )


def own_terms(stage: str, limit: str, *, warn_before: str, source: str) -> Terms:
    """Return the terms of a stage whose limit comes from elsewhere than the table of limits.

    Facts that change later do not change it.

    :param limit: as that table writes limits, e.g. ``3 wd``
    :param source: where the limit comes from, in words
    """
    return Terms(
        stage=stage,
        internal=limits.parse_limit(limit),
        statutory=None,
        warn_before=warn_before,
        pausable=False,
        basis={"source": source},
    )


def open_task_clocks(
    work: Work, *, case_id: int, task_id: int, stage: str, facts: Mapping[str, Any]
) -> dt.datetime | None:
    """Open the clocks of a task that has just opened; return its due instant.

    A task under a stage of the case opens none: it shows that clock's due instant.
    """
    if stage in queries.CASE_STAGES:
        return queries.find_case_due(work.session, case_id, stage)
    terms = find_terms(work, stage, facts)
    return _open(work, terms, case_id=case_id, task_id=task_id, started_at=work.now)


def open_clock(
    work: Work, *, case_id: int, stage: str, facts: Mapping[str, Any], at: dt.datetime | None = None
) -> dt.datetime:
    """Open the clocks of a stage of the whole case; return the internal due instant.

    Clocks of the stage that are open already stay as they are.

    :param at: when the limit began; may lie in the past, by default now
    :raises InvalidInput: ``at`` lies in the future
    """
    known = queries.find_case_due(work.session, case_id, stage)
    if known is not None:
        return known
    return open_under(work, find_terms(work, stage, facts), case_id=case_id, at=at)


def open_under(
    work: Work, terms: Terms, *, case_id: int, at: dt.datetime | None = None
) -> dt.datetime:
    """Open the clocks of a stage of the whole case under terms at hand; return the internal due.

    :param at: when the limit began; may lie in the past, by default now
    :raises InvalidInput: ``at`` lies in the future
    """
    started_at = not_in_future(work, at)
    return _open(work, terms, case_id=case_id, task_id=None, started_at=started_at)


def not_in_future(work: Work, at: dt.datetime | None) -> dt.datetime:
    """Return the instant a clock begins or ends at, by default now.

    :raises InvalidInput: it is still to come
    """
    if at is None:
        return work.now
    if at > work.now:
        raise InvalidInput(
            f"a clock cannot begin or end at {at.isoformat()}: that is still to come"
        )
    return at


def _open(
    work: Work, terms: Terms, *, case_id: int, task_id: int | None, started_at: dt.datetime
) -> dt.datetime:
    calendar = queries.get_calendar(work.session, work.processes.zone)
    dues = due_instants(terms, started_at, calendar)
    rows = [
        _row(work, terms, clock_type, due, case_id=case_id, task_id=task_id, started_at=started_at)
        for clock_type, due in dues.items()
    ]
    work.session.connection().execute(_OPEN, rows)
    return dues[ClockType.INTERNAL]


def open_type(work: Work, terms: Terms, like: SlaClock, due: dt.datetime) -> None:
    """Open one clock of the type, the case and the beginning of another that came to its end."""
    row = _row(
        work,
        terms,
        like.clock_type,
        due,
        case_id=like.case_id,
        task_id=like.task_id,
        started_at=like.started_at,
    )
    work.session.connection().execute(_OPEN, [row])


def due_instants(
    terms: Terms, started_at: dt.datetime, calendar: Calendar
) -> dict[ClockType, dt.datetime]:
    """Return when each type is due; the company's own never after the law's (domain 0.3)."""
    internal = limits.due_at(started_at, terms.internal, calendar)
    if terms.statutory is None:
        return {ClockType.INTERNAL: internal}
    statutory = limits.due_at(started_at, terms.statutory, calendar)
    return {ClockType.INTERNAL: min(internal, statutory), ClockType.STATUTORY: statutory}


def _row(
    work: Work,
    terms: Terms,
    clock_type: ClockType,
    due: dt.datetime,
    *,
    case_id: int,
    task_id: int | None,
    started_at: dt.datetime,
) -> dict[str, Any]:
    warn = limits.warn_at(started_at, due, limits.parse_duration(terms.warn_before))
    return {
        "id": next_key(work.session),
        "case_id": case_id,
        "task_id": task_id,
        "stage": terms.stage,
        "clock_type": clock_type,
        "state": ClockState.RUNNING,
        "started_at": started_at,
        "limit_text": str(terms.limit_of(clock_type)),
        "warn_before": terms.warn_before,
        "pausable": terms.pausable,
        "due_at": due,
        "warn_at": warn,
        "next_event_at": warn,
        "basis": terms.basis,
    }


def stop_task_clocks(work: Work, task_id: int, *, at: dt.datetime | None = None) -> list[int]:
    """Stop the clocks of a completed task; return those that were overdue, for who handles them."""
    stopped = {"b_task": task_id, "b_at": not_in_future(work, at)}
    return _end(work, _STOP_OF_TASK, stopped)


def stop_clock(work: Work, *, case_id: int, stage: str, at: dt.datetime | None = None) -> list[int]:
    """Stop the clocks of a stage of the case; return those that were overdue. None is no error."""
    stopped = {"b_case": case_id, "b_stage": stage, "b_at": not_in_future(work, at)}
    return _end(work, _STOP_OF_CASE, stopped)


def cancel_task_clocks(work: Work, task_id: int) -> list[int]:
    """End the clocks of a task that was withdrawn: they count neither as met nor as breached.

    :returns: those that were overdue
    """
    return _end(work, _CANCEL_OF_TASK, {"b_task": task_id, "b_at": work.now})


def cancel_clock(work: Work, *, case_id: int, stage: str) -> list[int]:
    """End the clocks of a stage whose reason is gone; one that was breached stays a breach.

    :returns: those that were overdue
    """
    ended = {"b_case": case_id, "b_stage": stage, "b_at": work.now}
    return sorted({*_end(work, _CANCEL_OF_STAGE, ended), *_end(work, _STOP_OF_CASE, ended)})


def cancel_case_clocks(work: Work, case_id: int) -> list[int]:
    """End every open clock of a case and its tasks; return those that were overdue."""
    return _end(work, _CANCEL_OF_CASE, {"b_case": case_id, "b_at": work.now})


def _end(work: Work, statement: Any, values: dict[str, Any]) -> list[int]:
    """End clocks; return those due by now: their breach has been told, and may be handled."""
    ended = work.session.connection().execute(statement, values).all()
    return sorted(clock_id for clock_id, due_at in ended if due_at <= work.now)


def set_due(clock: SlaClock, due: dt.datetime) -> None:
    """Give a clock a new due instant, its warning with it; a warning given stays given.

    A clock that stands still fires nothing until it runs on.
    """
    clock.due_at = due
    clock.warn_at = limits.warn_at(clock.started_at, due, limits.parse_duration(clock.warn_before))
    if clock.state is not ClockState.PAUSED:
        clock.next_event_at = clock.due_at if clock.warned_at else clock.warn_at


def due(work: Work, since: dt.datetime, limit: str) -> dt.datetime:
    """Return when a limit that began at ``since`` is due; FEEL's ``due(from, "5 wd")``."""
    calendar = queries.get_calendar(work.session, work.processes.zone)
    return limits.due_at(since, limits.parse_limit(limit), calendar)
