"""Who may read and say something to a task or a case."""

from app.errors import NotAllowed, NotFound
from app.identity.permissions import ensure_may, may
from app.inbox import queries
from app.inbox.models import InboxTask, TaskExclusion
from app.inbox.talk.models import Comment
from app.inbox.visible import sees_task
from app.work import Work


def ensure_may_talk(work: Work, task: InboxTask | None) -> int:
    """Return who speaks, or refuse them.

    :param task: to what; None: to a case
    :raises NotAllowed: four_eyes_violation or <role>_excluded of who is kept from the task; who
        does not read cases; the system, which has nothing to say
    """
    user_id = work.actor.user_id
    if user_id is None:
        raise NotAllowed("comments and attachments are people's")
    if task is None:
        ensure_may(work.actor, "case.read")
        return user_id
    kept = work.session.get(TaskExclusion, (task.id, user_id))
    if kept is not None:
        code = "four_eyes_violation" if kept.role is None else f"{kept.role}_excluded"
        raise NotAllowed(f"{work.actor.username} is kept from task {task.id}", code=code)
    return user_id


def place_of(work: Work, comment: Comment) -> InboxTask | None:
    """Return the task that a comment was said to; None: the case."""
    if comment.task_id is None:
        return None
    return queries.get_task(work.session, comment.task_id)


def get_visible_comment(work: Work, comment_id: int) -> Comment:
    """Return a comment to a task that the actor sees, or to a case, which all staff see.

    :raises NotFound: there is none, or it is not for the actor
    """
    comment = work.session.get(Comment, comment_id)
    if comment is None or not _sees(work, comment):
        raise NotFound(f"there is no comment {comment_id}")
    return comment


def _sees(work: Work, comment: Comment) -> bool:
    task = place_of(work, comment)
    return may(work.actor, "case.read") if task is None else sees_task(work.actor, task)
