"""Ends an item of care whose case an operator has ended."""

from app.audit import operations as audit
from app.insurance.care import rules
from app.insurance.care.models import OPEN, CareItem, CareStatus
from app.insurance.records import find_of_case, touch
from app.work import Work


def end_item(work: Work, case_id: int, reason: str) -> None:
    """End an item that nobody carries out any more."""
    item = find_of_case(work.session, CareItem, CareItem.case_id, case_id)
    if item is None or item.status not in OPEN:
        return
    item.status, item.reason = CareStatus.CANCELLED, rules.CASE_ENDED
    touch(work, item)
    detail = {"reason": reason}
    audit.record(work, "care.cancelled", case_id=case_id, subject=item.care_no, detail=detail)
