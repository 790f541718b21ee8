"""Gives the free tasks of a group evenly to those of its members who are there."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import sqlalchemy as sa

from app.errors import Conflict, NotAllowed
from app.identity.models import User
from app.identity.permissions import READERS
from app.identity.queries import list_members
from app.identity.substitution_queries import list_away
from app.inbox.lists.listing import FollowUp, TaskFilter, View, Window
from app.inbox.lists.reading import list_tasks
from app.inbox.models import InboxTask, TaskExclusion
from app.inbox.operations.assign import hand_out
from app.inbox.operations.bulk import Outcome, for_each
from app.inbox.workload import count_held, leads
from app.work import Work

NOBODY = "nobody_eligible"


@dataclass(kw_only=True)
class _Shares:
    """Who may be given tasks, and how many each of them has by now."""

    members: Sequence[User]
    held: dict[int, int]
    #: for each task whom segregation of duties, or its diagram, keeps from it
    kept: Mapping[int, frozenset[int]]

    def choose(self, task_id: int) -> int | None:
        """Return who has the fewest tasks of those who may do this one; of equals, the first."""
        kept = self.kept.get(task_id, frozenset())
        fit = [user.id for user in self.members if user.id not in kept]
        chosen = min(fit, key=self.held.__getitem__, default=None)
        if chosen is not None:
            self.held[chosen] += 1
        return chosen


def distribute(work: Work, group: str, narrowed: TaskFilter, window: Window) -> list[Outcome]:
    """Give free tasks of a group to its members: each time to who has the fewest.

    Left out is who is away, only reads, or is kept from a task.

    :param window: the order, and how many at most
    :returns: what became of each task; nobody_eligible where nobody is left for it
    :raises NotAllowed: the actor does not lead the group
    """
    if not leads(work.actor, group):
        raise NotAllowed(f"{work.actor.username} does not lead {group}", code="not_in_group")
    when = narrowed.follow_up or FollowUp.DUE
    wanted = replace(narrowed, group=group, free=True, follow_up=when)
    tasks = [task.id for task in list_tasks(work, View.ALL, wanted, window).rows]
    shares = _shares(work, group, tasks)
    chosen = {task_id: shares.choose(task_id) for task_id in tasks}

    def give(work: Work, task_id: int) -> InboxTask:
        user_id = chosen[task_id]
        if user_id is None:
            raise Conflict(f"nobody of {group} who is there may do task {task_id}", code=NOBODY)
        return hand_out(work, task_id, user_id)

    return for_each(work, tasks, give)


def _shares(work: Work, group: str, task_ids: Sequence[int]) -> _Shares:
    members = list_members(work.session, group)
    away = list_away(work.session, [user.id for user in members], work.now)
    there = [user for user in members if user.id not in away and READERS.isdisjoint(user.groups)]
    return _Shares(
        members=there,
        held=count_held(work, [user.id for user in there]),
        kept=_kept(work, task_ids),
    )


def _kept(work: Work, task_ids: Sequence[int]) -> dict[int, frozenset[int]]:
    rows = work.session.execute(
        sa.select(TaskExclusion.task_id, TaskExclusion.user_id).where(
            TaskExclusion.task_id.in_(task_ids)
        )
    )
    kept: dict[int, set[int]] = {}
    for task_id, user_id in rows:
        kept.setdefault(task_id, set()).add(user_id)
    return {task_id: frozenset(people) for task_id, people in kept.items()}
