"""The choices that a form takes from the house: the people of a group, or of several."""

from sqlalchemy.orm import Session

from app.identity.queries import list_members
from app.inbox.forms import Choice, FormSchema

PREFIX = "users:"


def list_choices(session: Session, schema: FormSchema) -> dict[str, list[Choice]]:
    """Return the choices of every source that a form names; a person's value is their id."""
    return {source: _members(session, source) for source in sorted(schema.sources())}


def _members(session: Session, source: str) -> list[Choice]:
    groups = source.removeprefix(PREFIX).split(",")
    users = {user.id: user for group in groups for user in list_members(session, group)}
    return [Choice(str(user.id), user.name, user.name_en) for user in users.values()]
