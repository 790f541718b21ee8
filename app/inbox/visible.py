"""Which tasks an actor may read; the rest is not there for them."""

from app.errors import NotFound
from app.identity.permissions import reach
from app.inbox import queries
from app.inbox.models import InboxTask
from app.inbox.rules import may_see
from app.work import Actor, Work


def get_visible_task(work: Work, task_id: int) -> InboxTask:
    """Return a task.

    :raises NotFound: there is none, or the actor may not see it
    """
    task = queries.get_task(work.session, task_id)
    if not sees_task(work.actor, task):
        raise NotFound(f"there is no task {task_id}")
    return task


def sees_task(actor: Actor, task: InboxTask) -> bool:
    """Say whether an actor may read a task: its own, its groups', or one of those it oversees."""
    return may_see(task, actor, reads_all=not reach(actor).isdisjoint(task.groups))
