"""Reads of the audit log, and the check that nobody changed it."""

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.audit.models import AuditRow, AuditSeal
from app.audit.rules import START, seal_hash


def list_rows(session: Session, *, case_id: int, limit: int = 200) -> Sequence[AuditRow]:
    """Return the first rows of a case, oldest first."""
    query = sa.select(AuditRow).where(AuditRow.case_id == case_id)
    return session.scalars(query.order_by(AuditRow.id).limit(limit)).all()


def rows_between(session: Session, first: int, last: int) -> Sequence[AuditRow]:
    """Return the rows of a run of keys, both ends included."""
    query = sa.select(AuditRow).where(AuditRow.id.between(first, last))
    return session.scalars(query.order_by(AuditRow.id)).all()


def last_seal(session: Session) -> AuditSeal | None:
    """Return the newest seal."""
    return session.scalar(sa.select(AuditSeal).order_by(AuditSeal.to_id.desc()).limit(1))


def find_broken_seal(session: Session) -> AuditSeal | None:
    """Return the first seal whose rows are not as they were when it was set."""
    previous = START
    for seal in session.scalars(sa.select(AuditSeal).order_by(AuditSeal.from_id)):
        if seal_hash(previous, rows_between(session, seal.from_id, seal.to_id)) != seal.hash:
            return seal
        previous = seal.hash
    return None
