"""What the reader may see; the rest is not there for them."""

from app.cases import queries as cases
from app.cases.models import Case
from app.errors import NotFound
from app.identity.permissions import may
from app.inbox import queries as inbox
from app.inbox.models import InboxTask
from app.inbox.rules import may_see
from app.work import Work


def get_visible_task(work: Work, task_id: int) -> InboxTask:
    """Return a task.

    :raises NotFound: there is none, or the actor may not see it
    """
    task = inbox.get_task(work.session, task_id)
    if not sees_task(work, task):
        raise NotFound(f"there is no task {task_id}")
    return task


def sees_task(work: Work, task: InboxTask) -> bool:
    """Say whether the actor may read a task."""
    return may_see(task, work.actor, reads_all=may(work.actor, "task.read_all"))


def get_visible_case(work: Work, key: int | str) -> Case:
    """Return a case: staff see every one, a reporter its own.

    :raises NotFound: there is none, or the actor may not see it
    """
    case = cases.get_case(work.session, key)
    if not sees_case(work, case):
        raise NotFound(f"no case {key}")
    return case


def sees_case(work: Work, case: Case) -> bool:
    """Say whether the actor may read a case."""
    own = may(work.actor, "case.read_own") and case.started_by == work.actor.username
    return own or may(work.actor, "case.read")
