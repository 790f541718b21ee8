"""What people are told when something is refused: our words first, the detail behind them."""

import re
from collections.abc import Mapping
from dataclasses import replace
from http import HTTPStatus

from flask_babel import LazyString, gettext, lazy_gettext

from app.errors import (
    ClaimdeskError,
    Conflict,
    FieldError,
    InvalidInput,
    NotAllowed,
    NotFound,
    NotSignedIn,
    Stale,
    TooManyTries,
)
from app.language import reader_language
from app.web.words import REFUSAL

#: What a page can do something about: it shows itself again, with the answers.
MENDABLE = (NotAllowed, Conflict, Stale, InvalidInput)
STATUS: Mapping[type[ClaimdeskError], HTTPStatus] = {
    NotSignedIn: HTTPStatus.UNAUTHORIZED,
    NotAllowed: HTTPStatus.FORBIDDEN,
    TooManyTries: HTTPStatus.TOO_MANY_REQUESTS,
    NotFound: HTTPStatus.NOT_FOUND,
    Conflict: HTTPStatus.CONFLICT,
    Stale: HTTPStatus.PRECONDITION_FAILED,
    InvalidInput: HTTPStatus.UNPROCESSABLE_ENTITY,
}
#: seconds: a writer holds the database for milliseconds; wrong passwords are counted by the minute
RETRY_AFTER = {HTTPStatus.SERVICE_UNAVAILABLE: "1", HTTPStatus.TOO_MANY_REQUESTS: "60"}
_CHINESE = re.compile(r"[\u4e00-\u9fff]")

_BY_CODE: Mapping[str, LazyString] = {
    "already_attached": lazy_gettext("This file is attached already."),
    "already_claimed": lazy_gettext("Somebody else has taken this task."),
    "already_delegated": lazy_gettext("This task is handed over already."),
    "already_completed": lazy_gettext("This task has been completed already."),
    "comment_deleted": lazy_gettext("This comment was taken back."),
    "comment_length": lazy_gettext("A comment has 1 to 4,000 characters."),
    "draft_too_long": lazy_gettext("This is too long to be kept as a draft. Shorten it."),
    "due_by_law": lazy_gettext("The law sets this time limit: it is not moved by hand."),
    "file_infected": lazy_gettext("The scanner found a virus in this file"),
    "file_not_scanned": lazy_gettext("This file is still being scanned. Try again in a moment."),
    "four_eyes_violation": lazy_gettext(
        "You have done another task of this case: somebody else has to do this one."
    ),
    "handed_over": lazy_gettext("You have handed this task over: fetch it back first."),
    "not_delegated": lazy_gettext("This task is not handed over any more."),
    "not_the_author": lazy_gettext("Only who added it may do this."),
    "not_in_group": lazy_gettext("This task is for another group."),
    "reads_only": lazy_gettext("Auditors read everything and change nothing."),
    "seller_excluded": lazy_gettext("You sold the policy: somebody else has to do this."),
    "stale": lazy_gettext(
        "This has changed since you opened it. Look at it again, then send what you filled in."
    ),
    "supplement_already_issued": lazy_gettext(
        "The claimant has been asked for papers once. Asking again needs a new fact, a supervisor"
        " and a reason."
    ),
    "too_many_attachments": lazy_gettext("A task holds no more files."),
    "too_many_rows": lazy_gettext("A file holds at most 10,000 tasks. Narrow the list."),
    "busy": lazy_gettext("The database is busy. Try again in a moment."),
}
_BY_STATUS: Mapping[HTTPStatus, LazyString] = {
    HTTPStatus.BAD_REQUEST: lazy_gettext("This page is too old or cannot be read. Load it again."),
    HTTPStatus.UNAUTHORIZED: lazy_gettext("Sign in first."),
    HTTPStatus.FORBIDDEN: lazy_gettext("You may not do this."),
    HTTPStatus.NOT_FOUND: lazy_gettext("There is nothing here, or it is not for you to see."),
    HTTPStatus.METHOD_NOT_ALLOWED: lazy_gettext("This address takes no such request."),
    HTTPStatus.CONFLICT: lazy_gettext("This cannot be done any more: the case has moved on."),
    HTTPStatus.PRECONDITION_FAILED: lazy_gettext("It has changed meanwhile."),
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: lazy_gettext("What was sent is too large."),
    HTTPStatus.UNPROCESSABLE_ENTITY: lazy_gettext("Some answers cannot be accepted."),
    HTTPStatus.TOO_MANY_REQUESTS: lazy_gettext("Too many tries. Wait a minute."),
    HTTPStatus.SERVICE_UNAVAILABLE: lazy_gettext("The database is busy. Try again in a moment."),
    HTTPStatus.INTERNAL_SERVER_ERROR: lazy_gettext("The fault is ours. It has been recorded."),
}


def status_of(error: ClaimdeskError) -> HTTPStatus:
    """Return the status of an error's class or of the nearest class above it."""
    found = (STATUS[kind] for kind in type(error).__mro__ if kind in STATUS)
    return next(found, HTTPStatus.INTERNAL_SERVER_ERROR)


def later(status: HTTPStatus) -> dict[str, str]:
    """Return the header that says when it may be tried again, where that helps."""
    return {"Retry-After": RETRY_AFTER[status]} if status in RETRY_AFTER else {}


def message_of(error: ClaimdeskError) -> str:
    """Say what was refused, in the reader's language."""
    return str(_BY_CODE.get(error.code) or message_for(status_of(error)))


def said_of(error: ClaimdeskError) -> str:
    """Say what was refused; of what was filled in, which part of it is wrong."""
    if error.code in _BY_CODE or not isinstance(error, InvalidInput):
        return message_of(error)
    return next((readable(one).detail for one in error.errors), error.detail or message_of(error))


def message_for(status: HTTPStatus) -> str:
    """Say what a status means to people."""
    known = _BY_STATUS.get(status)
    return str(known) if known is not None else gettext("This did not work.")


def readable(error: FieldError) -> FieldError:
    """Return the error of a field in the reader's language, the English detail behind it."""
    known = REFUSAL.get(error.code)
    if reader_language() == "en" or known is None or _CHINESE.search(error.detail):
        return error
    return replace(error, detail=f"{known}（{error.detail}）")
