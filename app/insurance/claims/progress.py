"""How far a claim has come, and every step of that: what reporters are told while they wait."""

import datetime as dt
from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from app.database import Base, Key, Ref, next_key
from app.insurance.claims.models import Claim
from app.insurance.claims.vocabulary import ClaimStatus
from app.insurance.customers.contact_models import EventKind
from app.insurance.customers.contact_operations import note_event
from app.insurance.records import touch, words
from app.work import Work

#: what the customer is revisited for, or invited to learn about
TOLD = {
    ClaimStatus.REGISTERED: EventKind.CLAIM_REGISTERED,
    ClaimStatus.PAID: EventKind.CLAIM_PAID,
    ClaimStatus.REJECTED: EventKind.CLAIM_REJECTED,
}


class ClaimProgress(Base):
    """A status a claim has come to, and when; rows are added and never changed."""

    __tablename__ = "claim_progress"
    id: Mapped[Key]
    claim_id: Mapped[Ref] = mapped_column(sa.ForeignKey("claim.id"), index=True)
    status: Mapped[ClaimStatus] = mapped_column(words(ClaimStatus))
    at: Mapped[dt.datetime]

    __table_args__ = (sa.Index("ix_claim_progress_status_at", "status", "at"),)


def move(work: Work, claim: Claim, status: ClaimStatus) -> None:
    """Note how far a claim has come."""
    claim.status = status
    touch(work, claim)
    note(work, claim)


def note(work: Work, claim: Claim) -> None:
    """Note that a claim has come to its status now."""
    row = ClaimProgress(
        id=next_key(work.session), claim_id=claim.id, status=claim.status, at=work.now
    )
    work.session.add(row)
    work.session.flush()
    if claim.status in TOLD and claim.policy is not None:
        note_event(
            work,
            TOLD[claim.status],
            claim.policy.policyholder_id,
            policy_id=claim.policy.id,
            case_id=claim.case_id,
            source=claim.claim_no,
        )


def list_progress(session: Session, claim_id: int) -> Sequence[ClaimProgress]:
    """List what a claim has come to, the first one first."""
    return session.scalars(
        sa.select(ClaimProgress)
        .where(ClaimProgress.claim_id == claim_id)
        .order_by(ClaimProgress.id)
        .limit(1000)
    ).all()
