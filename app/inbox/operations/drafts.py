"""Keeps answers that someone has begun; a draft has a version of its own."""

import sqlalchemy as sa

from app.database import table_of, to_json
from app.errors import Conflict, InvalidInput, NotAllowed, Stale
from app.inbox import rules
from app.inbox.models import InboxTask, TaskDraft
from app.inbox.rows import lock_task
from app.work import Variables, Work

DRAFT_LIMIT = 64 * 1024  # characters of JSON; as much as a case's variables may hold


def find_draft(work: Work, task_id: int) -> TaskDraft | None:
    """Return the actor's own draft."""
    if work.actor.user_id is None:
        return None
    return work.session.get(TaskDraft, (task_id, work.actor.user_id), populate_existing=True)


def save_draft(
    work: Work, task_id: int, answers: Variables, *, expected_version: int | None = None
) -> TaskDraft:
    """Keep the actor's answers as they are; the form judges them only when they are sent.

    :raises Stale: the draft is not at ``expected_version`` (another window saved it)
    :raises NotAllowed: the task is not for the actor
    :raises Conflict: it has ended, or the actor has handed it over (handed_over)
    :raises InvalidInput: too long
    """
    user_id = _ensure_may_draft(work, lock_task(work, task_id))
    if len(to_json(answers)) > DRAFT_LIMIT:
        detail = f"a draft holds at most {DRAFT_LIMIT} characters"
        raise InvalidInput(detail, code="draft_too_long")
    draft = find_draft(work, task_id)
    _ensure_draft_version(draft, expected_version)
    if draft is None:
        draft = TaskDraft(task_id=task_id, user_id=user_id, version=0)
        work.session.add(draft)
    draft.answers, draft.saved_at = answers, work.now
    draft.version += 1
    work.session.flush()
    return draft


def delete_draft(work: Work, task_id: int, *, expected_version: int | None = None) -> None:
    """Throw the actor's draft away; there need not be one."""
    user_id = _ensure_may_draft(work, lock_task(work, task_id))
    _ensure_draft_version(find_draft(work, task_id), expected_version)
    table = table_of(TaskDraft)
    work.session.execute(
        sa.delete(table).where(table.c.task_id == task_id, table.c.user_id == user_id)
    )


def _ensure_may_draft(work: Work, task: InboxTask) -> int:
    rules.ensure_open(task)
    rules.ensure_candidate(task, work.actor)
    if work.actor.user_id is None:
        raise NotAllowed("drafts are people's")
    if work.actor.user_id == task.owner_id and rules.absentee_of(task, work.actor) is None:
        # what comes back with it would take the place of what its owner goes on writing
        raise Conflict(f"task {task.id} is handed over: fetch it back first", code="handed_over")
    return work.actor.user_id


def _ensure_draft_version(draft: TaskDraft | None, expected: int | None) -> None:
    present = draft.version if draft else 0
    if expected is not None and expected != present:
        raise Stale(f"the draft is at version {present}, not {expected}", current=present)
