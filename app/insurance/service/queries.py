"""Reads service requests and the messages of customers; writes nothing."""

from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.errors import NotFound
from app.insurance.customers.contact_models import ContactNote
from app.insurance.records import get_by_key
from app.insurance.service.models import InboundMessage, RequestStatus, ServiceRequest
from app.keyset import Cursor, Order, Slice, slice_of


@dataclass(frozen=True, kw_only=True)
class RequestFilter:
    """Which requests a list shows; a field that is None asks for nothing."""

    customer_id: int | None = None
    status: RequestStatus | None = None
    topic: str | None = None
    #: the user who handed it in
    reported_by: int | None = None


@dataclass(frozen=True, kw_only=True)
class MessageFilter:
    """Which messages a list shows; a field that is None asks for nothing."""

    customer_id: int | None = None
    case_id: int | None = None
    #: only those that wait for a reply, or only those that are replied to or over
    is_open: bool | None = None
    #: the user who handed it in
    reported_by: int | None = None


def get_request(session: Session, key: int | str) -> ServiceRequest:
    """Return a service request by id or number.

    :raises NotFound: there is none
    """
    return get_by_key(
        session, ServiceRequest, ServiceRequest.request_no, key, what="service request"
    )


def find_request_by_reference(session: Session, reference: str) -> ServiceRequest | None:
    """Return the request that was handed in under a reference."""
    rows = sa.select(ServiceRequest).where(ServiceRequest.external_ref == reference)
    return session.scalars(rows).first()


def find_request_of_case(session: Session, case_id: int) -> ServiceRequest | None:
    """Return the request that a case is about, if it is about one."""
    rows = sa.select(ServiceRequest).where(ServiceRequest.case_id == case_id)
    return session.scalars(rows).first()


def list_requests(
    session: Session,
    wanted: RequestFilter,
    *,
    after: Cursor | None = None,
    limit: int = 50,
    count: bool = False,
) -> Slice[ServiceRequest]:
    """List service requests, the newest first."""
    given = {
        ServiceRequest.customer_id: wanted.customer_id,
        ServiceRequest.status: wanted.status,
        ServiceRequest.topic: wanted.topic,
        ServiceRequest.created_by: wanted.reported_by,
    }
    conditions = [column == value for column, value in given.items() if value is not None]
    order = (Order(ServiceRequest.id, descending=True),)
    query = sa.select(ServiceRequest).where(*conditions)
    return slice_of(session, query, order, after, limit=limit, count=count)


def get_message(session: Session, message_id: int) -> InboundMessage:
    """Return a message of a customer.

    :raises NotFound: there is none
    """
    message = session.get(InboundMessage, message_id)
    if message is None:
        raise NotFound(f"no inbound message {message_id}")
    return message


def find_message_of_reply(session: Session, case_id: int) -> InboundMessage | None:
    """Return the message whose reply a case watches over."""
    rows = sa.select(InboundMessage).where(InboundMessage.reply_case_id == case_id)
    return session.scalars(rows).first()


def find_message_by_reference(session: Session, reference: str) -> InboundMessage | None:
    """Return the message that was handed in under a reference."""
    rows = sa.select(InboundMessage).where(InboundMessage.external_ref == reference)
    return session.scalars(rows).first()


def list_messages(
    session: Session,
    wanted: MessageFilter,
    *,
    after: Cursor | None = None,
    limit: int = 50,
    count: bool = False,
) -> Slice[InboundMessage]:
    """List messages of customers, the newest first."""
    given = {
        InboundMessage.customer_id: wanted.customer_id,
        InboundMessage.case_id: wanted.case_id,
        InboundMessage.created_by: wanted.reported_by,
    }
    conditions: list[sa.ColumnElement[bool]] = [
        column == value for column, value in given.items() if value is not None
    ]
    if wanted.is_open is not None:
        waits = sa.and_(InboundMessage.replied_at.is_(None), InboundMessage.closed_at.is_(None))
        conditions.append(waits if wanted.is_open else sa.not_(waits))
    order = (Order(InboundMessage.id, descending=True),)
    query = sa.select(InboundMessage).where(*conditions)
    return slice_of(session, query, order, after, limit=limit, count=count)


def list_unanswered(session: Session, request: ServiceRequest) -> Sequence[InboundMessage]:
    """List the messages of a request that nobody has replied to."""
    rows = sa.select(InboundMessage).where(
        InboundMessage.request_id == request.id, InboundMessage.replied_at.is_(None)
    )
    return session.scalars(rows.order_by(InboundMessage.id)).all()


def note_of(session: Session, message: InboundMessage) -> ContactNote:
    """Return the contact that holds the words of a message."""
    return session.get_one(ContactNote, message.contact_note_id)
