"""Reads messages to customers; writes nothing."""

import datetime as dt
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.errors import NotFound
from app.insurance.channels import rules
from app.insurance.channels.models import Channel, ChannelMessage, Delivery
from app.insurance.customers.models import Customer
from app.keyset import Cursor, Order, Slice, slice_of


@dataclass(frozen=True, kw_only=True)
class Sendable:
    """A message as the other side is given it."""

    #: None: there is none that it could go to
    address: str | None
    subject: str
    text: str
    written_at: dt.datetime


def get_message(session: Session, message_id: int) -> ChannelMessage:
    """Return a message.

    :raises NotFound: there is none
    """
    row = session.get(ChannelMessage, message_id)
    if row is None:
        raise NotFound(f"no message {message_id}")
    return row


def find_by_key(session: Session, key: str) -> ChannelMessage | None:
    """Return the message that was sent under a key."""
    return session.scalar(sa.select(ChannelMessage).where(ChannelMessage.key == key))


def read_sendable(session: Session, message_id: int) -> Sendable:
    """Return a message with the address that is in the customer's file now.

    :raises NotFound: there is none
    """
    row = get_message(session, message_id)
    address = row.address or _address_on_file(session, row.customer_id, row.channel)
    usable = address is not None and rules.is_address(row.channel, address)
    return Sendable(
        address=address if usable else None,
        subject=row.subject,
        text=row.text,
        written_at=row.created_at,
    )


def _address_on_file(session: Session, customer_id: int | None, channel: Channel) -> str | None:
    customer = None if customer_id is None else session.get(Customer, customer_id)
    if customer is not None and customer.merged_into_id is not None:
        customer = session.get(Customer, customer.merged_into_id)
    if customer is None:
        return None
    return rules.address_of(channel, phones=customer.phones, email=customer.email)


def list_messages(
    session: Session,
    *,
    customer_id: int | None = None,
    case_id: int | None = None,
    status: Delivery | None = None,
    after: Cursor | None = None,
    limit: int = 50,
    count: bool = False,
) -> Slice[ChannelMessage]:
    """List messages, the newest first, e.g. those to one customer."""
    query = sa.select(ChannelMessage)
    if customer_id is not None:
        query = query.where(ChannelMessage.customer_id == customer_id)
    if case_id is not None:
        query = query.where(ChannelMessage.case_id == case_id)
    if status is not None:
        query = query.where(ChannelMessage.status == status)
    order = (Order(ChannelMessage.id, descending=True),)
    return slice_of(session, query, order, after, limit=limit, count=count)
