"""The loss in money and what the policy makes of it: assessment and calculation."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from app.errors import Conflict
from app.inbox import segregation
from app.inbox.rules import Facts
from app.insurance.answers import Answers
from app.insurance.claims import payable, queries, rules, vocabulary
from app.insurance.claims.handlers.subject import claim_of
from app.insurance.claims.models import Claim, LossAssessment
from app.insurance.claims.operations import clocks
from app.insurance.claims.progress import move
from app.insurance.claims.vocabulary import ClaimStatus
from app.insurance.customers import rules as policies
from app.insurance.customers.models import Policy
from app.insurance.records import enter, touch
from app.work import CallLike, Variables, Work

GRADES = 10  # of disability, 1 being the gravest
MOST_PIECES = 1_000_000  # of one item; more are a slip of the keyboard
REIMBURSEMENT, LIABILITY_LIMITS = "reimbursement", "liability_limits"  # how a line pays
NO_QUESTION_OF_FAULT = "not_applicable"
PROPERTY = "property"  # the head of items that were assessed without one
ZERO = Decimal(0)


def record_assessment(call: CallLike, answers: Variables) -> Variables:
    """Keep the loss item by item; it takes the place of an earlier assessment."""
    work: Work = call.work
    claim = claim_of(call)
    given = Answers(answers)
    lob = queries.lob_of(claim)
    basis = _basis(work, lob)
    items = _read_items(given, by_head=basis == LIABILITY_LIMITS)
    assessment = LossAssessment(
        claim_id=claim.id,
        assessor_id=work.actor.user_id,
        items=items,
        salvage=given.money("salvage") or ZERO,
        third_party_paid=given.money("third_party_paid") or ZERO,
        value_at_loss=given.money("value_at_loss") or None,
        rescue_costs=given.money("rescue_costs") or ZERO,
        fault=_read_fault(given, needed=basis == LIABILITY_LIMITS),
        social_insurance_paid=given.money("social_insurance_paid", required=basis == REIMBURSEMENT)
        or ZERO,
        disability_grade=given.count(
            "disability_grade",
            least=1,
            most=GRADES,
            required=payable.needs_grade(lob, claim.loss_type),
        ),
        opinion=given.text("opinion"),
    )
    given.finish()
    _ensure_four_eyes(call, claim, items)
    earlier = queries.list_assessments(work.session, claim.id)
    for former in earlier:
        former.superseded = True
    assessment.seq = len(earlier) + 1
    enter(work, assessment)
    move(work, claim, ClaimStatus.ADJUDICATING)
    return {"assessment_id": assessment.id}


def _ensure_four_eyes(call: CallLike, claim: Claim, items: list[dict[str, Any]]) -> None:
    """Refuse a surveyor's own assessment of more than the table of segregation leaves them."""
    assessed = sum(
        (row["amount"] * (1 - row["depreciation_rate"]) for row in items if row["accepted"]), ZERO
    )
    facts = Facts(lob=str(queries.lob_of(claim)), amount=assessed)
    segregation.ensure_amount(call.work, case_id=call.case_id, element=call.element, facts=facts)


def _read_items(given: Answers, *, by_head: bool) -> list[dict[str, Any]]:
    items = [_read_item(given.row(at, row), by_head=by_head) for at, row in given.rows("items")]
    if not items:
        given.refuse("items", "items needs at least 1", "too_few")
    return items


def _read_fault(given: Answers, *, needed: bool) -> str:
    """Return who was at fault; the limits of compulsory cover depend on it."""
    fault = given.option("fault", vocabulary.FAULTS)
    if needed and fault == NO_QUESTION_OF_FAULT:
        given.refuse("fault", "compulsory cover pays by fault: say whose it was")
    return fault


def _read_item(row: Answers, *, by_head: bool) -> dict[str, Any]:
    rate = row.number("depreciation_rate") or ZERO
    if rate > 1:
        row.refuse("depreciation_rate", "depreciation_rate lies between 0 and 1")
    return {
        "name": row.text("name", longest=200),
        "qty": row.count("qty", most=MOST_PIECES),
        "unit_price": row.money("unit_price"),
        "amount": row.money("amount", required=True),
        "depreciation_rate": rate,
        "accepted": row.truth("accepted"),
        "head": row.option("head", vocabulary.HEADS, required=by_head) or None,
    }


def calc_payable(call: CallLike) -> Variables:
    """Calculate what the assessed loss is worth under the policy, and keep every step."""
    work: Work = call.work
    claim = claim_of(call)
    assessment = queries.get_assessment(work.session, int(call.variables["assessment_id"]))
    steps = _calculate(work, claim, assessment)
    assessment.computed = dict(steps)
    touch(work, assessment)
    claim.payable = steps["payable"]
    touch(work, claim)
    clocks.follow(work, claim)
    return {
        "payable": claim.payable,
        "payable_now": claim.payable - claim.already_paid,
        "already_paid": claim.already_paid,
        "amount": claim.payable,
    }


def _calculate(work: Work, claim: Claim, assessment: LossAssessment) -> payable.Steps:
    policy = claim.policy
    if policy is None:
        raise Conflict(f"claim {claim.claim_no} has no policy")
    basis = _basis(work, policy.product.lob)
    loss = _loss(work, claim, assessment)
    if basis == LIABILITY_LIMITS:
        return payable.liability_limits(loss, _compulsory_limits(work, assessment))
    terms = _terms(work, claim, policy)
    if basis == REIMBURSEMENT:
        return payable.reimbursement(loss, terms)
    if basis == rules.FIXED_BENEFIT:
        return payable.fixed_benefit(loss, terms)
    return payable.indemnity(loss, terms)


def _basis(work: Work, lob: str | None) -> str:
    """Return how a line of business pays: by limits, expenses, fixed sums or the loss itself."""
    return str(_ask(work, "lob_profile", lob=lob)["pay_basis"])


def _ask(work: Work, decision: str, **inputs: object) -> Any:
    return work.ask(decision, inputs).value


def _loss(work: Work, claim: Claim, assessment: LossAssessment) -> payable.Loss:
    ratio = _ask(work, "fault_ratio", fault=assessment.fault)
    by_grade = payable.needs_grade(queries.lob_of(claim), claim.loss_type)
    return payable.Loss(
        items=[_item(row) for row in assessment.items],
        liability_ratio=Decimal(ratio),
        salvage=assessment.salvage,
        third_party_paid=assessment.third_party_paid,
        value_at_loss=assessment.value_at_loss,
        rescue_costs=assessment.rescue_costs,
        social_insurance_paid=assessment.social_insurance_paid,
        benefit_pct=payable.benefit_pct(assessment.disability_grade if by_grade else None),
    )


def _item(row: Mapping[str, Any]) -> payable.Item:
    return payable.Item(
        amount=Decimal(row["amount"]),
        depreciation_rate=Decimal(row["depreciation_rate"]),
        accepted=row["accepted"],
        head=row.get("head") or PROPERTY,
    )


def _compulsory_limits(work: Work, assessment: LossAssessment) -> dict[str, Decimal]:
    fault_any = assessment.fault != "none"
    return {
        head: Decimal(_ask(work, "compulsory_motor_limits", fault_any=fault_any, head=head))
        for head in vocabulary.HEADS
    }


def _terms(work: Work, claim: Claim, policy: Policy) -> payable.Terms:
    left = policy.sum_insured - queries.paid_on_policy(work.session, claim)
    term = policies.term_of(policy)
    return payable.Terms(
        sum_insured=policy.sum_insured,
        available_limit=max(ZERO, left),
        deductible_amount=policy.deductible_amount,
        deductible_rate=policy.deductible_rate,
        coinsurance_rate=policy.coinsurance_rate,
        reimbursement_rate=policy.reimbursement_rate,
        deductible_used=queries.deductible_used(work.session, claim),
        premium_arrears=policies.arrears_at(term, claim.loss_time, work.processes.zone),
        policy_loan=policy.loan,
    )
