"""Lets a person act or not, with what that means for the open tasks."""

import sqlalchemy as sa

from app.errors import Conflict
from app.identity import operations as identity
from app.identity import substitutions
from app.identity.models import User
from app.inbox import rows
from app.inbox.models import InboxTask, TaskAct, TaskStatus
from app.inbox.operations.elevate import elevate_open, hold_members
from app.inbox.operations.substitutes import follow
from app.inbox.standing_in import give_back
from app.work import Work


def set_user_active(
    work: Work, user: User, active: bool, *, expected_version: int | None = None
) -> User:
    """Let a user sign in and be offered tasks, or not.

    Who may no longer act stands in for nobody and gives back what they hold; what then has nobody
    left goes to the next higher group of approvers.

    :raises Stale: the user was changed since ``expected_version``
    :raises Conflict: the actor would shut themselves out
    """
    if not active and user.id == work.actor.user_id:
        raise Conflict("nobody sets themselves inactive: another administrator has to")
    hold_members(work, user.groups)
    identity.set_active(work, user.id, active, expected_version=expected_version)
    if not active:
        for ended in substitutions.end_those_of(work, user.id):
            follow(work, ended)
        _release(work, user)
        elevate_open(work, user.groups)
    return user


def _release(work: Work, user: User) -> None:
    held = (
        sa.select(InboxTask.id)
        .where(InboxTask.assignee_id == user.id, InboxTask.status == TaskStatus.OPEN)
        .order_by(InboxTask.id)
    )
    for task_id in work.session.scalars(held).all():
        task = rows.lock_task(work, task_id)
        give_back(work, task)
        rows.add_events(work, TaskAct.RELEASED, [task], {"reason": "inactive"})
