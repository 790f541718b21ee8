"""The payment of the settled sum, or of its undisputed part."""

import datetime as dt
from decimal import Decimal

from app.cases.clocks import cancel_clock, stop_clock
from app.errors import Conflict
from app.insurance.answers import instant_of, money_of
from app.insurance.claims.handlers.closing import retention_of
from app.insurance.claims.handlers.subject import claim_of
from app.insurance.claims.models import Claim
from app.insurance.claims.operations.clocks import facts_of, settle_amount
from app.insurance.claims.progress import move
from app.insurance.claims.vocabulary import ClaimStatus
from app.insurance.records import touch
from app.sla import operations as sla
from app.work import CallLike, Variables, Work

PAID, CANCELLED, NOTHING = "paid", "cancelled", Decimal(0)
FINAL, DIFFERENCE = "final", "dispute_difference"  # kinds of payment


def start_payment(call: CallLike) -> Variables:
    """Start the limit for paying at the agreement; the sum is settled, so no advance is due.

    :raises Conflict: another sum than the decided one was agreed, or none
    """
    work: Work = call.work
    seen = call.variables
    claim = claim_of(call)
    agreed = seen.get("agreed_amount")
    if agreed is None or money_of(agreed) != claim.payable:
        raise Conflict(f"{agreed} was agreed for {claim.claim_no}, not {claim.payable}")
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
    """Keep what was paid while the dispute goes on.

    A cancelled part may be agreed to again, or is paid with what the dispute gives.
    """
    result = call.variables["payment_result"]
    claim = claim_of(call)
    if result == CANCELLED:
        claim.agreement_at = None
        touch(call.work, claim)
        cancel_clock(call.work, case_id=call.case_id, stage="payment")
    if result != PAID:
        return {"part_paid": False}
    return {**_book(call, claim), "part_paid": True}


def close_payout(call: CallLike) -> Variables:
    """End a payout of which nothing is left to pay, and say what was paid too much."""
    work: Work = call.work
    claim = claim_of(call)
    agreed = money_of(call.variables["agreed_amount"])
    settle_amount(work, claim, work.now)
    stop_clock(work, case_id=call.case_id, stage="payment")
    move(work, claim, ClaimStatus.PAID)
    until = retention_of(work, claim, work.now)
    return {
        "overpaid": max(NOTHING, claim.already_paid - agreed),
        "retention_until": until.isoformat(),
    }


def _book(call: CallLike, claim: Claim) -> Variables:
    work: Work = call.work
    seen = call.variables
    executed_at: dt.datetime = instant_of(seen["executed_at"])
    claim.already_paid += money_of(seen["paid_amount"])
    touch(work, claim)
    stop_clock(work, case_id=call.case_id, stage="payment", at=executed_at)
    until = retention_of(work, claim, executed_at)
    return {"already_paid": claim.already_paid, "retention_until": until.isoformat()}
