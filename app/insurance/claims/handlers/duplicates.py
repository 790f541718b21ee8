"""Losses that were reported twice: found, judged by a person, and told by one claim only."""

from app.cases.clocks import cancel_clocks
from app.errors import NotFound
from app.insurance.answers import Answers, local_text
from app.insurance.claims import queries
from app.insurance.claims.handlers.subject import claim_of, note
from app.insurance.claims.models import Claim
from app.insurance.claims.operations.documents import move_documents
from app.insurance.claims.progress import move
from app.insurance.claims.vocabulary import VOID_STATUSES, ClaimStatus
from app.work import CallLike, Variables, Work


def find_duplicates(call: CallLike) -> Variables:
    """List earlier claims that may tell the same loss."""
    work: Work = call.work
    found = queries.list_lookalikes(work.session, claim_of(call))
    zone = work.processes.zone
    return {
        "duplicate_candidates": [
            {"claim_no": claim.claim_no, "loss_time": local_text(claim.loss_time, zone)}
            for claim in found
        ],
        "is_duplicate": False,
    }


def record_duplicate(call: CallLike, answers: Variables) -> Variables:
    """Keep whether a report tells a known loss; then its papers go to the first claim."""
    work: Work = call.work
    claim = claim_of(call)
    given = Answers(answers)
    is_duplicate = given.truth("is_duplicate")
    original = _read_original(work, claim, given) if is_duplicate else None
    reason = given.text("reason")
    given.finish()
    if original is not None:
        _close(work, claim, original)
    known = original and original.claim_no
    note(call, claim, "claim.duplicate_judged", original=known, reason=reason)
    return {"is_duplicate": is_duplicate}


def _read_original(work: Work, claim: Claim, given: Answers) -> Claim | None:
    """Return the claim that tells the loss: another one of that policy, itself no duplicate."""
    number = given.text("original_claim", longest=64)
    if not number:
        return None
    try:
        original = queries.get_claim(work.session, number)
    except NotFound as error:
        given.refuse("original_claim", error.detail, "not_found")
        return None
    if original.id == claim.id or original.status in VOID_STATUSES:
        given.refuse("original_claim", f"{number} is no original")
    elif original.policy_no != claim.policy_no:
        given.refuse("original_claim", f"{number} is about another policy")
    return original


def _close(work: Work, claim: Claim, original: Claim) -> None:
    claim.duplicate_of_id = original.id
    claim.closed_at = work.now
    move(work, claim, ClaimStatus.DUPLICATE)
    if claim.case_id is not None:
        cancel_clocks(work, claim.case_id)
    move_documents(work, claim, original)
