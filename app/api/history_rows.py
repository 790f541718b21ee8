"""What happened to a task, with the people and instants that its changes name."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from app.api.schemas.fields import local_time
from app.identity.models import User
from app.identity.queries import list_users_by_id
from app.inbox.history import Change, HistoryEntry
from app.work import Work

PERSON = ("assignee", "owner")
PEOPLE = (*PERSON, "users")
INSTANTS = ("due_at", "follow_up_at")


def history_rows(work: Work, entries: Sequence[HistoryEntry]) -> list[dict[str, Any]]:
    """Return entries of a history as they are answered."""
    ids = {user_id for entry in entries for one in entry.changes for user_id in _named(one)}
    people = list_users_by_id(work.session, ids)
    return [
        {
            "act": entry.event.act.value,
            "at": entry.event.at,
            "actor": entry.actor,
            "on_behalf_of": entry.on_behalf_of,
            "detail": entry.event.detail,
            "changes": [
                {
                    "field": one.field,
                    "old": _shown(one.field, one.old, people),
                    "new": _shown(one.field, one.new, people),
                }
                for one in entry.changes
            ],
        }
        for entry in entries
    ]


def _named(change: Change) -> list[int]:
    if change.field not in PEOPLE:
        return []
    named: list[int] = []
    for value in (change.old, change.new):
        named += value if isinstance(value, list) else [value] if value is not None else []
    return named


def _shown(field: str, value: Any, people: Mapping[int, User]) -> Any:
    if value is None:
        return None
    if field in INSTANTS:
        return local_time(dt.datetime.fromisoformat(value))
    if field in PERSON:
        return _person(value, people)
    return [_person(one, people) for one in value] if field == "users" else value


def _person(user_id: int, people: Mapping[int, User]) -> dict[str, str | None]:
    user = people.get(user_id)
    return {
        "id": str(user_id),
        "username": user.username if user else None,
        "name": user.name if user else None,
    }
