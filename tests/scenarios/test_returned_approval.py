"""Approvers may send a claim back, or refuse it; then it goes on where they say."""

import pytest

from tests.scenarios import rejections
from tests.scenarios.approving import decides, steps
from tests.scenarios.benefits import home
from tests.scenarios.branches import status
from tests.scenarios.company import Company
from tests.scenarios.halts import ClaimAt
from tests.scenarios.s1 import Loss, Walk

LESS = Loss(assessed="3000.00", payable="3000.00")


def test_a_claim_returned_to_the_assessor_is_assessed_decided_and_approved_anew(
    company: Company,
) -> None:
    walk = Walk(company)
    walk.all_until(walk.adjudicate)

    decides(walk, "u_l1a", "return", return_to="assess")
    assert company.waiting(walk.claim_no) == {"assess_loss": ["assessor"]}
    assert (status(walk), company.claim(walk.claim_no)["returns"]) == ("assessing", 1)
    walk.loss = LESS
    walk.assess(at="2026-03-02T15:00")
    walk.decides()
    walk.approves("u_l1b")

    claim = company.claim(walk.claim_no)
    assert (claim["payable"], claim["status"]) == ("3000.00", "awaiting_agreement")
    assert steps(walk) == [(1, 1, 1, "approver_l1", False), (2, 1, 1, "approver_l1", False)]


def test_a_claim_returned_to_the_adjudicator_is_decided_anew(claim_at: ClaimAt) -> None:
    walk = claim_at(Walk.adjudicate)

    decides(walk, "u_l1a", "return", return_to="adjudicate")

    assert walk.company.waiting(walk.claim_no) == {"adjudicate": ["claims_adjudicator"]}
    assert status(walk) == "adjudicating"


def test_a_claim_returned_to_the_papers_is_reviewed_assessed_and_decided_anew(
    company: Company,
) -> None:
    walk = Walk(company)
    walk.all_until(walk.adjudicate)

    decides(walk, "u_l1a", "return", return_to="documents")
    assert company.waiting(walk.claim_no) == {"verify_documents": ["doc_reviewer"]}
    assert status(walk) == "awaiting_documents"
    walk.verify()
    walk.review()
    walk.assess(at="2026-03-02T15:00")
    walk.decides()
    walk.approves("u_l1b")

    assert status(walk) == "awaiting_agreement"


def test_a_refused_claim_is_decided_anew_and_the_second_time_is_a_warning(
    claim_at: ClaimAt,
) -> None:
    walk = claim_at(Walk.adjudicate)

    decides(walk, "u_l1a", "refuse")
    walk.decides()
    decides(walk, "u_l1b", "refuse")

    task = walk.company.task(walk.claim_no, "adjudicate")
    form = walk.company.get("u_adj", f"/tasks/{task['id']}/form")
    assert form["data"]["returns"] == 2
    assert walk.company.claim(walk.claim_no)["returns"] == 2


@pytest.mark.parametrize("decision", ["refuse", "return"])
def test_a_refused_registration_that_is_not_approved_goes_back_to_the_registrar(
    company_on_sqlite: Company, decision: str
) -> None:
    walk = home(company_on_sqlite, "2026-02-28T10:00:00")
    rejections.refuses(walk, refuse_reason="not_insured_object")

    told = {"return": {"return_to": "assess"}}.get(decision, {})
    decides(walk, "u_l1a", decision, **told)
    assert status(walk) == "reported"
    walk.completes("u_reg", "register_claim", decision="register", reserve_amount="15000.00")

    assert status(walk) == "awaiting_documents"


def test_after_a_refused_rejection_the_whole_assessed_sum_is_paid(claim_at: ClaimAt) -> None:
    walk = claim_at(Walk.assess, rejections.DRUNK)
    rejections.adjudicates_rejection(walk)
    decides(walk, "u_l1a", "refuse")

    walk.decides()

    adjudicated = walk.company.claim(walk.claim_no)
    assert (adjudicated["decision"], adjudicated["payable"]) == ("pay", "32000.00")
