"""The clocks of a case with their pauses, as they are answered."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from app.cases.queries import list_numbers
from app.sla import limits, queries
from app.sla.calendar import Calendar
from app.sla.models import SlaClock, SlaPause
from app.work import Work


def clocks_of(work: Work, case_id: int) -> list[dict[str, Any]]:
    """Return the clocks of a case in the order they were opened."""
    clocks = queries.list_clocks(work.session, case_id)
    pauses = queries.list_pauses(work.session, [clock.id for clock in clocks])
    calendar = Calendar(zone=work.processes.zone)
    return [_row(clock, pauses[clock.id], calendar) for clock in clocks]


def rows_of(work: Work, clocks: Sequence[SlaClock]) -> list[dict[str, Any]]:
    """Return clocks of any cases, each with the case it belongs to and how late it is."""
    pauses = queries.list_pauses(work.session, [clock.id for clock in clocks])
    numbers = list_numbers(work.session, {clock.case_id for clock in clocks})
    calendar = Calendar(zone=work.processes.zone)
    return [
        {
            **_row(clock, pauses[clock.id], calendar),
            "case_id": clock.case_id,
            "business_key": numbers.get(clock.case_id),
            "overdue_hours": late_hours(clock, work.now),
        }
        for clock in clocks
    ]


def late_hours(clock: SlaClock, now: dt.datetime) -> float:
    """Return how many hours after its due instant a clock stopped, or runs; two places."""
    late = ((clock.stopped_at or now) - clock.due_at).total_seconds()
    return round(max(late, 0) / 3600, 2)


def _row(clock: SlaClock, pauses: list[SlaPause], calendar: Calendar) -> dict[str, Any]:
    limit = limits.parse_limit(clock.limit_text)
    return {
        "id": clock.id,
        "stage": clock.stage,
        "type": clock.clock_type.value,
        "state": clock.state.value,
        "started_at": clock.started_at,
        "limit": clock.limit_text,
        "due_at": clock.due_at,
        "due_date": limits.due_on(clock.due_at, limit, calendar),
        "warn_at": clock.warn_at,
        "warned_at": clock.warned_at,
        "breached_at": clock.breached_at,
        "stopped_at": clock.stopped_at,
        "pauses": pauses,
        "task_id": clock.task_id,
        "basis": clock.basis["source"],
    }
