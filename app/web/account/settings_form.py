"""The settings as a page shows them and as it sends them back."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from werkzeug.datastructures import MultiDict

from app.errors import FieldError, InvalidInput
from app.identity.models import User
from app.identity.settings_models import Density, UserSettings
from app.inbox.notices.choices import ENTERED, Pace, choices_of
from app.language import LANGUAGES
from app.web.account.notice_words import KINDS

PAGES, MAILS = "page.", "mail."  # begin the names of the fields of a kind
TIMES = ("daily_at", "quiet_from", "quiet_until")
YES = "1"


@dataclass(frozen=True, kw_only=True)
class Shown:
    """What stands in the form."""

    language: str
    email: str
    density: str
    shortcuts: bool
    #: by kind, whether in the page and the pace of mail
    kinds: Mapping[str, tuple[bool, str]]
    #: as ``HH:MM``; empty: none
    times: Mapping[str, str]
    quiet: bool
    quiet_days_off: bool
    statutory_anyway: bool


def shown_of(user: User, settings: UserSettings) -> Shown:
    """Return the form as it is kept."""
    choices = choices_of(settings.notices)
    times = {name: _written(getattr(settings, name)) for name in TIMES}
    return Shown(
        language=user.language,
        email=user.email or "",
        density=settings.density.value,
        shortcuts=settings.shortcuts,
        kinds={kind: (one.page, one.mail.value) for kind, one in choices.items()},
        times=times,
        quiet=settings.quiet_from is not None,
        quiet_days_off=settings.quiet_days_off,
        statutory_anyway=settings.statutory_anyway,
    )


def shown_again(form: MultiDict[str, str]) -> Shown:
    """Return the form as it was sent, after something in it was refused."""
    return Shown(
        language=form.get("language", ""),
        email=form.get("email", ""),
        density=form.get("density", ""),
        shortcuts="shortcuts" in form,
        kinds={
            kind: (PAGES + kind in form, form.get(MAILS + kind, Pace.NEVER.value)) for kind in KINDS
        },
        times={name: form.get(name, "") for name in TIMES},
        quiet="quiet" in form,
        quiet_days_off="quiet_days_off" in form,
        statutory_anyway="statutory_anyway" in form,
    )


def changes_in(form: MultiDict[str, str]) -> dict[str, Any]:
    """Return what a form sets.

    :raises InvalidInput: a field holds none of what it offers, or no time of the day
    """
    quiet = "quiet" in form
    return {
        "language": _one_of(form, "language", LANGUAGES),
        "email": form.get("email", "").strip() or None,
        "density": Density(_one_of(form, "density", [one.value for one in Density])),
        "shortcuts": "shortcuts" in form,
        "notices": {kind: _choice(form, kind) for kind in KINDS},
        "daily_at": _time(form, "daily_at"),
        "quiet_from": _time(form, "quiet_from") if quiet else None,
        "quiet_until": _time(form, "quiet_until") if quiet else None,
        "quiet_days_off": "quiet_days_off" in form,
        "statutory_anyway": "statutory_anyway" in form,
    }


def _choice(form: MultiDict[str, str], kind: str) -> dict[str, Any]:
    mail = _one_of(form, MAILS + kind, [pace.value for pace in Pace])
    return {"page": kind != ENTERED and PAGES + kind in form, "mail": mail}


def _one_of(form: MultiDict[str, str], name: str, known: Any) -> str:
    text = form.get(name, "")
    if text not in known:
        raise _refused(name, f"{text!r} is not one of {', '.join(known)}")
    return text


def _time(form: MultiDict[str, str], name: str) -> dt.time:
    try:
        return dt.datetime.strptime(form.get(name, ""), "%H:%M").time()  # noqa: DTZ007  local
    except ValueError as error:
        raise _refused(name, "not a time of the day: 20:00 is one") from error


def _written(at: dt.time | None) -> str:
    return "" if at is None else f"{at:%H:%M}"


def _refused(name: str, detail: str) -> InvalidInput:
    error = FieldError(pointer=f"/{name}", code="invalid_value", detail=detail)
    return InvalidInput(detail, errors=[error])
