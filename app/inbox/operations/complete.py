"""What the inbox does before and after the process takes a completed task's answers."""

from app.inbox import rows, rules, segregation
from app.inbox.models import InboxTask, TaskAct, TaskStatus
from app.inbox.operations.withdraw import close_rows
from app.inbox.rows import lock_task
from app.inbox.standing_in import acting_on, give_back
from app.work import Work


def prepare_completion(
    work: Work, task_id: int, *, expected_version: int | None = None
) -> InboxTask:
    """Lock a task that the actor is about to complete, or refuse.

    A free task of one's groups is claimed by completing it.

    :raises NotFound: no such task
    :raises Conflict: already_completed, withdrawn, or already_claimed by the one it names
    :raises Stale: the task is not at ``expected_version``
    :raises NotAllowed: not_in_group, four_eyes_violation
    """
    task = lock_task(work, task_id)
    rules.ensure_open(task)
    if work.actor.user_id is None:
        return task  # the system: no inbox, no four eyes
    rules.ensure_candidate(task, work.actor)
    rows.ensure_holder(work, task)
    rules.ensure_version(task, expected_version)
    segregation.ensure_four_eyes(acting_on(work, task), task)
    return task


def mark_completed(work: Work, task: InboxTask) -> None:
    """Close a task that ``prepare_completion`` locked, once the process has taken its answers."""
    rules.ensure_open(task)
    work = acting_on(work, task)
    user_id, absent = work.actor.user_id, work.actor.on_behalf_of
    rows.change(
        work,
        task,
        status=TaskStatus.COMPLETED,
        assignee_id=user_id,
        completed_by=user_id,
        on_behalf_of_id=None if absent is None else absent.user_id,
        ended_at=work.now,
    )
    close_rows(work, [task])
    rows.add_events(work, TaskAct.COMPLETED, [task])
    for held in segregation.exclude_from_open(work, task):
        give_back(work, held)
        rows.add_events(work, TaskAct.RELEASED, [held], {"reason": "segregation"})
