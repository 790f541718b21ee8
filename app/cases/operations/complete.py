"""Completes a task: the answers go into the process, and the process goes on."""

from dataclasses import dataclass

from app.audit import operations as audit
from app.cases import forms, running
from app.cases.commands import command
from app.cases.state import CaseState
from app.inbox import operations as inbox
from app.inbox import rules, segregation
from app.inbox.models import InboxTask
from app.inbox.standing_in import acting_on, confirmed
from app.work import Variables, Work


@dataclass(frozen=True, kw_only=True)
class Completion:
    """A completed task, its case, and the tasks of that case that it has opened for the actor."""

    task: InboxTask
    case: CaseState
    next_tasks: tuple[InboxTask, ...]


def complete_task(
    work: Work, task_id: int, *, answers: Variables, expected_version: int | None = None
) -> Completion:
    """Complete a task with the answers to its form.

    :param expected_version: of the task, as the caller saw it
    :raises NotFound: no such task
    :raises NotAllowed: another group's task, or a duty that this person must not do
    :raises Conflict: completed, withdrawn, held by another, or its case is suspended
    :raises Stale: the task has changed
    :raises InvalidInput: a field or a business rule refuses the answers
    """
    work = confirmed(work)
    row = running.lock_case_of_task(work, task_id)
    task = inbox.prepare_completion(work, task_id, expected_version=expected_version)
    work = acting_on(work, task)  # from here on both names are written
    with command(work, row) as case:
        case.task = task
        accepted = forms.accept(work, task, answers, case.seen(task.token_id))
        case.instance.complete_task(task.token_id, accepted)
        _record(work, task)
    mine = tuple(new for new in case.opened if _is_mine(work, new))
    return Completion(task=task, case=case.result, next_tasks=mine)


def _record(work: Work, task: InboxTask) -> None:
    audit.record(
        work,
        "task.completed",
        case_id=task.case_id,
        subject=str(task.id),
        detail={"element": task.element},
    )


def _is_mine(work: Work, task: InboxTask) -> bool:
    user_id = work.actor.user_id
    if user_id is None:
        return False
    if task.assignee_id is not None:
        return task.assignee_id == user_id or rules.absentee_of(task, work.actor) is not None
    offered = not work.actor.groups.isdisjoint(task.groups) or user_id in task.users
    return offered and not segregation.is_excluded(work, task, user_id)
