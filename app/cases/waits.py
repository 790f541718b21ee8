"""Draws a case's timers, subscriptions, jobs and incidents from what its tokens wait for."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa
from sqlalchemy import bindparam

from app.cases.models import (
    Incident,
    Job,
    Subscription,
    Timer,
)
from app.database import next_key, table_of
from app.work import Work

Wait = tuple[str, int, int]  # kind, token, which of the token's waits
Waits = Mapping[Wait, Mapping[str, Any]]

#: Errors of our own parts or of the outside may pass by themselves; a wrong expression does not.
RETRIED = frozenset({"HANDLER_ERROR"})
RETRY_AFTER = (dt.timedelta(minutes=1), dt.timedelta(minutes=5), dt.timedelta(minutes=30))

_timer, _subscription, _job = table_of(Timer), table_of(Subscription), table_of(Job)
_incident = table_of(Incident)
_TABLES = {"timer": _timer, "message": _subscription, "signal": _subscription, "job": _job}


def _one(table: sa.Table) -> tuple[sa.ColumnElement[bool], ...]:
    row = [table.c.case_id == bindparam("b_case"), table.c.token_id == bindparam("b_token")]
    if "position" in table.c:
        row.append(table.c.position == bindparam("b_position"))
    return tuple(row)


_DELETE = {table: sa.delete(table).where(*_one(table)) for table in _TABLES.values()}
_INSERT = {table: sa.insert(table) for table in _TABLES.values()}
_JOB_RETRIES = sa.update(_job).where(*_one(_job)).values(retries=bindparam("b_retries"))
_TIMER_DUE = (
    sa.update(_timer)
    .where(*_one(_timer))
    .values(due_at=bindparam("b_due"), run_at=bindparam("b_due"), attempts=0)
)
_STUCK = sa.insert(_incident)
_RESOLVED = (
    sa.update(_incident)
    .where(*_one(_incident), _incident.c.resolved_at.is_(None))
    .values(resolved_at=bindparam("b_now"), run_at=None)
)


def draw_waits(work: Work, case_id: int, before: Waits, after: Waits) -> None:
    """Delete, insert and change the rows of timers, subscriptions and jobs."""
    gone: dict[sa.Table, list[dict[str, Any]]] = {}
    new: dict[sa.Table, list[dict[str, Any]]] = {}
    for wait in before:
        if wait[0] in _TABLES and not _stays(wait, before, after):
            gone.setdefault(_TABLES[wait[0]], []).append(_named(case_id, wait))
    for wait, detail in after.items():
        if wait[0] not in _TABLES or before.get(wait) == detail:
            continue
        if _stays(wait, before, after):
            _change(work, case_id, wait, detail)
        elif not _sleeps(wait, detail):
            row = _DRAWN[wait[0]](work, case_id, wait, detail)
            new.setdefault(_TABLES[wait[0]], []).append(row)
    _execute(work, _DELETE, gone)
    _execute(work, _INSERT, new)


def _execute(
    work: Work, statements: Mapping[sa.Table, Any], rows: Mapping[sa.Table, list[dict[str, Any]]]
) -> None:
    connection = work.session.connection()
    for table, values in rows.items():
        connection.execute(statements[table], values)


def _sleeps(wait: Wait, detail: Mapping[str, Any]) -> bool:
    """Say whether a timer waits for a variable to be set; then it has no row."""
    return wait[0] == "timer" and detail["due"] is None


def _stays(wait: Wait, before: Waits, after: Waits) -> bool:
    """Say whether a wait's row stands before and after, though its details may differ."""
    if wait not in before or wait not in after:
        return False
    if before[wait] == after[wait]:
        return True
    if wait[0] == "timer":
        return not (_sleeps(wait, before[wait]) or _sleeps(wait, after[wait]))
    return wait[0] == "job"


def _named(case_id: int, wait: Wait) -> dict[str, Any]:
    named = {"b_case": case_id, "b_token": wait[1]}
    return named if wait[0] == "job" else {**named, "b_position": wait[2]}


def _change(work: Work, case_id: int, wait: Wait, detail: Mapping[str, Any]) -> None:
    connection = work.session.connection()
    if wait[0] == "job":
        values = {**_named(case_id, wait), "b_retries": detail["retries"]}
        connection.execute(_JOB_RETRIES, values)
    else:
        values = {**_named(case_id, wait), "b_due": _due(detail)}
        connection.execute(_TIMER_DUE, values)


def _place(work: Work, case_id: int, wait: Wait, detail: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "id": next_key(work.session),
        "case_id": case_id,
        "token_id": wait[1],
        "element": detail["element"],
    }


def _timer_row(work: Work, case_id: int, wait: Wait, detail: Mapping[str, Any]) -> dict[str, Any]:
    return {
        **_place(work, case_id, wait, detail),
        "position": wait[2],
        "due_at": _due(detail),
        "run_at": _due(detail),
        "attempts": 0,
    }


def _due(detail: Mapping[str, Any]) -> dt.datetime:
    return dt.datetime.fromisoformat(detail["due"])


def _subscription_row(
    work: Work, case_id: int, wait: Wait, detail: Mapping[str, Any]
) -> dict[str, Any]:
    return {
        **_place(work, case_id, wait, detail),
        "position": wait[2],
        "kind": wait[0],
        "name": detail["name"],
        "correlation_key": detail.get("key") or "",
    }


def _job_row(work: Work, case_id: int, wait: Wait, detail: Mapping[str, Any]) -> dict[str, Any]:
    return {
        **_place(work, case_id, wait, detail),
        "type": detail["type"],
        "headers": dict(detail.get("headers") or {}),
        "retries": detail["retries"],
        "created_at": work.now,
        "free_at": work.now,
        "worker": None,
        "error": None,
    }


_DRAWN = {
    "timer": _timer_row,
    "message": _subscription_row,
    "signal": _subscription_row,
    "job": _job_row,
}


def draw_incidents(work: Work, case_id: int, before: Waits, after: Waits) -> None:
    """Close the incidents that are gone, open the new ones; a repeated one keeps its attempts."""
    connection = work.session.connection()
    for wait in before:
        if wait[0] == "incident" and wait not in after:
            named = {"b_case": case_id, "b_token": wait[1], "b_now": work.now}
            connection.execute(_RESOLVED, named)
    for wait, detail in after.items():
        if wait[0] == "incident" and wait not in before:
            connection.execute(_STUCK, _stuck(work, case_id, wait, detail))
        elif wait[0] == "incident" and before[wait] != detail:
            _change_incident(work, case_id, wait, detail)


def _stuck(work: Work, case_id: int, wait: Wait, detail: Mapping[str, Any]) -> dict[str, Any]:
    kind = str(detail["kind"])
    return {
        **_place(work, case_id, wait, detail),
        "kind": kind,
        "message": detail["message"],
        "created_at": work.now,
        "attempts": 0,
        "run_at": work.now + RETRY_AFTER[0] if kind in RETRIED else None,
        "resolved_at": None,
    }


def _change_incident(work: Work, case_id: int, wait: Wait, detail: Mapping[str, Any]) -> None:
    work.session.connection().execute(
        sa.update(_incident).where(*_one(_incident), _incident.c.resolved_at.is_(None)),
        {
            "b_case": case_id,
            "b_token": wait[1],
            "kind": str(detail["kind"]),
            "message": detail["message"],
        },
    )
