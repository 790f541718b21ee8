"""Comments, mentions and attachments with the people, groups, tasks and files they name."""

from collections.abc import Mapping, Sequence
from typing import Any

from app.files.queries import list_files_by_id
from app.identity.models import User
from app.identity.queries import list_groups, list_users_by_id
from app.inbox.models import InboxTask
from app.inbox.operations.comments import CHANGEABLE
from app.inbox.talk import queries as talk_queries
from app.inbox.talk.models import Comment, Mention, TaskAttachment
from app.language import label
from app.work import Work


def comment_rows(work: Work, comments: Sequence[Comment]) -> list[dict[str, Any]]:
    """Return comments with what belongs to them, read in one go for all."""
    ids = {user for one in comments for user in (one.author_id, *one.users, *one.not_told)}
    people = list_users_by_id(work.session, ids)
    named = any(comment.groups for comment in comments)
    groups = {group.code: group for group in list_groups(work.session)} if named else {}
    return [_comment(work, comment, people, groups) for comment in comments]


def comment_row(work: Work, comment: Comment) -> dict[str, Any]:
    """Return one comment with what belongs to it."""
    return comment_rows(work, [comment])[0]


def _comment(
    work: Work, comment: Comment, people: Mapping[int, User], groups: Mapping[str, Any]
) -> dict[str, Any]:
    is_deleted = comment.deleted_at is not None
    is_own = comment.author_id == work.actor.user_id
    return {
        "id": comment.id,
        "case_id": comment.case_id,
        "business_key": comment.business_key,
        "task_id": comment.task_id,
        "author": people[comment.author_id],
        "text": None if is_deleted else comment.text,
        "mentions": {
            "users": _those(people, comment.users),
            "groups": [groups[code] for code in comment.groups if code in groups],
        },
        "not_told": _those(people, comment.not_told),
        "written_at": comment.written_at,
        "edited_at": comment.edited_at,
        "deleted_at": comment.deleted_at,
        "changeable_until": comment.written_at + CHANGEABLE if is_own and not is_deleted else None,
        "version": comment.version,
    }


def _those(people: Mapping[int, User], ids: Sequence[int]) -> list[User]:
    return [people[user_id] for user_id in ids if user_id in people]


def mention_rows(work: Work, mentions: Sequence[Mention]) -> list[dict[str, Any]]:
    """Return mentions with what was said, and to which task."""
    ids = {mention.comment_id for mention in mentions}
    comments = talk_queries.list_comments_by_id(work.session, ids)
    rows = {row["id"]: row for row in comment_rows(work, list(comments.values()))}
    task_ids = {one.task_id for one in comments.values() if one.task_id is not None}
    tasks = talk_queries.list_tasks_by_id(work.session, task_ids)
    return [
        {
            "id": mention.id,
            "read": mention.read_at is not None,
            "group": mention.group_code,
            "task": task_named(tasks.get(rows[mention.comment_id]["task_id"] or 0)),
            "comment": rows[mention.comment_id],
        }
        for mention in mentions
    ]


def task_named(task: InboxTask | None) -> dict[str, Any] | None:
    """Return what names a task to who is told of it."""
    if task is None:
        return None
    return {
        "id": task.id,
        "name": task.name,
        "label": label(task.name, task.label_en),
        "task_definition": task.element,
        "status": task.status.value,
        "subject": task.subject,
    }


def attachment_rows(work: Work, attachments: Sequence[TaskAttachment]) -> list[dict[str, Any]]:
    """Return attachments with their files, and who put them there."""
    people = list_users_by_id(work.session, {one.added_by for one in attachments})
    files = list_files_by_id(work.session, {one.file_id for one in attachments})
    return [
        {
            "id": one.id,
            "task_id": one.task_id,
            "file": files[one.file_id],
            "note": one.note,
            "added_by": people[one.added_by],
            "added_at": one.added_at,
            "version": one.version,
        }
        for one in attachments
    ]
