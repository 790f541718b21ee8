"""Sends messages to customers: kept with the command, brought out after its commit."""

from dataclasses import dataclass

from app.audit import operations as audit
from app.insurance.channels import queries
from app.insurance.channels.models import Channel, ChannelMessage, Delivery
from app.insurance.customers.contact_models import ContactNote, Direction
from app.insurance.customers.contact_operations import note_contact
from app.insurance.records import enter, touch
from app.outbox import operations as outbox
from app.work import Work

FAILURE_LENGTH = 500


@dataclass(frozen=True, kw_only=True)
class Message:
    """What a customer is to be told, and how."""

    #: None for somebody who is no customer; then ``to`` says where
    customer_id: int | None
    channel: str
    subject: str
    text: str
    case_id: int | None = None
    #: where it goes; by default what the customer's file says when it is sent
    to: str | None = None


def kind_of(channel: Channel) -> str:
    """Return under which kind the outbox knows messages of a channel."""
    return f"channel.{channel.value}"


def send(work: Work, message: Message, *, key: str) -> ChannelMessage:
    """Keep a message for sending after the commit; a key that was used before changes nothing.

    :param key: the same for every attempt to send this message, also by another command
    """
    known = queries.find_by_key(work.session, key)
    if known is not None:
        return known
    row = ChannelMessage(
        key=key,
        customer_id=message.customer_id,
        case_id=message.case_id,
        channel=Channel(message.channel),
        status=Delivery.WAITING,
        address=message.to,
        subject=message.subject,
        text=message.text,
    )
    enter(work, row)
    outbox.put(
        work,
        kind_of(row.channel),
        {"message_id": str(row.id)},
        idempotency_key=key,
        case_id=message.case_id,
    )
    return row


def note_sent(work: Work, row: ChannelMessage, address: str) -> None:
    """Mark a message as sent, and note the contact with its customer."""
    row.status, row.address, row.failure = Delivery.SENT, address, None
    row.sent_at = work.now
    touch(work, row)
    if row.customer_id is None:
        return
    contact = ContactNote(
        customer_id=row.customer_id,
        case_id=row.case_id,
        channel=row.channel.value,
        direction=Direction.OUTBOUND,
        verbatim="",
        summary=row.subject,
    )
    note_contact(work, contact)


def note_failed(work: Work, row: ChannelMessage, status: Delivery, failure: str) -> None:
    """Mark a message as one that will not arrive, and tell it in the log of the case."""
    row.status, row.failure = status, failure[:FAILURE_LENGTH]
    touch(work, row)
    audit.record(
        work,
        "message.failed",
        case_id=row.case_id,
        subject=str(row.id),
        detail={"channel": row.channel.value, "status": status.value},
    )
