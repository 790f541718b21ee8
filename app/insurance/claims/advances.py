"""Reads what was paid in advance of a claim's sum, and what came back; writes nothing."""

from collections.abc import Sequence
from decimal import Decimal

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.errors import NotFound
from app.insurance.claims.advance_models import AdvanceStatus, ClaimAdvance, ClaimRecovery
from app.insurance.claims.models import Claim


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
    counted = sa.select(sa.func.count(ClaimAdvance.id)).where(ClaimAdvance.claim_id == claim_id)
    return session.execute(counted).scalar_one()


def paid_in_advance(session: Session, claim_id: int) -> Decimal:
    """Return what was paid in advance of a claim."""
    paid = (row for row in list_advances(session, claim_id) if row.status is AdvanceStatus.PAID)
    return sum((row.amount for row in paid), Decimal(0))


def paid_of_sum(session: Session, claim: Claim) -> Decimal:
    """Return what was paid of the settled sum: neither advances nor what a former claim paid."""
    former = None if claim.reopen_of_id is None else session.get_one(Claim, claim.reopen_of_id)
    before = Decimal(0) if former is None else former.already_paid
    return claim.already_paid - before - paid_in_advance(session, claim.id)


def list_recoveries(session: Session, claim_id: int) -> Sequence[ClaimRecovery]:
    """List what a claimant gave back, the first one first."""
    return session.scalars(
        sa.select(ClaimRecovery)
        .where(ClaimRecovery.claim_id == claim_id)
        .order_by(ClaimRecovery.id)
        .limit(1000)
    ).all()
