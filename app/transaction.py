"""The only place that commits."""

from collections.abc import Iterator
from contextlib import contextmanager

from flask import current_app, g

from app import clock
from app.extensions import db
from app.outbox.ports import Ports
from app.work import SYSTEM, Actor, Processes, Work

#: Names in app.extensions; create_app puts the parts there.
PROCESSES = "claimdesk.processes"
PORTS = "claimdesk.ports"


def processes() -> Processes:
    """Return the parts that create_app put together."""
    parts: Processes = current_app.extensions[PROCESSES]
    return parts


def ports() -> Ports:
    """Return the ways to the outside."""
    found: Ports = current_app.extensions[PORTS]
    return found


@contextmanager
def transaction(actor: Actor | None = None) -> Iterator[Work]:
    """Hand out the Work of one transaction; commit it at the end, roll it back on any error.

    :param actor: who acts; by default who signed in to this request, else the system
    """
    session = db.session()
    session.rollback()  # what was read so far is over: the command reads anew, under its lock
    session.connection(execution_options={"writes": True})
    try:
        yield Work(
            session=session,
            processes=processes(),
            now=clock.now(session),
            actor=actor or g.get("actor", SYSTEM),
        )
        session.commit()
    except BaseException:
        session.rollback()
        raise


def reading(actor: Actor | None = None) -> Work:
    """Hand out a Work for queries: nothing is locked, and nothing written through it is kept."""
    session = db.session()
    return Work(
        session=session,
        processes=processes(),
        now=clock.now(session),
        actor=actor or g.get("actor", SYSTEM),
    )
