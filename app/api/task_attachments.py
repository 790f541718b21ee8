"""Files that people put to tasks."""

from typing import Any

from flask import Response

from app.api.blueprint import Blueprint, takes_if_match
from app.api.commands import answer, command
from app.api.comment_rows import attachment_rows
from app.api.etags import if_match, versioned
from app.api.paging import page_of
from app.api.schemas.comments import AttachFile, AttachmentAnswer, AttachmentListAnswer
from app.api.schemas.shapes import ListQuery
from app.inbox import operations
from app.inbox.talk import queries as talk_queries
from app.inbox.visible import get_visible_task
from app.keyset import Slice
from app.transaction import reading

blueprint = Blueprint("task_attachments", __name__, description="Files attached to tasks")


@blueprint.route("/tasks/<key:task_id>/attachments")
@blueprint.arguments(ListQuery, location="query")
@blueprint.response(200, AttachmentListAnswer)
def list_attachments(query: dict[str, Any], task_id: int) -> Any:
    """List the files attached to a task, oldest first"""
    work = reading()
    get_visible_task(work, task_id)
    found = talk_queries.list_attachments(work.session, task_id, **query)
    return page_of(
        Slice(
            rows=attachment_rows(work, found.rows),
            next=found.next,
            prev=found.prev,
            total=found.total,
            total_capped=found.total_capped,
        )
    )


@blueprint.route("/tasks/<key:task_id>/attachments", methods=["POST"])
@blueprint.arguments(AttachFile)
@blueprint.response(201, AttachmentAnswer)
def attach_file(body: dict[str, Any], task_id: int) -> Response:
    """Attach a copy of a file that one has uploaded; who sees the task may read it"""
    with command() as work:
        get_visible_task(work, task_id)
        attachment = operations.attach_file(work, task_id, body["file"], note=body["note"])
        return answer(
            work,
            attachment_rows(work, [attachment])[0],
            version=attachment.version,
            location=f"/api/v1/tasks/{task_id}/attachments/{attachment.id}",
        )


@blueprint.route("/tasks/<key:task_id>/attachments/<key:attachment_id>")
@blueprint.response(200, AttachmentAnswer)
def show_attachment(task_id: int, attachment_id: int) -> Any:
    """Show a file attached to a task"""
    work = reading()
    get_visible_task(work, task_id)
    attachment = talk_queries.get_attachment(work.session, task_id, attachment_id)
    return versioned(attachment_rows(work, [attachment])[0], attachment.version)


@blueprint.route("/tasks/<key:task_id>/attachments/<key:attachment_id>", methods=["DELETE"])
@blueprint.response(204)
@takes_if_match(required=True)
def detach_file(task_id: int, attachment_id: int) -> Response:
    """Take away a file that one has attached to an open task; the file itself is kept"""
    expected = if_match(lambda: show_attachment(task_id, attachment_id), required=True)
    with command() as work:
        get_visible_task(work, task_id)
        operations.detach_file(work, task_id, attachment_id, expected_version=expected)
        return answer(work, None)
