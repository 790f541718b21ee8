"""What the reader is told of."""

from collections.abc import Sequence
from typing import Any

from flask import Response

from app.api.blueprint import Blueprint
from app.api.commands import answer, command
from app.api.comment_rows import task_named
from app.api.paging import page_of
from app.api.schemas.notifications import (
    NotificationAnswer,
    NotificationCountsAnswer,
    NotificationListAnswer,
    NotificationsQuery,
    ReadAll,
)
from app.identity.queries import list_users_by_id
from app.inbox.models import InboxTask
from app.inbox.notices import operations, queries
from app.inbox.notices.models import Notification
from app.inbox.talk.queries import list_tasks_by_id
from app.keyset import Slice
from app.transaction import reading
from app.work import Work

blueprint = Blueprint("notifications", __name__, description="What the reader is told of")


@blueprint.route("/notifications")
@blueprint.arguments(NotificationsQuery, location="query")
@blueprint.response(200, NotificationListAnswer)
def list_notifications(query: dict[str, Any]) -> Any:
    """List what one was told of and may still see, the newest first"""
    work = reading()
    found = queries.list_notices(work, **query)
    return page_of(
        Slice(
            rows=_rows(work, found.rows),
            next=found.next,
            prev=found.prev,
            total=found.total,
            total_capped=found.total_capped,
        )
    )


@blueprint.route("/notifications/counts")
@blueprint.response(200, NotificationCountsAnswer)
def count_notifications() -> Any:
    """Count what one has not read, altogether and by kind"""
    return queries.count_unread(reading())


@blueprint.route("/notifications/<key:notification_id>/read", methods=["POST"])
@blueprint.response(200, NotificationAnswer)
def read_notification(notification_id: int) -> Response:
    """Note that one has read a notification; twice is once"""
    with command() as work:
        found = operations.mark_read(work, notification_id)
        (row,) = _rows(work, [found])
        return answer(work, row)


@blueprint.route("/notifications/read-all", methods=["POST"])
@blueprint.arguments(ReadAll)
@blueprint.response(200, NotificationCountsAnswer)
def read_all_notifications(body: dict[str, Any]) -> Response:
    """Note that one has read everything, and count what is left"""
    with command() as work:
        operations.mark_all_read(work, **body)
        return answer(work, queries.count_unread(work))


def _rows(work: Work, notices: Sequence[Notification]) -> list[dict[str, Any]]:
    """Return notices with what they are about, read in one go for all."""
    task_ids = {one.task_id for one in notices if one.task_id is not None}
    tasks = list_tasks_by_id(work.session, task_ids)
    people = list_users_by_id(work.session, {one.who_id for one in notices if one.who_id})
    comments = queries.comments_of(work.session, notices)
    return [
        {
            "id": one.id,
            "kind": one.kind.value,
            "task": _task(tasks.get(one.task_id or 0)),
            "case_id": one.case_id,
            "business_key": one.business_key,
            "comment_id": comments.get(one.mention_id or 0),
            "substitution_id": one.substitution_id,
            "who": people.get(one.who_id or 0),
            "statutory": one.statutory,
            "created_at": one.created_at,
            "read_at": one.read_at,
            "mailed_at": one.mailed_at,
        }
        for one in notices
    ]


def _task(task: InboxTask | None) -> dict[str, Any] | None:
    named = task_named(task)
    return None if task is None or named is None else {**named, "due_at": task.due_at}
