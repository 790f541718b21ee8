"""Acts on a task in the place of who is away, and gives it back to them."""

from dataclasses import replace

import sqlalchemy as sa

from app.identity.models import User
from app.identity.permissions import APPROVERS
from app.identity.substitution_queries import standing_in
from app.inbox import rows, rules, segregation
from app.inbox.models import InboxTask, TaskCandidate
from app.work import Absentee, Actor, Work


def confirmed(work: Work) -> Work:
    """Read anew for whom the actor stands in, before any task is locked.

    None of it ends or changes until the transaction does, so that whoever ends it finds what was
    taken, and gives it back.
    """
    if not work.actor.stands_in_for or work.actor.on_behalf_of is not None:
        return work
    return replace(work, actor=standing_in(work.session, work.actor, work.now, hold=True))


def acting_on(work: Work, task: InboxTask) -> Work:
    """Return the work with the one in whose place its actor acts on a task, if there is one.

    That is who has the task while the actor stands in for them, or for whom the actor took it.
    What is written through the work then bears both names.
    """
    absentee = rules.absentee_of(task, work.actor) or _taken_for(work, task)
    if absentee is None or work.actor.on_behalf_of is not None:
        return work
    return replace(work, actor=replace(work.actor, on_behalf_of=absentee))


def _taken_for(work: Work, task: InboxTask) -> Absentee | None:
    if task.on_behalf_of_id is None or task.assignee_id != work.actor.user_id:
        return None
    user = work.session.get_one(User, task.on_behalf_of_id)
    return Absentee(user_id=user.id, username=user.username, name=user.name)


def give_back(work: Work, task: InboxTask) -> int | None:
    """Take a task from its holder.

    It goes back to the one they took it for, or who handed it over to them, else to its groups.

    :returns: who has it now
    """
    for back, owner_id in ((task.on_behalf_of_id, task.owner_id), (task.owner_id, None)):
        if back is not None and back != task.assignee_id and is_fit(work, task, back):
            rows.give(work, task, back, owner_id=owner_id)
            return back
    rows.give(work, task, None)
    return None


def is_fit(work: Work, task: InboxTask, user_id: int) -> bool:
    """Say whether somebody may act and is not kept from a task."""
    user = work.session.get(User, user_id)
    active = user is not None and user.active
    return active and not segregation.is_excluded(work, task, user_id)


def held_by(actor: Actor) -> sa.ColumnElement[bool]:
    """Say in SQL whether an actor has a task, or stands in for who has it."""
    own = InboxTask.assignee_id == actor.user_id
    return sa.or_(own, *(_lent(actor, one) for one in actor.stands_in_for))


def _lent(actor: Actor, absentee: Absentee) -> sa.ColumnElement[bool]:
    """Say in SQL what ``rules.absentee_of`` says of one task and one who is away."""
    conditions = [InboxTask.assignee_id == absentee.user_id]
    if absentee.processes:
        ids = sorted(absentee.processes)
        covered = (InboxTask.process_id.in_(ids), InboxTask.root_process_id.in_(ids))
        conditions.append(sa.or_(*covered))
    highest = max(APPROVERS.intersection(actor.groups), default="")
    above = sorted(tier for tier in APPROVERS if tier > highest)
    if above:
        reached = sorted(APPROVERS.difference(above))
        conditions.append(sa.or_(~_offered(above), _offered(reached)))
    return sa.and_(*conditions)


def _offered(groups: list[str]) -> sa.Exists:
    return sa.exists().where(
        TaskCandidate.task_id == InboxTask.id, TaskCandidate.audience.in_(groups)
    )
