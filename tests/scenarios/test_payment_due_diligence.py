"""From ten thousand on the payee is examined; a suspicious payment goes on only by compliance."""

from typing import Any

import pytest

from tests.scenarios import losses, paying
from tests.scenarios.company import Company
from tests.scenarios.halts import ClaimAt
from tests.scenarios.s1 import Walk
from tests.scenarios.staff import hires

OFFICER = "u_compliance"


@pytest.fixture
def walk(claim_at: ClaimAt) -> Walk:
    """A claim of 10,000 whose payee is named; it waits for the examination."""
    walk = claim_at(Walk.payee, losses.motor("10000.00"))
    hires(walk.company, OFFICER, "compliance_officer")
    return walk


@pytest.fixture
def company(walk: Walk) -> Company:
    return walk.company


def found(walk: Walk) -> Any:
    """Return what the officer kept of the one payment."""
    (payment,) = paying.payments(walk)
    (kept,) = walk.company.get("u_aml", f"/payments/{payment['id']}/due-diligence")["items"]
    return kept


def decides(walk: Walk, decision: str, *, expect: int = 200, **other: Any) -> Any:
    answers = {"decision": decision, "reason": "资金来源已说明", **other}
    return walk.completes(OFFICER, "compliance_review", expect=expect, **answers)


def test_the_payee_is_examined_before_there_is_an_order(walk: Walk, company: Company) -> None:
    assert company.waiting(walk.claim_no) == {"cdd": ["aml_officer"]}
    assert paying.states(walk) == ["draft"]


def test_a_payee_about_whom_nothing_is_found_is_paid(walk: Walk, company: Company) -> None:
    paying.knows(walk)
    walk.order()
    paying.bank_says(walk, "success")

    kept = found(walk)
    assert (kept["level"], kept["result"]) == ("verify_insured_and_beneficiary", "clear")
    assert kept["report"] is None
    assert paying.states(walk) == ["executed"]


@pytest.mark.parametrize("unproved", ["id_verified", "relation_verified"])
def test_nobody_is_clear_whose_identity_or_relation_is_not(walk: Walk, unproved: str) -> None:
    refused = walk.completes("u_aml", "cdd", expect=422, **{**paying.KNOWN, unproved: False})

    assert [error["pointer"] for error in refused["errors"]] == ["/data/result"]
    assert walk.company.waiting(walk.claim_no) == {"cdd": ["aml_officer"]}


@pytest.mark.parametrize("field", ["id_verified", "relation_verified", "risk", "result"])
def test_every_question_of_the_examination_is_answered(walk: Walk, field: str) -> None:
    given = {name: value for name, value in paying.KNOWN.items() if name != field}

    refused = walk.completes("u_aml", "cdd", expect=422, **given)

    assert f"/data/{field}" in [error["pointer"] for error in refused["errors"]]


def test_a_restricted_payment_is_held(walk: Walk, company: Company) -> None:
    paying.knows(walk, relation_verified=False, risk="medium", result="restrict")

    assert paying.states(walk) == ["held"]
    assert found(walk)["result"] == "restrict"
    assert "make_payment_order" not in company.waiting(walk.claim_no)


def test_a_suspicion_is_reported_and_waits_for_compliance(walk: Walk, company: Company) -> None:
    paying.knows(walk, risk="high", result="report")

    assert company.waiting(walk.claim_no) == {"compliance_review": ["compliance_officer"]}
    assert found(walk)["report"]["decision"] is None
    assert paying.states(walk) == ["draft"]


def test_compliance_lets_a_suspicious_payment_go_on(walk: Walk, company: Company) -> None:
    paying.knows(walk, risk="high", result="report")

    decides(walk, "continue")

    assert company.waiting(walk.claim_no) == {"make_payment_order": ["cashier"]}
    report = found(walk)["report"]
    assert (report["decision"], report["reason"]) == ("continue", "资金来源已说明")
    walk.order()
    paying.bank_says(walk, "success")
    assert paying.states(walk) == ["executed"]


def test_compliance_stops_a_suspicious_payment(walk: Walk) -> None:
    paying.knows(walk, risk="high", result="report")

    decides(walk, "stop")

    assert paying.states(walk) == ["held"]
    assert found(walk)["report"]["decision"] == "stop"


def test_compliance_says_why(walk: Walk) -> None:
    paying.knows(walk, risk="high", result="report")

    refused = decides(walk, "continue", expect=422, reason=" ")

    assert [error["pointer"] for error in refused["errors"]] == ["/data/reason"]


@pytest.mark.parametrize("user", ["u_aml", "u_cash", "u_fin", "u_adm"])
def test_nobody_else_lets_a_suspicious_payment_go_on(
    walk: Walk, company: Company, user: str
) -> None:
    paying.knows(walk, risk="high", result="report")
    task = company.task(walk.claim_no, "compliance_review")["id"]
    answers = {"data": {"decision": "continue", "reason": "好"}}

    refused = company.call(user, "POST", f"/tasks/{task}/complete", json=answers)

    assert refused.status_code in (403, 404)
    assert paying.states(walk) == ["draft"]


@pytest.mark.parametrize("user", ["u_cash", "u_fin", "u_adj", "u_int", "u_adm"])
def test_what_was_found_is_for_the_officers_only(walk: Walk, company: Company, user: str) -> None:
    paying.knows(walk, risk="high", result="report")
    (payment,) = paying.payments(walk)

    answer = company.call(user, "GET", f"/payments/{payment['id']}/due-diligence")

    assert answer.status_code == 403


def test_another_account_of_the_same_payee_needs_no_new_examination(
    walk: Walk, company: Company
) -> None:
    paying.knows(walk)
    walk.order()
    paying.bank_says(walk, "failed")

    paying.fixes(walk, account_no="6222020000000000002")

    assert company.waiting(walk.claim_no) == {"make_payment_order": ["cashier"]}


@pytest.mark.parametrize(
    "other", [{"payee_name": "李四"}, {"relation": "agent"}, {"id_no": "310101198001010011"}]
)
def test_another_payee_is_examined_anew(
    walk: Walk, company: Company, other: dict[str, str]
) -> None:
    paying.knows(walk)
    walk.order()
    paying.bank_says(walk, "failed")

    paying.fixes(walk, **other)

    assert company.waiting(walk.claim_no) == {"cdd": ["aml_officer"]}
