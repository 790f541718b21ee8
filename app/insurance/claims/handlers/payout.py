"""The payment of the settled sum, or of its undisputed part."""

import datetime as dt
from decimal import Decimal

from app.cases.clocks import stop_clock
from app.errors import Conflict
from app.insurance.answers import instant_of, money_of
from app.insurance.claims.handlers.closing import retention_of
from app.insurance.claims.handlers.triage import claim_of
from app.insurance.claims.models import Claim
from app.insurance.claims.operations.clocks import facts_of, settle_amount
from app.insurance.claims.progress import move
from app.insurance.claims.vocabulary import ClaimStatus
from app.insurance.records import touch
from app.sla import operations as sla
from app.work import CallLike, Variables, Work

PAID = "paid"
FINAL, DIFFERENCE = "final", "dispute_difference"  # kinds of payment


def start_payment(call: CallLike) -> Variables:
    """Start the limit for paying at the agreement; the sum is settled, so no advance is due.

    :raises Conflict: nothing was agreed (a case on a drawing without a way into the dispute)
    """
    work: Work = call.work
    seen = call.variables
    claim = claim_of(call)
    if seen.get("agreed_amount") is None:
        raise Conflict(f"no sum was agreed for {claim.claim_no}")
    agreed_at = instant_of(seen["agreed_at"])
    facts = facts_of(claim)
    sla.open_clock(work, case_id=call.case_id, stage="payment", facts=facts, at=agreed_at)
    settle_amount(work, claim, agreed_at)
    if claim.status is not ClaimStatus.IN_DISPUTE:
        move(work, claim, ClaimStatus.PAYING)
    kind = DIFFERENCE if seen.get("part_paid") else FINAL
    return {"payee": None, "already_paid": claim.already_paid, "payment_kind": kind}


def record_payment(call: CallLike) -> Variables:
    """Keep what was paid, and say until when the file is kept; what is held is not paid yet.

    :raises Conflict: it was not paid, in a case on a drawing that would archive it
    """
    claim = claim_of(call)
    result = call.variables["payment_result"]
    if result != PAID and "payment_kind" not in call.variables:
        raise Conflict(f"the payment of {claim.claim_no} ended as {result}")
    if result != PAID:
        return {}
    kept = _book(call, claim)
    move(call.work, claim, ClaimStatus.PAID)
    return kept


def record_part_payment(call: CallLike) -> Variables:
    """Keep what was paid while the dispute goes on; else it is paid with what the dispute gives."""
    is_paid = call.variables["payment_result"] == PAID
    if not is_paid:
        return {"part_paid": False}
    claim = claim_of(call)
    kept = _book(call, claim)
    over = claim.status is not ClaimStatus.IN_DISPUTE and claim.already_paid >= (
        claim.payable or Decimal(0)
    )
    if over:
        move(call.work, claim, ClaimStatus.PAID)
    return {**kept, "part_paid": True}


def _book(call: CallLike, claim: Claim) -> Variables:
    work: Work = call.work
    seen = call.variables
    executed_at: dt.datetime = instant_of(seen["executed_at"])
    claim.already_paid += money_of(seen["paid_amount"])
    touch(work, claim)
    stop_clock(work, case_id=call.case_id, stage="payment", at=executed_at)
    until = retention_of(work, claim, executed_at)
    return {"already_paid": claim.already_paid, "retention_until": until.isoformat()}
