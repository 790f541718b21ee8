"""Assessment, calculation, adjudication and what approval needs."""

from decimal import Decimal
from typing import Any

import pytest

from app.errors import Conflict, InvalidInput
from app.insurance.claims import queries
from app.insurance.claims.handlers import adjudication, settlement
from app.insurance.claims.models import Claim
from app.insurance.claims.vocabulary import CHECKS, ClaimStatus
from app.work import Work
from tests.insurance.calls import call, reported

ASSESSMENT: dict[str, Any] = {
    "items": [{"name": "保险杠", "amount": "3600.00", "accepted": True}],
    "fault": "single_party",
    "opinion": "更换",
}
ADJUDICATION: dict[str, Any] = {
    "decision": "pay",
    "liability_basis": "第六条",
    "opinion": "属于保险责任",
    "check_c6": "pass",
    "check_c7": "pass",
}
CLOSED = [{"check": check, "result": "pass"} for check in CHECKS]
DEFERRED = [*CLOSED[:5], {"check": "C6", "result": "deferred"}, *CLOSED[6:]]


def calculated(work: Work, claim: Claim, **answers: Any) -> dict[str, Any]:
    """Assess a claim and calculate what is payable."""
    left = settlement.record_assessment(call(work, claim), {**ASSESSMENT, **answers})
    return settlement.calc_payable(call(work, claim, **left))


def test_the_assessed_loss_is_payable(work: Work) -> None:
    claim = reported(work)

    assert calculated(work, claim) == {
        "payable": Decimal("3600.00"),
        "payable_now": Decimal("3600.00"),
        "already_paid": Decimal(0),
        "amount": Decimal("3600.00"),
    }
    (assessment,) = queries.list_assessments(work.session, claim.id)
    assert assessment.computed is not None and assessment.computed["gross"] == 3600
    assert claim.payable == Decimal("3600.00")


def test_an_advance_is_taken_off_what_is_payable_now(work: Work) -> None:
    claim = reported(work)
    claim.already_paid = Decimal("1000.00")

    assert calculated(work, claim)["payable_now"] == Decimal("2600.00")


def test_the_share_of_fault_lowers_the_sum(work: Work) -> None:
    assert calculated(work, reported(work), fault="primary")["payable"] == Decimal("2520.00")


def test_medical_bills_are_refunded_by_rate(work: Work) -> None:
    claim = reported(work, policy_no="P-HEA", loss_type="medical_expense", object_id=None)
    bills = [{"name": "住院费", "amount": "68000.00", "accepted": True}]

    found = calculated(work, claim, items=bills, social_insurance_paid="22000.00")

    assert found["payable"] == Decimal("28800.00")


def test_a_deductible_of_the_period_is_borne_once(work: Work) -> None:
    bills = [{"name": "住院费", "amount": "20000.00", "accepted": True}]
    first = reported(work, policy_no="P-HEA", loss_type="medical_expense")
    alone = {"items": bills, "social_insurance_paid": "0"}
    first.already_paid = calculated(work, first, **alone)["payable"]
    second = reported(work, policy_no="P-HEA", loss_type="medical_expense")

    assert first.already_paid == Decimal("8000.00")
    assert calculated(work, second, **alone)["payable"] == Decimal("16000.00")


def test_a_late_premium_is_deducted_from_a_death_benefit(work: Work) -> None:
    claim = reported(
        work,
        policy_no="P-LIF",
        loss_type="death",
        loss_time="2026-03-01T08:00:00+08:00",
        claimed_amount="500000",
    )

    assert calculated(work, claim)["payable"] == Decimal("488000.00")


def test_a_disability_is_paid_by_grade(work: Work) -> None:
    claim = reported(work, policy_no="P-ACC", loss_type="disability")

    assert calculated(work, claim, disability_grade=7)["payable"] == Decimal("120000.00")


@pytest.mark.parametrize(
    ("policy_no", "loss_type", "unsaid"),
    [
        ("P-ACC", "disability", "disability_grade"),
        ("P-HEA", "medical_expense", "social_insurance_paid"),
    ],
)
def test_a_sum_never_rests_on_something_left_unsaid(
    work: Work, policy_no: str, loss_type: str, unsaid: str
) -> None:
    claim = reported(work, policy_no=policy_no, loss_type=loss_type)

    with pytest.raises(InvalidInput) as refusal:
        settlement.record_assessment(call(work, claim), ASSESSMENT)

    assert [error.pointer for error in refusal.value.errors] == [f"/data/{unsaid}"]


def test_a_new_assessment_takes_the_place_of_the_first(work: Work) -> None:
    claim = reported(work)
    settlement.record_assessment(call(work, claim), ASSESSMENT)
    settlement.record_assessment(call(work, claim), ASSESSMENT)

    rows = queries.list_assessments(work.session, claim.id)
    assert [(row.seq, row.superseded) for row in rows] == [(1, True), (2, False)]
    assert claim.status is ClaimStatus.ADJUDICATING


@pytest.mark.parametrize(
    ("answers", "pointer"),
    [
        ({"items": []}, "/data/items"),
        ({"items": [{"name": "x", "accepted": True}]}, "/data/items/0/amount"),
        ({"items": [{"amount": "1", "accepted": True}]}, "/data/items/0/name"),
        ({"items": [{"name": "x", "amount": "1"}]}, "/data/items/0/accepted"),
        (
            {"items": [{"name": "x", "amount": "-1", "accepted": True}]},
            "/data/items/0/amount",
        ),
        (
            {"items": [{"name": "x", "amount": "1", "accepted": True, "depreciation_rate": "1.1"}]},
            "/data/items/0/depreciation_rate",
        ),
        ({"fault": "who knows"}, "/data/fault"),
        ({"disability_grade": 11}, "/data/disability_grade"),
        ({"salvage": "-0.01"}, "/data/salvage"),
        ({"opinion": ""}, "/data/opinion"),
    ],
)
def test_a_wrong_assessment_is_refused(work: Work, answers: dict[str, Any], pointer: str) -> None:
    with pytest.raises(InvalidInput) as refusal:
        settlement.record_assessment(call(work, reported(work)), {**ASSESSMENT, **answers})

    assert [error.pointer for error in refusal.value.errors] == [pointer]


def adjudicate(work: Work, claim: Claim, **answers: Any) -> dict[str, Any]:
    assessed = settlement.record_assessment(call(work, claim), ASSESSMENT) or {}
    settlement.calc_payable(call(work, claim, **assessed))
    seen = call(work, claim, checks=DEFERRED)
    return adjudication.record_adjudication(seen, {**ADJUDICATION, **answers})


def test_the_calculated_sum_is_adjudicated(work: Work) -> None:
    claim = reported(work)

    left = adjudicate(work, claim)

    assert (left["decision"], claim.payable, left["amount"]) == ("pay", 3600, 3600)
    assert left["checks"] == CLOSED
    assert (claim.decision, claim.status) == ("pay", ClaimStatus.APPROVING)


@pytest.mark.parametrize(
    ("decision", "override"), [("partial_pay", "3000.00"), ("ex_gratia", "4000.00")]
)
def test_another_sum_has_its_own_decision(work: Work, decision: str, override: str) -> None:
    answers = {"decision": decision, "payable_override": override, "override_reason": "协商"}

    assert adjudicate(work, reported(work), **answers)["amount"] == Decimal(override)


@pytest.mark.parametrize("decision", ["pay", "partial_pay", "ex_gratia"])
def test_what_was_never_assessed_is_not_paid(work: Work, decision: str) -> None:
    seen = call(work, reported(work), checks=DEFERRED)

    with pytest.raises(InvalidInput, match="needs an assessment"):
        adjudication.record_adjudication(seen, {**ADJUDICATION, "decision": decision})


def test_after_a_rejection_the_calculated_sum_is_still_the_assessed_one(work: Work) -> None:
    claim = reported(work)
    adjudicate(work, claim, decision="reject", exclusion_clause="第八条", check_c6="fail")

    left = adjudication.record_adjudication(call(work, claim, checks=DEFERRED), ADJUDICATION) or {}

    assert left["amount"] == Decimal(3600)


@pytest.mark.parametrize(
    ("answers", "pointer"),
    [
        ({"payable_override": "3000", "override_reason": "x"}, "/data/decision"),
        (
            {"decision": "partial_pay", "payable_override": "4000", "override_reason": "x"},
            "/data/decision",
        ),
        (
            {"decision": "ex_gratia", "payable_override": "3000", "override_reason": "x"},
            "/data/decision",
        ),
        ({"decision": "partial_pay"}, "/data/decision"),
        (
            {"decision": "partial_pay", "payable_override": "3000"},
            "/data/override_reason",
        ),
        ({"decision": "think again"}, "/data/decision"),
        (
            {"decision": "return_assessment", "payable_override": "1", "override_reason": "x"},
            "/data/payable_override",
        ),
        ({"liability_basis": ""}, "/data/liability_basis"),
        ({"decision": "reject", "exclusion_clause": ""}, "/data/exclusion_clause"),
        (
            {"decision": "reject", "exclusion_clause": "第八条", "payable_override": "1"}
            | {"override_reason": "x"},
            "/data/payable_override",
        ),
        ({"check_c6": "fail"}, "/data/decision"),
        ({"check_c7": "fail"}, "/data/decision"),
        ({"check_c6": "deferred"}, "/data/check_c6"),
        ({"check_c7": None}, "/data/check_c7"),
    ],
)
def test_a_wrong_adjudication_is_refused(work: Work, answers: dict[str, Any], pointer: str) -> None:
    with pytest.raises(InvalidInput) as refusal:
        adjudicate(work, reported(work), **answers)

    assert [error.pointer for error in refusal.value.errors] == [pointer]


def test_a_rejection_needs_its_clause(work: Work) -> None:
    with pytest.raises(InvalidInput) as refusal:
        adjudicate(work, reported(work), decision="reject")

    assert "/data/exclusion_clause" in [error.pointer for error in refusal.value.errors]


def test_a_rejected_claim_is_paid_nothing_and_decided_by_what_was_claimed(work: Work) -> None:
    claim = reported(work)

    left = adjudicate(work, claim, decision="reject", exclusion_clause="第八条", check_c6="fail")

    assert left["amount"] == claim.claimed_amount
    assert (left["rejection_clause"], claim.payable) == ("第八条", 0)


def prepared(work: Work, claim: Claim, **seen: Any) -> dict[str, Any]:
    usual = {
        "registration": "register",
        "investigated": False,
        "decision": "pay",
        "amount": Decimal(30000),
        "cat_level": "none",
        "checks": CLOSED,
    }
    return adjudication.prepare_approval(call(work, claim, **{**usual, **seen}))


def test_approvers_are_chosen_by_the_sum(work: Work) -> None:
    assert prepared(work, reported(work)) == {
        "tier_amount": Decimal("30000.00"),
        "related_party": False,
        "litigation": False,
        "reopened": False,
        "investigated": False,
        "segregation_from": [],
    }


def test_a_reopened_and_investigated_claim_says_so_and_names_its_former_cases(work: Work) -> None:
    first, second, third = reported(work), reported(work), reported(work)
    second.reopen_of_id, third.reopen_of_id = first.id, second.id

    facts = prepared(work, third, investigated=True)

    assert (facts["reopened"], facts["investigated"]) == (True, True)
    assert facts["segregation_from"] == [second.case_id, first.case_id]


@pytest.mark.parametrize(
    ("seen", "tier_amount"),
    [({"cat_level": "I"}, "10000.00"), ({"decision": "reject"}, "3800.00")],
)
def test_contingency_and_rejection_change_the_sum_of_the_tier(
    work: Work, seen: dict[str, str], tier_amount: str
) -> None:
    assert prepared(work, reported(work), **seen)["tier_amount"] == Decimal(tier_amount)


def test_an_open_checkpoint_keeps_a_claim_from_approval(work: Work) -> None:
    with pytest.raises(Conflict, match="C6"):
        prepared(work, reported(work), checks=DEFERRED)
