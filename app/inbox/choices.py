"""The choices that a form takes from the house: the people of a group."""

from sqlalchemy.orm import Session

from app.identity.queries import list_members
from app.inbox.forms import Choice, FormSchema

PREFIX = "users:"


def list_choices(session: Session, schema: FormSchema) -> dict[str, list[Choice]]:
    """Return the choices of every source that a form names; a person's value is their id."""
    return {source: _members(session, source) for source in sorted(schema.sources())}


def _members(session: Session, source: str) -> list[Choice]:
    users = list_members(session, source.removeprefix(PREFIX))
    return [Choice(str(user.id), user.name, user.name_en) for user in users]
