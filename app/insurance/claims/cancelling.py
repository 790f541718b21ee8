"""What is left of a claim, and of a contingency, when an operator has ended their case."""

from decimal import Decimal

from app.audit import operations as audit
from app.cases.operations import publish_message
from app.cases.queries import get_case
from app.errors import Conflict
from app.insurance.claims import event_queries
from app.insurance.claims.models import Claim
from app.insurance.claims.operations import events
from app.insurance.claims.operations.clocks import drop_advances
from app.insurance.claims.progress import move
from app.insurance.claims.vocabulary import ClaimStatus
from app.insurance.records import find_of_case, touch
from app.work import Work

#: what the claimant was told or paid stands
DECIDED = (ClaimStatus.PAID, ClaimStatus.REJECTED)


def end_claim(work: Work, case_id: int, reason: str) -> None:
    """Close a claim whose case an operator has ended: nothing is reserved for it any more.

    A re-opening that is ended leaves the claim that it was to continue as it was.

    :raises Conflict: payment_executed, money was paid on it before anything was decided
    """
    claim = find_of_case(work.session, Claim, Claim.case_id, case_id)
    if claim is None or claim.closed_at is not None:
        return
    if claim.status not in DECIDED:
        _void(work, claim, reason)
    drop_advances(work, claim)
    claim.closed_at, claim.review_open = work.now, False
    touch(work, claim)
    detail = {"reason": reason}
    audit.record(work, "claim.cancelled", case_id=case_id, subject=claim.claim_no, detail=detail)


def _void(work: Work, claim: Claim, reason: str) -> None:
    former = None if claim.reopen_of_id is None else work.session.get(Claim, claim.reopen_of_id)
    paid = claim.already_paid - (Decimal(0) if former is None else former.already_paid)
    if paid > 0:  # a void claim does not count, but the money is gone: the loss could be paid twice
        detail = f"{paid} of claim {claim.claim_no} is paid: it is withdrawn, or settled"
        raise Conflict(detail, code="payment_executed")
    if claim.status is ClaimStatus.IN_DISPUTE:
        publish_message(
            work,
            name="dispute_withdrawn",
            correlation_key=str(claim.id),
            variables={"withdrawal_reason": reason},
        )
    claim.reserve = claim.already_paid = Decimal(0)
    move(work, claim, ClaimStatus.CANCELLED)
    if former is not None and former.status is ClaimStatus.REOPENED:
        former.status = ClaimStatus.ARCHIVED
        touch(work, former)


def end_event(work: Work, case_id: int, reason: str) -> None:
    """Let no further claim belong to a contingency whose case an operator has ended."""
    number = get_case(work.session, case_id).business_key
    if number is not None and event_queries.find_event(work.session, number) is not None:
        events.end_event(work, number)
