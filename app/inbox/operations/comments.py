"""Says something to a task or a case, and lets its author put it right for a while."""

import datetime as dt

import sqlalchemy as sa

from app.audit.operations import record
from app.database import next_key
from app.errors import Conflict, InvalidInput, NotAllowed, Stale
from app.inbox.models import InboxTask
from app.inbox.notices import talk
from app.inbox.talk.mentioning import Meant, who_is_meant
from app.inbox.talk.models import Comment, CommentVersion, Mention
from app.inbox.talk.rules import ensure_may_talk, get_visible_comment, place_of
from app.work import Work

LONGEST = 4000  # characters
#: how long its author may change it: a slip is seen the same day, later on others have acted on it
CHANGEABLE = dt.timedelta(hours=24)


def add_comment(
    work: Work,
    text: str,
    *,
    case_id: int,
    business_key: str | None,
    task: InboxTask | None = None,
) -> Comment:
    """Say something; who is mentioned in it is told.

    :param task: to what; None: to the case, whose reader the caller knows the actor to be
    :raises NotAllowed: the actor is kept from the task, or does not read cases
    :raises InvalidInput: a mention of nobody, or of who may not see it; nothing is said
    """
    author_id = ensure_may_talk(work, task)
    text = _said(text)
    meant = who_is_meant(work, text, task)
    comment = Comment(
        id=next_key(work.session),
        case_id=case_id,
        business_key=business_key,
        task_id=None if task is None else task.id,
        author_id=author_id,
        text=text,
        written_at=work.now,
        version=1,
    )
    _mention(comment, meant)
    work.session.add(comment)
    work.session.flush()
    _tell(work, comment, meant)
    talk.tell_said(work, comment, task, meant.told)
    _record(work, comment, "comment.written")
    return comment


def edit_comment(
    work: Work, comment_id: int, text: str, *, expected_version: int | None = None
) -> Comment:
    """Say it anew; what it said before is kept, and who is newly mentioned is told.

    :raises NotFound: no such comment, or not for the actor
    :raises NotAllowed: not_the_author
    :raises Conflict: it is deleted, or too_late_to_change
    :raises Stale: it is not at ``expected_version``
    """
    comment, task = _lock_own(work, comment_id, expected_version)
    text = _said(text)
    if text == comment.text:
        return comment
    meant = who_is_meant(work, text, task)
    _keep_version(work, comment)
    comment.text, comment.edited_at = text, work.now
    comment.version += 1
    _mention(comment, meant)
    _tell(work, comment, meant)
    _record(work, comment, "comment.edited")
    return comment


def delete_comment(work: Work, comment_id: int, *, expected_version: int | None = None) -> Comment:
    """Take it back: that something was said stays, and what was said is kept for auditors.

    :raises NotFound: no such comment, or not for the actor
    :raises NotAllowed: not_the_author
    :raises Conflict: it is deleted, or too_late_to_change
    :raises Stale: it is not at ``expected_version``
    """
    comment, _ = _lock_own(work, comment_id, expected_version)
    _keep_version(work, comment)
    comment.text, comment.deleted_at = "", work.now
    comment.version += 1
    nobody = Meant(users=(), groups=(), told={}, not_told=())
    _mention(comment, nobody)
    _tell(work, comment, nobody)
    _record(work, comment, "comment.deleted")
    return comment


def _said(text: str) -> str:
    said = text.strip()
    if not said or len(said) > LONGEST:
        raise InvalidInput(f"a comment has 1 to {LONGEST} characters", code="comment_length")
    return said


def _lock_own(
    work: Work, comment_id: int, expected: int | None
) -> tuple[Comment, InboxTask | None]:
    get_visible_comment(work, comment_id)
    comment = work.session.get_one(
        Comment, comment_id, populate_existing=True, with_for_update=True
    )
    if comment.author_id != work.actor.user_id:
        raise NotAllowed(f"comment {comment.id} is somebody else's", code="not_the_author")
    if expected is not None and expected != comment.version:
        detail = f"comment {comment.id} is at version {comment.version}, not {expected}"
        raise Stale(detail, current=comment.version)
    if comment.deleted_at is not None:
        raise Conflict(f"comment {comment.id} is deleted", code="comment_deleted")
    if work.now >= comment.written_at + CHANGEABLE:
        hours = CHANGEABLE // dt.timedelta(hours=1)
        detail = f"comment {comment.id} is older than {hours} hours and stays as it is"
        raise Conflict(detail, code="too_late_to_change")
    task = place_of(work, comment)
    ensure_may_talk(work, task)
    return comment, task


def _keep_version(work: Work, comment: Comment) -> None:
    work.session.add(
        CommentVersion(
            comment_id=comment.id,
            version=comment.version,
            text=comment.text,
            said_at=comment.edited_at or comment.written_at,
            replaced_at=work.now,
        )
    )


def _mention(comment: Comment, meant: Meant) -> None:
    comment.users, comment.groups = list(meant.users), list(meant.groups)
    comment.not_told = list(meant.not_told)


def _tell(work: Work, comment: Comment, meant: Meant) -> None:
    """Tell who is told now and was not before; whom it does not mention any more forgets it."""
    told = work.session.scalars(sa.select(Mention).where(Mention.comment_id == comment.id)).all()
    gone = [mention for mention in told if mention.user_id not in meant.told]
    talk.forget_mentions(work, [mention.id for mention in gone])
    for mention in gone:
        work.session.delete(mention)
    known = {mention.user_id for mention in told}
    new = [
        Mention(
            id=next_key(work.session),
            comment_id=comment.id,
            user_id=user_id,
            group_code=group,
        )
        for user_id, group in meant.told.items()
        if user_id not in known
    ]
    work.session.add_all(new)
    work.session.flush()
    talk.tell_mentioned(work, comment, {mention.user_id: mention.id for mention in new})


def _record(work: Work, comment: Comment, action: str) -> None:
    """Note the act; the words are no part of it, they may tell of customers."""
    detail = {
        "task": None if comment.task_id is None else str(comment.task_id),
        "version": comment.version,
        "users": [str(user_id) for user_id in comment.users],
        "groups": comment.groups,
    }
    subject = f"comment:{comment.id}"
    record(work, action, case_id=comment.case_id, subject=subject, detail=detail)
