"""Lists of comments, of mentions, and of what is attached to tasks."""

from collections.abc import Collection, Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.errors import NotFound
from app.identity.permissions import may
from app.inbox.lists.listing import Count
from app.inbox.models import InboxTask
from app.inbox.talk.models import Comment, CommentVersion, Mention, TaskAttachment
from app.inbox.visible_rows import is_kept_from, is_seen_by
from app.keyset import Cursor, Order, Slice, count_up_to_cap, slice_of
from app.work import Actor, Work

NEWEST_FIRST = (Order(Comment.id, descending=True),)


def list_task_comments(
    session: Session, task_id: int, *, after: Cursor | None, limit: int, count: bool
) -> Slice[Comment]:
    """List what was said to a task, the newest first."""
    said = sa.select(Comment).where(Comment.task_id == task_id)
    return slice_of(session, said, NEWEST_FIRST, after, limit=limit, count=count)


def count_comments(session: Session, task_id: int) -> int:
    """Count what was said to a task and not taken back, up to a cap."""
    said = sa.select(Comment.id).where(Comment.task_id == task_id, Comment.deleted_at.is_(None))
    return count_up_to_cap(session, said)[0]


def list_case_comments(
    work: Work, case_id: int, *, after: Cursor | None, limit: int, count: bool
) -> Slice[Comment]:
    """List what was said to a case and to those of its tasks that the actor sees, newest first."""
    seen = sa.exists().where(InboxTask.id == Comment.task_id, is_seen_by(work.actor))
    said = sa.select(Comment).where(
        Comment.case_id == case_id, sa.or_(Comment.task_id.is_(None), seen)
    )
    return slice_of(work.session, said, NEWEST_FIRST, after, limit=limit, count=count)


def list_versions(
    session: Session, comment_id: int, *, after: Cursor | None, limit: int, count: bool
) -> Slice[CommentVersion]:
    """List what a comment said before, oldest first."""
    said = sa.select(CommentVersion).where(CommentVersion.comment_id == comment_id)
    order = (Order(CommentVersion.version),)
    return slice_of(session, said, order, after, limit=limit, count=count)


def list_mentions(
    work: Work, *, unread: bool, after: Cursor | None, limit: int, count: bool
) -> Slice[Mention]:
    """List where the actor is mentioned and still sees what was said, the newest first.

    :param unread: only what they have not read
    """
    order = (Order(Mention.id, descending=True),)
    mentions = _mentions(work.actor, unread=unread)
    return slice_of(work.session, mentions, order, after, limit=limit, count=count)


def count_unread(work: Work) -> Count:
    """Count the mentions that the actor has not read, up to a cap."""
    return Count(*count_up_to_cap(work.session, _mentions(work.actor, unread=True)))


def _mentions(actor: Actor, *, unread: bool) -> sa.Select[Mention]:
    of_task = sa.and_(is_seen_by(actor), ~is_kept_from(actor))
    of_case = sa.and_(Comment.task_id.is_(None), sa.literal(may(actor, "case.read")))
    mentions = (
        sa.select(Mention)
        .join(Comment, Comment.id == Mention.comment_id)
        .outerjoin(InboxTask, InboxTask.id == Comment.task_id)
        .where(Mention.user_id == actor.user_id, sa.or_(of_case, of_task))
    )
    return mentions.where(Mention.read_at.is_(None)) if unread else mentions


def list_comments_by_id(session: Session, ids: Collection[int]) -> dict[int, Comment]:
    """Return comments by id."""
    found = session.scalars(sa.select(Comment).where(Comment.id.in_(ids))) if ids else ()
    return {comment.id: comment for comment in found}


def list_tasks_by_id(session: Session, ids: Collection[int]) -> dict[int, InboxTask]:
    """Return tasks by id, open or ended."""
    found = session.scalars(sa.select(InboxTask).where(InboxTask.id.in_(ids))) if ids else ()
    return {task.id: task for task in found}


def list_attachments(
    session: Session, task_id: int, *, after: Cursor | None, limit: int, count: bool
) -> Slice[TaskAttachment]:
    """List what is attached to a task, oldest first; what was taken away is left out."""
    there = sa.select(TaskAttachment).where(
        TaskAttachment.task_id == task_id, TaskAttachment.removed_at.is_(None)
    )
    order = (Order(TaskAttachment.id),)
    return slice_of(session, there, order, after, limit=limit, count=count)


def get_attachment(session: Session, task_id: int, attachment_id: int) -> TaskAttachment:
    """Return something attached to a task.

    :raises NotFound: there is nothing of that id, or it was taken away
    """
    found = session.get(TaskAttachment, attachment_id, populate_existing=True)
    if found is None or found.task_id != task_id or found.removed_at is not None:
        raise NotFound(f"there is no attachment {attachment_id} of task {task_id}")
    return found


def list_there(session: Session, task_id: int) -> Sequence[TaskAttachment]:
    """List everything attached to a task: there is a bound to it."""
    there = sa.select(TaskAttachment).where(
        TaskAttachment.task_id == task_id, TaskAttachment.removed_at.is_(None)
    )
    return session.scalars(there).all()


def was_attached(session: Session, file_id: int) -> bool:
    """Say whether a file is attached to a task, or once was."""
    found = sa.select(TaskAttachment.id).where(TaskAttachment.file_id == file_id).limit(1)
    return session.scalar(found) is not None


def is_attached_where_seen(work: Work, file_id: int) -> bool:
    """Say whether a file is attached to a task that the actor sees."""
    found = (
        sa.select(TaskAttachment.id)
        .join(InboxTask, InboxTask.id == TaskAttachment.task_id)
        .where(
            TaskAttachment.file_id == file_id,
            TaskAttachment.removed_at.is_(None),
            is_seen_by(work.actor),
        )
    )
    return work.session.scalar(found.limit(1)) is not None
