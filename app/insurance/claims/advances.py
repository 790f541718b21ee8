"""Reads what was paid in advance of a claim's sum, and what came back; writes nothing."""

from collections.abc import Sequence
from decimal import Decimal

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.errors import NotFound
from app.insurance.claims.advance_models import AdvanceStatus, ClaimAdvance, ClaimRecovery


def get_advance(session: Session, advance_id: int) -> ClaimAdvance:
    """Return an advance.

    :raises NotFound: there is none
    """
    advance = session.get(ClaimAdvance, advance_id)
    if advance is None:
        raise NotFound(f"no advance {advance_id}")
    return advance


def list_advances(session: Session, claim_id: int) -> Sequence[ClaimAdvance]:
    """List what was decided on advances of a claim, the first one first."""
    return session.scalars(
        sa.select(ClaimAdvance)
        .where(ClaimAdvance.claim_id == claim_id)
        .order_by(ClaimAdvance.seq)
        .limit(1000)
    ).all()


def count_advances(session: Session, claim_id: int) -> int:
    """Count the decisions on advances of a claim."""
    return len(list_advances(session, claim_id))


def paid_in_advance(session: Session, claim_id: int) -> Decimal:
    """Return what was paid in advance of a claim."""
    paid = (row for row in list_advances(session, claim_id) if row.status is AdvanceStatus.PAID)
    return sum((row.amount for row in paid), Decimal(0))


def list_recoveries(session: Session, claim_id: int) -> Sequence[ClaimRecovery]:
    """List what a claimant gave back, the first one first."""
    return session.scalars(
        sa.select(ClaimRecovery)
        .where(ClaimRecovery.claim_id == claim_id)
        .order_by(ClaimRecovery.id)
        .limit(1000)
    ).all()
