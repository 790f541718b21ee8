"""With the claimant: told the result, asked to agree, reminded, in dispute."""

from decimal import Decimal

from app.audit import operations as audit
from app.cases.operations import publish_message
from app.insurance.answers import Answers, instant_of, local_text, money_of
from app.insurance.claims import letters
from app.insurance.claims.disputes import dispute_facts
from app.insurance.claims.handlers.triage import claim_of
from app.insurance.claims.models import Claim
from app.insurance.claims.operations.reply import read_reply
from app.insurance.claims.progress import move
from app.insurance.claims.vocabulary import ClaimStatus
from app.insurance.records import touch
from app.work import CallLike, Variables, Work

NEW_SUMS = ("new_amount", "judgment")  # results of a dispute that name another sum


def notify_result(call: CallLike) -> None:
    """Tell the claimant the result by a letter."""
    claim = claim_of(call)
    letters.write_result(call.work, claim)
    detail = {"decision": claim.decision, "payable": claim.payable}
    _note(call, claim, "claim.result_notified", detail)


def record_agreement(call: CallLike, answers: Variables) -> Variables:
    """Keep that and when the claimant agreed to the decided sum, or that they do not."""
    return read_reply(call.work, claim_of(call), Answers(answers))


def remind_of_agreement(call: CallLike) -> None:
    """Remind the claimant that their reply is awaited."""
    claim = claim_of(call)
    _note(call, claim, "claim.agreement_reminded", {"payable": claim.payable})
    publish_message(
        call.work,
        name="agreement_reminded",
        correlation_key=str(claim.id),
        variables={"claim_no": claim.claim_no, "payable": claim.payable},
    )


def open_dispute(call: CallLike) -> None:
    """Tell who handles disputes what the claimant does not agree to; the claim waits for it."""
    work: Work = call.work
    seen = call.variables
    claim = claim_of(call)
    claim.agreement_at = None
    move(work, claim, ClaimStatus.IN_DISPUTE)
    wanted = seen.get("disputed_amount")
    publish_message(
        work,
        name="dispute_opened",
        variables={
            **dispute_facts(work, claim),
            "claim_of_party": seen["dispute_reason"],
            "disputed_amount": claim.claimed_amount if wanted is None else money_of(wanted),
        },
    )
    _note(call, claim, "claim.disputed", {"reason": seen["dispute_reason"]})


def take_dispute_result(call: CallLike) -> Variables:
    """Take the sum on which a dispute has ended; where it names none, the decided one stands."""
    work: Work = call.work
    seen = call.variables
    claim = claim_of(call)
    result = seen["dispute_result"]
    if result in NEW_SUMS and seen.get("dispute_amount") is not None:
        claim.payable = money_of(seen["dispute_amount"])
    named = seen.get("dispute_agreed_at")
    agreed_at = work.now if named is None else instant_of(named)
    claim.agreement_at = agreed_at
    payable = claim.payable or Decimal(0)
    move(work, claim, ClaimStatus.PAYING)
    _note(call, claim, "claim.dispute_ended", {"result": result, "payable": payable})
    return {
        "agreed_amount": payable,
        "agreed_at": local_text(agreed_at, work.processes.zone),
        "litigation": bool(seen.get("litigation")),
    }


def _note(call: CallLike, claim: Claim, action: str, detail: Variables) -> None:
    touch(call.work, claim)
    audit.record(call.work, action, case_id=call.case_id, subject=claim.claim_no, detail=detail)
