"""The dispute a call is about: found, and what happens to it noted."""

from app.audit import operations as audit
from app.insurance.answers import local_text
from app.insurance.disputes import queries
from app.insurance.disputes.models import Dispute
from app.work import CallLike, Work


def dispute_of(call: CallLike) -> Dispute:
    """Return the dispute that a case is about."""
    return queries.get_dispute(call.work.session, int(call.variables["dispute_id"]))


def now_of(work: Work) -> str:
    """Return the instant as the ladder holds it."""
    return local_text(work.now, work.processes.zone)


def note(call: CallLike, dispute: Dispute, action: str, **detail: object) -> None:
    """Note in the log what happened to a dispute."""
    audit.record(call.work, action, case_id=call.case_id, subject=dispute.dispute_no, detail=detail)
