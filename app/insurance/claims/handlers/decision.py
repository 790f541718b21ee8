"""What follows from an approval: the decision stands, goes back, or is taken up again."""

import datetime as dt
from decimal import Decimal

from app.cases.clocks import stop_clock
from app.errors import Conflict
from app.insurance.answers import instant_of, local_text, money_of
from app.insurance.claims import queries, rules, vocabulary
from app.insurance.claims.handlers.adjudication import is_cleared
from app.insurance.claims.handlers.subject import claim_of, note
from app.insurance.claims.models import Claim
from app.insurance.claims.operations.clocks import facts_of, settle_amount, unsettle
from app.insurance.claims.payable import needs_grade
from app.insurance.claims.progress import move
from app.insurance.claims.vocabulary import REJECT, ClaimStatus
from app.sla import operations as sla
from app.work import CallLike, Variables, Work

#: where a returned claim goes on: what the diagram is told, and the status meanwhile
_BACK_TO: dict[str, tuple[Variables, ClaimStatus]] = {
    "assess": (
        {"next_step": "settlement", "begin_at": "assess"},
        ClaimStatus.ASSESSING,
    ),
    "adjudicate": (
        {"next_step": "settlement", "begin_at": "adjudicate"},
        ClaimStatus.ADJUDICATING,
    ),
    "documents": (
        {"next_step": "documents", "inquiry": "documents"},
        ClaimStatus.AWAITING_DOCUMENTS,
    ),
    "registration": (
        {"next_step": "registration", "registration": None},
        ClaimStatus.REPORTED,
    ),
}
APPROVED, REGISTRATION = "approved", "registration"


def record_decision(call: CallLike) -> Variables:
    """Keep the approved decision; the limit for deciding ends with the last approval.

    :raises Conflict: it was not approved (a case on a drawing without a way back)
    """
    work: Work = call.work
    seen = call.variables
    claim = claim_of(call)
    if seen["approval_result"] != APPROVED:
        raise Conflict(f"the approval of {claim.claim_no} ended as {seen['approval_result']}")
    if seen["decision"] != REJECT and _is_suspected(work, claim, seen):
        return _doubt(call, claim)
    approved_at = instant_of(seen["approved_at"])
    claim.decision, claim.decision_at = seen["decision"], approved_at
    stop_clock(work, case_id=call.case_id, stage="decision", at=approved_at)
    if claim.decision == REJECT:
        _reject(work, claim, approved_at)
    else:
        claim.payable = money_of(seen["approved_amount"])
        move(work, claim, ClaimStatus.AWAITING_AGREEMENT)
    note(
        call,
        claim,
        "claim.decided",
        decision=claim.decision,
        payable=claim.payable,
        tier=seen.get("tier"),
    )
    decision_at = local_text(approved_at, work.processes.zone)
    return {
        "next_step": "decided",
        "decision_at": decision_at,
        **_agreement(work, claim, decision_at),
    }


def _is_suspected(work: Work, claim: Claim, seen: Variables) -> bool:
    """Say whether later papers are suspected, and no investigation has found no fraud."""
    suspected = seen.get("review_outcome") == vocabulary.SUSPECTED_FRAUD
    return suspected and not is_cleared(work, claim)


def _doubt(call: CallLike, claim: Claim) -> Variables:
    """Send an approved claim back whose papers came to be suspected meanwhile."""
    told, status = _BACK_TO["adjudicate"]
    claim.decision = None
    move(call.work, claim, status)
    note(call, claim, "claim.suspected_meanwhile", round=call.variables.get("round"))
    return {**told, "auto_agreed": False}


def _agreement(work: Work, claim: Claim, decision_at: str) -> Variables:
    """Say whether there is nothing to agree on: then the decision is the agreement."""
    basis = work.ask("lob_profile", {"lob": queries.lob_of(claim)}).value["pay_basis"]
    graded = needs_grade(queries.lob_of(claim), claim.loss_type)
    payable = claim.payable or Decimal(0)
    asks = not rules.agrees_by_itself(basis, payable, claim.claimed_amount, graded=graded)
    if claim.decision == REJECT or asks:
        return {"auto_agreed": False}
    claim.agreement_at = claim.decision_at
    move(work, claim, ClaimStatus.PAYING)
    return {"auto_agreed": True, "agreed_amount": payable, "agreed_at": decision_at}


def _reject(work: Work, claim: Claim, decided_at: dt.datetime) -> None:
    """Start the limit for telling the claimant; nothing is left that an advance could be of."""
    case_id = claim.case_id or 0
    claim.payable = Decimal(0)
    move(work, claim, ClaimStatus.REJECTING)
    settle_amount(work, claim, decided_at)
    facts = facts_of(claim)
    sla.open_clock(work, case_id=case_id, stage="reject_notice", facts=facts, at=decided_at)


def record_return(call: CallLike) -> Variables:
    """Take back what approvers returned or refused, and say where it goes on.

    Who returns names the place; what is refused is decided anew, by the adjudicator or, where
    registration was refused, by the registrar.
    """
    work: Work = call.work
    seen = call.variables
    claim = claim_of(call)
    refused_registration = seen["registration"] == vocabulary.REFUSE
    target = REGISTRATION if refused_registration else seen.get("return_to") or "adjudicate"
    if target == "documents" and claim.review_open:
        target = "adjudicate"  # the papers are being reviewed already, and that is shown there
    told, status = _BACK_TO[target]
    claim.decision = None
    claim.returns += 1
    claim.review_open = claim.review_open or target == "documents"
    move(work, claim, status)
    note(
        call,
        claim,
        "claim.sent_back",
        result=seen["approval_result"],
        to=target,
        round=seen.get("round"),
        times=claim.returns,
    )
    return {**told, "returns": claim.returns}


def take_up_again(call: CallLike) -> Variables:
    """Take a claim back to the assessment; whatever was decided since is void."""
    work: Work = call.work
    claim = claim_of(call)
    unsettle(work, claim)
    claim.decision = claim.decision_at = claim.agreement_at = None
    move(work, claim, ClaimStatus.ASSESSING)
    note(call, claim, "claim.reassessed", reason=call.variables.get("reassess_reason"))
    return {"begin_at": "assess", "decision_at": None, "next_step": None}
