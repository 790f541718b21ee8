"""Locks by name for the length of a transaction; SQLite needs none: it has one writer."""

import hashlib

import sqlalchemy as sa
from sqlalchemy.orm import Session

_LOCK = sa.text("SELECT pg_advisory_xact_lock(:number)")


def lock_name(session: Session, *parts: str) -> None:
    """Wait until no other transaction holds this name, then hold it."""
    connection = session.connection()
    if connection.dialect.name != "postgresql":
        return
    mark = hashlib.blake2b("\0".join(parts).encode(), digest_size=8).digest()
    connection.execute(_LOCK, {"number": int.from_bytes(mark, "big", signed=True)})
