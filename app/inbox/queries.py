"""Reads one task, and who works on it; lists are in ``lists``, its history in ``history``."""

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.errors import NotFound
from app.inbox.lists.listing import Count, FollowUp, Sort, TaskFilter, View, Window
from app.inbox.lists.reading import count_tasks, count_views, list_tasks
from app.inbox.models import DutyDone, InboxTask, TaskStatus
from app.work import Work

__all__ = [
    "Count",
    "FollowUp",
    "Sort",
    "TaskFilter",
    "View",
    "Window",
    "count_tasks",
    "count_views",
    "find_open_task",
    "get_task",
    "least_busy",
    "list_case_tasks",
    "list_tasks",
]


def get_task(session: Session, task_id: int) -> InboxTask:
    """Return a task as it is now, whoever asks.

    :raises NotFound: there is none
    """
    task = session.get(InboxTask, task_id, populate_existing=True)
    if task is None:
        raise NotFound(f"there is no task {task_id}")
    return task


def find_open_task(session: Session, case_id: int, token_id: int) -> InboxTask | None:
    """Return the open task of a token."""
    return session.scalar(
        sa.select(InboxTask).where(
            InboxTask.case_id == case_id,
            InboxTask.token_id == token_id,
            InboxTask.status == TaskStatus.OPEN,
        )
    )


def list_case_tasks(
    session: Session, case_id: int, *, status: TaskStatus | None = None
) -> Sequence[InboxTask]:
    """List the tasks of a root case, called processes included, oldest first."""
    wanted = sa.select(InboxTask).where(InboxTask.case_id == case_id).order_by(InboxTask.id)
    if status is not None:
        wanted = wanted.where(InboxTask.status == status)
    return session.scalars(wanted).all()


def least_busy(session: Session, user_ids: Sequence[int]) -> int | None:
    """Return who of some users has the fewest open tasks; of equals, who is named first."""
    held = sa.select(InboxTask.assignee_id, sa.func.count()).where(
        InboxTask.assignee_id.in_(user_ids), InboxTask.status == TaskStatus.OPEN
    )
    counts = {user: count for user, count in session.execute(held.group_by(InboxTask.assignee_id))}
    return min(user_ids, key=lambda user: counts.get(user, 0), default=None)


def list_doers(session: Session, case_ids: Sequence[int]) -> frozenset[int]:
    """Return who has completed a task of some cases."""
    done = sa.select(DutyDone.user_id).where(DutyDone.case_id.in_(case_ids)).distinct()
    return frozenset(session.scalars(done)) if case_ids else frozenset()


def list_open_under(session: Session, case_id: int, stage: str) -> Sequence[int]:
    """List the open tasks of a case that are under a time limit, by id."""
    under = sa.select(InboxTask.id).where(
        InboxTask.case_id == case_id,
        InboxTask.stage == stage,
        InboxTask.status == TaskStatus.OPEN,
    )
    return session.scalars(under.limit(100)).all()


def people_of(work: Work, case_id: int) -> frozenset[int]:
    """Return everyone whose acts in a case count as the actor's own.

    That is who acts and in whose place, and those who acted in the case in their place before.
    """
    people = work.actor.people
    stood_in = sa.select(InboxTask.completed_by).where(
        InboxTask.case_id == case_id, InboxTask.on_behalf_of_id.in_(people)
    )
    return frozenset(people).union(one for one in work.session.scalars(stood_in) if one)


def had_task(session: Session, case_id: int, user_id: int) -> bool:
    """Say whether somebody holds or has completed a task of a case, or another in their place."""
    columns = (InboxTask.assignee_id, InboxTask.completed_by, InboxTask.on_behalf_of_id)
    by_them = sa.or_(*(column == user_id for column in columns))
    found = sa.select(InboxTask.id).where(InboxTask.case_id == case_id, by_them).limit(1)
    return session.scalar(found) is not None
