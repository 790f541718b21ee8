"""What people say to a task or a case, and take back or put right again."""

from typing import Any

from flask import Response

from app.api.auth import current_actor
from app.api.blueprint import Blueprint, takes_if_match
from app.api.commands import answer, command
from app.api.comment_rows import comment_row, comment_rows
from app.api.etags import if_match, versioned
from app.api.paging import page_of
from app.api.schemas.comments import (
    CommentAnswer,
    CommentListAnswer,
    CommentVersionListAnswer,
    SayComment,
)
from app.api.schemas.shapes import ListQuery
from app.cases.visible import get_visible_case
from app.identity.permissions import ensure_may
from app.inbox import operations
from app.inbox.talk import queries as talk_queries
from app.inbox.talk.models import Comment
from app.inbox.talk.rules import get_visible_comment
from app.inbox.visible import get_visible_task
from app.keyset import Slice
from app.transaction import reading
from app.work import Work

blueprint = Blueprint("comments", __name__, description="Comments on tasks and cases")


def _shown(work: Work, found: Slice[Comment]) -> Any:
    return page_of(
        Slice(
            rows=comment_rows(work, found.rows),
            next=found.next,
            prev=found.prev,
            total=found.total,
            total_capped=found.total_capped,
        )
    )


def _answered(work: Work, comment: Comment, status: int | None = None) -> Response:
    return answer(
        work,
        comment_row(work, comment),
        status=status,
        version=comment.version,
        location=f"/api/v1/comments/{comment.id}" if status else None,
    )


@blueprint.route("/tasks/<key:task_id>/comments")
@blueprint.arguments(ListQuery, location="query")
@blueprint.response(200, CommentListAnswer)
def list_task_comments(query: dict[str, Any], task_id: int) -> Any:
    """List what was said to a task, the newest first"""
    work = reading()
    get_visible_task(work, task_id)
    return _shown(work, talk_queries.list_task_comments(work.session, task_id, **query))


@blueprint.route("/tasks/<key:task_id>/comments", methods=["POST"])
@blueprint.arguments(SayComment)
@blueprint.response(201, CommentAnswer)
def say_to_task(body: dict[str, str], task_id: int) -> Response:
    """Say something to a task; whom it mentions has to see the task, and is told"""
    with command() as work:
        task = get_visible_task(work, task_id)
        comment = operations.add_comment(
            work,
            body["text"],
            case_id=task.case_id,
            business_key=task.business_key,
            task=task,
        )
        return _answered(work, comment, 201)


@blueprint.route("/cases/<ref:case>/comments")
@blueprint.arguments(ListQuery, location="query")
@blueprint.response(200, CommentListAnswer)
def list_case_comments(query: dict[str, Any], case: int | str) -> Any:
    """List what was said to a case and to those of its tasks that one sees, the newest first"""
    work = reading()
    found = get_visible_case(work, case)
    ensure_may(work.actor, "case.read")
    return _shown(work, talk_queries.list_case_comments(work, found.id, **query))


@blueprint.route("/cases/<ref:case>/comments", methods=["POST"])
@blueprint.arguments(SayComment)
@blueprint.response(201, CommentAnswer)
def say_to_case(body: dict[str, str], case: int | str) -> Response:
    """Say something to a whole case; all staff see it, and whom it mentions is told"""
    with command() as work:
        found = get_visible_case(work, case)
        comment = operations.add_comment(
            work, body["text"], case_id=found.id, business_key=found.business_key
        )
        return _answered(work, comment, 201)


@blueprint.route("/comments/<key:comment_id>")
@blueprint.response(200, CommentAnswer)
def show_comment(comment_id: int) -> Any:
    """Show a comment; of a deleted one only that it was"""
    work = reading()
    comment = get_visible_comment(work, comment_id)
    return versioned(comment_row(work, comment), comment.version)


@blueprint.route("/comments/<key:comment_id>", methods=["PATCH"])
@blueprint.arguments(SayComment)
@blueprint.response(200, CommentAnswer)
@takes_if_match()
def edit_comment(body: dict[str, str], comment_id: int) -> Response:
    """Say one's own comment anew within 24 hours; what it said before is kept"""
    expected = if_match(lambda: show_comment(comment_id))
    with command() as work:
        comment = operations.edit_comment(work, comment_id, body["text"], expected_version=expected)
        return _answered(work, comment)


@blueprint.route("/comments/<key:comment_id>", methods=["DELETE"])
@blueprint.response(204)
@takes_if_match(required=True)
def delete_comment(comment_id: int) -> Response:
    """Take one's own comment back within 24 hours; what it said is kept for auditors"""
    expected = if_match(lambda: show_comment(comment_id), required=True)
    with command() as work:
        operations.delete_comment(work, comment_id, expected_version=expected)
        return answer(work, None)


@blueprint.route("/comments/<key:comment_id>/versions")
@blueprint.arguments(ListQuery, location="query")
@blueprint.response(200, CommentVersionListAnswer)
def list_versions(query: dict[str, Any], comment_id: int) -> Any:
    """List what a comment said before it was changed or deleted, for its author and auditors"""
    work = reading()
    comment = get_visible_comment(work, comment_id)
    if comment.author_id != work.actor.user_id:
        ensure_may(current_actor(), "audit.read")
    return page_of(talk_queries.list_versions(work.session, comment_id, **query))
