"""The ladder of a dispute: who works on it, what is refused, and its other ends."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.scenarios import staff
from tests.scenarios.branches import status, withdraws
from tests.scenarios.company import Company
from tests.scenarios.disputing import (
    DISABLED,
    analyses,
    approve,
    asked,
    defends,
    dispute,
    files,
    is_sued,
    negotiates,
    opened,
    tells,
)
from tests.scenarios.halts import Halts
from tests.scenarios.s1 import Walk


@pytest.fixture
def walk(halts: Halts, tmp_path: Path) -> Iterator[Walk]:
    """A claim on which the claimant is asked to agree."""
    with halts.brought(asked, tmp_path / "asked") as (company, claim_no):
        yield Walk(company, DISABLED, claim_no)


@pytest.fixture
def company(walk: Walk) -> Company:
    """The company that has decided on the claim."""
    return walk.company


@pytest.fixture
def number(company: Company, walk: Walk) -> str:
    """A dispute that is to be negotiated."""
    number = opened(walk)
    analyses(company, number)
    return number


def test_a_negotiation_that_succeeds_is_approved_and_ends_the_dispute(
    company: Company, walk: Walk, number: str
) -> None:
    negotiates(company, number, "agreed", agreed_amount="150000.00")
    approve(company, number, "u_l2b", "u_l3b")

    assert company.waiting(number) == {"close_dispute": ["dispute_officer"]}
    assert status(walk) == "paying"
    assert company.claim(walk.claim_no)["payable"] == "150000.00"


def test_who_agrees_to_the_first_sum_after_all_needs_no_approval(
    company: Company, walk: Walk, number: str
) -> None:
    negotiates(company, number, "agreed", agreed_amount="120000.00")

    assert dispute(company, number)["outcome"] == "upheld"
    assert status(walk) == "paying"


def test_a_negotiation_is_extended_once_by_ten_working_days(company: Company, number: str) -> None:
    company.now_is("2026-03-20T10:00")

    negotiates(company, number, "continue", both_agree=True)

    assert company.task(number, "negotiate")["due_at"] == "2026-04-04T00:00:00+08:00"
    again = negotiates(company, number, "continue", both_agree=True, expect=422)
    assert [error["pointer"] for error in again["errors"]] == ["/data/result"]


@pytest.mark.parametrize(
    ("result", "other", "pointer"),
    [
        ("continue", {}, "/data/both_agree"),
        ("agreed", {}, "/data/agreed_amount"),
        ("agreed", {"agreed_amount": "160000.01"}, "/data/agreed_amount"),
        ("failed", {"offers": []}, "/data/offers"),
        ("perhaps", {}, "/data/result"),
    ],
)
def test_a_wrong_negotiation_is_refused(
    company: Company, number: str, result: str, other: dict[str, object], pointer: str
) -> None:
    refusal = negotiates(company, number, result, expect=422, **other)

    assert [error["pointer"] for error in refusal["errors"]] == [pointer]


def test_what_approvers_refuse_is_negotiated_anew(company: Company, number: str) -> None:
    negotiates(company, number, "agreed", agreed_amount="150000.00")

    company.completes("u_l2b", "approve_step", number, decision="refuse", opinion="金额过高")

    assert company.waiting(number) == {"negotiate": ["dispute_officer"]}
    assert dispute(company, number)["agreed"] is None


def test_a_mediation_that_fails_goes_to_court(company: Company, number: str) -> None:
    negotiates(company, number, "failed")
    files(company, number)

    tells(company, number, "mediation-result", result="failed")

    assert company.waiting(number) == {"litigation": ["legal_counsel"]}


def test_after_a_failed_mediation_the_limit_runs_once_the_lawsuit_is_served(
    company: Company, number: str
) -> None:
    negotiates(company, number, "failed")
    files(company, number)
    tells(company, number, "mediation-result", result="failed")
    assert company.task(number, "litigation")["due_at"] is None
    company.now_is("2026-03-20T10:00")

    is_sued(company, number)

    assert company.task(number, "litigation")["due_at"] == "2026-03-31T00:00:00+08:00"
    assert is_sued(company, number, expect=409)["code"] == "conflict"


def test_a_corrected_service_moves_the_limit(company: Company, number: str) -> None:
    is_sued(company, number)
    company.now_is("2026-03-22T10:00")

    company.completes(
        "u_legal",
        "litigation",
        number,
        court="上海金融法院",
        case_no="(2026)沪74民初1号",
        served_at="2026-03-12T10:00:00+08:00",
        defence_filed_at="2026-03-22T10:00:00+08:00",
    )

    clocks = company.get("u_aud", f"/disputes/{number}/clocks")["items"]
    law = [one["state"] for one in clocks if one["type"] == "statutory"]
    assert law == ["cancelled", "met"]


def test_a_lawsuit_may_come_while_the_sum_is_being_approved(company: Company, number: str) -> None:
    negotiates(company, number, "agreed", agreed_amount="150000.00")

    is_sued(company, number)

    assert company.waiting(number) == {"litigation": ["legal_counsel"]}
    assert dispute(company, number)["agreed"] is None


def test_a_lawsuit_during_the_analysis_is_answered_right_after_it(
    company: Company, walk: Walk
) -> None:
    number = opened(walk)

    is_sued(company, number)
    assert company.waiting(number) == {"analyse_dispute": ["dispute_officer"]}
    analyses(company, number)

    assert company.waiting(number) == {"litigation": ["legal_counsel"]}


def test_a_judgment_that_is_not_accepted_is_answered_in_court_again(
    company: Company, number: str
) -> None:
    is_sued(company, number)
    defends(company, number)
    tells(company, number, "judgment", outcome="upheld", amount="180000.00")

    company.completes("u_l3b", "approve_step", number, decision="refuse", opinion="提起上诉")

    assert company.waiting(number) == {"litigation": ["legal_counsel"]}
    assert company.task(number, "litigation")["sla"]["state"] != "breached"
    assert dispute(company, number)["served_at"] is None


def test_a_lawsuit_that_is_dismissed_leaves_the_sum(
    company: Company, walk: Walk, number: str
) -> None:
    is_sued(company, number)
    defends(company, number)

    tells(company, number, "judgment", outcome="dismissed")

    found = dispute(company, number)
    assert (found["outcome"], found["agreed"]) == ("upheld", "120000.00")
    assert company.claim(walk.claim_no)["payable"] == "120000.00"


def test_a_dispute_that_is_taken_back_leaves_the_sum(
    company: Company, walk: Walk, number: str
) -> None:
    tells(company, number, "withdraw", reason="接受原结论")

    assert dispute(company, number)["status"] == "withdrawn"
    assert status(walk) == "paying"
    tells(company, number, "withdraw", reason="再次", expect=409)


def test_the_dispute_of_a_claim_that_is_withdrawn_ends_too(
    company: Company, walk: Walk, number: str
) -> None:
    withdraws(walk)

    assert dispute(company, number)["status"] == "withdrawn"


@pytest.mark.parametrize(
    ("what", "body"),
    [
        ("mediation-result", {"result": "agreed", "amount": "1.00"}),
        ("judgment", {"outcome": "dismissed"}),
    ],
)
def test_nothing_is_told_of_a_step_that_is_not_taken(
    company: Company, number: str, what: str, body: dict[str, str]
) -> None:
    tells(company, number, what, expect=409, **body)


def test_an_agreement_before_the_mediator_has_a_sum(company: Company, number: str) -> None:
    negotiates(company, number, "failed")
    files(company, number)

    refusal = tells(company, number, "mediation-result", result="agreed", expect=422)

    assert [error["pointer"] for error in refusal["errors"]] == ["/amount"]


def test_whoever_worked_on_the_claim_does_not_settle_its_dispute(
    company: Company, walk: Walk
) -> None:
    staff.joins(company, "u_adj", "dispute_officer")
    number = opened(walk)

    refusal = analyses(company, number, by="u_adj", expect=403)

    assert refusal["code"] == "four_eyes_violation"


def test_whoever_approved_the_claim_does_not_approve_its_dispute(
    company: Company, number: str
) -> None:
    negotiates(company, number, "agreed", agreed_amount="150000.00")

    refusal = company.completes(
        "u_l2a", "approve_step", number, decision="approve", opinion="同意", expect=403
    )

    assert refusal["code"] == "four_eyes_violation"
