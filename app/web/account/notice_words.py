"""What a notice says, in the page and by mail."""

from collections.abc import Mapping

from flask_babel import LazyString, lazy_gettext

from app.inbox.notices.choices import ENTERED, NoticeKind, Pace

SAID: Mapping[NoticeKind, LazyString] = {
    NoticeKind.ASSIGNED: lazy_gettext("A task was given to you"),
    NoticeKind.TAKEN_AWAY: lazy_gettext("A task is no longer yours"),
    NoticeKind.AT_RISK: lazy_gettext("A task of yours is due soon"),
    NoticeKind.OVERDUE: lazy_gettext("A task of yours is overdue"),
    NoticeKind.MENTIONED: lazy_gettext("You were mentioned"),
    NoticeKind.COMMENTED: lazy_gettext("New comment on a task of yours"),
    NoticeKind.ANSWERED: lazy_gettext("There is an answer for you"),
    NoticeKind.SUBSTITUTION_STARTED: lazy_gettext("A substitution has begun"),
    NoticeKind.SUBSTITUTION_ENDED: lazy_gettext("A substitution has ended"),
}
BY_LAW = lazy_gettext("A task of yours is overdue by law")

#: what people choose by, in the order of the page of settings
KINDS: Mapping[str, LazyString] = {
    NoticeKind.ASSIGNED.value: lazy_gettext("A task is given to me"),
    NoticeKind.TAKEN_AWAY.value: lazy_gettext("A task of mine goes to somebody else"),
    NoticeKind.AT_RISK.value: lazy_gettext("A task of mine is due soon"),
    NoticeKind.OVERDUE.value: lazy_gettext("A task of mine is overdue"),
    NoticeKind.MENTIONED.value: lazy_gettext("I am mentioned"),
    NoticeKind.ANSWERED.value: lazy_gettext("Somebody answers me"),
    NoticeKind.COMMENTED.value: lazy_gettext("A comment on a task of mine"),
    NoticeKind.SUBSTITUTION_STARTED.value: lazy_gettext("Somebody begins to stand in"),
    NoticeKind.SUBSTITUTION_ENDED.value: lazy_gettext("Standing in ends"),
    ENTERED: lazy_gettext("New tasks in my groups"),
}

PACES: Mapping[str, LazyString] = {
    Pace.AT_ONCE.value: lazy_gettext("At once"),
    Pace.HOURLY.value: lazy_gettext("Hourly"),
    Pace.DAILY.value: lazy_gettext("Daily"),
    Pace.NEVER.value: lazy_gettext("Never"),
}


def said(kind: NoticeKind, *, statutory: bool) -> str:
    """Say what a notice tells."""
    by_law = statutory and kind is NoticeKind.OVERDUE
    return str(BY_LAW if by_law else SAID[kind])
