"""Reads disputes; writes nothing."""

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.insurance.disputes.models import OVER, Dispute, DisputeStatus
from app.insurance.records import get_by_key
from app.keyset import Cursor, Order, Slice, slice_of


def get_dispute(session: Session, key: int | str) -> Dispute:
    """Return a dispute by id or number.

    :raises NotFound: there is none
    """
    return get_by_key(session, Dispute, Dispute.dispute_no, key, what="dispute")


def find_open(session: Session, claim_id: int) -> Dispute | None:
    """Return the dispute over a claim that is not settled yet."""
    rows = sa.select(Dispute).where(Dispute.claim_id == claim_id, Dispute.status.not_in(OVER))
    return session.scalars(rows.order_by(Dispute.id).limit(1)).first()


def list_disputes(
    session: Session,
    *,
    claim_id: int | None = None,
    status: DisputeStatus | None = None,
    after: Cursor | None = None,
    limit: int = 50,
    count: bool = False,
) -> Slice[Dispute]:
    """List disputes, the newest first, e.g. those over one claim."""
    query = sa.select(Dispute)
    if claim_id is not None:
        query = query.where(Dispute.claim_id == claim_id)
    if status is not None:
        query = query.where(Dispute.status == status)
    order = (Order(Dispute.id, descending=True),)
    return slice_of(session, query, order, after, limit=limit, count=count)
