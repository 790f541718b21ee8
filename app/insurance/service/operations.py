"""Acts on a service request besides its tasks: raised, answered, rated, withdrawn, reopened."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy.exc import IntegrityError

from app.cases.operations import publish_message, start_case
from app.database import next_business_number
from app.errors import Conflict
from app.insurance.customers import contact_operations as contacts
from app.insurance.customers.contact_models import ContactNote, Direction
from app.insurance.customers.models import Customer
from app.insurance.records import enter, touch
from app.insurance.service import queries, rules
from app.insurance.service.intake import ensure_entered, read_request
from app.insurance.service.models import UNSOLVED, RequestStatus, ServiceRequest
from app.insurance.service.subject import end, note
from app.work import Work

PROCESS, PREFIX = "service_request", "SRQ"
RECEIVED = "request.received"
REPLIED = "customer_replied"  # message
#: solved ones that are still looked after, and those that are over
SOLVED = (RequestStatus.TRACKING, RequestStatus.RECOVERING, RequestStatus.SOLVED)


@dataclass(frozen=True, kw_only=True)
class Raised:
    """The request that was raised; ``is_new`` is False where it had been raised before."""

    request: ServiceRequest
    is_new: bool


def raise_once(
    work: Work, fields: Mapping[str, Any], *, external_ref: str | None = None, root: str = ""
) -> Raised:
    """Take a request in and start its case; the same reference again is the first request.

    :param external_ref: the number of whoever hands it in
    :param root: where the fields lie in what was sent, as a JSON pointer
    :raises InvalidInput: with every field that is wrong
    """
    first = _known(work, external_ref)
    if first is not None:
        return Raised(request=first, is_new=False)
    request, customer = read_request(work, fields, root)
    request.external_ref = external_ref
    try:
        with work.session.begin_nested():
            _enter(work, request, customer)
    except IntegrityError:
        first = _known(work, external_ref)
        if first is None:
            raise
        return Raised(request=first, is_new=False)
    _start(work, request)
    note_need(work, request)
    return Raised(request=request, is_new=True)


def _known(work: Work, external_ref: str | None) -> ServiceRequest | None:
    if external_ref is None:
        return None
    return queries.find_request_by_reference(work.session, external_ref)


def start_request(work: Work, request: ServiceRequest, customer: Customer) -> ServiceRequest:
    """Enter a request and start its case."""
    _enter(work, request, customer)
    _start(work, request)
    return request


def _enter(work: Work, request: ServiceRequest, customer: Customer) -> None:
    request.request_no = next_business_number(work.session, PREFIX, work.today)
    request.customer_id = ensure_entered(work, customer).id
    enter(work, request)


def _start(work: Work, request: ServiceRequest) -> None:
    number, told = request.request_no, {"request_id": request.id}
    start_case(work, process_id=PROCESS, variables=told, business_key=number)
    work.session.refresh(request)
    note(work, request, RECEIVED, topic=request.topic, channel=request.channel)


def note_need(work: Work, request: ServiceRequest) -> None:
    """Keep what the customer needs as a contact, word for word."""
    contact = ContactNote(
        customer_id=request.customer_id,
        case_id=request.case_id,
        channel=request.channel,
        direction=Direction.INBOUND,
        at=request.received_at,
        verbatim=request.need,
        summary=request.request_no,
    )
    contacts.note_contact(work, contact)


def reply(
    work: Work, request: ServiceRequest, *, text: str, channel: str | None = None
) -> ServiceRequest:
    """Take what the customer answers; the limit runs on.

    :param channel: how they answered, by default as they came
    :raises Conflict: the customer was asked nothing
    """
    if request.status is not RequestStatus.WAITING:
        raise Conflict(f"{request.request_no} is {request.status.value}: nothing was asked")
    contact = ContactNote(
        customer_id=request.customer_id,
        case_id=request.case_id,
        channel=channel or request.channel,
        direction=Direction.INBOUND,
        verbatim=text,
        summary=request.request_no,
    )
    contacts.note_contact(work, contact)
    return tell(work, request, REPLIED, reply=text)


def withdraw(work: Work, request: ServiceRequest, *, reason: str) -> ServiceRequest:
    """Take a request back that is not solved yet.

    :raises Conflict: it is solved or over
    """
    if request.status not in UNSOLVED:
        raise Conflict(f"{request.request_no} is {request.status.value}")
    return tell(work, request, "request_withdrawn", withdrawal_reason=reason)


def rate(
    work: Work, request: ServiceRequest, *, rating: int, comment: str | None = None
) -> ServiceRequest:
    """Take what the customer thinks of the solution.

    :param rating: 1, the worst, to 5
    :raises Conflict: it is not solved, or its customer was asked already
    """
    if request.status is not RequestStatus.TRACKING:
        raise Conflict(f"{request.request_no} is {request.status.value}")
    return tell(work, request, "request_rated", rating=rating, comment=comment)


def reopen(
    work: Work, request: ServiceRequest, *, need: str, channel: str | None = None
) -> ServiceRequest:
    """Go on with a solved request under a new number; return the new one.

    :param channel: how the customer came again, by default as before
    :raises Conflict: it is not solved, continued already, or was solved too long ago
    """
    if request.status not in SOLVED or request.solved_at is None:
        raise Conflict(f"{request.request_no} is {request.status.value}")
    if not rules.may_reopen(request.solved_at, work.now):
        days = rules.REOPENED_WITHIN.days
        detail = f"{request.request_no} was solved more than {days} days ago"
        raise Conflict(detail, code="reopened_too_late")
    if request.status is not RequestStatus.SOLVED:
        tell(work, request, "request_reopened")
    end(work, request, RequestStatus.REOPENED)
    request.solved_at_first_contact = False
    touch(work, request)
    again = _continuing(work, request, need, channel or request.channel)
    note(work, request, "request.reopened", continued_by=again.request_no)
    return again


def _continuing(work: Work, request: ServiceRequest, need: str, channel: str) -> ServiceRequest:
    again = ServiceRequest(
        status=RequestStatus.RECEIVED,
        channel=channel,
        topic=request.topic,
        urgency=request.urgency,
        need=need,
        policy_no=request.policy_no,
        lob=request.lob,
        related_case=request.request_no,
        received_at=work.now,
        previous_id=request.id,
        questions=[],
    )
    customer = work.session.get_one(Customer, request.customer_id)
    start_request(work, again, customer)
    note_need(work, again)
    return again


def tell(work: Work, request: ServiceRequest, name: str, **variables: object) -> ServiceRequest:
    """Bring a message to the case of a request.

    :raises Conflict: it takes none now, as an operator holds it or somebody works on it
    """
    told = publish_message(
        work, name=name, correlation_key=str(request.id), variables=dict(variables)
    )
    if told.case_id is None:
        raise Conflict(f"the case of {request.request_no} cannot take {name} now")
    work.session.refresh(request)
    return request
