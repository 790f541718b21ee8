"""Tries again what an incident holds up."""

import datetime as dt
from typing import Any

import sqlalchemy as sa

from app.audit import operations as audit
from app.cases import running
from app.cases.commands import command
from app.cases.models import Incident
from app.cases.state import CaseState
from app.cases.waits import RETRY_AFTER
from app.database import table_of
from app.errors import NotFound
from app.work import Work

_incident = table_of(Incident)


def retry_incident(work: Work, incident_id: int) -> CaseState:
    """Try one incident again because a person says so.

    :raises NotFound: no such incident, or it is resolved
    """
    return retry_row(work, get_open(work, incident_id), by_itself=False)


def retry_incidents(work: Work, case_id: int, *, expected_version: int | None = None) -> CaseState:
    """Try every incident of a case again.

    :raises NotFound: it has none
    """
    row = running.lock_case(work, case_id)
    running.ensure_version(row, expected_version)
    rows = _open_incidents(work, _incident.c.case_id == case_id)
    if not rows:
        raise NotFound(f"case {case_id} has no incident")
    with command(work, row) as case:
        for incident in rows:
            case.instance.resolve_incident(incident.token_id)
        audit.record(work, "incidents.retried", case_id=case_id, detail={"count": len(rows)})
    return case.result


def get_open(work: Work, incident_id: int) -> Any:
    """Return the row of an open incident."""
    found = _open_incidents(work, _incident.c.id == incident_id)
    if not found:
        raise NotFound(f"no open incident {incident_id}")
    return found[0]


def _open_incidents(work: Work, which: sa.ColumnElement[bool]) -> list[Any]:
    rows = sa.select(_incident).where(which, _incident.c.resolved_at.is_(None))
    return list(work.session.connection().execute(rows.order_by(_incident.c.id)))


def retry_row(work: Work, incident: Any, *, by_itself: bool) -> CaseState:
    """Try an incident again; by itself it is tried later each time, and at last no more."""
    row = running.lock_case(work, incident.case_id)
    incident = get_open(work, incident.id)
    if by_itself:
        _count_attempt(work, incident)
    with command(work, row) as case:
        case.instance.resolve_incident(incident.token_id)
        audit.record(
            work,
            "incident.retried",
            case_id=row.id,
            subject=str(incident.id),
            detail={"element": incident.element, "by_itself": by_itself},
        )
    return case.result


def _count_attempt(work: Work, incident: Any) -> None:
    attempts = incident.attempts + 1
    pause: dt.timedelta | None = RETRY_AFTER[attempts] if attempts < len(RETRY_AFTER) else None
    work.session.connection().execute(
        sa.update(_incident)
        .where(_incident.c.id == incident.id)
        .values(attempts=attempts, run_at=work.now + pause if pause else None)
    )
