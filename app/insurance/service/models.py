"""Tables of service requests and of what customers write or say to the company."""

import datetime as dt
from enum import Enum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.database import Base, BigKey, Ref
from app.insurance.records import Record, words


class RequestStatus(Enum):
    """How far a service request has come."""

    RECEIVED = "received"  #: it waits for its reception
    ANALYSING = "analysing"  #: what the customer needs is being found
    SOLVING = "solving"  #: with the group it was routed to
    WAITING = "waiting"  #: the customer was asked something
    TRACKING = "tracking"  #: solved; the customer is asked for an opinion some days later
    RECOVERING = "recovering"  #: rated badly, to be made good
    SOLVED = "solved"  #: over
    TRANSFERRED = "transferred"  #: it went on as a claim or a complaint
    WITHDRAWN = "withdrawn"  #: the customer took it back
    REOPENED = "reopened"  #: a later request continues it
    CANCELLED = "cancelled"  #: an operator ended its case


#: a request that can still be taken back: nothing was solved yet
UNSOLVED = (
    RequestStatus.RECEIVED,
    RequestStatus.ANALYSING,
    RequestStatus.SOLVING,
    RequestStatus.WAITING,
)


class ServiceRequest(Record, Base):
    """What a customer needs of the company, and what became of it."""

    __tablename__ = "service_request"
    #: the business key of its process
    request_no: Mapped[str] = mapped_column(sa.String(32), unique=True)
    #: None until its process has begun
    case_id: Mapped[Ref | None] = mapped_column(unique=True)
    customer_id: Mapped[Ref] = mapped_column(sa.ForeignKey("customer.id"), index=True)
    #: the number that whoever handed it in has for it
    external_ref: Mapped[str | None] = mapped_column(sa.String(100), unique=True)
    status: Mapped[RequestStatus] = mapped_column(words(RequestStatus), index=True)
    channel: Mapped[str] = mapped_column(sa.String(32))
    topic: Mapped[str] = mapped_column(sa.String(32))
    urgency: Mapped[str] = mapped_column(sa.String(16))
    #: in the customer's own words
    need: Mapped[str] = mapped_column(sa.Text)
    policy_no: Mapped[str | None] = mapped_column(sa.String(32))
    #: line of business of that policy
    lob: Mapped[str | None] = mapped_column(sa.String(32))
    #: number of a case that it is about
    related_case: Mapped[str | None] = mapped_column(sa.String(64))
    received_at: Mapped[dt.datetime] = mapped_column(index=True)
    #: the request that it continues
    previous_id: Mapped[Ref | None] = mapped_column(
        sa.ForeignKey("service_request.id"), unique=True
    )

    #: at reception
    identified: Mapped[bool | None]
    greeting_script: Mapped[bool | None]
    observations: Mapped[str | None] = mapped_column(sa.Text)
    #: ``complaint`` or ``loss_report``: what it went on as
    transferred_as: Mapped[str | None] = mapped_column(sa.String(16))

    #: rows of question and answer
    questions: Mapped[list[Any]]
    background: Mapped[str | None] = mapped_column(sa.Text)
    #: reference number of a case that was solved and resembles it
    similar_case: Mapped[str | None] = mapped_column(sa.String(64))
    proposed_solution: Mapped[str | None] = mapped_column(sa.Text)
    complexity: Mapped[str | None] = mapped_column(sa.String(16))
    #: who solves it, by the table ``service_routing``
    routed_to: Mapped[str | None] = mapped_column(sa.String(64))

    #: how often a solution was proposed to the customer
    rounds: Mapped[int] = mapped_column(default=0)
    #: how often the customer was asked for something
    times_asked: Mapped[int] = mapped_column(default=0)
    #: what the customer was asked for last
    asked: Mapped[str | None] = mapped_column(sa.Text)
    solution: Mapped[str | None] = mapped_column(sa.Text)
    #: when the customer confirmed the solution
    solved_at: Mapped[dt.datetime | None] = mapped_column(index=True)
    solved_by: Mapped[Ref | None] = mapped_column(sa.ForeignKey("user_account.id"), index=True)
    #: confirmed with the first solution, without a question back and without coming again
    solved_at_first_contact: Mapped[bool | None]

    #: 1, the worst, to 5
    rating: Mapped[int | None]
    comment: Mapped[str | None] = mapped_column(sa.Text)
    rated_at: Mapped[dt.datetime | None] = mapped_column(index=True)
    next_contact_on: Mapped[dt.date | None] = mapped_column(sa.Date)
    #: what was done for a customer who rated badly
    recovery: Mapped[str | None] = mapped_column(sa.Text)
    recovered_at: Mapped[dt.datetime | None]
    closed_at: Mapped[dt.datetime | None] = mapped_column(index=True)


class InboundMessage(Record, Base):
    """What a customer told the company by any channel, and the reply to it."""

    __tablename__ = "inbound_message"
    customer_id: Mapped[Ref] = mapped_column(sa.ForeignKey("customer.id"), index=True)
    #: holds the customer's words
    contact_note_id: Mapped[Ref] = mapped_column(sa.ForeignKey("contact_note.id"), unique=True)
    external_ref: Mapped[str | None] = mapped_column(sa.String(100), unique=True)
    channel: Mapped[str] = mapped_column(sa.String(32))
    subject: Mapped[str] = mapped_column(sa.String(200))
    received_at: Mapped[dt.datetime] = mapped_column(index=True)
    #: the open case that it belongs to, or the request that it has started
    case_id: Mapped[int | None] = mapped_column(BigKey, index=True)
    #: the service request that it has started or belongs to; its limit is the limit for the reply
    request_id: Mapped[Ref | None] = mapped_column(sa.ForeignKey("service_request.id"), index=True)
    #: the case that watches over the reply where no service request does
    reply_case_id: Mapped[int | None] = mapped_column(BigKey, unique=True)
    replied_at: Mapped[dt.datetime | None] = mapped_column(index=True)
    replied_by: Mapped[Ref | None] = mapped_column(sa.ForeignKey("user_account.id"), index=True)
    reply_channel: Mapped[str | None] = mapped_column(sa.String(32))
    reply: Mapped[str | None] = mapped_column(sa.Text)
    #: when it was over without a reply of its own
    closed_at: Mapped[dt.datetime | None]
    #: ``transferred``, ``withdrawn`` or ``cancelled``: what became of its request
    closed_because: Mapped[str | None] = mapped_column(sa.String(16))
