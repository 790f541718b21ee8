"""Values as people type them into the fields of pages that no form of a task lays out."""

import datetime as dt
import re

from flask import request
from flask_babel import gettext

from app.errors import FieldError, InvalidInput
from app.inbox.lists.criteria_values import LARGEST_KEY
from app.transaction import processes

YEARS = range(1900, 2200)  # what can be told in every zone, and what an instant here can mean
LARGEST = 100  # of priorities
#: what nobody types, or nobody may read
UNSHOWN = frozenset(
    (
        *("act", "again", "csrf_token", "current_password", "ids", "kept", "new_password", "next"),
        *("password", "shown", "task", "typed", "username", "version"),
    )
)
LONGEST = len(str(LARGEST_KEY))  # digits
_PRIORITY = re.compile(r"[0-9]{1,3}")


def read_key(text: str) -> int | None:
    """Return the key of a row that a text is; None: it is none, or none that a row can have."""
    if not (text.isascii() and text.isdecimal() and len(text) <= LONGEST):
        return None
    key = int(text)
    return key if key <= LARGEST_KEY else None


def read_instant(text: str) -> dt.datetime | None:
    """Return an instant, a local one in the zone of the house; None where the text is none."""
    try:
        instant = dt.datetime.fromisoformat(text.strip())
    except ValueError:
        return None
    if instant.year not in YEARS:
        return None
    return instant if instant.tzinfo is not None else instant.replace(tzinfo=processes().zone)


def read_priority(text: str) -> int | None:
    """Return a priority; None where nothing is typed.

    :raises InvalidInput: it is none
    """
    plain = text.strip()
    if plain and not (_PRIORITY.fullmatch(plain) and int(plain) <= LARGEST):
        raise refused("/priority", gettext("A priority is a number from 0 to 100."))
    return int(plain) if plain else None


def texts_sent() -> list[tuple[str, str]]:
    """Return what was filled in of the form that is answered, lest it get lost; no password."""
    pairs = request.form.items(multi=True)
    return [(name, text) for name, text in pairs if text and name[0] != "_" and name not in UNSHOWN]


def refused(pointer: str, detail: str) -> InvalidInput:
    """Return the refusal of one field, in the reader's language."""
    error = FieldError(pointer=pointer, code="invalid_field", detail=detail)
    return InvalidInput(detail, errors=[error])
