"""Who is signed in at a browser, found by the secret in its cookie.

Sessions live by wall time, whatever a test clock shows. One ends by signing out, when nobody has
clicked for a while, after a working day, and when what its user may do has changed.
"""

import datetime as dt
import hashlib
import secrets
from collections.abc import Iterable, MutableMapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.database import next_key
from app.identity.models import User
from app.identity.queries import find_actor
from app.identity.session_models import PageSession
from app.work import Actor, Work

IDLE = dt.timedelta(minutes=30)  # after this long without a click one signs in again
LONGEST = dt.timedelta(hours=12)  # a working day with its breaks, however busy
NOTED_EVERY = dt.timedelta(minutes=1)  # a click is written no more often
SECRET = "session"  # noqa: S105  its name in the cookie

Cookie = MutableMapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class SignedIn:
    """Who is signed in, and since when nothing was noted of it."""

    session_id: int
    actor: Actor
    clicked_at: dt.datetime


def wall_time() -> dt.datetime:
    """Return the instant by which sessions live: not the test clock's."""
    return dt.datetime.now(dt.UTC)


def begin(work: Work, cookie: Cookie, user: User) -> None:
    """Sign a user in to a fresh session: nothing of an earlier one is kept."""
    end(work, cookie)
    now, secret = wall_time(), secrets.token_urlsafe(32)
    work.session.execute(sa.delete(PageSession).where(_is_over(now)))
    work.session.add(
        PageSession(
            id=next_key(work.session),
            digest=_digest(secret),
            user_id=user.id,
            rights=_rights(user.groups),
            begun_at=now,
            clicked_at=now,
        )
    )
    work.session.flush()
    cookie[SECRET] = secret


def find(session: Session, cookie: Cookie) -> SignedIn | None:
    """Return who is signed in by a cookie, unless the session has ended."""
    secret = cookie.get(SECRET)
    if not isinstance(secret, str):
        return None
    living = sa.select(PageSession).where(
        PageSession.digest == _digest(secret), ~_is_over(wall_time())
    )
    row = session.scalar(living.execution_options(populate_existing=True))
    actor = None if row is None else find_actor(session, row.user_id)
    if row is None or actor is None or row.rights != _rights(actor.groups):
        return None
    return SignedIn(session_id=row.id, actor=actor, clicked_at=row.clicked_at)


def is_to_note(found: SignedIn) -> bool:
    """Say whether a click of now is worth a write."""
    return wall_time() - found.clicked_at >= NOTED_EVERY


def note_click(work: Work, found: SignedIn) -> None:
    """Note that a person has clicked, which keeps the session from ending as idle."""
    row = sa.update(PageSession).where(PageSession.id == found.session_id)
    work.session.execute(row.values(clicked_at=wall_time()))


def end(work: Work, cookie: Cookie) -> None:
    """Sign out at this browser: a copy of its cookie opens nothing any more."""
    secret = cookie.get(SECRET)
    if isinstance(secret, str):
        ended = sa.delete(PageSession).where(PageSession.digest == _digest(secret))
        work.session.execute(ended)
    cookie.clear()


def end_all(work: Work, user_id: int) -> None:
    """Sign a user out at every browser."""
    work.session.execute(sa.delete(PageSession).where(PageSession.user_id == user_id))


def _is_over(now: dt.datetime) -> sa.ColumnElement[bool]:
    return sa.or_(PageSession.clicked_at <= now - IDLE, PageSession.begun_at <= now - LONGEST)


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def _rights(groups: Iterable[str]) -> str:
    return _digest("\0".join(sorted(groups)))
