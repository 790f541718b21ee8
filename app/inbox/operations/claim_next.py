"""Takes the first task of a list that nobody else is taking at the same moment."""

from dataclasses import replace

import sqlalchemy as sa
from sqlalchemy import bindparam

from app.errors import NotAllowed
from app.inbox.lists.listing import TaskFilter, View, Window
from app.inbox.lists.reading import list_tasks
from app.inbox.models import InboxTask, TaskStatus
from app.inbox.operations.claim import claim_task
from app.work import Work

TRIED = 20  # tasks that are looked at in one go; as many people at most reach for them at once
#: passes over what somebody else is taking just now, and what they have taken
_RESERVE = (
    sa.select(InboxTask.id)
    .where(
        InboxTask.id == bindparam("id"),
        InboxTask.status == TaskStatus.OPEN,
        InboxTask.assignee_id.is_(None),
    )
    .with_for_update(key_share=True, skip_locked=True)
)


def claim_next(work: Work, narrowed: TaskFilter, window: Window) -> InboxTask | None:
    """Give the actor the first free task of their groups; None where none is left.

    Of several who ask at once each gets another one, and none waits for the others.

    :param window: its order
    """
    window = replace(window, limit=TRIED)
    while True:
        page = list_tasks(work, View.UNASSIGNED, narrowed, window)
        for task_id in [task.id for task in page.rows]:
            task = _take(work, task_id)
            if task is not None:
                return task
        if page.next is None:
            return None
        window = replace(window, after=page.next)


def _take(work: Work, task_id: int) -> InboxTask | None:
    if work.session.scalar(_RESERVE, {"id": task_id}) is None:
        return None
    try:
        return claim_task(work, task_id)
    except NotAllowed:  # the table of segregation was changed since it was listed
        return None
