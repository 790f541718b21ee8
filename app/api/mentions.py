"""Where the reader is mentioned, and what of it they have not read."""

from typing import Any

from flask import Response

from app.api.blueprint import Blueprint
from app.api.commands import answer, command
from app.api.comment_rows import mention_rows
from app.api.paging import page_of
from app.api.schemas.comments import MarkMentions, MentionListAnswer, MentionsQuery, UnreadAnswer
from app.inbox import operations
from app.inbox.talk import queries as talk_queries
from app.keyset import Slice
from app.transaction import reading

blueprint = Blueprint("mentions", __name__, description="Mentions of the reader in comments")


@blueprint.route("/mentions")
@blueprint.arguments(MentionsQuery, location="query")
@blueprint.response(200, MentionListAnswer)
def list_mentions(query: dict[str, Any]) -> Any:
    """List the comments that mention one and that one still sees, the newest first"""
    work = reading()
    found = talk_queries.list_mentions(work, **query)
    return page_of(
        Slice(
            rows=mention_rows(work, found.rows),
            next=found.next,
            prev=found.prev,
            total=found.total,
            total_capped=found.total_capped,
        )
    )


@blueprint.route("/mentions/counts")
@blueprint.response(200, UnreadAnswer)
def count_mentions() -> Any:
    """Count the mentions that one has not read"""
    return talk_queries.count_unread(reading())


@blueprint.route("/mentions/read", methods=["POST"])
@blueprint.arguments(MarkMentions)
@blueprint.response(200, UnreadAnswer)
def mark_mentions(body: dict[str, Any]) -> Response:
    """Mark mentions as read, or as unread again, and count what is left"""
    with command() as work:
        operations.mark_mentions_read(work, **body)
        return answer(work, talk_queries.count_unread(work))
