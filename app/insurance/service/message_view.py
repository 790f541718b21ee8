"""A message of a customer as it is shown: with its words, its case and until when to reply."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from app.cases.queries import list_numbers
from app.insurance.customers.contact_models import ContactNote
from app.insurance.service.models import InboundMessage
from app.insurance.service.rules import STAGE
from app.keyset import Slice
from app.sla.models import OPEN_STATES, SlaClock
from app.sla.queries import list_case_stage_clocks
from app.work import Work


@dataclass(frozen=True, kw_only=True)
class MessageView:
    """One message with what belongs to it."""

    id: int
    customer_id: int
    external_ref: str | None
    channel: str
    subject: str
    text: str
    received_at: dt.datetime
    case_id: int | None
    business_key: str | None
    request_id: int | None
    due_at: dt.datetime | None
    replied_at: dt.datetime | None
    reply_channel: str | None
    reply: str | None
    closed_at: dt.datetime | None
    closed_because: str | None
    version: int


def view_message(work: Work, message: InboundMessage) -> MessageView:
    """Return a message with what belongs to it."""
    return _views(work, [message])[0]


def view_messages(work: Work, page: Slice[InboundMessage]) -> Slice[MessageView]:
    """Return a page of messages with what belongs to them."""
    return Slice(
        rows=_views(work, page.rows),
        next=page.next,
        prev=page.prev,
        total=page.total,
        total_capped=page.total_capped,
    )


def _views(work: Work, messages: Sequence[InboundMessage]) -> list[MessageView]:
    wanted = sa.select(ContactNote.id, ContactNote.verbatim).where(
        ContactNote.id.in_([message.contact_note_id for message in messages])
    )
    texts = {row.id: row.verbatim for row in work.session.execute(wanted)}
    numbers = list_numbers(work.session, {one.case_id for one in messages if one.case_id})
    watched = {one.id: one.reply_case_id or one.case_id for one in messages}
    stages = [(case_id, STAGE) for case_id in watched.values() if case_id is not None]
    clocks = list_case_stage_clocks(work.session, stages)
    return [
        MessageView(
            id=one.id,
            customer_id=one.customer_id,
            external_ref=one.external_ref,
            channel=one.channel,
            subject=one.subject,
            text=texts[one.contact_note_id],
            received_at=one.received_at,
            case_id=one.case_id,
            business_key=numbers.get(one.case_id or 0),
            request_id=one.request_id,
            due_at=_due(clocks.get((watched[one.id] or 0, STAGE), [])),
            replied_at=one.replied_at,
            reply_channel=one.reply_channel,
            reply=one.reply,
            closed_at=one.closed_at,
            closed_because=one.closed_because,
            version=one.version,
        )
        for one in messages
    ]


def _due(clocks: Sequence[SlaClock]) -> dt.datetime | None:
    """Return when the open one of some clocks is due."""
    return next((clock.due_at for clock in clocks if clock.state in OPEN_STATES), None)
