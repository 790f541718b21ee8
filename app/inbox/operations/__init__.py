"""Every act on a task, one module a verb; none of them commits."""

from app.inbox.operations.assign import assign_task, hand_on, move_to_group
from app.inbox.operations.claim import claim_task, release_task
from app.inbox.operations.complete import mark_completed, prepare_completion
from app.inbox.operations.drafts import delete_draft, find_draft, save_draft
from app.inbox.operations.open import NewTask, open_tasks
from app.inbox.operations.people import set_user_active
from app.inbox.operations.reschedule import mark_read, set_due, set_priority
from app.inbox.operations.withdraw import withdraw_tasks

__all__ = [
    "NewTask",
    "assign_task",
    "claim_task",
    "delete_draft",
    "find_draft",
    "hand_on",
    "mark_completed",
    "mark_read",
    "move_to_group",
    "open_tasks",
    "prepare_completion",
    "release_task",
    "save_draft",
    "set_due",
    "set_priority",
    "set_user_active",
    "withdraw_tasks",
]
