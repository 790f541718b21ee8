"""What of a claim those who handle a dispute over it have to know; writes nothing."""

from app.errors import Conflict
from app.insurance.answers import local_text
from app.insurance.claims import queries
from app.insurance.claims.models import Claim
from app.insurance.claims.vocabulary import REJECT, ClaimStatus
from app.sla.models import ClockState
from app.sla.queries import list_clocks
from app.work import Variables, Work

#: whom a dispute is raised by; everybody else stands outside the contract
PARTIES = ("policyholder", "insured", "beneficiary")
#: claims that nothing but an opening again goes on with
DISPUTABLE = (
    ClaimStatus.NOT_REGISTERED,
    ClaimStatus.REJECTING,
    ClaimStatus.REJECTED,
    ClaimStatus.IN_DISPUTE,
    ClaimStatus.PAID,
    ClaimStatus.ARCHIVED,
)
LATE = (ClockState.BREACHED, ClockState.BREACHED_CLOSED)


def ensure_disputable(claim: Claim) -> None:
    """Refuse a claim that still goes on: its own case would take the result for another's.

    :raises Conflict: it is not over yet, or waits for a reply
    """
    if claim.status is ClaimStatus.AWAITING_AGREEMENT:
        raise Conflict(f"claim {claim.claim_no} waits for a reply: disagree there")
    if claim.status not in DISPUTABLE:
        raise Conflict(f"claim {claim.claim_no} is {claim.status.value}: it is not over yet")


def dispute_facts(work: Work, claim: Claim) -> Variables:
    """Return the facts of a claim that the message ``dispute_opened`` carries."""
    zone = work.processes.zone
    rejected = claim.decision == REJECT
    by = claim.reporter_relation
    own = [] if claim.case_id is None else [claim.case_id]
    policy = claim.policy
    return {
        "claim_id": claim.id,
        "claim_no": claim.claim_no,
        "claim_case_id": claim.case_id,
        "lob": queries.lob_of(claim),
        "loss_type": claim.loss_type,
        "track": claim.track,
        "cat_level": claim.cat_level,
        "risk_level": claim.risk_level,
        "claimed_amount": claim.claimed_amount,
        "offered_amount": claim.payable or 0,
        "already_paid": claim.already_paid,
        "raised_by": by if by in PARTIES else "third_party",
        "reopened": claim.reopen_of_id is not None,
        "investigated": queries.count_investigations(work.session, claim.id) > 0,
        "dispute_subject": "exclusion" if rejected else "loss_amount",
        "clause_cited": rejected,
        "clock_breached": _was_late(work, own),
        "explained_proof": policy is not None and policy.explanation_proof,
        "claim_waits": claim.status is ClaimStatus.IN_DISPUTE,
        "reported_at": local_text(claim.report_time, zone),
        "decided_at": None if claim.decision_at is None else local_text(claim.decision_at, zone),
        "segregation_from": [*own, *queries.list_former_cases(work.session, claim)],
    }


def _was_late(work: Work, cases: list[int]) -> bool:
    clocks = (clock for case_id in cases for clock in list_clocks(work.session, case_id))
    return any(clock.state in LATE for clock in clocks)
