"""Withdraws tasks that a process has left without them being done."""

from collections.abc import Collection

import sqlalchemy as sa
from sqlalchemy import bindparam

from app.database import table_of
from app.inbox import rows
from app.inbox.lists import words
from app.inbox.models import InboxTask, TaskAct, TaskDraft, TaskStatus
from app.inbox.notices.giving import tell_withdrawn
from app.work import Work

_draft = table_of(TaskDraft)
_NO_DRAFT = sa.delete(_draft).where(_draft.c.task_id == bindparam("b_id"))


def withdraw_tasks(
    work: Work, case_id: int, token_ids: Collection[int] | None = None
) -> list[InboxTask]:
    """Withdraw open tasks of a case.

    :param token_ids: whose; all of the case when None
    """
    wanted = sa.select(InboxTask).where(
        InboxTask.case_id == case_id, InboxTask.status == TaskStatus.OPEN
    )
    if token_ids is not None:
        wanted = wanted.where(InboxTask.token_id.in_(token_ids))
    tasks = list(work.session.scalars(wanted.with_for_update(key_share=True)))
    for task in tasks:
        rows.change(work, task, status=TaskStatus.WITHDRAWN, ended_at=work.now)
    close_rows(work, tasks)
    rows.add_events(work, TaskAct.WITHDRAWN, tasks)
    tell_withdrawn(work, tasks)
    return tasks


def close_rows(work: Work, tasks: Collection[InboxTask]) -> None:
    """Take ended tasks out of the lists and throw their drafts away."""
    if not tasks:
        return
    ids = [task.id for task in tasks]
    rows.delete_candidates(work, ids)
    words.forget(work, tasks)
    work.session.connection().execute(_NO_DRAFT, [{"b_id": task_id} for task_id in ids])
