"""Ends a case before its end."""

from app.audit import operations as audit
from app.cases import closings, running
from app.cases.commands import command
from app.cases.models import CaseStatus
from app.cases.state import CaseState
from app.sla import operations as sla
from app.work import Work


def cancel_case(
    work: Work, case_id: int, *, reason: str = "", expected_version: int | None = None
) -> CaseState:
    """End a case: its tasks are withdrawn, its timers, jobs and clocks end, and so does its record.

    :raises Conflict: it has ended already
    """
    row = running.lock_case(work, case_id)
    running.ensure_version(row, expected_version)
    with command(work, row, allowed=(CaseStatus.ACTIVE, CaseStatus.SUSPENDED)) as case:
        case.cancelled = True
        case.instance.terminate()
        closings.tell_closed(work, sla.cancel_case_clocks(work, case_id))
        audit.record(work, "case.cancelled", case_id=case_id, detail={"reason": reason})
        for end_record in work.processes.endings.get(row.process_id, ()):
            end_record(work, case_id, reason)
    return case.result
