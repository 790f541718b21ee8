"""Changes how somebody wants to be told, and when what waits goes by mail."""

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa

from app.database import table_of
from app.errors import FieldError, InvalidInput, NotAllowed
from app.identity import settings as identity
from app.identity.models import User
from app.identity.settings_models import UserSettings
from app.inbox.notices import digests
from app.inbox.notices.choices import ENTERED, NoticeKind, Pace, choices_of
from app.inbox.notices.models import Notification
from app.inbox.notices.telling import calendar_of
from app.inbox.notices.timing import mail_time
from app.work import Work

_notice = table_of(Notification)


def change_own_settings(
    work: Work, changes: Mapping[str, Any], *, expected_version: int | None = None
) -> tuple[User, UserSettings]:
    """Change some of what the actor has set; mail that waits goes when it now should.

    :param changes: ``language``, ``email``, columns of the settings; ``notices`` by kind, of each
        ``page``, ``mail`` or both
    :raises Stale: the settings are not at ``expected_version``
    :raises InvalidInput: of ``/email``, ``/notices/entered`` or ``/quiet_hours``
    """
    user = _lock(work)
    settings = identity.settings_of(work.session, user.id)
    changes = {**changes, **_merged(settings, changes)}
    _ensure_quiet(settings, changes)
    settings = identity.change_settings(work, user, changes, expected_version=expected_version)
    if not changes.keys() <= {"language", "density", "shortcuts"}:
        _plan_anew(work, user, settings)
    return user, settings


def _lock(work: Work) -> User:
    if work.actor.user_id is None:
        raise NotAllowed("settings are people's")
    return work.session.get_one(
        User, work.actor.user_id, populate_existing=True, with_for_update={"key_share": True}
    )


def _merged(settings: UserSettings, changes: Mapping[str, Any]) -> dict[str, Any]:
    """Put changed choices into those that are kept."""
    if "notices" not in changes:
        return {}
    kept = dict(settings.notices)
    for kind, choice in changes["notices"].items():
        kept[kind] = {**kept.get(kind, {}), **choice}
    entered = choices_of(kept)[ENTERED]
    if entered.page or entered.mail is Pace.AT_ONCE:
        raise _refused("/notices/entered", "what enters a group is told by a digest only")
    return {"notices": kept}


def _ensure_quiet(settings: UserSettings, changes: Mapping[str, Any]) -> None:
    begins = changes.get("quiet_from", settings.quiet_from)
    ends = changes.get("quiet_until", settings.quiet_until)
    if (begins is None) != (ends is None):
        raise _refused("/quiet_hours", "quiet hours have a beginning and an end, or neither")
    if begins is not None and begins == ends:
        raise _refused("/quiet_hours", "quiet hours end when they begin: null means none")


def _plan_anew(work: Work, user: User, settings: UserSettings) -> None:
    """Let what waits for its mail wait as long as it would had it come in now."""
    digests.plan_anew(work, user.id, settings)
    choices, calendar = choices_of(settings.notices), calendar_of(work)
    mine = (_notice.c.recipient_id == user.id, _notice.c.mail_due_at.is_not(None))
    for kind in NoticeKind:
        pace = choices[kind.value].mail if user.email is not None else Pace.NEVER
        for by_law in (False, True):
            due = mail_time(pace, settings, calendar, work.now, statutory=by_law)
            which = (_notice.c.kind == kind, _notice.c.statutory == by_law)
            work.session.execute(sa.update(_notice).where(*mine, *which).values(mail_due_at=due))


def _refused(pointer: str, detail: str) -> InvalidInput:
    error = FieldError(pointer=pointer, code="invalid_field", detail=detail)
    return InvalidInput(detail, errors=[error])
