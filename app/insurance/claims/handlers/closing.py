"""From the approval to the archive: agreement, payment, filing."""

import datetime as dt
from decimal import Decimal
from typing import Any

from app.audit import operations as audit
from app.cases.clocks import stop_clock
from app.errors import Conflict
from app.insurance.answers import Answers, instant_of, local_text, money_of
from app.insurance.claims import letters, rules
from app.insurance.claims.handlers.papers import move
from app.insurance.claims.handlers.triage import claim_of
from app.insurance.claims.models import ArchiveRecord, Claim
from app.insurance.claims.operations.clocks import facts_of
from app.insurance.claims.operations.reply import agree
from app.insurance.claims.queries import lob_of
from app.insurance.claims.vocabulary import REJECT, ClaimStatus
from app.insurance.records import enter
from app.sla import operations as sla
from app.work import CallLike, Variables, Work

APPROVED = "approved"
PAID = "paid"


def record_decision(call: CallLike) -> Variables:
    """Keep the approved decision; the limit for deciding ends with the last approval.

    :raises Conflict: it was not approved
    """
    work: Work = call.work
    seen = call.variables
    claim = claim_of(call)
    if seen["approval_result"] != APPROVED:
        raise Conflict(f"the approval of {claim.claim_no} ended as {seen['approval_result']}")
    approved_at = instant_of(seen["approved_at"])
    claim.decision, claim.decision_at = seen["decision"], approved_at
    stop_clock(work, case_id=call.case_id, stage="decision", at=approved_at)
    if claim.decision == REJECT:
        _reject(work, claim, approved_at)
    else:
        claim.payable = money_of(seen["approved_amount"])
        move(work, claim, ClaimStatus.AWAITING_AGREEMENT)
    audit.record(
        work,
        "claim.decided",
        case_id=call.case_id,
        subject=claim.claim_no,
        detail={"decision": claim.decision, "payable": claim.payable, "tier": seen.get("tier")},
    )
    decision_at = local_text(approved_at, work.processes.zone)
    return {"decision_at": decision_at, **_agreement(work, claim, decision_at)}


def _agreement(work: Work, claim: Claim, decision_at: str) -> Variables:
    """Say whether there is nothing to agree on: then the decision is the agreement."""
    basis = work.ask("lob_profile", {"lob": lob_of(claim)}).value["pay_basis"]
    payable = claim.payable or Decimal(0)
    if claim.decision == REJECT or not rules.agrees_by_itself(basis, payable, claim.claimed_amount):
        return {"auto_agreed": False}
    claim.agreement_at = claim.decision_at
    move(work, claim, ClaimStatus.PAYING)
    return {"auto_agreed": True, "agreed_amount": payable, "agreed_at": decision_at}


def _reject(work: Work, claim: Claim, decided_at: dt.datetime) -> None:
    """Start the limit for telling the claimant; nothing is left that an advance could be of."""
    case_id = claim.case_id or 0
    claim.payable = Decimal(0)
    move(work, claim, ClaimStatus.REJECTING)
    stop_clock(work, case_id=case_id, stage="advance_payment", at=decided_at)
    facts = facts_of(claim)
    sla.open_clock(work, case_id=case_id, stage="reject_notice", facts=facts, at=decided_at)


def notify_result(call: CallLike) -> None:
    """Tell the claimant the result by a letter."""
    claim = claim_of(call)
    letters.write_result(call.work, claim)
    audit.record(
        call.work,
        "claim.result_notified",
        case_id=call.case_id,
        subject=claim.claim_no,
        detail={"decision": claim.decision, "payable": claim.payable},
    )


def record_agreement(call: CallLike, answers: Variables) -> Variables:
    """Keep that and when the claimant agreed to the decided sum."""
    return agree(call.work, claim_of(call), Answers(answers))


def start_payment(call: CallLike) -> Variables:
    """Start the limit for paying at the agreement; the sum is settled, so no advance is due."""
    work: Work = call.work
    claim = claim_of(call)
    agreed_at = instant_of(call.variables["agreed_at"])
    case_id = call.case_id
    sla.open_clock(work, case_id=case_id, stage="payment", facts=facts_of(claim), at=agreed_at)
    stop_clock(work, case_id=case_id, stage="advance_payment", at=agreed_at)
    return {"payee": None, "already_paid": claim.already_paid}


def record_payment(call: CallLike) -> Variables:
    """Keep what was paid, and say until when the file is kept.

    :raises Conflict: it was not paid
    """
    work: Work = call.work
    seen = call.variables
    claim = claim_of(call)
    if seen["payment_result"] != PAID:
        raise Conflict(f"the payment of {claim.claim_no} ended as {seen['payment_result']}")
    executed_at = instant_of(seen["executed_at"])
    claim.already_paid += money_of(seen["paid_amount"])
    move(work, claim, ClaimStatus.PAID)
    stop_clock(work, case_id=call.case_id, stage="payment", at=executed_at)
    until = retention_of(work, claim, executed_at)
    return {"already_paid": claim.already_paid, "retention_until": until.isoformat()}


def retention_of(work: Work, claim: Claim, paid_at: dt.datetime | None = None) -> dt.date:
    """Return until when the file of a claim is kept; without a policy it counts from today."""
    policy = claim.policy
    starts_on, ends_on = (
        (work.today, work.today) if policy is None else (policy.starts_on, policy.ends_on)
    )
    inputs = {
        "record": "claim_file",
        "term_gt_1y": rules.is_longer_than_a_year(starts_on, ends_on),
    }
    years = work.ask("retention", inputs).value["years"]
    paid_on = None if paid_at is None else paid_at.astimezone(work.processes.zone).date()
    return rules.retention_until(ends_on, paid_on, int(Decimal(years)))


def record_archive(call: CallLike, answers: Variables) -> Variables:
    """File a closed claim; it may be kept longer than computed, never shorter."""
    work: Work = call.work
    claim = claim_of(call)
    given = Answers(answers)
    index = _read_index(given)
    if not given.truth("checklist"):
        given.refuse("checklist", "the file must be complete")
    computed = dt.date.fromisoformat(call.variables["retention_until"])
    until = given.day("retention_until") or computed
    if until < computed:
        given.refuse("retention_until", f"retention_until lies before {computed.isoformat()}")
    box_no = given.text("box_no", longest=64, required=False)
    given.finish()
    archive = ArchiveRecord(
        claim=claim,
        case_id=call.case_id,
        index=index,
        box_no=box_no or None,
        archived_at=work.now,
        archived_by=work.actor.user_id,
        retention_until=until,
    )
    enter(work, archive)
    claim.closed_at = work.now
    move(work, claim, ClaimStatus.ARCHIVED)
    return {"retention_until": until.isoformat()}


def _read_index(given: Answers) -> list[Any]:
    rows = given.rows("index")
    for at, row in rows:
        given.row(at, row).text("doc", longest=200)
    if not rows:
        given.refuse("index", "index needs at least 1", "too_few")
    return [dict(row) for _, row in rows]
