"""What happened to a task, in words: who did what, and what it changed from and to."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import LazyString, gettext, lazy_gettext

from app.identity.models import User
from app.identity.queries import list_groups, list_users_by_id
from app.inbox.history import Change, HistoryEntry, list_history
from app.inbox.models import InboxTask
from app.keyset import Cursor
from app.language import label
from app.web.shown import deadline, in_place_of, local
from app.work import Work

SHOWN = 200  # entries; a task has a dozen
ACT: Mapping[str, LazyString] = {
    "created": lazy_gettext("The case reached this task"),
    "claimed": lazy_gettext("Taken"),
    "released": lazy_gettext("Given back"),
    "assigned": lazy_gettext("Handed over"),
    "delegated": lazy_gettext("Given to a colleague to work on"),
    "resolved": lazy_gettext("Handed back by the colleague"),
    "auto_elevated": lazy_gettext("Moved up: nobody in the group may do it"),
    "rescheduled": lazy_gettext("Time limit or priority changed"),
    "completed": lazy_gettext("Done"),
    "withdrawn": lazy_gettext("The case moved on without it"),
}
FIELD: Mapping[str, LazyString] = {
    "assignee": lazy_gettext("Holder"),
    "owner": lazy_gettext("Handed over by"),
    "groups": lazy_gettext("Group"),
    "users": lazy_gettext("Offered to"),
    "priority": lazy_gettext("Priority"),
    "due_at": lazy_gettext("Due"),
    "follow_up_at": lazy_gettext("Put off until"),
}
#: told by the act itself
UNSAID = frozenset({"status"})


@dataclass(frozen=True, kw_only=True)
class ChangeView:
    """One field, from what to what."""

    field: str
    old: str
    new: str


@dataclass(frozen=True, kw_only=True)
class EntryView:
    """One thing that happened."""

    act: str
    at: dt.datetime
    #: empty: nobody, the case itself
    who: str
    why: str
    changes: Sequence[ChangeView]


def history_of(work: Work, task: InboxTask) -> list[EntryView]:
    """List what happened to a task, oldest first; of a very long history the newest."""
    end = Cursor(values=(2**62,), back=True)
    entries = list_history(work.session, task.id, after=end, limit=SHOWN).rows
    ids = {key for entry in entries for one in entry.changes for key in _people_in(one)}
    names = _Names(
        people={key: _name(user) for key, user in list_users_by_id(work.session, ids).items()},
        groups={one.code: label(one.name, one.name_en) for one in list_groups(work.session)},
    )
    return [_entry(entry, names) for entry in entries]


@dataclass(frozen=True, kw_only=True)
class _Names:
    people: Mapping[int, str]
    groups: Mapping[str, str]

    def write(self, field: str, value: Any) -> str:
        """Write the value of a field of a task."""
        if value is None or value == []:
            return ""
        return _WRITERS.get(field, _plainly)(self, value)


def _people(names: _Names, value: Any) -> str:
    ids = value if isinstance(value, list) else [value]
    return str(gettext(", ").join(names.people.get(one, str(one)) for one in ids))


def _groups(names: _Names, value: Any) -> str:
    return str(gettext(", ").join(names.groups.get(code, code) for code in value))


def _limit(_: _Names, value: Any) -> str:
    return deadline(dt.datetime.fromisoformat(value))


def _instant(_: _Names, value: Any) -> str:
    return local(dt.datetime.fromisoformat(value))


def _plainly(_: _Names, value: Any) -> str:
    return str(value)


_WRITERS: Mapping[str, Callable[[_Names, Any], str]] = {
    "assignee": _people,
    "owner": _people,
    "users": _people,
    "groups": _groups,
    "due_at": _limit,
    "follow_up_at": _instant,
}


def _people_in(change: Change) -> list[int]:
    if change.field not in ("assignee", "owner", "users"):
        return []
    values = (change.old, change.new)
    return [key for one in values if one for key in (one if isinstance(one, list) else [one])]


def _entry(entry: HistoryEntry, names: _Names) -> EntryView:
    event = entry.event
    who = [_name(user) for user in (entry.actor, entry.on_behalf_of) if user is not None]
    return EntryView(
        act=str(ACT.get(event.act.value, event.act.value)),
        at=event.at,
        who=in_place_of(*who) if who else "",
        why=str((event.detail or {}).get("reason") or ""),
        changes=[
            ChangeView(
                field=str(FIELD.get(one.field, one.field)),
                old=names.write(one.field, one.old),
                new=names.write(one.field, one.new),
            )
            for one in entry.changes
            if one.field not in UNSAID
        ],
    )


def _name(user: User) -> str:
    return label(user.name, user.name_en)
