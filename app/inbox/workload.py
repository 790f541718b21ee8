"""How much waits for each group, and who of it has how much; counted by index, up to a cap."""

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from app.errors import NotAllowed, NotFound
from app.identity.models import Group, User
from app.identity.permissions import may, reach
from app.identity.queries import list_groups, list_members
from app.identity.substitution_queries import list_away
from app.inbox.lists.listing import Count
from app.inbox.lists.walking import one_by_one
from app.inbox.models import InboxTask, TaskCandidate, TaskExclusion
from app.keyset import TOTAL_CAP
from app.sla.models import ClockState, SlaClock
from app.work import Actor, Work

EXAMINED = 20_000  # taken tasks whose holders are counted: some 30 ms
FIRST_DUE = 1000  # tasks of a group that are asked whether their limit has warned
Clause = sa.ColumnElement[bool]
Walk = sa.Select[*tuple[Any, ...]]


@dataclass(frozen=True, kw_only=True)
class MemberLoad:
    """What one member of a group has of its tasks."""

    user: User
    open: int
    overdue: int
    #: somebody stands in for them just now, in all processes
    away: bool


@dataclass(frozen=True, kw_only=True)
class GroupLoad:
    """What waits for a group; what is put off is counted by itself."""

    group: Group
    #: the actor gives its tasks out
    leads: bool
    open: Count
    #: with nobody
    free: Count
    overdue: Count
    #: by the end of the local day, and not overdue yet
    due_today: Count
    #: due today, or the limit has warned
    at_risk: Count
    put_off: Count
    #: since when the oldest open task waits
    oldest_at: dt.datetime | None
    members: Sequence[MemberLoad]


def list_workload(work: Work) -> list[GroupLoad]:
    """Return the load of every group that the actor is in or leads, in order of their codes."""
    codes = work.actor.groups | reach(work.actor)
    return [_load(work, group) for group in list_groups(work.session) if group.code in codes]


def get_workload(work: Work, code: str) -> GroupLoad:
    """Return the load of one group.

    :raises NotFound: there is no such group
    :raises NotAllowed: not_in_group: the actor is neither in it nor leads it
    """
    group = work.session.get(Group, code)
    if group is None:
        raise NotFound(f"there is no group {code}")
    if code not in work.actor.groups | reach(work.actor):
        raise NotAllowed(
            f"{work.actor.username} is not in {code} and does not lead it", code="not_in_group"
        )
    return _load(work, group)


def leads(actor: Actor, code: str) -> bool:
    """Say whether an actor gives out the tasks of a group."""
    return may(actor, "task.assign") and code in reach(actor)


def led_groups(actor: Actor) -> frozenset[str]:
    """Return the groups whose tasks an actor gives out."""
    return reach(actor) if may(actor, "task.assign") else frozenset()


def _load(work: Work, group: Group) -> GroupLoad:
    due, end = TaskCandidate.due_order, _end_of_today(work)
    free, taken, overdue, today, risk_free, risk_taken, later = work.session.execute(
        sa.select(
            _counted(_walk(work, group.code, free=True)),
            _counted(_walk(work, group.code, free=False)),
            _counted(_walk(work, group.code).where(due < work.now)),
            _counted(_walk(work, group.code).where(due >= work.now, due <= end)),
            _at_risk(work, group.code, free=True),
            _at_risk(work, group.code, free=False),
            _counted(_walk(work, group.code, put_off=True)),
        )
    ).one()
    return GroupLoad(
        group=group,
        leads=leads(work.actor, group.code),
        open=_count(free + taken),
        free=_count(free),
        overdue=_count(overdue),
        due_today=_count(today),
        at_risk=_count(risk_free + risk_taken),
        put_off=_count(later),
        oldest_at=_oldest_at(work, group.code),
        members=_members(work, group.code),
    )


def _count(found: int) -> Count:
    return Count(min(found, TOTAL_CAP), found > TOTAL_CAP)


def _walk(work: Work, code: str, *, free: bool | None = None, put_off: bool = False) -> Walk:
    """Return the tasks of a group as a range of an index, or as two."""
    later = TaskCandidate.follow_up_at > work.now
    either = TaskCandidate.free.in_((True, False))
    walk: Walk = sa.select(TaskCandidate.task_id, TaskCandidate.due_order)
    return walk.where(
        TaskCandidate.audience == code,
        either if free is None else TaskCandidate.free == sa.literal(free),
        later if put_off else sa.or_(TaskCandidate.follow_up_at.is_(None), ~later),
        ~_is_kept_from(work.actor),
    )


def _is_kept_from(actor: Actor) -> Clause:
    return sa.exists().where(
        TaskExclusion.task_id == TaskCandidate.task_id, TaskExclusion.user_id == actor.user_id
    )


def _counted(walk: Walk) -> sa.ScalarSelect[int]:
    some = walk.limit(TOTAL_CAP + 1).subquery()
    return sa.select(sa.func.count()).select_from(some).scalar_subquery()


def _at_risk(work: Work, code: str, *, free: bool) -> sa.ScalarSelect[int]:
    """Count what is due today or has warned, of those that are due first."""
    walk = _walk(work, code, free=free).where(TaskCandidate.due_order >= work.now)
    first = walk.order_by(TaskCandidate.due_order, TaskCandidate.task_id).limit(FIRST_DUE)
    due = first.subquery()
    warned = one_by_one(InboxTask.id == due.c.task_id, _has_warned())
    risky = sa.or_(due.c.due_order <= _end_of_today(work), warned)
    return sa.select(sa.func.count()).select_from(due).where(risky).scalar_subquery()


def _has_warned() -> Clause:
    warned = sa.and_(SlaClock.warned_at.is_not(None), SlaClock.state == ClockState.RUNNING)
    of_case = sa.and_(
        SlaClock.case_id == InboxTask.case_id,
        SlaClock.task_id.is_(None),
        SlaClock.stage == InboxTask.stage,
    )
    own = sa.exists().where(SlaClock.task_id == InboxTask.id, warned)
    return sa.or_(own, sa.exists().where(of_case, warned))


def _end_of_today(work: Work) -> dt.datetime:
    """Return the local midnight at which what is due today is due at the latest."""
    midnight = dt.datetime.combine(work.today, dt.time(0), work.processes.zone)
    return midnight + dt.timedelta(days=1)


def _oldest_at(work: Work, code: str) -> dt.datetime | None:
    ids = [
        work.session.scalar(_walk(work, code, free=free).order_by(TaskCandidate.task_id).limit(1))
        for free in (True, False)
    ]
    oldest = min((key for key in ids if key is not None), default=None)
    if oldest is None:
        return None
    return work.session.scalar(sa.select(InboxTask.created_at).where(InboxTask.id == oldest))


def _members(work: Work, code: str) -> list[MemberLoad]:
    members = list_members(work.session, code)
    away = list_away(work.session, [user.id for user in members], work.now)
    held = _held(work, code)
    return [
        MemberLoad(
            user=user,
            open=held.get(user.id, (0, 0))[0],
            overdue=held.get(user.id, (0, 0))[1],
            away=user.id in away,
        )
        for user in members
    ]


def _held(work: Work, code: str) -> dict[int, tuple[int, int]]:
    """Return how many tasks of a group each person has, and how many of these are overdue."""
    taken = _walk(work, code, free=False).limit(EXAMINED).subquery()
    late = sa.func.sum(sa.case((taken.c.due_order < work.now, 1), else_=0))
    rows = work.session.execute(
        sa.select(InboxTask.assignee_id, sa.func.count(), late)
        .join(taken, taken.c.task_id == InboxTask.id)
        .group_by(InboxTask.assignee_id)
    )
    return {user_id: (count, int(overdue)) for user_id, count, overdue in rows}


def count_held(work: Work, user_ids: Collection[int]) -> dict[int, int]:
    """Return how many open tasks some people have altogether."""
    held = sa.select(InboxTask.assignee_id, sa.func.count()).where(
        InboxTask.assignee_id.in_(user_ids), InboxTask.status == sa.literal_column("'open'")
    )
    rows = work.session.execute(held.group_by(InboxTask.assignee_id))
    counts = {user_id: count for user_id, count in rows if user_id is not None}
    return {user_id: counts.get(user_id, 0) for user_id in user_ids}
