"""From the calculated sum to the approval: the decision on liability, and what approvers need."""

from collections.abc import Collection, Mapping, Sequence
from decimal import Decimal

from app.errors import Conflict
from app.insurance.answers import Answers, money_of
from app.insurance.authority import tier_amount
from app.insurance.claims import queries, rules, vocabulary
from app.insurance.claims.checkpoints import INVESTIGATE, REDUCE
from app.insurance.claims.handlers.papers import on_fail
from app.insurance.claims.handlers.subject import claim_of
from app.insurance.claims.models import Adjudication, Claim
from app.insurance.claims.progress import move
from app.insurance.claims.vocabulary import REJECT, ClaimStatus
from app.insurance.records import enter
from app.work import CallLike, Variables, Work

Checks = Sequence[Mapping[str, str]]
ZERO = Decimal(0)
DOCUMENTS = "documents"
PAYING = ("pay", "partial_pay", "ex_gratia")  # decisions that pay something
_STATUS_OF_STEP = {
    "assessment": ClaimStatus.ASSESSING,
    DOCUMENTS: ClaimStatus.AWAITING_DOCUMENTS,
    "investigation": ClaimStatus.SURVEYING,
}


def record_adjudication(call: CallLike, answers: Variables) -> Variables:
    """Keep the decision on liability and sum; ``pay`` is the calculated sum and nothing else."""
    work: Work = call.work
    claim = claim_of(call)
    given = Answers(answers)
    computed = queries.find_computed(work.session, claim.id)
    row = _read(work, claim, given, computed)
    back_to = vocabulary.NEXT_STEP_OF_RETURN.get(row.decision)
    checks = call.variables.get("checks") or []
    if back_to == DOCUMENTS and claim.review_open:
        given.refuse("decision", "further papers are being reviewed already")
    if back_to is None:
        checks = _closed(checks, C6=row.check_c6, C7=row.check_c7)
        _check_points(given, row.decision, checks, _settled(work, claim, checks))
        if call.variables.get("review_outcome") == vocabulary.SUSPECTED_FRAUD:
            _check_suspicion(work, claim, given, row.decision)
    given.finish()
    row.seq = queries.count_adjudications(work.session, claim.id) + 1
    enter(work, row)
    if back_to is None:
        claim.decision, claim.payable = row.decision, row.payable
        move(work, claim, ClaimStatus.APPROVING)
    else:
        claim.review_open = back_to == DOCUMENTS
        move(work, claim, _STATUS_OF_STEP[back_to])
    return {
        "decision": row.decision,
        "amount": claim.claimed_amount if row.decision == REJECT else row.payable,
        "rejection_clause": row.clause,
        "checks": checks,
        "next_step": back_to,
        "inquiry": back_to or "done",
    }


def _read(work: Work, claim: Claim, given: Answers, assessed: Decimal | None) -> Adjudication:
    decision = given.option("decision", vocabulary.ADJUDICATIONS)
    override = given.money("payable_override")
    reason = given.text("override_reason", required=override is not None)
    if assessed is None and decision in PAYING:
        given.refuse("decision", f"{decision} needs an assessment: return it to have one")
    computed = ZERO if assessed is None else assessed
    _check_decision(given, decision, computed, override)
    return Adjudication(
        claim_id=claim.id,
        adjudicator_id=work.actor.user_id,
        decision=decision,
        basis=given.text("liability_basis"),
        clause=given.text("exclusion_clause", longest=200, required=decision == REJECT) or None,
        computed_payable=computed,
        payable=ZERO if decision == REJECT else computed if override is None else override,
        override_reason=reason or None,
        opinion=given.text("opinion"),
        check_c6=given.option("check_c6", ("pass", "fail", "na")),
        check_c7=given.option("check_c7", ("pass", "fail")),
        adjudicated_at=work.now,
    )


def _check_decision(
    given: Answers, decision: str, computed: Decimal, override: Decimal | None
) -> None:
    if decision == REJECT:
        if override is not None:
            given.refuse("payable_override", "a rejected claim is paid nothing")
        return
    if decision in vocabulary.NEXT_STEP_OF_RETURN:
        if override is not None:
            given.refuse("payable_override", "a claim that is sent back has no sum yet")
        return
    fitting = rules.payable_decision(computed, override)
    if decision in PAYING and decision != fitting:
        wanted = "no sum" if override is None else f"the sum {override}"
        given.refuse("decision", f"{wanted} instead of {computed} means {fitting}, not {decision}")


def _check_points(given: Answers, decision: str, checks: Checks, settled: Collection[str]) -> None:
    """Refuse a decision that the checkpoints do not allow (R-095)."""
    results = {row["check"]: row["result"] for row in checks}
    # What adjudication itself has to say on C6 and C7 is refused there, not here.
    left = [
        check
        for check in rules.open_checks(results, decision, settled)
        if check not in vocabulary.DEFERRABLE or results[check] == vocabulary.FAILED
    ]
    if decision and left:
        given.refuse("decision", f"{decision} needs these checkpoints closed: {', '.join(left)}")


def _check_suspicion(work: Work, claim: Claim, given: Answers, decision: str) -> None:
    """Refuse to pay on papers that are suspected, until an investigation has found no fraud."""
    if decision != REJECT and not is_cleared(work, claim):
        reason = "the papers are suspected of fraud, and no investigation has found none"
        given.refuse("decision", f"{decision} is not possible: {reason}")


def is_cleared(work: Work, claim: Claim) -> bool:
    """Say whether the last investigation of a claim, or of a former one, has found no fraud."""
    return queries.find_conclusion(work.session, claim) == vocabulary.NO_FRAUD


def _closed(checks: Checks, **results: str) -> list[dict[str, str]]:
    """Return the checkpoints with those that had been left to adjudication."""
    return [
        {"check": row["check"], "result": results.get(row["check"], row["result"])}
        for row in checks
    ]


def prepare_approval(call: CallLike) -> Variables:
    """Say by which sum the approvers are chosen, and what else raises their tier.

    :raises Conflict: a checkpoint is open
    """
    work: Work = call.work
    seen = call.variables
    claim = claim_of(call)
    decision = seen["decision"]
    if seen["registration"] != vocabulary.REFUSE:
        _ensure_checked(seen["checks"], decision, _settled(work, claim, seen["checks"]))
    amount = claim.claimed_amount if decision == REJECT else money_of(seen["amount"])
    return {
        "tier_amount": tier_amount(work, amount, seen["cat_level"]),
        "related_party": False,
        "litigation": bool(seen.get("litigation")),
        "reopened": claim.reopen_of_id is not None,
        "investigated": seen["investigated"],
        "segregation_from": queries.list_former_cases(work.session, claim),
    }


def _settled(work: Work, claim: Claim, checks: Checks) -> set[str]:
    """Name failed checkpoints that keep no sum from being paid (table ``doc_checkpoints``).

    Unreasonable expenses are left out of the sum; what an investigation cleared is cleared.
    """
    failed = [row["check"] for row in checks if row["result"] == vocabulary.FAILED]
    ways = {check: on_fail(work, check) for check in failed}
    cleared = INVESTIGATE in ways.values() and is_cleared(work, claim)
    return {
        check for check, way in ways.items() if way == REDUCE or (way == INVESTIGATE and cleared)
    }


def _ensure_checked(checks: Checks, decision: str, settled: Collection[str]) -> None:
    left = rules.open_checks({row["check"]: row["result"] for row in checks}, decision, settled)
    if left:
        raise Conflict(f"checkpoints are open: {', '.join(left)}")
