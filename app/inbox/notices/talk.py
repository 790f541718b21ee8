"""Tells of what was said: whom it mentions, whom it answers, and who has the task."""

from collections.abc import Collection, Mapping

import sqlalchemy as sa

from app.database import table_of
from app.inbox.models import InboxTask
from app.inbox.notices.choices import NoticeKind
from app.inbox.notices.models import Notification
from app.inbox.notices.telling import News, tell
from app.inbox.talk.models import Comment, Mention
from app.work import Work

_notice = table_of(Notification)


def tell_mentioned(work: Work, comment: Comment, mentions: Mapping[int, int]) -> None:
    """Tell whom a comment mentions.

    :param mentions: by user, the mention
    """
    news = _news(NoticeKind.MENTIONED, comment)
    tell(work, mentions, news, mentions=mentions)


def forget_mentions(work: Work, mention_ids: Collection[int]) -> None:
    """Take back the notices of mentions that are no more."""
    if mention_ids:
        work.session.execute(sa.delete(_notice).where(_notice.c.mention_id.in_(mention_ids)))


def tell_said(
    work: Work, comment: Comment, task: InboxTask | None, mentioned: Collection[int]
) -> None:
    """Tell who had asked its author, and who has the task; each once.

    :param mentioned: who is told of it already
    """
    asked = [one for one in _who_asked(work, comment) if one not in mentioned]
    tell(work, asked, _news(NoticeKind.ANSWERED, comment))
    holder = None if task is None else task.assignee_id
    if holder is not None and holder not in {*asked, *mentioned}:
        tell(work, [holder], _news(NoticeKind.COMMENTED, comment))


def _who_asked(work: Work, comment: Comment) -> list[int]:
    """List who mentioned the author by name in the same place before."""
    place = (
        sa.and_(Comment.case_id == comment.case_id, Comment.task_id.is_(None))
        if comment.task_id is None
        else Comment.task_id == comment.task_id
    )
    asked = (
        sa.select(Comment.author_id)
        .join(Mention, Mention.comment_id == Comment.id)
        .where(
            place,
            Comment.author_id != comment.author_id,
            Mention.user_id == comment.author_id,
            Mention.group_code.is_(None),
        )
    )
    return list(work.session.scalars(asked.distinct()))


def _news(kind: NoticeKind, comment: Comment) -> News:
    return News(
        kind=kind,
        task_id=comment.task_id,
        case_id=comment.case_id,
        business_key=comment.business_key,
    )
