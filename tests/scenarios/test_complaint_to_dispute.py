"""A complaint about a claim on which nobody agrees goes on before a mediator."""

import pytest

from tests.scenarios import rejections
from tests.scenarios.company import Company, Json
from tests.scenarios.complaining import accepts, complaint, number_of, withdraws
from tests.scenarios.disputing import analyses, dispute, files, negotiates, tells
from tests.scenarios.halts import ClaimAt
from tests.scenarios.s1 import Walk
from tests.scenarios.test_complaints import letters

DEADLOCK = {
    "raised_by": "policyholder",
    "claim_of_party": "条款未作说明，不应拒赔",
    "disputed_amount": "32000.00",
}


def fails(company: Company, number: str, *, expect: int = 200, **other: Json) -> Json:
    """Tell that nobody agreed about the claim."""
    body = {**DEADLOCK, **other}
    path = f"/complaints/{number}/negotiation-failed"
    return dict(company.post("u_cmp", path, body, expect=expect))


def of_claim(walk: Walk, subject: str = "claim_rejection") -> str:
    """Complain about a claim; return the number of the complaint."""
    claim = {"related_case": walk.claim_no, "complainant": None, "contact": None}
    return number_of(walk.company, subject=subject, **claim)


@pytest.fixture
def rejected(claim_at: ClaimAt) -> Walk:
    """A claim that was rejected and filed."""
    return rejections.rejects_and_files(claim_at(Walk.assess, rejections.DRUNK))


def test_a_failed_negotiation_goes_on_as_the_fourth_step_of_a_dispute(rejected: Walk) -> None:
    company = rejected.company
    number = of_claim(rejected)
    accepts(company, number)

    fails(company, number)

    assert complaint(company, number)["status"] == "in_dispute"
    assert letters(company, number) == ["complaint_reply"]
    assert company.waiting(number) == {}
    (opened,) = company.get("u_aud", "/disputes")["items"]
    case = str(opened["dispute_no"])
    steps = [(row["step"], row["result"]) for row in opened["ladder"]]
    assert steps == [(1, "claimed"), (2, "decided"), (3, "failed")]

    analyses(company, case, max_settlement="20000.00", cause="CLAUSE")
    assert company.waiting(case) == {"external_case": ["dispute_officer"]}
    files(company, case)
    tells(company, case, "mediation-result", result="agreed", amount="15000.00")
    company.completes("u_l1b", "approve_step", case, decision="refuse", opinion="过高")
    assert company.waiting(case) == {"negotiate": ["dispute_officer"]}
    negotiates(company, case, "failed")
    assert company.waiting(case) == {"external_case": ["dispute_officer"]}
    assert [row["step"] for row in dispute(company, case)["ladder"]] == [1, 2, 3, 4, 3]


def test_what_is_no_dispute_is_refused(claim_at: ClaimAt, company_on_sqlite: Company) -> None:
    company_on_sqlite.now_is("2026-03-02T09:30")
    running = claim_at(Walk.register)
    about_nothing = number_of(company_on_sqlite)
    about_running = of_claim(running, "claim_delay")

    fails(company_on_sqlite, about_nothing, expect=409)
    fails(running.company, about_running, expect=409)
    fails(running.company, about_running, disputed_amount="-1", expect=422)
    withdraws(running.company, about_running)
    fails(running.company, about_running, expect=409)


@pytest.mark.parametrize(
    ("wrong", "pointer"),
    [
        ({"claim_of_party": "   "}, "/claim_of_party"),
        ({"negotiated_since": "2027-01-01T09:00:00+08:00"}, "/negotiated_since"),
        ({"raised_by": "neighbour"}, "/raised_by"),
    ],
)
def test_a_failure_that_cannot_be_is_refused_with_its_field(
    rejected: Walk, wrong: Json, pointer: str
) -> None:
    number = of_claim(rejected)

    refusal = fails(rejected.company, number, expect=422, **wrong)

    assert [error["pointer"] for error in refusal["errors"]] == [pointer]
    assert complaint(rejected.company, number)["status"] == "received"


def test_what_was_negotiated_counts_as_accepted(rejected: Walk) -> None:
    number = of_claim(rejected)

    fails(rejected.company, number)

    found = complaint(rejected.company, number)
    assert (found["accepted"], found["acknowledged_at"]) == (True, found["closed_at"])


def test_a_claim_has_one_dispute_at_a_time(rejected: Walk) -> None:
    first, second = of_claim(rejected), of_claim(rejected, "claim_amount")
    fails(rejected.company, first)

    refusal = fails(rejected.company, second, expect=409)

    assert "is open" in refusal["detail"]
