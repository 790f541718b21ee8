"""Counts for a digest what has entered somebody's groups since the one before."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from app.database import KEY_BLOCK, next_key, table_of
from app.identity.models import User
from app.identity.queries import actor_of
from app.identity.settings import settings_of
from app.identity.settings_models import UserSettings
from app.inbox.models import InboxTask, TaskCandidate
from app.inbox.notices.choices import ENTERED, choices_of
from app.inbox.notices.models import EnteredDigest
from app.inbox.notices.telling import calendar_of
from app.inbox.notices.timing import mail_time
from app.inbox.rules import audiences
from app.inbox.visible_rows import is_kept_from
from app.work import Actor, Work

CAP = 100  # tasks that a digest counts; nobody needs to know how many more
#: keys that were taken before a mark may be used after it
MARGIN = 100 * KEY_BLOCK

_entered = table_of(EnteredDigest)


@dataclass(frozen=True, kw_only=True)
class Entered:
    """How many tasks have entered somebody's groups that nobody has taken yet."""

    number: int
    capped: bool

    def as_plain(self) -> dict[str, Any]:
        """Return it as JSON keeps it."""
        return {"number": self.number, "capped": self.capped}

    @classmethod
    def of_plain(cls, plain: Mapping[str, Any] | None) -> "Entered | None":
        """Read what ``as_plain`` wrote."""
        return None if plain is None else cls(number=plain["number"], capped=plain["capped"])


def take_due(work: Work, user: User) -> Entered | None:
    """Count what entered a user's groups if that is due, and plan the next time."""
    row = work.session.get(EnteredDigest, user.id, populate_existing=True)
    if row is None or row.due_at > work.now:
        return None
    found = _count(work, actor_of(user), row)
    plan(work, user.id, settings_of(work.session, user.id))
    return found


def plan(work: Work, user_id: int, settings: UserSettings) -> None:
    """Plan the next digest as its reader wants it; what is there by now is none of it."""
    work.session.execute(sa.delete(_entered).where(_entered.c.user_id == user_id))
    pace = choices_of(settings.notices)[ENTERED].mail
    due = mail_time(pace, settings, calendar_of(work), work.now)
    if due is None:
        return
    row = {
        "user_id": user_id,
        "due_at": due,
        "since_at": work.now,
        "since_key": next_key(work.session),
    }
    work.session.execute(sa.insert(_entered), row)


def plan_anew(work: Work, user_id: int, settings: UserSettings) -> None:
    """Plan a digest that waits as its reader now wants it; what is in it stays in it."""
    pace = choices_of(settings.notices)[ENTERED].mail
    due = mail_time(pace, settings, calendar_of(work), work.now)
    row = work.session.get(EnteredDigest, user_id, populate_existing=True)
    if row is None or due is None:
        plan(work, user_id, settings)
    else:
        row.due_at = due
        work.session.flush()


def put_off(work: Work, user_id: int, until: dt.datetime) -> None:
    """Let a digest that is due wait."""
    due = sa.and_(_entered.c.user_id == user_id, _entered.c.due_at <= work.now)
    work.session.execute(sa.update(_entered).where(due).values(due_at=until))


def _count(work: Work, actor: Actor, row: EnteredDigest) -> Entered | None:
    found_by = audiences(sorted(actor.groups), [row.user_id])
    newer = (
        sa.select(InboxTask.id)
        .join(TaskCandidate, TaskCandidate.task_id == InboxTask.id)
        .where(
            TaskCandidate.task_id > row.since_key - MARGIN,
            TaskCandidate.audience.in_(found_by),
            TaskCandidate.free,
            sa.or_(InboxTask.id > row.since_key, InboxTask.created_at > row.since_at),
            ~is_kept_from(actor),
        )
        .distinct()
        .limit(CAP + 1)
        .subquery()
    )
    number = work.session.scalar(sa.select(sa.func.count()).select_from(newer)) or 0
    return Entered(number=min(number, CAP), capped=number > CAP) if number else None
