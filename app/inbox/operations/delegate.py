"""Hands a task over to a colleague, who does it or hands it back."""

import sqlalchemy as sa

from app.audit.operations import record
from app.database import table_of
from app.errors import Conflict, FieldError, InvalidInput
from app.inbox import rows, rules
from app.inbox.models import InboxTask, TaskAct, TaskDraft
from app.inbox.operations.assign import candidate_of
from app.inbox.operations.comments import add_comment
from app.inbox.rows import lock_task
from app.inbox.standing_in import acting_on, confirmed, is_fit
from app.work import Variables, Work

_draft = table_of(TaskDraft)


def delegate_task(
    work: Work,
    task_id: int,
    *,
    user_id: int,
    reason: str | None = None,
    expected_version: int | None = None,
) -> InboxTask:
    """Hand a task over to another of its candidates; its holder stays its owner.

    What the holder has filled in goes with it.

    :raises Conflict: nobody has it, already_claimed by the one it names, already_delegated, or
        held_for_another
    :raises InvalidInput: no such person, no candidate, or oneself
    :raises NotAllowed: four_eyes_violation of whom it would be handed to
    """
    work = confirmed(work)
    task = lock_task(work, task_id)
    rules.ensure_open(task)
    if task.assignee_id is None:
        raise Conflict(f"task {task.id} is with nobody: take it first")
    rows.ensure_holder(work, task)
    rules.ensure_version(task, expected_version)
    _ensure_own(task)
    owner_id = task.assignee_id
    if user_id in work.actor.people or user_id == owner_id:
        detail = "nobody hands a task over to themselves"
        error = FieldError(pointer="/user", code="invalid_field", detail=detail)
        raise InvalidInput(detail, errors=[error])
    colleague = candidate_of(work, task, user_id)
    work = acting_on(work, task)
    begun = _answers(work, task.id, owner_id)
    rows.give(work, task, user_id, owner_id=owner_id)
    if begun is not None and _answers(work, task.id, user_id) is None:
        _keep(work, task.id, user_id, begun)
    why = {} if reason is None else {"reason": reason}
    return _note(work, task, TaskAct.DELEGATED, {"user": colleague.username, **why})


def _ensure_own(task: InboxTask) -> None:
    if task.owner_id is not None:
        raise Conflict(f"task {task.id} is handed over already", code="already_delegated")
    if task.on_behalf_of_id is not None:
        raise Conflict(
            f"task {task.id} is taken in another's place: give it back", code="held_for_another"
        )


def resolve_task(
    work: Work, task_id: int, *, comment: str | None = None, expected_version: int | None = None
) -> InboxTask:
    """Hand a task back to its owner, with what was filled in; its owner may fetch it back, too.

    Where its owner may not do it any more it goes to its groups.

    :param comment: said to the task
    :raises Conflict: not_delegated, or already_claimed by the one it names
    """
    work = confirmed(work)
    task = lock_task(work, task_id)
    rules.ensure_open(task)
    owner_id, colleague_id = task.owner_id, task.assignee_id
    if owner_id is None or colleague_id is None:
        raise Conflict(f"task {task.id} is not handed over", code="not_delegated")
    if work.actor.user_id != owner_id:
        rows.ensure_holder(work, task)
    rules.ensure_version(task, expected_version)
    work = acting_on(work, task)
    if comment is not None:
        add_comment(work, comment, case_id=task.case_id, business_key=task.business_key, task=task)
    back = owner_id if is_fit(work, task, owner_id) else None
    rows.give(work, task, back)
    if back is not None:
        _hand_back(work, task.id, colleague_id, back)
    return _note(work, task, TaskAct.RESOLVED, {"from": str(colleague_id)})


def _note(work: Work, task: InboxTask, act: TaskAct, detail: dict[str, str]) -> InboxTask:
    rows.add_events(work, act, [task], detail)
    subject = f"task:{task.id}"
    record(work, f"task.{act.value}", case_id=task.case_id, subject=subject, detail=detail)
    return task


def _answers(work: Work, task_id: int, user_id: int) -> Variables | None:
    draft = work.session.get(TaskDraft, (task_id, user_id), populate_existing=True)
    return None if draft is None else draft.answers


def _hand_back(work: Work, task_id: int, colleague_id: int, owner_id: int) -> None:
    """Let the owner go on with what the colleague has filled in."""
    filled = _answers(work, task_id, colleague_id)
    if filled is None:
        return
    theirs = (_draft.c.task_id == task_id, _draft.c.user_id == colleague_id)
    work.session.execute(sa.delete(_draft).where(*theirs))
    _keep(work, task_id, owner_id, filled)


def _keep(work: Work, task_id: int, user_id: int, answers: Variables) -> None:
    draft = work.session.get(TaskDraft, (task_id, user_id), populate_existing=True)
    if draft is None:
        draft = TaskDraft(task_id=task_id, user_id=user_id, version=0)
        work.session.add(draft)
    draft.answers, draft.saved_at = answers, work.now
    draft.version += 1
    work.session.flush()
