"""Acts on a complaint from outside its tasks: raised, rated, reviewed, withdrawn, not settled."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlalchemy.exc import IntegrityError

from app.cases.operations import publish_message, start_case
from app.cases.operations.publish import LONGEST_TTL
from app.database import next_business_number
from app.errors import Conflict, FieldError, InvalidInput
from app.insurance.answers import Answers
from app.insurance.complaints import queries, rules
from app.insurance.complaints.intake import Known, read_complaint, read_references
from app.insurance.complaints.models import OVER, Complaint, ComplaintStatus
from app.insurance.complaints.opinions import keep_opinion
from app.insurance.records import enter, touch
from app.work import Variables, Work

PROCESS, PREFIX = "complaint", "CMP"
FEEDBACK, REVIEW = "customer_feedback", "review_requested"  # messages
WITHDRAWN, NOT_SETTLED = "complaint_withdrawn", "negotiation_failed"
TOO_LATE = "review_too_late"
#: statuses in which the complainant has the reply and the case goes on
ANSWERED = (
    ComplaintStatus.REPLIED,
    ComplaintStatus.IN_REVIEW,
    ComplaintStatus.TRACING,
    ComplaintStatus.RESOLVED,
    ComplaintStatus.UNRESOLVED,
)


@dataclass(frozen=True, kw_only=True)
class Raised:
    """The complaint that was raised; ``is_new`` is False where it had been raised before."""

    complaint: Complaint
    is_new: bool


def raise_once(
    work: Work,
    fields: Mapping[str, Any],
    known: Known,
    *,
    external_ref: str | None = None,
    root: str = "",
) -> Raised:
    """Take a complaint in and start its case; the same reference again is the first complaint.

    :param known: what ``claims.complaint_facts`` tells of the related case
    :param external_ref: the reporter's own number
    :param root: where the fields lie in what was sent, as a JSON pointer
    :raises InvalidInput: with every field that is wrong
    """
    named = {**fields, "external_ref": external_ref}
    external_ref, regulator_ref = read_references(named, root)
    queries.hold_reference(work.session, regulator_ref)
    first = queries.find_first(work.session, external_ref, regulator_ref)
    if first is not None:
        return Raised(complaint=first, is_new=False)
    complaint = read_complaint(work, fields, known, came_at=work.now, root=root)
    complaint.external_ref = external_ref
    complaint.complaint_no = next_business_number(work.session, PREFIX, work.today)
    try:
        with work.session.begin_nested():
            enter(work, complaint)
    except IntegrityError:
        first = queries.find_by_reference(work.session, external_ref) if external_ref else None
        if first is None:
            raise
        return Raised(complaint=first, is_new=False)
    _start(work, complaint)
    return Raised(complaint=complaint, is_new=True)


def _start(work: Work, complaint: Complaint) -> None:
    started = start_case(
        work,
        process_id=PROCESS,
        variables={"complaint_id": complaint.id, "related_case": complaint.related_case},
        business_key=complaint.complaint_no,
    )
    work.session.refresh(complaint)
    complaint.case_id = started.case.id
    touch(work, complaint)


@dataclass(frozen=True, kw_only=True)
class Opinion:
    """What the complainant thinks of the reply."""

    satisfied: bool
    #: 1, the worst, to 5
    rating: int | None = None
    text: str = ""
    review_requested: bool = False


def take_feedback(work: Work, complaint: Complaint, opinion: Opinion) -> Complaint:
    """Take what the complainant thinks of the reply; with it, or later, a review is asked for.

    :raises Conflict: nothing was replied yet, this reply has their opinion already, or a review
        is asked for too late or again
    :raises InvalidInput: a review is asked for by who is satisfied
    """
    if complaint.status not in ANSWERED or complaint.replied_at is None:
        raise Conflict(f"complaint {complaint.complaint_no} is {complaint.status.value}")
    if opinion.review_requested:
        _ensure_review(work, complaint, opinion)
    else:
        _ensure_unheard(complaint)
    if complaint.status is ComplaintStatus.REPLIED:
        said: Variables = {
            "satisfied": opinion.satisfied,
            "rating": opinion.rating,
            "comment": opinion.text,
            "review_requested": opinion.review_requested,
        }
        return _tell(work, complaint, FEEDBACK, said)
    keep_opinion(
        work,
        complaint,
        satisfied=opinion.satisfied,
        rating=opinion.rating,
        text=opinion.text,
    )
    return _ask_review(work, complaint) if opinion.review_requested else complaint


def _ensure_unheard(complaint: Complaint) -> None:
    """Refuse a second opinion on one reply: it would count twice."""
    heard_at, answered_at = complaint.feedback_at, complaint.review_replied_at
    if heard_at is not None and (answered_at is None or heard_at >= answered_at):
        raise Conflict(f"what the complainant thinks of {complaint.complaint_no} is known")


def _ensure_review(work: Work, complaint: Complaint, opinion: Opinion) -> None:
    if opinion.satisfied:
        detail = "who is satisfied asks for no review"
        wrong = FieldError(pointer="/review_requested", code="invalid_value", detail=detail)
        raise InvalidInput(detail, errors=[wrong])
    if not rules.may_ask_review(complaint.replied_at, work.now, work.processes.zone):
        late = "a review is asked for within 30 days of the reply"
        raise Conflict(f"complaint {complaint.complaint_no}: {late}", code=TOO_LATE)
    if complaint.review_requested_at is not None:
        raise Conflict(f"complaint {complaint.complaint_no} is or was reviewed")
    if complaint.satisfied and complaint.status is not ComplaintStatus.REPLIED:
        raise Conflict(f"complaint {complaint.complaint_no} ended with a satisfied complainant")


def _ask_review(work: Work, complaint: Complaint) -> Complaint:
    """Ask for a review after the opinion was awaited, be the cause traced yet or not.

    On an older drawing it begins once the cause is traced: the wish waits for that.
    """
    complaint.review_requested_at = work.now
    touch(work, complaint)
    return _tell(work, complaint, REVIEW, {}, ttl=LONGEST_TTL)


def withdraw(work: Work, complaint: Complaint, *, reason: str) -> Complaint:
    """Take a complaint back; it ends at once.

    :raises Conflict: it is over
    """
    _ensure_open(complaint)
    return _tell(work, complaint, WITHDRAWN, {"withdrawal_reason": reason})


@dataclass(frozen=True, kw_only=True)
class Deadlock:
    """What the complainant of a claim does not accept, and how the negotiation ended."""

    raised_by: str
    claim_of_party: str
    disputed_amount: Decimal
    #: by default since the complaint was received
    negotiated_since: dt.datetime | None = None


def fail_negotiation(work: Work, complaint: Complaint, deadlock: Deadlock) -> Complaint:
    """Go on with a complaint about a claim as a dispute before an outside body.

    :raises Conflict: it is over, or about no claim
    :raises InvalidInput: nothing is claimed, or the negotiation began in the future
    """
    _ensure_open(complaint)
    _check(work, deadlock)
    if complaint.claim_id is None:
        raise Conflict(f"complaint {complaint.complaint_no} is about no claim")
    since = deadlock.negotiated_since or complaint.received_at
    said: Variables = {
        "dispute_raised_by": deadlock.raised_by,
        "dispute_claim": deadlock.claim_of_party,
        "disputed_amount": deadlock.disputed_amount,
        "negotiated_since": since.astimezone(work.processes.zone).isoformat(),
    }
    return _tell(work, complaint, NOT_SETTLED, said)


def _check(work: Work, deadlock: Deadlock) -> None:
    said = {
        "claim_of_party": deadlock.claim_of_party,
        "negotiated_since": deadlock.negotiated_since,
    }
    given = Answers(said, "")
    given.text("claim_of_party")
    given.instant("negotiated_since", no_later_than=work.now, required=False)
    given.finish()


def _ensure_open(complaint: Complaint) -> None:
    if complaint.status in OVER:
        raise Conflict(f"complaint {complaint.complaint_no} is {complaint.status.value}")


def _tell(
    work: Work,
    complaint: Complaint,
    name: str,
    variables: Variables,
    ttl: dt.timedelta | None = None,
) -> Complaint:
    told = publish_message(
        work, name=name, correlation_key=complaint.complaint_no, variables=variables, ttl=ttl
    )
    if told.case_id is None and ttl is None:
        raise Conflict(f"the case of {complaint.complaint_no} cannot take {name} now")
    work.session.refresh(complaint)
    return complaint
