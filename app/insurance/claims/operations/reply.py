"""Takes the claimant's reply to a decision."""

import datetime as dt
from decimal import Decimal

from app.audit import operations as audit
from app.cases.operations import publish_message
from app.errors import Conflict
from app.insurance.answers import Answers, local_text
from app.insurance.claims import vocabulary
from app.insurance.claims.models import Claim
from app.insurance.claims.vocabulary import ClaimStatus
from app.insurance.records import touch
from app.work import Variables, Work

MESSAGE = "claimant_reply"
AGREE = "agree"
DISPUTED = "disputed_amount"


def take_reply(
    work: Work,
    claim: Claim,
    *,
    reply: str,
    agreed_amount: Decimal | None = None,
    agreed_at: dt.datetime | None = None,
    reason: str | None = None,
    disputed_amount: Decimal | None = None,
) -> Claim:
    """Take the claimant's own word, so that nobody has to note it down.

    In a dispute they may still agree to the decided sum as its undisputed part.

    :param agreed_at: when they replied, by default now
    :param disputed_amount: what they want instead, by default what they claimed
    :raises Conflict: the claim waits for no such reply
    :raises InvalidInput: with every field that is wrong
    """
    _ensure_awaited(claim, reply)
    fields = {
        "reply": reply,
        "agreed_amount": agreed_amount,
        "agreed_at": agreed_at or work.now,
        "reason": reason,
        DISPUTED: disputed_amount,
    }
    variables = read_reply(work, claim, Answers(fields, ""))
    audit.record(
        work,
        "claim.agreed" if reply == AGREE else "claim.disagreed",
        case_id=claim.case_id,
        subject=claim.claim_no,
        detail={"agreed_amount": agreed_amount, "reason": reason},
    )
    told = publish_message(work, name=MESSAGE, correlation_key=str(claim.id), variables=variables)
    if told.case_id is None:  # an operator holds the case, or somebody notes the reply just now
        raise Conflict(f"the case of {claim.claim_no} takes no reply now")
    return claim


def _ensure_awaited(claim: Claim, reply: str) -> None:
    if claim.status is ClaimStatus.AWAITING_AGREEMENT:
        return
    if claim.status is not ClaimStatus.IN_DISPUTE or reply != AGREE:
        raise Conflict(f"claim {claim.claim_no} is {claim.status.value}")
    if claim.agreement_at is not None:
        raise Conflict(f"the undisputed part of claim {claim.claim_no} is agreed already")


def read_reply(work: Work, claim: Claim, given: Answers) -> Variables:
    """Keep what the claimant replied to the decided sum; return what the process takes.

    :raises InvalidInput: with every field that is wrong
    """
    reply = given.option("reply", vocabulary.REPLIES)
    at = given.instant("agreed_at", no_later_than=work.now)
    if at and claim.decision_at and at < claim.decision_at:
        given.refuse("agreed_at", "agreed_at lies before the decision")
    agreed = reply == AGREE
    amount = given.money("agreed_amount", required=agreed) if agreed else None
    if amount is not None and amount != claim.payable:
        given.refuse("agreed_amount", f"agreed_amount must be {claim.payable}")
    reason = given.text("reason", required=reply == "disagree")
    wanted = None if agreed else given.money(DISPUTED)
    if wanted is not None and claim.payable is not None and wanted <= claim.payable:
        given.refuse(DISPUTED, f"{DISPUTED} is more than {claim.payable}")
    given.finish()
    assert at is not None  # else refused above
    if agreed:
        claim.agreement_at = at
        touch(work, claim)
    return {
        "reply": reply,
        "agreed_amount": amount,
        "agreed_at": local_text(at, work.processes.zone),
        "dispute_reason": None if agreed else reason,
        DISPUTED: wanted,
    }
