"""What a dispute is about names its probable cause, and it may go to any of several bodies."""

import pytest

from tests.scenarios import rejections
from tests.scenarios.company import Company
from tests.scenarios.disputing import analyses, dispute, negotiates, tells
from tests.scenarios.halts import ClaimAt
from tests.scenarios.s1 import Walk

BODIES = (
    "insurance_association",
    "consumer_association",
    "regulator_12378",
    "peoples_mediation",
    "arbitration",
)


def raised(walk: Walk, subject: str) -> str:
    """Raise a dispute about something; return its number."""
    body = {
        "claim": walk.claim_no,
        "raised_by": "insured",
        "claim_of_party": "不认可处理结果",
        "disputed_amount": "32000.00",
        "subject": subject,
    }
    return str(walk.company.post("u_cmp", "/disputes", body, expect=201)["dispute_no"])


def proposed(company: Company, number: str) -> str:
    """Return the cause that the form of the analysis proposes."""
    task = company.task(number, "analyse_dispute")
    return str(company.get("u_dis", f"/tasks/{task['id']}/form")["data"]["cause"])


@pytest.fixture
def filed(claim_at: ClaimAt) -> Walk:
    """A small claim that is paid and filed."""
    return claim_at(Walk.archive)


@pytest.mark.parametrize(
    ("subject", "cause"),
    [
        ("clause_meaning", "CLAUSE"),
        ("not_informed", "INFO"),
        ("procedure", "INFO"),
        ("loss_nature", "DETERMINATION"),
        ("loss_cause", "DETERMINATION"),
        ("loss_amount", "DETERMINATION"),
        ("delay", "TIMELINESS"),
        ("evasion", "TIMELINESS"),
    ],
)
def test_what_a_dispute_is_about_proposes_its_cause(filed: Walk, subject: str, cause: str) -> None:
    number = raised(filed, subject)

    assert proposed(filed.company, number) == cause


def test_an_exclusion_that_was_explained_is_disputed_for_its_meaning(claim_at: ClaimAt) -> None:
    walk = claim_at(Walk.assess, rejections.DRUNK)
    rejections.adjudicates_rejection(walk)
    walk.approves("u_l1a")
    walk.approves("u_l2a")
    rejections.notifies(walk, "2026-03-02T14:00")

    number = raised(walk, "exclusion")

    assert proposed(walk.company, number) == "CLAUSE"


def test_the_officer_keeps_the_cause_that_was_found(filed: Walk) -> None:
    number = raised(filed, "delay")

    analyses(filed.company, number, cause="INFO", clause_ambiguous=True)

    found = dispute(filed.company, number)
    assert (found["cause"], found["clause_ambiguous"]) == ("INFO", True)


@pytest.mark.parametrize("body", BODIES)
def test_a_dispute_is_handed_to_any_of_several_bodies(filed: Walk, body: str) -> None:
    company = filed.company
    number = raised(filed, "loss_amount")
    analyses(company, number)
    negotiates(company, number, "failed")
    filed_at = company.get("u_adm", "/clock")["now"]

    company.completes(
        "u_dis", "external_case", number, body=body, external_no="2026-7", filed_at=filed_at
    )

    found = dispute(company, number)
    assert (found["status"], found["external_body"]) == ("in_mediation", body)
    tells(company, number, "mediation-result", result="failed")
    assert company.waiting(number) == {"litigation": ["legal_counsel"]}
