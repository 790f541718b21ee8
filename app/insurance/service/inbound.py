"""What customers tell the company by any channel: kept word for word, each with its reply."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy.exc import IntegrityError

from app.cases.models import Case, CaseStatus
from app.cases.operations import complete_task, publish_message, start_case
from app.cases.queries import get_case
from app.errors import Conflict, NotAllowed
from app.inbox.models import TaskStatus
from app.inbox.queries import list_case_tasks
from app.insurance.answers import Answers
from app.insurance.channels.operations import Message, send
from app.insurance.customers import contact_operations as contacts
from app.insurance.customers.contact_models import Consent, ContactNote, Direction, Purpose
from app.insurance.customers.models import Customer
from app.insurance.records import enter, touch
from app.insurance.service import operations, queries, rules
from app.insurance.service.intake import ensure_entered, read_customer, read_request
from app.insurance.service.models import (
    UNSOLVED,
    InboundMessage,
    RequestStatus,
    ServiceRequest,
)
from app.work import Work

#: what a message may say
FIELDS = ("customer", "contact", "channel", "subject", "text", "topic", "urgency")
PROCESS, REPLY_TASK = "inbound_message", "reply_message"
OPTED_OUT = "您已退订营销信息，我们不会再向您发送优惠和推荐。"
OPT_OUT_TEXT = "sms-td"  # version of the words by which offers say how to hear no more of them
#: cases that are open
OPEN = (CaseStatus.ACTIVE, CaseStatus.SUSPENDED)


@dataclass(frozen=True, kw_only=True)
class Received:
    """The message that was received; ``is_new`` is False where it had been received before."""

    message: InboundMessage
    is_new: bool


def receive_once(
    work: Work,
    fields: Mapping[str, Any],
    *,
    case: Case | None = None,
    external_ref: str | None = None,
) -> Received:
    """Take in what a customer tells; the same reference again is the first message.

    What belongs to an open case is attached there, anything else starts a service request. An SMS
    that says no more than to hear no more offers is done and confirmed at once.

    :param case: which case it is about, if one was named
    :param external_ref: the number of whoever hands it in
    :raises InvalidInput: with every field that is wrong
    """
    first = _known(work, external_ref)
    if first is not None:
        return Received(message=first, is_new=False)
    message, customer, text = _read(work, fields)
    message.external_ref = external_ref
    try:
        with work.session.begin_nested():
            _enter(work, message, customer, text)
    except IntegrityError:
        first = _known(work, external_ref)
        if first is None:
            raise
        return Received(message=first, is_new=False)
    if rules.wants_no_more(message.channel, text):
        _opt_out(work, message)
    else:
        _attach(work, message, fields, case)
    return Received(message=message, is_new=True)


def _known(work: Work, external_ref: str | None) -> InboundMessage | None:
    if external_ref is None:
        return None
    return queries.find_message_by_reference(work.session, external_ref)


def _read(work: Work, fields: Mapping[str, Any]) -> tuple[InboundMessage, Customer, str]:
    given = Answers(fields, "")
    for name in sorted(set(fields) - set(FIELDS)):
        given.refuse(name, f"there is no field {name}", "unknown_field")
    channel = given.option("channel", rules.CHANNELS)
    subject = given.text("subject", longest=200)
    text = given.text("text")
    given.option("topic", rules.TOPICS, required=False)
    given.option("urgency", rules.URGENCIES, required=False)
    customer = read_customer(work, given, channel)
    given.finish()
    assert customer is not None  # else refused above
    message = InboundMessage(channel=channel, subject=subject, received_at=work.now)
    return message, customer, text


def _enter(work: Work, message: InboundMessage, customer: Customer, text: str) -> None:
    message.customer_id = ensure_entered(work, customer).id
    contact = ContactNote(
        customer_id=message.customer_id,
        channel=message.channel,
        direction=Direction.INBOUND,
        verbatim=text,
        summary=message.subject,
    )
    message.contact_note_id = contacts.note_contact(work, contact).id
    enter(work, message)


def _opt_out(work: Work, message: InboundMessage) -> None:
    refusal = Consent(
        customer_id=message.customer_id,
        purpose=Purpose.MARKETING,
        granted=False,
        channel=message.channel,
        text_version=OPT_OUT_TEXT,
    )
    contacts.note_consent(work, refusal)
    write_reply(work, message, channel=rules.SMS, text=OPTED_OUT)


def _attach(
    work: Work, message: InboundMessage, fields: Mapping[str, Any], case: Case | None
) -> None:
    """Bring a message to the open case it is about, or start a request with it."""
    is_open = case is not None and case.status in OPEN
    request = queries.find_request_of_case(work.session, case.id) if case and is_open else None
    if request is not None and request.status in UNSOLVED:
        _join(work, message, request)
    elif case is not None and is_open:
        message.case_id = case.id
        started = start_case(work, process_id=PROCESS, variables={"message_id": message.id})
        message.reply_case_id = started.case.id
    else:
        _start_request(work, message, fields, case)
    contact = queries.note_of(work.session, message)
    contact.case_id = message.case_id
    touch(work, contact)
    touch(work, message)


def _join(work: Work, message: InboundMessage, request: ServiceRequest) -> None:
    """Let a message be part of a request; where the customer was asked something it answers.

    While an operator holds the request, the answer waits until it goes on.
    """
    message.request_id, message.case_id = request.id, request.case_id
    if request.status is RequestStatus.WAITING:
        text = queries.note_of(work.session, message).verbatim
        publish_message(
            work,
            name=operations.REPLIED,
            correlation_key=str(request.id),
            variables={"reply": text},
        )
        work.session.refresh(request)


def _start_request(
    work: Work, message: InboundMessage, fields: Mapping[str, Any], case: Case | None
) -> None:
    asked = {
        "customer": str(message.customer_id),
        "channel": message.channel,
        "topic": fields.get("topic") or rules.OTHER,
        "urgency": fields.get("urgency"),
        "need": queries.note_of(work.session, message).verbatim,
        "related_case": case.business_key if case else None,
    }
    request, customer = read_request(work, asked)
    operations.start_request(work, request, customer)
    message.request_id, message.case_id = request.id, request.case_id


def reply_to(work: Work, message: InboundMessage, *, channel: str, text: str) -> InboundMessage:
    """Reply to a message; where it has a case of its own that ends, and its limit is met.

    A message that is part of a service request may be replied to while that is being solved; the
    limit of the request runs until the solution. So may one whose own case an operator has ended.

    :raises Conflict: it was replied to
    :raises NotAllowed: it waits for another group
    """
    if message.replied_at is not None:
        raise Conflict(f"message {message.id} was replied to at {message.replied_at.isoformat()}")
    own = message.reply_case_id
    if own is None or get_case(work.session, own).status not in OPEN:
        _ensure_handles(work, message)
        write_reply(work, message, channel=channel, text=text)
        return message
    tasks = list_case_tasks(work.session, own, status=TaskStatus.OPEN)
    waiting = next((task for task in tasks if task.element == REPLY_TASK), None)
    if waiting is None:  # an operator has moved its case
        raise Conflict(f"the case of message {message.id} waits for no reply")
    complete_task(work, waiting.id, answers={"channel": channel, "text": text})
    work.session.refresh(message)
    return message


def _ensure_handles(work: Work, message: InboundMessage) -> None:
    """Refuse whoever neither serves customers nor has a part in the case of a message."""
    tasks = list_case_tasks(work.session, message.case_id or 0, status=TaskStatus.OPEN)
    groups = {rules.SERVICE}.union(*(task.groups for task in tasks))
    if groups.isdisjoint(work.actor.groups):
        raise NotAllowed(
            f"message {message.id} waits for {', '.join(sorted(groups))}", code="not_in_group"
        )


def write_reply(work: Work, message: InboundMessage, *, channel: str, text: str) -> None:
    """Send a reply and keep it with the message."""
    note = Message(
        customer_id=message.customer_id,
        channel=channel,
        subject=message.subject,
        text=text,
        case_id=message.case_id,
    )
    send(work, note, key=f"inbound-reply-{message.id}")
    message.replied_at, message.replied_by = work.now, work.actor.user_id
    message.reply_channel, message.reply = channel, text
    touch(work, message)
