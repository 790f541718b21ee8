"""Who stands in for the reader, and for whom they do: shown, named and ended on their settings."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import g
from werkzeug.datastructures import MultiDict

from app.cases.queries import list_newest_processes
from app.errors import FieldError, InvalidInput
from app.identity import substitution_queries as queries
from app.identity.models import User
from app.identity.permissions import may
from app.identity.queries import find_user, list_members
from app.identity.substitution_models import Substitution
from app.identity.substitution_queries import SubstitutionFilter
from app.identity.substitution_rules import State, state_of
from app.identity.substitutions import NewSubstitution
from app.language import label
from app.web.account.process_words import name_of_process
from app.web.entries import read_instant
from app.work import Work

MOST = 50  # substitutions of one person that are not over


@dataclass(frozen=True, kw_only=True)
class Filled:
    """What stands in the form that names a substitute."""

    substitute: str = ""
    starts_at: str = ""
    ends_at: str = ""
    processes: Sequence[str] = ()
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Row:
    """A substitution that is not over."""

    id: int
    version: int
    #: the reader is away; else they stand in
    is_mine: bool
    other: str
    starts_at: dt.datetime
    ends_at: dt.datetime
    processes: Sequence[str]
    note: str
    is_active: bool


@dataclass(frozen=True, kw_only=True)
class Standing:
    """What the page tells of standing in, and offers."""

    rows: Sequence[Row]
    may_name: bool
    #: username and name of each who may be named
    colleagues: Sequence[tuple[str, str]]
    #: id and name of each process
    processes: Sequence[tuple[str, str]]
    filled: Filled


def view_substitutions(work: Work, filled: Filled | None) -> Standing:
    """Return the reader's substitutions that are not over, and the form for another."""
    found = _not_over(work)
    names = processes_of(work)
    may_name = may(work.actor, "substitution.write")
    return Standing(
        rows=[_row(work, one, names) for one in found],
        may_name=may_name,
        colleagues=_colleagues(work) if may_name else (),
        processes=list(names.items()),
        filled=filled or Filled(),
    )


def processes_of(work: Work) -> Mapping[str, str]:
    """Return by id the name of each process in the reader's language."""
    found = list_newest_processes(work.session)
    return {one: name_of_process(one, name) for one, name in sorted(found.items())}


def filled_of(form: MultiDict[str, str]) -> Filled:
    """Return what was sent to name a substitute."""
    return Filled(
        substitute=form.get("substitute", ""),
        starts_at=form.get("starts_at", ""),
        ends_at=form.get("ends_at", ""),
        processes=form.getlist("processes"),
        note=form.get("note", ""),
    )


def new_of(work: Work, filled: Filled) -> NewSubstitution:
    """Read what was sent.

    :raises InvalidInput: no such person, or no instant
    """
    user = find_user(work.session, filled.substitute)
    if user is None:
        raise _refused("substitute", "not_found", f"there is no user {filled.substitute}")
    return NewSubstitution(
        absent_id=g.actor.user_id,
        substitute_id=user.id,
        starts_at=_instant(work, "starts_at", filled.starts_at) if filled.starts_at else None,
        ends_at=_instant(work, "ends_at", filled.ends_at),
        processes=tuple(filled.processes),
        note=filled.note.strip() or None,
    )


def _not_over(work: Work) -> Sequence[Substitution]:
    me = work.actor.user_id
    wanted = [
        one
        for state in (State.ACTIVE, State.PLANNED)
        for one in (
            SubstitutionFilter(absent_id=me, state=state),
            SubstitutionFilter(substitute_id=me, state=state),
        )
    ]
    found = [row for one in wanted for row in queries.list_visible(work, one, limit=MOST).rows]
    return sorted(found, key=lambda one: (one.starts_at, one.id))


def _state(work: Work, one: Substitution) -> State:
    return state_of(one.starts_at, one.ends_at, work.now)


def _row(work: Work, one: Substitution, names: Mapping[str, str]) -> Row:
    is_mine = one.absent_id == work.actor.user_id
    other = one.substitute if is_mine else one.absent
    return Row(
        id=one.id,
        version=one.version,
        is_mine=is_mine,
        other=label(other.name, other.name_en),
        starts_at=one.starts_at,
        ends_at=one.ends_at,
        processes=[names.get(process, process) for process in one.processes],
        note=one.note or "",
        is_active=_state(work, one) is State.ACTIVE,
    )


def _colleagues(work: Work) -> list[tuple[str, str]]:
    """List those of the reader's groups; whom a rule refuses is refused when they are named."""
    found: dict[int, User] = {
        user.id: user
        for group in sorted(work.actor.groups)
        for user in list_members(work.session, group)
    }
    found.pop(work.actor.user_id or 0, None)
    return [(one.username, label(one.name, one.name_en)) for one in found.values()]


def _instant(work: Work, name: str, text: str) -> dt.datetime:
    at = read_instant(text)
    if at is None:
        raise _refused(name, "invalid_value", "not a day and time")
    return at


def _refused(name: str, code: str, detail: str) -> InvalidInput:
    return InvalidInput(detail, errors=[FieldError(pointer=f"/{name}", code=code, detail=detail)])
