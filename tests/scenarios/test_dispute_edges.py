"""What is refused around a dispute, who sees it, and results that must not reach another one."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.scenarios.branches import disagrees, reassesses, status
from tests.scenarios.company import Company
from tests.scenarios.disputing import (
    DISABLED,
    analyses,
    asked,
    closes,
    defends,
    dispute,
    files,
    is_sued,
    negotiates,
    opened,
    tells,
)
from tests.scenarios.halts import ClaimAt, Halts
from tests.scenarios.s1 import Walk
from tests.scenarios.staff import hires

LONG_AGO, LATER = "1990-01-01T00:00:00+08:00", "2030-01-01T00:00:00+08:00"
RAISED = {"raised_by": "insured", "claim_of_party": "金额偏低", "disputed_amount": "32000.00"}


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
def number(walk: Walk) -> str:
    """A dispute whose cause is to be found."""
    return opened(walk)


@pytest.fixture
def mediated(company: Company, number: str) -> str:
    """A dispute before the association."""
    analyses(company, number)
    negotiates(company, number, "failed")
    files(company, number)
    return number


@pytest.fixture
def defended(company: Company, number: str) -> str:
    """A dispute in court, its defence filed."""
    analyses(company, number)
    is_sued(company, number)
    defends(company, number)
    return number


@pytest.mark.parametrize("at", [LONG_AGO, LATER])
def test_a_mediation_ends_after_it_was_filed_and_not_in_the_future(
    company: Company, mediated: str, at: str
) -> None:
    told = {"result": "agreed", "amount": "150000.00", "at": at}

    refusal = tells(company, mediated, "mediation-result", expect=422, **told)

    assert [error["pointer"] for error in refusal["errors"]] == ["/at"]


@pytest.mark.parametrize("at", [LONG_AGO, LATER])
def test_a_judgment_binds_after_the_service_and_not_in_the_future(
    company: Company, defended: str, at: str
) -> None:
    told = {"outcome": "upheld", "amount": "150000.00", "effective_at": at}

    refusal = tells(company, defended, "judgment", expect=422, **told)

    assert [error["pointer"] for error in refusal["errors"]] == ["/effective_at"]


@pytest.mark.parametrize("at", [LONG_AGO, LATER])
def test_a_lawsuit_is_served_after_the_decision_and_not_in_the_future(
    company: Company, number: str, at: str
) -> None:
    analyses(company, number)
    suit = {"court": "上海金融法院", "case_no": "1", "served_at": at}

    refusal = tells(company, number, "lawsuit", expect=422, **suit)

    assert [error["pointer"] for error in refusal["errors"]] == ["/served_at"]


def test_the_company_settles_for_no_less_than_it_has_decided(company: Company, number: str) -> None:
    less = analyses(company, number, max_settlement="119999.99", expect=422)
    analyses(company, number)
    agreed = negotiates(company, number, "agreed", agreed_amount="119999.99", expect=422)

    assert [error["pointer"] for error in less["errors"]] == ["/data/max_settlement"]
    assert [error["pointer"] for error in agreed["errors"]] == ["/data/agreed_amount"]


def test_a_reporter_reads_and_withdraws_only_disputes_over_its_own_claims(
    company: Company, number: str
) -> None:
    hires(company, "u_int2", "integrator")

    company.post("u_int2", f"/disputes/{number}/withdraw", {"reason": "撤回"}, expect=404)

    assert company.call("u_int2", "GET", f"/disputes/{number}").status_code == 404
    assert company.get("u_int", f"/disputes/{number}")["status"] == "analysing"


def test_evidence_is_a_file_that_there_is(claim_at: ClaimAt) -> None:
    walk = claim_at(Walk.archive)
    body = {**RAISED, "claim": walk.claim_no, "evidence": ["999999"]}

    refusal = walk.company.post("u_cmp", "/disputes", body, expect=422)
    body["evidence"] = walk.company.uploads("u_cmp", ["evidence"])
    raised = walk.company.post("u_cmp", "/disputes", body, expect=201)

    assert [error["pointer"] for error in refusal["errors"]] == ["/evidence/0"]
    assert raised["evidence"] == body["evidence"]


def test_no_dispute_is_raised_beside_a_claim_that_goes_on(claim_at: ClaimAt) -> None:
    walk = claim_at(Walk.agree)
    walk.company.post("u_cmp", "/disputes", {**RAISED, "claim": walk.claim_no}, expect=409)

    reassesses(walk)
    walk.assess(at="2026-03-04T11:00")
    walk.company.post("u_cmp", "/disputes", {**RAISED, "claim": walk.claim_no}, expect=409)
    walk.decides()
    walk.approves("u_l1b")
    disagrees(walk)

    assert status(walk) == "in_dispute"


def test_the_lesson_of_a_dispute_becomes_an_improvement_to_plan(
    company: Company, number: str
) -> None:
    analyses(company, number)
    negotiates(company, number, "agreed", agreed_amount="120000.00")
    closes(company, number)
    again = {"name": "improvement_proposed", "message_id": f"improvement_proposed-{number}"}

    kept = company.post("u_int", "/messages", {**again, "correlation_key": number})

    assert (kept["repeated"], kept["state"]) == (True, "delivered")
    (cycle,) = company.get("u_quam", "/quality-cycles")["items"]
    assert "plan_action" in company.waiting(cycle["cycle_no"])
    assert dispute(company, number)["prevention"] == "info"
