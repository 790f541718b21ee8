"""Keeps published messages until a case takes them; knows the rows, not who delivers them."""

import datetime as dt
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy import bindparam
from sqlalchemy.dialects import postgresql, sqlite

from app.cases.locks import lock_name
from app.cases.models import TOLD, Message
from app.cases.waits import Wait
from app.database import next_key, table_of
from app.engine.instance import Instance
from app.work import Work

#: how long a message from a diagram may wait: the one it is for may begin to wait in the same hour
THROWN_TTL = dt.timedelta(hours=1)
#: how long a message that was taken still holds what it told, for who looks into a fault
REMEMBERED = dt.timedelta(days=1)
OUTGOING = "outgoing_messages"  # in Session.info while a command runs: what it published

_message = table_of(Message)


def _new(insert: Any) -> Any:
    """Insert a message, unless its sender's id is known; then nothing is returned."""
    once = insert(_message).on_conflict_do_nothing(
        index_elements=["name", "correlation_key", "message_id"]
    )
    return once.returning(_message.c.id)


_NEW = {"sqlite": _new(sqlite.insert), "postgresql": _new(postgresql.insert)}
_SAME = sa.select(_message).where(
    _message.c.name == bindparam("name"),
    _message.c.correlation_key == bindparam("correlation_key"),
    _message.c.message_id == bindparam("message_id"),
)
_KEPT = (
    sa.select(_message.c.id, _message.c.variables)
    .where(
        _message.c.name == bindparam("name"),
        _message.c.correlation_key == bindparam("correlation_key"),
        _message.c.state == sa.literal_column("'waiting'"),
        sa.or_(
            _message.c.expires_at.is_(None),
            _message.c.expires_at > bindparam("now"),
            _message.c.run_at.is_not(None),  # on its way; it does not age any more
        ),
    )
    .order_by(_message.c.id)
    .limit(sa.literal_column("1"))
    # Who holds a message delivers it, and asks under the name's lock who waits: never wait for it.
    .with_for_update(skip_locked=True)
)
_SETTLED = (
    sa.update(_message)
    .where(_message.c.id == bindparam("b_id"))
    .values(
        state=bindparam("b_state"),
        case_id=bindparam("b_case"),
        run_at=bindparam("b_run_at"),
        expires_at=bindparam("b_expires_at"),
    )
)


@dataclass(frozen=True, kw_only=True)
class Published:
    """A message and what became of it: ``delivered`` to a case, ``waiting`` or ``expired``."""

    id: int
    name: str
    correlation_key: str
    variables: Mapping[str, Any]
    state: str
    expires_at: dt.datetime | None
    case_id: int | None
    attempts: int = 0
    #: it was published before under the same id; nothing was delivered again
    repeated: bool = False
    #: its sender waits for the outcome: what a handler refuses of it is refused, no incident
    strict: bool = False


def published(row: Any, *, repeated: bool = False) -> Published:
    """Read a message's row."""
    return Published(
        id=row.id,
        name=row.name,
        correlation_key=row.correlation_key,
        variables=row.variables,
        state=row.state,
        expires_at=row.expires_at,
        case_id=row.case_id,
        attempts=row.attempts,
        repeated=repeated,
    )


def keep(
    work: Work,
    *,
    name: str,
    correlation_key: str,
    variables: Mapping[str, Any],
    ttl: dt.timedelta | None,
    message_id: str | None,
) -> Published:
    """Write a message's row, or find the one that was published under the same id.

    :param ttl: how long it may wait for a case; None: it is delivered now or never
    """
    row: dict[str, Any] = {
        "id": next_key(work.session),
        "name": name,
        "correlation_key": correlation_key,
        "message_id": message_id,
        "variables": dict(variables),
        "published_at": work.now,
        "expires_at": work.now + (ttl or dt.timedelta(0)),
        "state": "waiting",
        "run_at": work.now,
        "attempts": 0,
        "case_id": None,
    }
    connection = work.session.connection()
    if connection.execute(_NEW[connection.dialect.name], row).first() is not None:
        del row["message_id"], row["published_at"], row["run_at"]
        return Published(**row)
    same = {"name": name, "correlation_key": correlation_key, "message_id": message_id}
    return published(connection.execute(_SAME, same).one(), repeated=True)


def keep_thrown(work: Work, instance: Instance) -> None:
    """Keep the messages an instance has thrown, to be delivered once it is saved."""
    for thrown in instance.messages:
        kept = keep(
            work,
            name=thrown.name,
            correlation_key=thrown.correlation_key,
            variables=thrown.variables,
            ttl=THROWN_TTL,
            message_id=None,
        )
        work.session.info[OUTGOING].append(kept)


def send_when_saved(work: Work, message: Published) -> None:
    """Let a kept message leave when the running command is saved; without one the worker brings it.

    For who runs inside a command and may not run another case before it is saved.
    """
    outgoing = work.session.info.get(OUTGOING)
    if outgoing is not None:
        outgoing.append(message)


@contextmanager
def savepoint(work: Work) -> Iterator[None]:
    """Let what a handler writes be undone when it fails, and what it published be forgotten."""
    outgoing = work.session.info[OUTGOING]
    before = len(outgoing)
    try:
        with work.session.begin_nested():
            yield
    except BaseException:
        while len(outgoing) > before:
            outgoing.pop()
        raise


def settle(
    work: Work,
    message_id: int,
    state: str,
    *,
    case_id: int | None = None,
    run_at: dt.datetime | None = None,
    expires_at: dt.datetime | None = None,
) -> None:
    """Write what became of a message."""
    work.session.connection().execute(
        _SETTLED,
        {
            "b_id": message_id,
            "b_state": state,
            "b_case": case_id,
            "b_run_at": run_at,
            "b_expires_at": expires_at,
        },
    )


def match_kept(work: Work, case_id: int, instance: Instance, asked: set[Wait]) -> None:
    """Give every new message wait what was published before it.

    :param asked: waits that have been served already; those looked at are added
    """
    while wait := _next_wait(instance, asked):
        detail = instance.waits()[wait]
        name, key = detail["name"], detail["key"] or ""
        lock_name(work.session, "message", name, key)
        found = (
            work.session.connection()
            .execute(_KEPT, {"name": name, "correlation_key": key, "now": work.now})
            .first()
        )
        if found is None:
            asked.add(wait)
            continue
        settle(work, found.id, "delivered", case_id=case_id)
        instance.catch(wait[1], wait[2], found.variables)


def _next_wait(instance: Instance, asked: set[Wait]) -> Wait | None:
    new = (wait for wait in instance.waits() if wait[0] == "message" and wait not in asked)
    return next(new, None)


def expire(work: Work) -> None:
    """Give up messages whose time is over; those whose sender gave an id are still known by it.

    What the others told is forgotten a day later: the case has it, and it may be personal.
    """
    over = sa.and_(
        _message.c.state == "waiting",
        _message.c.run_at.is_(None),
        _message.c.expires_at <= work.now,
    )
    connection = work.session.connection()
    connection.execute(sa.update(_message).where(over).values(state="expired"))
    told = sa.and_(sa.text(TOLD), _message.c.published_at <= work.now - REMEMBERED)
    connection.execute(sa.update(_message).where(told).values(variables={}))
    gone = sa.and_(_message.c.state == "expired", _message.c.message_id.is_(None))
    connection.execute(sa.delete(_message).where(gone))
