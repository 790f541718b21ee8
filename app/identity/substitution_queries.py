"""Reads of who stands in for whom."""

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

import sqlalchemy as sa
from sqlalchemy import bindparam
from sqlalchemy.orm import Session, joinedload

from app.database import table_of
from app.errors import NotFound
from app.identity.models import Membership, User
from app.identity.permissions import READERS, may, reach
from app.identity.substitution_models import Substitution
from app.identity.substitution_rules import Span, State
from app.keyset import Cursor, Order, Slice, slice_of
from app.work import Absentee, Actor, Work

_substitution, _user = table_of(Substitution), table_of(User)
_PRESENT = sa.and_(
    _substitution.c.starts_at <= bindparam("now"), _substitution.c.ends_at > bindparam("now")
)
_ABSENTEES = (
    sa.select(_user.c.id, _user.c.username, _user.c.name, _substitution.c.processes)
    .join(_substitution, _substitution.c.absent_id == _user.c.id)
    .where(_substitution.c.substitute_id == bindparam("user_id"), _PRESENT)
    .order_by(_substitution.c.id)
)
_HELD = _ABSENTEES.with_for_update(read=True, of=_substitution)
_LOCK = (
    sa.select(User)
    .where(User.id.in_(bindparam("ids", expanding=True)))
    .order_by(User.id)
    .with_for_update(key_share=True, of=User)
    .execution_options(populate_existing=True)
)
_PEOPLE = [
    joinedload(one)
    for one in (
        Substitution.absent,
        Substitution.substitute,
        Substitution.created_by,
        Substitution.ended_by,
    )
]


def standing_in(session: Session, actor: Actor, now: dt.datetime, *, hold: bool = False) -> Actor:
    """Return an actor with those whom they stand in for just now.

    :param hold: let none of it end or change until the transaction ends
    """
    if actor.user_id is None or not READERS.isdisjoint(actor.groups):
        return actor
    query = _HELD if hold else _ABSENTEES
    rows = session.connection().execute(query, {"user_id": actor.user_id, "now": now})
    absent = tuple(
        Absentee(
            user_id=row.id,
            username=row.username,
            name=row.name,
            processes=frozenset(row.processes),
        )
        for row in rows
    )
    return replace(actor, stands_in_for=absent) if absent != actor.stands_in_for else actor


def is_away(user_id: sa.ColumnElement[int], now: dt.datetime) -> sa.Exists:
    """Say in SQL whether somebody is away from all processes."""
    return sa.exists().where(
        _substitution.c.absent_id == user_id,
        _substitution.c.starts_at <= now,
        _substitution.c.ends_at > now,
        _substitution.c.processes == [],
    )


def list_away(session: Session, user_ids: Collection[int], now: dt.datetime) -> frozenset[int]:
    """Return who of some users is away from all processes."""
    away = sa.select(_user.c.id).where(_user.c.id.in_(user_ids), is_away(_user.c.id, now))
    return frozenset(session.scalars(away)) if user_ids else frozenset()


def lock_people(session: Session, user_ids: Sequence[int]) -> dict[int, User]:
    """Keep others from naming substitutes of some users, or them, until the transaction ends."""
    return {user.id: user for user in session.scalars(_LOCK, {"ids": sorted(set(user_ids))})}


def list_overlapping(
    session: Session, absent_id: int, substitute_id: int, span: Span, *, but: int | None
) -> Sequence[Substitution]:
    """List the substitutions that hold at the same time as one, and could stand in its way.

    :param but: the one itself, when it is changed
    """
    concerned = sa.or_(
        Substitution.absent_id.in_((absent_id, substitute_id)),
        Substitution.substitute_id == absent_id,
    )
    query = sa.select(Substitution).where(
        concerned,
        Substitution.starts_at < span.ends_at,
        Substitution.ends_at > span.starts_at,
        Substitution.starts_at < Substitution.ends_at,
    )
    if but is not None:
        query = query.where(Substitution.id != but)
    return session.scalars(query.order_by(Substitution.id).options(*_PEOPLE)).all()


def list_present_and_planned(session: Session, user_id: int) -> Sequence[Substitution]:
    """List what is not over of those in which a user takes part, and let nobody else change it."""
    query = sa.select(Substitution).where(
        sa.or_(Substitution.absent_id == user_id, Substitution.substitute_id == user_id),
        Substitution.run_at.is_not(None),
    )
    return session.scalars(query.order_by(Substitution.id).with_for_update()).all()


def get_visible(work: Work, substitution_id: int) -> Substitution:
    """Return a substitution: both people, their leads, administrators and auditors see it.

    :raises NotFound: there is none, or the actor may not see it
    """
    found = work.session.get(Substitution, substitution_id, options=_PEOPLE, populate_existing=True)
    if found is None or not _sees(work.actor, found):
        raise NotFound(f"there is no substitution {substitution_id}")
    return found


def _sees(actor: Actor, found: Substitution) -> bool:
    own = actor.user_id in (found.absent_id, found.substitute_id)
    reached = not reach(actor).isdisjoint(found.absent.groups)
    return own or reached or may(actor, "user.write")


@dataclass(frozen=True, kw_only=True)
class SubstitutionFilter:
    """Which substitutions to list; a field that is None narrows nothing."""

    absent_id: int | None = None
    substitute_id: int | None = None
    state: State | None = None


def list_visible(
    work: Work,
    wanted: SubstitutionFilter,
    *,
    after: Cursor | None = None,
    limit: int = 50,
    count: bool = False,
) -> Slice[Substitution]:
    """Return the substitutions that the actor sees, the latest start first."""
    query = sa.select(Substitution).options(*_PEOPLE)
    if not may(work.actor, "user.write"):
        query = query.where(_visible_to(work.actor))
    if wanted.absent_id is not None:
        query = query.where(Substitution.absent_id == wanted.absent_id)
    if wanted.substitute_id is not None:
        query = query.where(Substitution.substitute_id == wanted.substitute_id)
    if wanted.state is not None:
        query = query.where(*_in_state(wanted.state, work.now))
    order = (Order(Substitution.starts_at, descending=True), Order(Substitution.id, True))
    return slice_of(work.session, query, order, after, limit=limit, count=count)


def _visible_to(actor: Actor) -> sa.ColumnElement[bool]:
    led = sa.select(Membership.user_id).where(Membership.group_code.in_(sorted(reach(actor))))
    return sa.or_(
        Substitution.absent_id == actor.user_id,
        Substitution.substitute_id == actor.user_id,
        Substitution.absent_id.in_(led),
    )


def _in_state(state: State, now: dt.datetime) -> list[sa.ColumnElement[bool]]:
    begun, over = Substitution.starts_at <= now, Substitution.ends_at <= now
    return {
        State.PLANNED: [sa.not_(begun), sa.not_(over)],
        State.ACTIVE: [begun, sa.not_(over)],
        State.ENDED: [over],
    }[state]
