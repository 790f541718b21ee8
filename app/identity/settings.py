"""Reads and changes what somebody has set for themselves."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from app.audit.operations import record
from app.errors import Stale
from app.identity.models import User
from app.identity.operations import set_email, set_language
from app.identity.settings_models import Density, UserSettings
from app.work import Work

QUIET_FROM, QUIET_UNTIL = dt.time(20), dt.time(8)
DAILY_AT = dt.time(8, 30)  # with the first look at the day's work
OF_USER = ("language", "email")


def usual_settings(user_id: int) -> UserSettings:
    """Return what holds for who has set nothing."""
    return UserSettings(
        user_id=user_id,
        density=Density.COMFORTABLE,
        shortcuts=True,
        notices={},
        daily_at=DAILY_AT,
        quiet_from=QUIET_FROM,
        quiet_until=QUIET_UNTIL,
        quiet_days_off=True,
        statutory_anyway=False,
        version=0,
    )


def settings_of(session: Session, user_id: int) -> UserSettings:
    """Return what somebody has set, or the usual; that is not kept."""
    return session.get(UserSettings, user_id) or usual_settings(user_id)


def version_of(user: User, settings: UserSettings) -> int:
    """Return the version of all that somebody has set: it rises with each change of either row."""
    return user.version + settings.version


def change_settings(
    work: Work,
    user: User,
    changes: Mapping[str, Any],
    *,
    expected_version: int | None = None,
) -> UserSettings:
    """Change some of what somebody has set.

    :param user: locked
    :param changes: columns of the settings, ``language`` and ``email``
    :raises Stale: they are not at ``expected_version``
    :raises InvalidInput: invalid_field of ``/email``
    """
    settings = settings_of(work.session, user.id)
    present = version_of(user, settings)
    if expected_version is not None and expected_version != present:
        raise Stale(f"the settings are at version {present}", current=present)
    if "language" in changes:
        set_language(work, user, changes["language"])
    if "email" in changes:
        set_email(work, user, changes["email"])
    own = {name: value for name, value in changes.items() if name not in OF_USER}
    changed = sorted(name for name, value in own.items() if getattr(settings, name) != value)
    if changed:
        _write(work, settings, own)
        detail = {"changed": changed}
        record(work, "user.settings_changed", subject=f"user:{user.id}", detail=detail)
    return settings


def _write(work: Work, settings: UserSettings, values: Mapping[str, Any]) -> None:
    for name, value in values.items():
        setattr(settings, name, value)
    settings.version += 1
    work.session.add(settings)
    work.session.flush()
