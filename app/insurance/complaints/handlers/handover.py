"""A complaint about a claim on which nobody agreed: it goes on as a dispute, before a mediator."""

from app.cases.clocks import cancel_clock, stop_clock
from app.cases.operations import publish_message
from app.cases.operations.publish import LONGEST_TTL
from app.insurance.answers import Answers, local_text
from app.insurance.complaints import letters
from app.insurance.complaints.handlers.closing import note_closing
from app.insurance.complaints.handlers.opening import PAYMENT_STAGE, REVIEW_STAGE, STAGE
from app.insurance.complaints.models import ComplaintStatus
from app.insurance.complaints.subject import complaint_of, move, note
from app.work import CallLike, Work

DISPUTE = "dispute_opened"  # message


def hand_over(call: CallLike) -> None:
    """Open the dispute at its fourth step, and answer the complaint with the way that is left.

    :raises InvalidInput: whoever told it left something out
    """
    work: Work = call.work
    seen = call.variables
    complaint = complaint_of(call)
    facts = dict(seen["dispute_facts"])
    given = Answers(seen, "")
    demanded = given.money("disputed_amount", required=True)
    told = given.text("dispute_claim", required=False) or complaint.request
    given.finish()
    said = {
        "claim_of_party": told,
        "disputed_amount": demanded,
        "raised_by": seen.get("dispute_raised_by") or facts["raised_by"],
        "evidence": complaint.documents,
        "negotiated_since": seen.get("negotiated_since"),
        "negotiation_failed_at": local_text(work.now, work.processes.zone),
    }
    publish_message(
        work,
        name=DISPUTE,
        correlation_key=complaint.complaint_no,
        variables={**facts, **said},
        ttl=LONGEST_TTL,
        message_id=f"{DISPUTE}-{complaint.complaint_no}",
    )
    if complaint.accepted is None:  # what was negotiated was taken up
        complaint.accepted, complaint.acknowledged_at = True, work.now
    if complaint.replied_at is None:
        complaint.replied_at = work.now
    stop_clock(work, case_id=call.case_id, stage=STAGE)
    for stage in (REVIEW_STAGE, PAYMENT_STAGE):
        cancel_clock(work, case_id=call.case_id, stage=stage)
    complaint.closed_at = work.now
    letters.write_handover(work, complaint)
    move(work, complaint, ComplaintStatus.IN_DISPUTE)
    note_closing(work, complaint)
    note(work, complaint, "complaint.in_dispute")
