"""Ends a complaint whose case an operator has ended."""

from app.insurance.complaints import rules
from app.insurance.complaints.models import OVER, Complaint, ComplaintStatus
from app.insurance.complaints.subject import note
from app.insurance.records import find_of_case, touch
from app.work import Work


def end_complaint(work: Work, case_id: int, reason: str) -> None:
    """Close a complaint that nobody handles any more; its reply stands, if it has one.

    The complainant is told nothing: an operator ends what was entered by mistake.
    """
    complaint = find_of_case(work.session, Complaint, Complaint.case_id, case_id)
    if complaint is None or complaint.status in OVER:
        return
    complaint.status, complaint.closed_at = _status_of(complaint), work.now
    touch(work, complaint)
    note(work, complaint, "complaint.cancelled", reason=reason)


def _status_of(complaint: Complaint) -> ComplaintStatus:
    if complaint.replied_at is None:
        return ComplaintStatus.CANCELLED
    unresolved = rules.is_unresolved(complaint.satisfied, complaint.upheld)
    return ComplaintStatus.UNRESOLVED if unresolved else ComplaintStatus.RESOLVED
