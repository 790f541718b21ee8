"""The table of messages to customers."""

import datetime as dt
from enum import Enum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.database import Base, BigKey, Ref
from app.insurance.records import Record, words
from app.secrets import Encrypted


class Channel(Enum):
    """How a message reaches a customer."""

    MAIL = "mail"
    SMS = "sms"
    PHONE = "phone"  #: the text is read out by a telephone service


class Delivery(Enum):
    """Where a message to a customer stands."""

    WAITING = "waiting"  #: to be sent, for the first time or again
    SENT = "sent"  #: the other side took it
    REFUSED = "refused"  #: the other side will never take it
    GIVEN_UP = "given_up"  #: no attempt came through
    UNDELIVERABLE = "undeliverable"  #: the customer's file has no address for it


class ChannelMessage(Record, Base):
    """One message to a customer; what is personal in it is encrypted."""

    __tablename__ = "channel_message"
    __table_args__ = (sa.Index("ix_channel_message_status_id", "status", "id"),)
    #: the key under which it is sent at most once
    key: Mapped[str] = mapped_column(sa.String(200), unique=True)
    #: None for somebody who is no customer
    customer_id: Mapped[Ref | None] = mapped_column(sa.ForeignKey("customer.id"), index=True)
    case_id: Mapped[int | None] = mapped_column(BigKey, index=True)
    channel: Mapped[Channel] = mapped_column(words(Channel))
    status: Mapped[Delivery] = mapped_column(words(Delivery), default=Delivery.WAITING)
    #: where it goes; None until it is sent: then the customer's file says it
    address: Mapped[str | None] = mapped_column(Encrypted)
    subject: Mapped[str] = mapped_column(Encrypted)
    text: Mapped[str] = mapped_column(Encrypted)
    sent_at: Mapped[dt.datetime | None]
    #: why it did not arrive
    failure: Mapped[str | None] = mapped_column(sa.String(500))
