"""Adjudication, and what approval needs."""

from decimal import Decimal
from typing import Any

import pytest

from app.errors import Conflict, InvalidInput
from app.insurance.claims.handlers import adjudication
from app.insurance.claims.models import Claim
from app.insurance.claims.vocabulary import CHECKS, ClaimStatus
from app.work import Work
from tests.insurance.calls import call, reported
from tests.insurance.test_settlement import calculated

ADJUDICATION: dict[str, Any] = {
    "decision": "pay",
    "liability_basis": "第六条",
    "opinion": "属于保险责任",
    "check_c6": "pass",
    "check_c7": "pass",
}
CLOSED = [{"check": check, "result": "pass"} for check in CHECKS]
DEFERRED = [*CLOSED[:5], {"check": "C6", "result": "deferred"}, *CLOSED[6:]]


def adjudicate(work: Work, claim: Claim, **answers: Any) -> dict[str, Any]:
    calculated(work, claim)
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
