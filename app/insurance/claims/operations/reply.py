"""Takes the claimant's reply to a decision."""

import datetime as dt
from decimal import Decimal

from app.audit import operations as audit
from app.cases.operations import publish_message
from app.errors import Conflict
from app.insurance.answers import Answers, local_text
from app.insurance.claims.models import Claim
from app.insurance.claims.vocabulary import ClaimStatus
from app.insurance.records import touch
from app.work import Variables, Work

MESSAGE = "claimant_reply"


def take_reply(
    work: Work,
    claim: Claim,
    *,
    reply: str,
    agreed_amount: Decimal,
    agreed_at: dt.datetime | None = None,
) -> Claim:
    """Take the claimant's own word, so that nobody has to note it down.

    :param agreed_at: by default now
    :raises Conflict: the claim waits for no reply
    :raises InvalidInput: with every field that is wrong
    """
    if claim.status is not ClaimStatus.AWAITING_AGREEMENT:
        raise Conflict(f"claim {claim.claim_no} is {claim.status.value}")
    fields = {"reply": reply, "agreed_amount": agreed_amount, "agreed_at": agreed_at or work.now}
    variables = agree(work, claim, Answers(fields, ""))
    audit.record(
        work,
        "claim.agreed",
        case_id=claim.case_id,
        subject=claim.claim_no,
        detail={"agreed_amount": agreed_amount},
    )
    told = publish_message(work, name=MESSAGE, correlation_key=str(claim.id), variables=variables)
    if told.case_id is None:  # an operator holds the case, or somebody notes the reply just now
        raise Conflict(f"the case of {claim.claim_no} takes no reply now")
    return claim


def agree(work: Work, claim: Claim, given: Answers) -> Variables:
    """Keep that and when the claimant agreed to the decided sum; return what the process takes.

    :raises InvalidInput: with every field that is wrong
    """
    given.option("reply", ("agree",))
    amount = given.money("agreed_amount", required=True)
    agreed_at = given.instant("agreed_at", no_later_than=work.now)
    if amount is not None and amount != claim.payable:
        given.refuse("agreed_amount", f"agreed_amount must be {claim.payable}")
    if agreed_at and claim.decision_at and agreed_at < claim.decision_at:
        given.refuse("agreed_at", "agreed_at lies before the decision")
    given.finish()
    assert agreed_at is not None  # else refused above
    claim.agreement_at = agreed_at
    claim.status = ClaimStatus.PAYING
    touch(work, claim)
    return {"agreed_amount": amount, "agreed_at": local_text(agreed_at, work.processes.zone)}
