"""A solved request is followed: the customer's opinion asked, kept, and a bad one made good."""

from app.cases.operations import publish_message
from app.cases.operations.publish import LONGEST_TTL
from app.insurance.answers import Answers, local_text
from app.insurance.customers import contact_operations as contacts
from app.insurance.customers.contact_models import (
    ContactNote,
    Direction,
    Feedback,
    FeedbackCategory,
)
from app.insurance.records import touch
from app.insurance.service import rules
from app.insurance.service.models import RequestStatus
from app.insurance.service.subject import end, note, request_of
from app.work import CallLike, Variables, Work

IMPROVEMENT = "improvement_proposed"  # message
RECOVERERS = "quality_officer"


def record_tracking(call: CallLike, answers: Variables) -> Variables:
    """Keep the call to the customer, what they think, and when they want to be called again."""
    work: Work = call.work
    request = request_of(call)
    given = Answers(answers)
    rating = given.count("rating", least=1, most=5)
    comment = given.text("comment", required=False)
    day = given.day("next_contact")
    if day is not None and day <= work.today:
        given.refuse("next_contact", "next_contact must lie in the future", "in_past")
    given.finish()
    again_at = None if day is None else rules.contact_at(day, work.processes.zone)
    request.next_contact_on = day
    touch(work, request)
    contact = ContactNote(
        customer_id=request.customer_id,
        case_id=call.case_id,
        channel="phone",
        direction=Direction.OUTBOUND,
        verbatim=comment,
        summary=request.request_no,
        next_contact_at=again_at,
    )
    contacts.note_contact(work, contact)
    return {
        "rating": rating,
        "comment": comment or None,
        "contact_at": None if again_at is None else local_text(again_at, work.processes.zone),
    }


def store_feedback(call: CallLike) -> Variables:
    """Keep the customer's opinion; whether it is so bad that it has to be made good."""
    work: Work = call.work
    request = request_of(call)
    rating, comment = call.variables.get("rating"), call.variables.get("comment")
    is_bad = rating is not None and rating <= rules.BAD_RATING
    if rating is not None:
        request.rating, request.rated_at = int(rating), work.now
    request.comment = comment or request.comment
    if is_bad:
        request.status = RequestStatus.RECOVERING
    touch(work, request)
    if rating is not None or comment:
        opinion = Feedback(
            customer_id=request.customer_id,
            source_case_id=call.case_id,
            category=FeedbackCategory.SERVICE,
            text=comment or "",
            rating=request.rating if rating is not None else None,
            routed_to=RECOVERERS if is_bad else None,
        )
        contacts.note_feedback(work, opinion, source=request.request_no)
        note(work, request, "request.rated", rating=rating)
    return {"is_bad": is_bad}


def record_recovery(call: CallLike, answers: Variables) -> Variables:
    """Keep what was done for the customer; what is to be improved is proposed for the cycle."""
    work: Work = call.work
    request = request_of(call)
    given = Answers(answers)
    recovery, cause = given.text("recovery"), given.text("cause")
    needed = given.truth("action_needed")
    measure = given.option("measure", rules.MEASURES, required=needed)
    given.finish()
    request.recovery, request.recovered_at = recovery, work.now
    touch(work, request)
    if needed:
        publish_message(
            work,
            name=IMPROVEMENT,
            correlation_key=request.request_no,
            variables={
                "source": request.request_no,
                "problem": request.comment or request.need,
                "cause": cause,
                "measure": measure,
            },
            ttl=LONGEST_TTL,
            message_id=f"{IMPROVEMENT}-{request.request_no}",
        )
    note(work, request, "request.recovered", cause=cause, action_needed=needed)
    return {"action_needed": needed}


def close(call: CallLike) -> None:
    """Let a request be over that is solved and followed."""
    request = request_of(call)
    end(call.work, request, RequestStatus.SOLVED)
    touch(call.work, request)
    note(call.work, request, "request.closed", rating=request.rating)
