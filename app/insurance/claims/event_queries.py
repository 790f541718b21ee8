"""Reads contingencies and the claims that may belong to one; writes nothing."""

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.insurance.claims.event_models import ClaimEvent
from app.insurance.claims.event_rules import CLOSED
from app.insurance.claims.models import Claim

MOST_EVENTS = 1000  # active at one time; a company has a handful


def find_event(session: Session, event_id: str) -> ClaimEvent | None:
    """Return a contingency by its id."""
    rows = sa.select(ClaimEvent).where(ClaimEvent.event_id == event_id)
    return session.scalars(rows).first()


def list_active(session: Session) -> Sequence[ClaimEvent]:
    """List the contingencies that have not ended, the one activated first in front."""
    active = sa.select(ClaimEvent).where(ClaimEvent.ended_at.is_(None))
    return session.scalars(active.order_by(ClaimEvent.id).limit(MOST_EVENTS)).all()


def list_page(
    session: Session, event: ClaimEvent, after: int | None, limit: int
) -> Sequence[Claim]:
    """List open claims whose loss lies in the widest window of a contingency, in their order.

    :param after: the last claim of the page before
    """
    place = sa.tuple_(Claim.loss_time, Claim.id)
    rows = sa.select(Claim).where(Claim.loss_time >= event.widest_from, Claim.status.not_in(CLOSED))
    if event.widest_to is not None:
        rows = rows.where(Claim.loss_time < event.widest_to)
    last = None if after is None else session.get(Claim, after)
    if last is not None:
        rows = rows.where(
            place > sa.tuple_(sa.bindparam(None, last.loss_time, Claim.loss_time.type), last.id)
        )
    return session.scalars(rows.order_by(Claim.loss_time, Claim.id).limit(limit)).all()


def list_again(session: Session, claim_ids: Sequence[int]) -> Sequence[Claim]:
    """List claims that a page before had to leave, in their order."""
    rows = sa.select(Claim).where(Claim.id.in_(claim_ids)).order_by(Claim.id)
    return session.scalars(rows.limit(MOST_EVENTS)).all()


def lock_claim(session: Session, claim_id: int) -> Claim | None:
    """Return a claim as stored now, locked; None when somebody changes it just now."""
    rows = sa.select(Claim).where(Claim.id == claim_id).with_for_update(skip_locked=True)
    return session.scalars(rows.execution_options(populate_existing=True)).first()
