"""With the claimant: told the result, asked to agree, reminded, in dispute."""

from decimal import Decimal

from app.cases.operations import publish_message
from app.insurance.answers import Answers, instant_of, local_text, money_of
from app.insurance.claims import letters
from app.insurance.claims.disputes import dispute_facts
from app.insurance.claims.handlers.subject import claim_of, note
from app.insurance.claims.models import Claim
from app.insurance.claims.operations.reply import AGREE, read_reply
from app.insurance.claims.progress import move
from app.insurance.claims.vocabulary import ClaimStatus
from app.work import CallLike, Variables, Work

NEW_SUMS = ("new_amount", "judgment")  # results of a dispute that name another sum
RESULTS = (*NEW_SUMS, "upheld", "withdrawn")
NOTHING = Decimal(0)


def notify_result(call: CallLike) -> None:
    """Tell the claimant the result by a letter."""
    claim = claim_of(call)
    letters.write_result(call.work, claim)
    note(call, claim, "claim.result_notified", decision=claim.decision, payable=claim.payable)


def record_agreement(call: CallLike, answers: Variables) -> Variables:
    """Keep that and when the claimant agreed to the decided sum, or that they do not."""
    claim = claim_of(call)
    reply = read_reply(call.work, claim, Answers(answers))
    if answers.get("signature"):
        note(call, claim, "claim.reply_signed", files=answers["signature"])
    return reply


def check_reply(call: CallLike) -> Variables:
    """Let only a reply count that agrees to the decided sum, or says why not.

    What is neither is asked again; nothing is ever paid on it.
    """
    seen = call.variables
    claim = claim_of(call)
    if _is_agreement(seen, claim):
        return {"reply": AGREE}
    disagrees = seen.get("reply") == "disagree" and isinstance(seen.get("dispute_reason"), str)
    if not disagrees:
        claim.agreement_at = None
        note(call, claim, "claim.reply_unclear", reply=str(seen.get("reply")))
    return {"reply": "disagree" if disagrees else "unclear"}


def check_part_reply(call: CallLike) -> Variables:
    """Say whether the undisputed part is agreed to and still to be paid."""
    claim = claim_of(call)
    payable = claim.payable or NOTHING
    return {"part_due": _is_agreement(call.variables, claim) and payable > claim.already_paid}


def _is_agreement(seen: Variables, claim: Claim) -> bool:
    """Say whether a reply agrees to exactly the decided sum."""
    try:
        instant_of(seen.get("agreed_at"))
        amount = money_of(seen.get("agreed_amount"))
    except ValueError:
        return False
    return seen.get("reply") == AGREE and amount == claim.payable


def remind_of_agreement(call: CallLike) -> None:
    """Remind the claimant that their reply is awaited."""
    claim = claim_of(call)
    note(call, claim, "claim.agreement_reminded", payable=claim.payable)
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
    note(call, claim, "claim.disputed", reason=seen["dispute_reason"])


def take_dispute_result(call: CallLike) -> Variables:
    """Take the sum on which a dispute has ended; where it names none, the decided one stands."""
    work: Work = call.work
    seen = call.variables
    claim = claim_of(call)
    result = seen["dispute_result"]
    _ensure_result(seen)
    if result in NEW_SUMS:
        claim.payable = money_of(seen["dispute_amount"])
    named = seen.get("dispute_agreed_at")
    agreed_at = work.now if named is None else instant_of(named)
    if result not in NEW_SUMS and claim.agreement_at is not None:
        agreed_at = claim.agreement_at  # what was agreed meanwhile stands
    claim.agreement_at = agreed_at
    payable = claim.payable or NOTHING
    move(work, claim, ClaimStatus.PAYING)
    note(call, claim, "claim.dispute_ended", result=result, payable=payable)
    return {
        "agreed_amount": payable,
        "agreed_at": local_text(agreed_at, work.processes.zone),
        "litigation": bool(seen.get("litigation")),
    }


def _ensure_result(seen: Variables) -> None:
    """Refuse a result of a dispute on which nothing may be paid.

    :raises InvalidInput: with every fact that is wrong
    """
    given = Answers(seen, "")
    result = given.option("dispute_result", RESULTS)
    given.money("dispute_amount", required=result in NEW_SUMS)
    given.instant("dispute_agreed_at", required=False)
    given.finish()
