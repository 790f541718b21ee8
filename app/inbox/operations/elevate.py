"""Offers what approvers are to decide to a higher group when nobody eligible is left in its own."""

from collections.abc import Iterable, Sequence

import sqlalchemy as sa
from sqlalchemy import bindparam

from app.audit.operations import record
from app.database import table_of
from app.identity.models import Group, Membership, User
from app.identity.permissions import APPROVERS, READERS, higher_tiers
from app.identity.substitution_queries import is_away
from app.inbox import rows
from app.inbox.models import InboxTask, TaskAct, TaskCandidate, TaskExclusion
from app.inbox.operations.assign import offer_to_group
from app.work import Work

_candidate, _excluded = table_of(TaskCandidate), table_of(TaskExclusion)
_member, _user = table_of(Membership), table_of(User)
_GROUPS = (
    sa.select(Group.code)
    .where(Group.code.in_(bindparam("groups", expanding=True)))
    .order_by(Group.code)
)
#: Whoever changes who is active waits for those who have just counted on it, and they for them.
_CHANGING = _GROUPS.with_for_update(key_share=True)
_COUNTING = _GROUPS.with_for_update(read=True)


def elevate_new(work: Work, tasks: Iterable[InboxTask]) -> None:
    """Look at tasks that have just opened."""
    for task in tasks:
        if APPROVERS.issuperset(task.groups) and len(task.groups) == 1 and not task.users:
            _elevate(work, task)


def hold_members(work: Work, groups: Iterable[str]) -> None:
    """Let no task open for approvers whose members are about to change, until they have changed."""
    work.session.execute(_CHANGING, {"groups": sorted(APPROVERS.intersection(groups))})


def elevate_open(work: Work, groups: Iterable[str]) -> None:
    """Look at the open tasks of groups whose members have changed."""
    for group in sorted(APPROVERS.intersection(groups)):
        left = (
            sa.select(_candidate.c.task_id)
            .where(
                _candidate.c.audience == group, ~_has_eligible(work, group, _candidate.c.task_id)
            )
            .order_by(_candidate.c.task_id)
        )
        task_ids: Sequence[int] = work.session.scalars(left).all()
        elevate_new(work, [rows.lock_task(work, task_id) for task_id in task_ids])


def _elevate(work: Work, task: InboxTask) -> None:
    """Offer a task to the nearest group that has somebody for it; else it stays where it is."""
    (own,) = task.groups
    chosen = next((g for g in (own, *higher_tiers(own)) if _is_eligible(work, g, task)), own)
    if chosen == own:
        return
    offer_to_group(work, task, chosen)
    detail = {"group": chosen, "from": own, "reason": "nobody eligible"}
    rows.add_events(work, TaskAct.AUTO_ELEVATED, [task], detail)
    subject = f"task:{task.id}"
    record(work, "task.auto_elevated", case_id=task.case_id, subject=subject, detail=detail)


def _is_eligible(work: Work, group: str, task: InboxTask) -> bool:
    work.session.execute(_COUNTING, {"groups": [group]})
    return bool(work.session.scalar(sa.select(_has_eligible(work, group, sa.literal(task.id)))))


def _has_eligible(work: Work, group: str, task_id: sa.ColumnElement[int]) -> sa.Exists:
    """Say whether a group has an active member who may do a task, is here and no mere reader."""
    reads = _member.alias()
    return sa.exists().where(
        _member.c.group_code == group,
        _user.c.id == _member.c.user_id,
        _user.c.active,
        ~is_away(_user.c.id, work.now),
        ~sa.exists().where(_excluded.c.task_id == task_id, _excluded.c.user_id == _user.c.id),
        ~sa.exists().where(reads.c.user_id == _user.c.id, reads.c.group_code.in_(READERS)),
    )
