"""Paying the part of a sum that can be determined, where all of it takes longer (art. 25)."""

from decimal import Decimal
from typing import Any

from app.cases.clocks import stop_clock
from app.insurance.answers import Answers, instant_of, money_of
from app.insurance.authority import tier_amount
from app.insurance.claims import advances, queries
from app.insurance.claims.advance_models import AdvanceStatus, ClaimAdvance
from app.insurance.claims.handlers.subject import claim_of, note
from app.insurance.claims.models import Claim
from app.insurance.claims.operations.clocks import ADVANCE
from app.insurance.records import enter, touch
from app.work import CallLike, Variables, Work

APPROVED, PAID, HELD = "approved", "paid", "held"
NO_SUM = Decimal(0)


def record_advance(call: CallLike, answers: Variables) -> Variables:
    """Keep whether a part can be determined, and which."""
    work: Work = call.work
    claim = claim_of(call)
    given = Answers(answers)
    determinable = given.truth("determinable")
    items = _read_items(given) if determinable else []
    reason = given.text("reason")
    amount = sum((row["amount"] for row in items), NO_SUM)
    most = _most(work, claim)
    if amount > most:
        given.refuse("items", f"{amount} is more than the {most} that may be paid still")
    given.finish()
    advance = ClaimAdvance(
        claim_id=claim.id,
        seq=advances.count_advances(work.session, claim.id) + 1,
        decided_by=work.actor.user_id,
        determinable=determinable,
        items=items,
        amount=amount,
        reason=reason,
        status=AdvanceStatus.PROPOSED if determinable else AdvanceStatus.NOT_DUE,
    )
    enter(work, advance)
    _log(call, claim, "claim.advance_decided", advance)
    return {"determinable": determinable, "advance_id": advance.id}


def _most(work: Work, claim: Claim) -> Decimal:
    """Return what may be paid still: no more than was claimed, nor than the cover leaves."""
    left = [claim.claimed_amount]
    if claim.policy is not None:
        left.append(claim.policy.sum_insured - queries.paid_on_policy(work.session, claim))
    return max(NO_SUM, min(left) - claim.already_paid)


def _read_items(given: Answers) -> list[dict[str, Any]]:
    items = []
    for at, row in given.rows("items"):
        one = given.row(at, row)
        amount = one.money("amount", required=True)
        if amount == 0:
            one.refuse("amount", "amount must be more than nothing")
        items.append({"name": one.text("name", longest=200), "amount": amount or NO_SUM})
    if not items:
        given.refuse("items", "items needs at least 1", "too_few")
    return items


def prepare_advance(call: CallLike) -> Variables:
    """Say by which sum the approvers of an advance are chosen: all advances so far, and this."""
    work: Work = call.work
    seen = call.variables
    claim = claim_of(call)
    advance = advances.get_advance(work.session, int(seen["advance_id"]))
    so_far = advances.paid_in_advance(work.session, claim.id)
    return {
        "advance_amount": advance.amount,
        "advance_tier_amount": tier_amount(work, so_far + advance.amount, seen["cat_level"]),
        "related_party": False,
        "litigation": False,
        "reopened": claim.reopen_of_id is not None,
        "segregation_from": queries.list_former_cases(work.session, claim),
    }


def record_advance_approval(call: CallLike) -> Variables:
    """Keep whether the approvers let an advance be paid."""
    claim = claim_of(call)
    advance = _advance_of(call)
    is_approved = call.variables["advance_result"] == APPROVED
    advance.status = AdvanceStatus.APPROVED if is_approved else AdvanceStatus.REFUSED
    touch(call.work, advance)
    action = "claim.advance_approved" if is_approved else "claim.advance_refused"
    _log(call, claim, action, advance)
    return {"advance_amount": advance.amount}


def record_advance_payment(call: CallLike) -> Variables:
    """Keep what was paid in advance; with it the limit for doing so is met."""
    work: Work = call.work
    seen = call.variables
    claim = claim_of(call)
    advance = _advance_of(call)
    if seen["advance_payment_result"] == HELD:
        return {}  # until it is released
    if seen["advance_payment_result"] != PAID:
        advance.status = AdvanceStatus.DROPPED
        touch(work, advance)
        return {}
    executed_at = instant_of(seen["advance_executed_at"])
    advance.status, advance.paid_at = AdvanceStatus.PAID, executed_at
    touch(work, advance)
    claim.already_paid += money_of(seen["advance_paid_amount"])
    touch(work, claim)
    stop_clock(work, case_id=call.case_id, stage=ADVANCE, at=executed_at)
    _log(call, claim, "claim.advance_paid", advance)
    return {"already_paid": claim.already_paid}


def _advance_of(call: CallLike) -> ClaimAdvance:
    return advances.get_advance(call.work.session, int(call.variables["advance_id"]))


def _log(call: CallLike, claim: Claim, action: str, advance: ClaimAdvance) -> None:
    note(call, claim, action, advance=advance.seq, amount=advance.amount)
