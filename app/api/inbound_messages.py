"""What customers tell the company by any channel, and the replies."""

from typing import Any

from flask import Response

from app.api.auth import current_actor
from app.api.blueprint import Blueprint
from app.api.clock_rows import clocks_of
from app.api.commands import answer, command
from app.api.etags import versioned
from app.api.paging import page_of
from app.api.schemas.clocks import TimeLimitsAnswer
from app.api.schemas.service_requests import (
    MESSAGE,
    InboundMessageAnswer,
    InboundMessageListAnswer,
    InboundMessagesQuery,
    MessageReply,
    ReceiveMessage,
)
from app.cases.models import Case
from app.cases.visible import get_visible_case
from app.errors import Conflict, FieldError, InvalidInput, NotFound
from app.identity.permissions import ensure_may, may
from app.insurance.service import inbound, queries
from app.insurance.service.message_view import MessageView, view_message, view_messages
from app.insurance.service.models import InboundMessage
from app.insurance.service.queries import MessageFilter
from app.transaction import reading
from app.work import Actor, Work

blueprint = Blueprint("inbound_messages", __name__, description="Messages of customers")


def _sees(actor: Actor, message: InboundMessage) -> bool:
    own = may(actor, "case.read_own") and message.created_by == actor.user_id
    return own or may(actor, "case.read")


def _get_visible(work: Work, message_id: int) -> InboundMessage:
    """Return a message that the caller may see.

    :raises NotFound: there is none, or the caller may not see it
    """
    message = queries.get_message(work.session, message_id)
    if not _sees(work.actor, message):
        raise NotFound(f"no inbound message {message_id}")
    return message


def _named_case(work: Work, key: str | None) -> Case | None:
    """Return the case that a message is about.

    :raises InvalidInput: there is none, or the caller may not see it
    """
    if key is None:
        return None
    try:
        return get_visible_case(work, key)
    except NotFound as missing:
        wrong = FieldError(pointer="/case", code="not_found", detail=str(missing))
        raise InvalidInput(str(missing), errors=[wrong]) from missing


@blueprint.route("/inbound-messages", methods=["POST"])
@blueprint.arguments(ReceiveMessage)
@blueprint.response(201, InboundMessageAnswer)
@blueprint.alt_response(200, schema=InboundMessageAnswer, success=True)
@blueprint.doc(requestBody={"content": {"application/json": {"schema": MESSAGE}}})
def receive_message(body: dict[str, Any]) -> Response:
    """Take in what a customer tells; the same external_ref again answers the first message"""
    ensure_may(current_actor(), "request.report")
    with command() as work:
        case = _named_case(work, body.pop("case"))
        reference = body.pop("external_ref")
        received = inbound.receive_once(work, body, case=case, external_ref=reference)
        if not _sees(work.actor, received.message):
            taken = f"another reporter has used the external_ref {reference}"
            raise Conflict(taken, code="duplicate_reference")
        return _shown(work, received.message, status=201 if received.is_new else 200)


def _shown(work: Work, message: InboundMessage, *, status: int) -> Response:
    location = f"/api/v1/inbound-messages/{message.id}" if status == 201 else None
    view = view_message(work, message)
    return answer(work, view, status=status, version=view.version, location=location)


@blueprint.route("/inbound-messages")
@blueprint.arguments(InboundMessagesQuery, location="query")
@blueprint.response(200, InboundMessageListAnswer)
def list_messages(query: dict[str, Any]) -> Any:
    """List messages of customers, the newest first; reporters see their own"""
    actor, work = current_actor(), reading()
    page = {name: query.pop(name) for name in ("after", "limit", "count")}
    own = None if may(actor, "case.read") else actor.user_id
    wanted = MessageFilter(**query, reported_by=own)
    return page_of(view_messages(work, queries.list_messages(work.session, wanted, **page)))


@blueprint.route("/inbound-messages/<key:message_id>")
@blueprint.response(200, InboundMessageAnswer)
def show_message(message_id: int) -> Any:
    """Show a message of a customer, word for word, and the reply"""
    work = reading()
    view: MessageView = view_message(work, _get_visible(work, message_id))
    return versioned(view, view.version)


@blueprint.route("/inbound-messages/<key:message_id>/clocks")
@blueprint.response(200, TimeLimitsAnswer)
def list_message_clocks(message_id: int) -> Any:
    """List the time limits for the reply to a message"""
    work = reading()
    message = _get_visible(work, message_id)
    return {"items": clocks_of(work, message.reply_case_id or message.case_id or 0)}


@blueprint.route("/inbound-messages/<key:message_id>/reply", methods=["POST"])
@blueprint.arguments(MessageReply)
@blueprint.response(200, InboundMessageAnswer)
def reply_to_message(body: dict[str, Any], message_id: int) -> Response:
    """Reply to a message of a customer; its limit is met"""
    ensure_may(current_actor(), "case.read")
    with command() as work:
        message = _get_visible(work, message_id)
        return _shown(work, inbound.reply_to(work, message, **body), status=200)
