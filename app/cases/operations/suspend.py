"""Holds a case, and lets it go on."""

from typing import Any

import sqlalchemy as sa

from app.audit import operations as audit
from app.cases import running
from app.cases.commands import command
from app.cases.models import Case, CaseStatus
from app.cases.state import CaseState
from app.database import table_of
from app.work import Work


def suspend_case(
    work: Work, case_id: int, *, reason: str = "", expected_version: int | None = None
) -> CaseState:
    """Hold a case: nobody can complete its tasks, no timer fires, messages are kept for it.

    Its clocks run on: a customer's time limit does not stop because an operator looks at a case.
    """
    row = running.lock_case(work, case_id)
    running.ensure_version(row, expected_version)
    running.ensure_status(row, CaseStatus.ACTIVE)
    state = _set_status(work, row, CaseStatus.SUSPENDED)
    audit.record(work, "case.suspended", case_id=case_id, detail={"reason": reason})
    return state


def resume_case(work: Work, case_id: int, *, expected_version: int | None = None) -> CaseState:
    """Let a suspended case go on: it takes what was sent; due timers fire with the next tick."""
    row = running.lock_case(work, case_id)
    running.ensure_version(row, expected_version)
    running.ensure_status(row, CaseStatus.SUSPENDED)
    _set_status(work, row, CaseStatus.ACTIVE)
    audit.record(work, "case.resumed", case_id=case_id, detail={})
    with command(work, running.lock_case(work, case_id)) as case:
        case.asked.clear()
    return case.result


def _set_status(work: Work, row: Any, status: CaseStatus) -> CaseState:
    case = table_of(Case)
    work.session.connection().execute(
        sa.update(case)
        .where(case.c.id == row.id, case.c.version == row.version)
        .values(status=status, version=case.c.version + 1)
    )
    return CaseState(
        id=row.id,
        business_key=row.business_key,
        process_id=row.process_id,
        process_key=row.key,
        status=status,
        version=row.version + 1,
    )
