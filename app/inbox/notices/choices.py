"""The kinds of notices, and how each may be told. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any


class NoticeKind(Enum):
    """What somebody is told of."""

    ASSIGNED = "assigned"  #: somebody, or the process, gave them a task
    TAKEN_AWAY = "taken_away"  #: a task they had went to somebody else, or is not needed any more
    AT_RISK = "at_risk"  #: the limit of a task they have is near
    OVERDUE = "overdue"  #: the limit of a task they have has passed
    MENTIONED = "mentioned"  #: a comment names them, or a group of theirs
    COMMENTED = "commented"  #: somebody said something to a task they have
    ANSWERED = "answered"  #: whom they had asked has said or done something
    SUBSTITUTION_STARTED = "substitution_started"  #: somebody stands in, for them or by them
    SUBSTITUTION_ENDED = "substitution_ended"  #: and does so no longer


class Pace(Enum):
    """When mail about a kind goes."""

    AT_ONCE = "at_once"
    HOURLY = "hourly"
    DAILY = "daily"
    NEVER = "never"


@dataclass(frozen=True, kw_only=True)
class Choice:
    """How somebody is told of a kind."""

    page: bool
    mail: Pace


#: What entered one's groups: counted for a digest when that is due, never told one by one.
ENTERED = "entered"
_TOLD = Choice(page=True, mail=Pace.AT_ONCE)
USUAL: Mapping[str, Choice] = {
    **{kind.value: _TOLD for kind in NoticeKind},
    NoticeKind.COMMENTED.value: Choice(page=True, mail=Pace.HOURLY),
    ENTERED: Choice(page=False, mail=Pace.NEVER),
}


def choices_of(kept: Mapping[str, Any]) -> dict[str, Choice]:
    """Read what somebody has chosen for each kind; what is not kept is as usual.

    :param kept: ``UserSettings.notices``
    """
    return {kind: _choice(usual, kept.get(kind, {})) for kind, usual in USUAL.items()}


def _choice(usual: Choice, kept: Mapping[str, Any]) -> Choice:
    return Choice(page=kept.get("page", usual.page), mail=Pace(kept.get("mail", usual.mail.value)))
