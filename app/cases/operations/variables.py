"""Changes the variables of a running case."""

from app.audit import operations as audit
from app.cases import running
from app.cases.commands import command
from app.cases.running import OPEN_STATUSES
from app.cases.state import CaseState
from app.work import Variables, Work


def set_variables(
    work: Work, case_id: int, values: Variables, *, expected_version: int | None = None
) -> CaseState:
    """Set variables of the whole case; timers whose expression reads one are armed anew."""
    row = running.lock_case(work, case_id)
    running.ensure_version(row, expected_version)
    with command(work, row) as case:
        case.instance.set_variables(values)
        audit.record(work, "variables.set", case_id=case_id, detail={"names": sorted(values)})
    return case.result


def try_variables(work: Work, case_id: int, values: Variables) -> bool:
    """Set variables wherever a case and the processes it calls know them, also while suspended.

    A case that has ended needs them no more.

    :returns: False where somebody works on the case just now; nothing is set then
    """
    row = running.lock_case(work, case_id, patient=False)
    if row is None:
        return False
    if row.status in OPEN_STATUSES:
        with command(work, row, allowed=OPEN_STATUSES) as case:
            case.instance.set_variables(values, everywhere=True)
            audit.record(work, "variables.set", case_id=case_id, detail={"names": sorted(values)})
    return True
