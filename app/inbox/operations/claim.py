"""Takes a task for oneself, and gives it back."""

from app.audit.operations import record
from app.errors import Conflict
from app.identity.permissions import oversees
from app.inbox import rows, rules, segregation
from app.inbox.models import InboxTask, TaskAct
from app.inbox.rows import lock_task
from app.inbox.standing_in import acting_on, confirmed, give_back
from app.work import Work


def claim_task(work: Work, task_id: int, *, expected_version: int | None = None) -> InboxTask:
    """Make the actor the assignee; of two who claim at once one gets it. Claiming twice is once.

    Who stands in for its assignee takes it over in their place.

    :raises NotFound: no such task
    :raises Conflict: it is done, withdrawn, or already_claimed by the one it names
    :raises Stale: the task is not at ``expected_version``
    :raises NotAllowed: not_in_group, four_eyes_violation
    """
    work = confirmed(work)
    task = lock_task(work, task_id)
    rules.ensure_open(task)
    rules.ensure_candidate(task, work.actor)
    rows.ensure_holder(work, task)
    rules.ensure_version(task, expected_version)
    work = acting_on(work, task)
    segregation.ensure_four_eyes(work, task)
    if task.assignee_id != work.actor.user_id:
        absent = work.actor.on_behalf_of
        lender = None if absent is None else absent.user_id
        mine = work.actor.user_id
        rows.give(work, task, mine, on_behalf_of_id=lender, owner_id=task.owner_id)
        rows.add_events(work, TaskAct.CLAIMED, [task])
        record(work, "task.claimed", case_id=task.case_id, subject=f"task:{task.id}", detail={})
    return task


def release_task(work: Work, task_id: int, *, expected_version: int | None = None) -> InboxTask:
    """Give a task back to its groups; a supervisor may do so for its holder.

    What was taken in the place of somebody away goes back to them.

    :raises Conflict: nobody has it, or already_claimed by the one it names
    """
    work = confirmed(work)
    task = lock_task(work, task_id)
    rules.ensure_open(task)
    if task.assignee_id is None:
        raise Conflict(f"task {task.id} is with nobody")
    if not oversees(work.actor, task.groups):
        rows.ensure_holder(work, task)
    rules.ensure_version(task, expected_version)
    work, detail = acting_on(work, task), {"from": str(task.assignee_id)}
    holder = give_back(work, task)
    if holder is not None:
        detail["to"] = str(holder)
    rows.add_events(work, TaskAct.RELEASED, [task], detail)
    record(work, "task.released", case_id=task.case_id, subject=f"task:{task.id}", detail=detail)
    return task
