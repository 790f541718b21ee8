"""What the filters of a list offer, and what was chosen there, in words."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import LazyString, gettext, lazy_gettext

from app.cases.task_kinds import TaskKind, list_task_kinds
from app.identity.permissions import reach
from app.identity.queries import list_groups, list_members_of, list_users_by_id
from app.inbox.lists.listing import USUAL_SORT, View
from app.language import label
from app.web.entries import read_key
from app.web.inbox.choices import CHOICES
from app.web.inbox.state import NAMED, ListState
from app.work import Work

ORDERS: Mapping[str, LazyString] = {
    USUAL_SORT: lazy_gettext("Most urgent first"),
    "due_at": lazy_gettext("Due first"),
    "-created_at": lazy_gettext("Newest first"),
    "created_at": lazy_gettext("Oldest first"),
}


@dataclass(frozen=True, kw_only=True)
class Option:
    """One value that may be chosen."""

    value: str
    name: str
    chosen: bool
    #: what it is listed under; empty where there is nothing to tell apart
    under: str = ""


@dataclass(frozen=True, kw_only=True)
class Offer:
    """One filter with its values."""

    name: str
    label: str
    #: what is listed where nothing is chosen
    nothing: str
    options: Sequence[Option]


@dataclass(frozen=True, kw_only=True)
class Chip:
    """Something that a list is narrowed to, with the query that is left without it."""

    label: str
    text: str
    without: dict[str, Any]


def offers(work: Work, state: ListState) -> list[Offer]:
    """Return the filters of a list, those left out that have nothing to choose from."""
    found = [_offer(work, state, name) for name in CHOICES]
    return [offer for offer in found if offer.options]


def chips(state: ListState, offered: Sequence[Offer]) -> list[Chip]:
    """Return what a list is narrowed to, one by one."""
    names = {
        (offer.name, option.value): option.name for offer in offered for option in offer.options
    }
    words = [("q", state.q)] if state.q else []
    return [
        Chip(
            label=str(NAMED[name]),
            text=names.get((name, value), value),
            without=state.without(name),
        )
        for name, value in [*words, *state.chosen.items()]
    ]


def orders(state: ListState) -> list[tuple[str, str]]:
    """Return the orders that a list may have, as they are written, and in words."""
    known = {one: str(name) for one, name in ORDERS.items()}
    return list({**known, state.sort: known.get(state.sort, state.sort)}.items())


def _offer(work: Work, state: ListState, name: str) -> Offer:
    choice, chosen = CHOICES[name], state.chosen.get(name, "")
    fixed = [_option(value, str(text), chosen) for value, text in choice.options.items()]
    further = _FURTHER.get(name)
    return Offer(
        name=name,
        label=str(choice.label),
        nothing=_nothing(state, name),
        options=fixed + (list(further(work, state, chosen)) if further else []),
    )


def _nothing(state: ListState, name: str) -> str:
    """Say what is listed where nothing is chosen: what is put off only where all tasks are."""
    if name == "follow_up" and state.view is not View.ALL:
        return str(gettext("Not what is put off"))
    return str(gettext("all"))


def _option(value: str, name: str, chosen: str, under: str = "") -> Option:
    return Option(value=value, name=name, chosen=value == chosen, under=under)


def _processes(work: Work, state: ListState, chosen: str) -> Iterator[Option]:
    for process in list_task_kinds(work.session):
        if process.process_id == chosen or any(_may_come(work, kind) for kind in process.tasks):
            yield _option(process.process_id, label(process.name, process.name_en), chosen)


def _kinds(work: Work, state: ListState, chosen: str) -> Iterator[Option]:
    of_process = state.chosen.get("process")
    for process in list_task_kinds(work.session):
        if of_process not in (None, process.process_id):
            continue
        for kind in process.tasks:
            if kind.element == chosen or _may_come(work, kind):
                under = label(process.name, process.name_en)
                yield _option(kind.element, label(kind.name, kind.name_en), chosen, under)


def _groups(work: Work, state: ListState, chosen: str) -> Iterator[Option]:
    seen = overseen(work)
    if len(seen) < 2 and not chosen:
        return
    for group in list_groups(work.session):
        if group.code in seen or group.code == chosen:
            yield _option(group.code, label(group.name, group.name_en), chosen)


def _people(work: Work, state: ListState, chosen: str) -> Iterator[Option]:
    people = {user.id: user for user in list_members_of(work.session, overseen(work))}
    key = read_key(chosen)
    if key is not None and key not in people:
        people |= list_users_by_id(work.session, [key])
    for user in people.values():
        if user.id != work.actor.user_id or str(user.id) == chosen:
            yield _option(str(user.id), label(user.name, user.name_en), chosen)


def _may_come(work: Work, kind: TaskKind) -> bool:
    """Say whether the reader may come across tasks of a kind."""
    return kind.groups is None or not kind.groups.isdisjoint(overseen(work))


def overseen(work: Work) -> frozenset[str]:
    """Return the groups whose tasks the reader sees."""
    return work.actor.groups | reach(work.actor)


#: values that depend on the house, and on who reads
_FURTHER: Mapping[str, Callable[[Work, ListState, str], Iterator[Option]]] = {
    "process": _processes,
    "task_definition": _kinds,
    "group": _groups,
    "holder": _people,
}
