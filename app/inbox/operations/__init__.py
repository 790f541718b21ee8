"""Every act on a task, one module a verb; none of them commits."""

from app.inbox.operations.assign import assign_task, hand_on, move_to_group
from app.inbox.operations.attachments import attach_file, detach_file
from app.inbox.operations.bulk import for_each
from app.inbox.operations.change import TaskChanges, change_task
from app.inbox.operations.claim import claim_task, release_task
from app.inbox.operations.claim_next import claim_next
from app.inbox.operations.comments import add_comment, delete_comment, edit_comment
from app.inbox.operations.complete import mark_completed, prepare_completion
from app.inbox.operations.delegate import delegate_task, resolve_task
from app.inbox.operations.distribute import distribute
from app.inbox.operations.drafts import delete_draft, find_draft, save_draft
from app.inbox.operations.mentions import mark_mentions_read
from app.inbox.operations.open import NewTask, open_tasks
from app.inbox.operations.people import set_user_active
from app.inbox.operations.reschedule import raise_priority, set_due
from app.inbox.operations.substitutes import (
    change_substitution,
    end_substitution,
    name_substitute,
)
from app.inbox.operations.withdraw import withdraw_tasks

__all__ = [
    "NewTask",
    "TaskChanges",
    "add_comment",
    "assign_task",
    "attach_file",
    "change_substitution",
    "change_task",
    "claim_next",
    "claim_task",
    "delegate_task",
    "delete_comment",
    "delete_draft",
    "detach_file",
    "distribute",
    "edit_comment",
    "end_substitution",
    "find_draft",
    "for_each",
    "hand_on",
    "mark_completed",
    "mark_mentions_read",
    "move_to_group",
    "name_substitute",
    "open_tasks",
    "prepare_completion",
    "raise_priority",
    "release_task",
    "resolve_task",
    "save_draft",
    "set_due",
    "set_user_active",
    "withdraw_tasks",
]
