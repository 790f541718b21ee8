"""Keeps notices for those who are told of something; who does a thing is not told of it."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from app.database import memory_of, next_key, table_of
from app.identity.models import User
from app.identity.settings import usual_settings
from app.identity.settings_models import UserSettings
from app.inbox.models import InboxTask
from app.inbox.notices.choices import NoticeKind, Pace, choices_of
from app.inbox.notices.models import Notification
from app.inbox.notices.timing import mail_time
from app.sla.calendar import Calendar
from app.sla.queries import get_calendar
from app.work import Work

_KEEP = sa.insert(table_of(Notification))
CALENDAR, WISHES = "calendar of notices", "wishes of notices"  # in the memory of a transaction


@dataclass(frozen=True, kw_only=True)
class News:
    """What there is to tell."""

    kind: NoticeKind
    task_id: int | None = None
    case_id: int | None = None
    business_key: str | None = None
    substitution_id: int | None = None
    statutory: bool = False

    @classmethod
    def of_task(cls, kind: NoticeKind, task: InboxTask, *, statutory: bool = False) -> "News":
        """Return news of a task."""
        return cls(
            kind=kind,
            task_id=task.id,
            case_id=task.case_id,
            business_key=task.business_key,
            statutory=statutory,
        )


@dataclass(frozen=True, kw_only=True)
class Wishes:
    """How somebody wants to be told, and whether mail reaches them."""

    settings: UserSettings
    has_mail: bool


def tell(
    work: Work,
    user_ids: Iterable[int | None],
    news: News,
    *,
    mentions: Mapping[int, int] | None = None,
) -> None:
    """Keep a notice for each of some people but the actor.

    :param mentions: by user, the mention that the notice is about
    """
    wanted = [one for one in dict.fromkeys(user_ids) if one and one != work.actor.user_id]
    if not wanted:
        return
    wishes = _wishes_of(work, wanted)
    told = [(one, wishes[one]) for one in wanted if one in wishes]
    rows = list(_rows(work, told, news, mentions or {}))
    if rows:
        work.session.connection().execute(_KEEP, rows)


def _wishes_of(work: Work, user_ids: Iterable[int]) -> dict[int, Wishes]:
    """Return the wishes of active users, each read once in a transaction."""
    known: dict[int, Wishes | None] = memory_of(work.session).setdefault(WISHES, {})
    missing = [one for one in user_ids if one not in known]
    if missing:
        query = (
            sa.select(User.id, User.email, UserSettings)
            .outerjoin(UserSettings, UserSettings.user_id == User.id)
            .where(User.id.in_(missing), User.active)
        )
        known.update(dict.fromkeys(missing))
        for user_id, email, settings in work.session.execute(query):
            kept = settings or usual_settings(user_id)
            known[user_id] = Wishes(settings=kept, has_mail=email is not None)
    return {one: wish for one, wish in known.items() if wish is not None}


def _rows(
    work: Work, told: Iterable[tuple[int, Wishes]], news: News, mentions: Mapping[int, int]
) -> Iterator[dict[str, Any]]:
    for user_id, wishes in told:
        choice = choices_of(wishes.settings.notices)[news.kind.value]
        mailed = wishes.has_mail and choice.mail is not Pace.NEVER
        if not (choice.page or mailed):
            continue
        yield {
            "id": next_key(work.session),
            "recipient_id": user_id,
            "kind": news.kind,
            "task_id": news.task_id,
            "case_id": news.case_id,
            "business_key": news.business_key,
            "mention_id": mentions.get(user_id),
            "substitution_id": news.substitution_id,
            "who_id": work.actor.user_id,
            "statutory": news.statutory,
            "on_page": choice.page,
            "created_at": work.now,
            "mail_due_at": _mail_time(work, wishes, choice.mail, news) if mailed else None,
        }


def _mail_time(work: Work, wishes: Wishes, pace: Pace, news: News) -> dt.datetime | None:
    return mail_time(pace, wishes.settings, calendar_of(work), work.now, statutory=news.statutory)


def calendar_of(work: Work) -> Calendar:
    """Return the business calendar, read once in a transaction."""
    memory = memory_of(work.session)
    known: Calendar | None = memory.get(CALENDAR)
    if known is None:
        known = memory[CALENDAR] = get_calendar(work.session, work.processes.zone)
    return known
