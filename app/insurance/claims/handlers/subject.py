"""The claim a call is about: found, and what happens to it noted."""

from app.audit import operations as audit
from app.insurance.claims import queries
from app.insurance.claims.models import Claim
from app.work import CallLike


def claim_of(call: CallLike) -> Claim:
    """Return the claim that a case is about."""
    return queries.get_claim(call.work.session, int(call.variables["claim_id"]))


def note(call: CallLike, claim: Claim, action: str, **detail: object) -> None:
    """Note in the log what happened to a claim."""
    audit.record(call.work, action, case_id=call.case_id, subject=claim.claim_no, detail=detail)
