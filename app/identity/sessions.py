"""What the pages' signed cookie holds about who is signed in; any mapping that lasts will do."""

from collections.abc import MutableMapping
from typing import Any

USER = "user_id"


def remember(session: MutableMapping[str, Any], user_id: int) -> None:
    """Sign a user in to a fresh session: nothing of an earlier one is kept."""
    session.clear()
    session[USER] = user_id


def forget(session: MutableMapping[str, Any]) -> None:
    """Sign out."""
    session.clear()


def user_of(session: MutableMapping[str, Any]) -> int | None:
    """Return the id of the user who is signed in to a session."""
    found = session.get(USER)
    return found if isinstance(found, int) else None
