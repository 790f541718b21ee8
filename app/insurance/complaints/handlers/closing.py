"""A complaint ends: its root cause, its closing, or that it was taken back."""

from app.cases.clocks import cancel_clocks
from app.cases.operations import publish_message
from app.cases.operations.publish import LONGEST_TTL
from app.insurance.answers import Answers, local_text
from app.insurance.complaints import rules
from app.insurance.complaints.models import Complaint, ComplaintStatus
from app.insurance.complaints.subject import complaint_of, move, note
from app.insurance.customers.contact_models import EventKind
from app.insurance.customers.contact_operations import note_event
from app.insurance.records import touch
from app.work import CallLike, Variables, Work

IMPROVEMENT = "improvement_proposed"  # message


def begin_tracing(call: CallLike) -> None:
    """Note that everything is answered, and what it came of is being found."""
    move(call.work, complaint_of(call), ComplaintStatus.TRACING)


def record_cause(call: CallLike, answers: Variables) -> Variables:
    """Keep what the complaint came of, and propose what prevents the next one."""
    work: Work = call.work
    complaint = complaint_of(call)
    given = Answers(answers)
    cause = given.option("cause", rules.ROOT_CAUSES)
    needed = given.truth("action_needed")
    problem = given.text("problem", required=needed)
    given.finish()
    complaint.root_cause, complaint.action_needed = cause, needed
    touch(work, complaint)
    if needed:
        publish_message(
            work,
            name=IMPROVEMENT,
            correlation_key=complaint.complaint_no,
            variables={"source": complaint.complaint_no, "problem": problem, "cause": cause},
            ttl=LONGEST_TTL,
            message_id=f"{IMPROVEMENT}-{complaint.complaint_no}",
        )
    note(work, complaint, "complaint.cause_found", cause=cause, action_needed=needed)
    return {"root_cause": cause}


def close(call: CallLike) -> Variables:
    """Close a complaint; who is not satisfied may ask for a review until 30 days after the reply.

    Revisits and training plan from its closing, once whatever follows.
    """
    work: Work = call.work
    complaint = complaint_of(call)
    complaint.closed_at = work.now
    unresolved = rules.is_unresolved(complaint.satisfied, complaint.upheld)
    status = ComplaintStatus.UNRESOLVED if unresolved else ComplaintStatus.RESOLVED
    move(work, complaint, status)
    if not call.variables.get("closing_noted"):
        note_closing(work, complaint)
    note(work, complaint, "complaint.closed", status=status.value)
    assert complaint.replied_at is not None  # nothing is closed without a reply
    until = rules.review_until(complaint.replied_at, work.processes.zone)
    may_ask = complaint.reviewed_at is None and complaint.satisfied is not True
    return {
        "unresolved": unresolved,
        "closing_noted": True,
        "may_ask_review": may_ask,
        "review_until": local_text(until, work.processes.zone),
    }


def note_closing(work: Work, complaint: Complaint) -> None:
    """Note the closing among what happened to the customer, if it is one."""
    if complaint.customer_id is not None:
        note_event(
            work,
            EventKind.COMPLAINT_CLOSED,
            complaint.customer_id,
            policy_id=complaint.policy_id,
            case_id=complaint.case_id,
            source=complaint.complaint_no,
        )


def record_withdrawal(call: CallLike) -> None:
    """End a complaint that was taken back, that day; its limits have no reason any more."""
    work: Work = call.work
    complaint = complaint_of(call)
    cancel_clocks(work, call.case_id)
    complaint.withdrawal_reason = str(call.variables.get("withdrawal_reason") or "")
    complaint.closed_at = work.now
    move(work, complaint, ComplaintStatus.WITHDRAWN)
    note(work, complaint, "complaint.withdrawn")
