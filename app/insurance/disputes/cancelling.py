"""Ends a dispute whose case an operator has ended."""

from app.audit import operations as audit
from app.insurance.disputes import rules
from app.insurance.disputes.models import Dispute, DisputeStatus
from app.insurance.disputes.subject import now_of
from app.insurance.records import find_of_case, touch
from app.work import Work


def end_dispute(work: Work, case_id: int, reason: str) -> None:
    """Close a dispute that nobody carries on; a result that was told stands.

    A claim that waits for the result goes on waiting: another dispute can be raised for it.
    """
    dispute = find_of_case(work.session, Dispute, Dispute.case_id, case_id)
    if dispute is None or dispute.closed_at is not None:
        return
    if dispute.status is DisputeStatus.CONCLUDED:
        dispute.status = DisputeStatus.CLOSED
    else:
        dispute.ladder = rules.ended(dispute.ladder, "cancelled", now_of(work))
        dispute.status = DisputeStatus.CANCELLED
        dispute.agreed = dispute.agreed_at = None
    dispute.closed_at = work.now
    touch(work, dispute)
    detail = {"reason": reason}
    audit.record(
        work, "dispute.cancelled", case_id=case_id, subject=dispute.dispute_no, detail=detail
    )
