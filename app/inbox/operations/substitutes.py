"""Names substitutes, with what their coming and going means for the open tasks."""

import datetime as dt
from collections.abc import Collection
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.database import table_of
from app.identity import substitutions
from app.identity.models import User
from app.identity.queries import actor_of
from app.identity.substitution_models import Substitution
from app.identity.substitution_queries import standing_in
from app.identity.substitution_rules import State, state_of
from app.identity.substitutions import NewSubstitution
from app.inbox import rows, rules
from app.inbox.models import InboxTask, TaskAct, TaskStatus
from app.inbox.notices.standing import tell_standing_in
from app.inbox.operations.elevate import elevate_open, hold_members
from app.inbox.standing_in import give_back
from app.work import Work

_substitution = table_of(Substitution)
_FIRST = (
    sa.select(_substitution.c.run_at)
    .where(_substitution.c.run_at.is_not(None))
    .order_by(_substitution.c.run_at)
    .limit(1)
)
LATER = dt.timedelta(hours=1)  # like a job of the schedule that failed
SUBSTITUTION_OVER = {"reason": "substitution"}


def name_substitute(work: Work, new: NewSubstitution, *, known: Collection[str]) -> Substitution:
    """Let someone stand in for another; what begins now has its effect at once."""
    made = substitutions.create(work, new, known=known)
    follow(work, made)
    return made


def change_substitution(
    work: Work,
    substitution_id: int,
    changes: dict[str, Any],
    *,
    known: Collection[str],
    expected_version: int | None = None,
) -> Substitution:
    """Change when and where someone stands in; what that no longer covers goes back."""
    changed = substitutions.change(
        work, substitution_id, changes, known=known, expected_version=expected_version
    )
    follow(work, changed)
    return changed


def end_substitution(
    work: Work, substitution_id: int, *, expected_version: int | None = None
) -> Substitution:
    """End a substitution early; what the substitute took and has not done goes back."""
    ended = substitutions.end(work, substitution_id, expected_version=expected_version)
    follow(work, ended)
    return ended


def next_due(session: Session) -> dt.datetime | None:
    """Return when the next substitution begins or ends."""
    return session.connection().execute(_FIRST).scalar()


def claim_due(work: Work) -> Any:
    """Lock the row of one that begins or ends, passing over those that another worker has."""
    query = (
        sa.select(Substitution.id)
        .where(Substitution.run_at <= work.now)
        .order_by(Substitution.run_at, Substitution.id)
        .limit(1)
        .with_for_update(skip_locked=True, of=Substitution)
    )
    return work.session.execute(query).first()


def fire(work: Work, row: Any) -> int:
    """Follow a claimed one; return how many firings that was."""
    follow(work, work.session.get_one(Substitution, row.id, populate_existing=True))
    return 1


def follow(work: Work, substitution: Substitution) -> None:
    """Bring the open tasks in line with a substitution that has begun, changed or ended.

    While somebody is away, what has nobody left goes to the next higher group of approvers; what
    was taken in their place and is not covered any more goes back to them. Twice does no harm.
    """
    state = state_of(substitution.starts_at, substitution.ends_at, work.now)
    _hand_back(work, substitution)
    if state is State.ACTIVE and not substitution.processes:
        hold_members(work, substitution.absent.groups)
        elevate_open(work, substitution.absent.groups)
    following = {State.PLANNED: substitution.starts_at, State.ACTIVE: substitution.ends_at}
    substitution.run_at = following.get(state)
    work.session.flush()
    tell_standing_in(work, substitution, state)


def postpone(work: Work, row: Any) -> None:
    """Let one that failed wait."""
    found = work.session.get_one(Substitution, row.id, populate_existing=True)
    found.run_at = work.now + LATER


def _hand_back(work: Work, substitution: Substitution) -> None:
    """Give back what the substitute took for the absent one and may do in their place no more."""
    user = work.session.get_one(User, substitution.substitute_id)
    substitute = standing_in(work.session, actor_of(user), work.now)
    taken = sa.select(InboxTask.id).where(
        InboxTask.assignee_id == substitution.substitute_id,
        InboxTask.on_behalf_of_id == substitution.absent_id,
        InboxTask.status == TaskStatus.OPEN,
    )
    for task_id in work.session.scalars(taken.order_by(InboxTask.id)).all():
        task = rows.lock_task(work, task_id)
        if rules.stands_in(task, substitute, substitution.absent_id) is None:
            holder = give_back(work, task)
            to = {} if holder is None else {"to": str(holder)}
            detail = {**SUBSTITUTION_OVER, "from": str(substitution.substitute_id), **to}
            rows.add_events(work, TaskAct.RELEASED, [task], detail)
