"""Messages to customers: what was sent, and what did not arrive."""

from typing import Any

from app.api.auth import current_actor
from app.api.blueprint import Blueprint
from app.api.paging import page_of
from app.api.schemas.messages_sent import MessagesSentQuery, SentMessageListAnswer
from app.identity.permissions import ensure_may
from app.insurance.channels import queries
from app.transaction import reading

blueprint = Blueprint("messages_sent", __name__, description="Messages to customers")


@blueprint.route("/messages-sent")
@blueprint.arguments(MessagesSentQuery, location="query")
@blueprint.response(200, SentMessageListAnswer)
def list_messages_sent(query: dict[str, Any]) -> Any:
    """List messages to customers, the newest first"""
    ensure_may(current_actor(), "case.read")
    return page_of(queries.list_messages(reading().session, **query))
