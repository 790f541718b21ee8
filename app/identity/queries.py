"""Reads of users and groups."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload, lazyload

from app.errors import NotFound
from app.identity.models import Group, Membership, User
from app.keyset import Cursor, Order, Slice, slice_of
from app.work import Actor

_BY_ID = (
    sa.select(User)
    .where(User.id.in_(sa.bindparam("ids", expanding=True)))
    .options(lazyload(User.memberships))
)


def find_user(session: Session, who: int | str) -> User | None:
    """Return the user of an id or a username."""
    if isinstance(who, int):
        return session.get(User, who)
    return session.scalar(sa.select(User).where(User.username == who))


def get_user(session: Session, who: int | str) -> User:
    """Return the user of an id or a username.

    :raises NotFound: there is none
    """
    user = find_user(session, who)
    if user is None:
        raise NotFound(f"there is no user {who}")
    return user


def actor_of(user: User) -> Actor:
    """Return a user as one who acts."""
    return Actor(
        user_id=user.id,
        username=user.username,
        name=user.name,
        groups=frozenset(user.groups),
        language=user.language,
        org_unit=user.org_unit,
    )


def find_actor(session: Session, user_id: int) -> Actor | None:
    """Return an active user as one who acts."""
    user = find_active(session, user_id)
    return None if user is None else actor_of(user)


def find_active(session: Session, user_id: int) -> User | None:
    """Return an active user with their groups, read in one go."""
    user = session.get(User, user_id, options=[joinedload(User.memberships)])
    return user if user is not None and user.active else None


def groups_of(session: Session, user_id: int) -> frozenset[str]:
    """Return the codes of a user's groups."""
    query = sa.select(Membership.group_code).where(Membership.user_id == user_id)
    return frozenset(session.scalars(query))


def list_members(session: Session, group: str, *, active: bool = True) -> list[User]:
    """Return the members of a group in order of their usernames.

    :param active: leave out those who were set inactive
    """
    query = (
        sa.select(User)
        .join(Membership, Membership.user_id == User.id)
        .where(Membership.group_code == group)
        .order_by(User.username)
    )
    if active:
        query = query.where(User.active)
    return list(session.scalars(query))


def list_members_of(
    session: Session, groups: Collection[str], *, limit: int = 200
) -> Sequence[User]:
    """Return the active members of some groups, each once, in order of their usernames."""
    if not groups:
        return ()
    member = sa.select(Membership.user_id).where(Membership.group_code.in_(sorted(groups)))
    query = (
        sa.select(User).where(User.id.in_(member), User.active).options(lazyload(User.memberships))
    )
    return session.scalars(query.order_by(User.username).limit(limit)).all()


def list_users_by_id(session: Session, ids: Collection[int]) -> dict[int, User]:
    """Return users by id; their groups are not read with them."""
    if not ids:
        return {}
    return {user.id: user for user in session.scalars(_BY_ID, {"ids": list(ids)})}


def list_users_by_name(session: Session, usernames: Collection[str]) -> Sequence[User]:
    """Return the users of some usernames."""
    if not usernames:
        return ()
    return session.scalars(sa.select(User).where(User.username.in_(usernames))).all()


def list_units(session: Session) -> Sequence[str]:
    """Return the units that there are staff of."""
    units = sa.select(User.org_unit).where(User.org_unit.is_not(None)).distinct()
    return [unit for unit in session.scalars(units.order_by(User.org_unit)) if unit]


def list_groups(session: Session) -> Sequence[Group]:
    """Return every group in order of its code: they are a few dozen."""
    return session.scalars(sa.select(Group).order_by(Group.code)).all()


@dataclass(frozen=True, kw_only=True)
class UserFilter:
    """Which users to list."""

    group: str | None = None
    #: part of the username or of a name
    text: str = ""


def list_users(
    session: Session,
    wanted: UserFilter,
    *,
    after: Cursor | None = None,
    limit: int = 50,
    count: bool = False,
) -> Slice[User]:
    """Return users in order of their usernames."""
    query = sa.select(User)
    if wanted.group is not None:
        member = sa.select(Membership.user_id).where(Membership.group_code == wanted.group)
        query = query.where(User.id.in_(member))
    if wanted.text:
        columns = (User.username, User.name, User.name_en)
        holds = (column.icontains(wanted.text, autoescape=True) for column in columns)
        query = query.where(sa.or_(*holds))
    order = (Order(User.username), Order(User.id))
    return slice_of(session, query, order, after, limit=limit, count=count)
