"""What a review of papers leads to: not covered, suspected fraud, or complete."""

import pytest

from tests.scenarios import benefits
from tests.scenarios.company import Company
from tests.scenarios.s3 import FIRST, MISSING, Review

ALL = (*FIRST, *MISSING)


@pytest.fixture
def review(company_on_sqlite: Company) -> Review:
    """A review of papers that are all there."""
    review = Review(company_on_sqlite)
    review.starts_with(ALL)
    return review


@pytest.mark.parametrize("check", ["C1", "C6"])
def test_a_claim_that_fails_on_contract_or_conditions_is_not_covered(
    review: Review, check: str
) -> None:
    review.verifies(**{check: "fail"})
    task = review.company.task(review.claim_no, "review_opinion")
    form = review.company.get("u_doc", f"/tasks/{task['id']}/form")

    review.concludes("not_covered")

    assert form["data"]["outcome"] == "not_covered"
    assert review.left()["review_outcome"] == "not_covered"
    assert {"check": check, "result": "fail"} in review.left()["checks"]


def test_a_paper_that_is_not_authentic_makes_fraud_suspected(review: Review) -> None:
    review.verdicts = {"medical_receipt": {"authentic": "no"}}
    review.verifies()

    review.concludes("suspected_fraud")

    assert review.left()["review_outcome"] == "suspected_fraud"
    papers = {paper["doc_type"]: paper for paper in review.documents()["items"]}
    assert papers["medical_receipt"]["authentic"] == "no"
    assert papers["medical_receipt"]["class"] == "medical_receipt"


@pytest.mark.parametrize("check", ["C2", "C5"])
def test_a_report_or_proof_that_fails_is_investigated(review: Review, check: str) -> None:
    review.verifies(**{check: "fail"})

    review.concludes("suspected_fraud")

    assert review.left()["review_outcome"] == "suspected_fraud"


@pytest.mark.parametrize("check", ["C3", "C8"])
def test_a_proof_of_loss_that_fails_is_asked_for_again(review: Review, check: str) -> None:
    review.verifies(**{check: "fail"})

    assert "issue_supplement_notice" in review.company.waiting(review.claim_no)


@pytest.mark.parametrize(
    ("results", "outcome"),
    [
        ({"C1": "fail"}, "complete"),
        ({"C1": "fail"}, "suspected_fraud"),
        ({}, "not_covered"),
        ({}, "suspected_fraud"),
    ],
)
def test_the_outcome_is_one_that_the_checkpoints_allow(
    review: Review, results: dict[str, str], outcome: str
) -> None:
    review.verifies(**results)

    refused = review.concludes(outcome, expect=422)

    assert [error["pointer"] for error in refused["errors"]] == ["/data/outcome"]


def test_papers_handed_in_over_the_counter_are_filed_by_the_reviewer(
    company_on_sqlite: Company,
) -> None:
    review = Review(company_on_sqlite)
    review.registered()
    review.waits_without_papers()
    (file,) = review.company.uploads("u_doc", ["claim_form"])

    received_at = "2026-03-02T09:35:00+08:00"
    scanned = {"doc_type": "claim_form", "original": True, "pages": 2, "file": [file]}
    shown = {"doc_type": "id_card", "original": True}
    review.completes(
        "u_doc",
        "receive_documents",
        received=[{**row, "received_at": received_at} for row in (scanned, shown)],
    )

    form, card = review.documents()["items"]
    assert (form["file"], form["pages"], form["original"]) == (file, 2, True)
    assert (card["file"], card["received_at"]) == (None, received_at)
    assert "verify_documents" in review.company.waiting(review.claim_no)
    assert review.company.due(review.claim_no, "decision") == "2026-03-22"


def test_a_paper_from_the_future_is_not_filed(company_on_sqlite: Company) -> None:
    review = Review(company_on_sqlite)
    review.registered()
    review.waits_without_papers()

    late = {"doc_type": "claim_form", "received_at": "2026-03-02T09:41:00+08:00"}
    refused = review.completes("u_doc", "receive_documents", received=[late], expect=422)

    assert [error["pointer"] for error in refused["errors"]] == ["/data/received/0/received_at"]
    assert review.documents()["items"] == []


def test_suspected_papers_are_not_paid_before_an_investigation_has_found_no_fraud(
    company_on_sqlite: Company,
) -> None:
    walk = benefits.life(company_on_sqlite, "2026-03-10")
    walk.completes("u_reg", "register_claim", decision="register", reserve_amount="500000.00")
    benefits.hands_in_papers(walk)
    review = Review(company_on_sqlite)
    review.claim_no = walk.claim_no
    review.verdicts = {"death_certificate": {"authentic": "no"}}
    review.verifies()
    review.concludes("suspected_fraud")
    walk.completes("u_siu", "investigate", findings="证明疑似伪造", conclusion="suspected")
    benefits.assesses(walk)

    refused = walk.completes(
        "u_adj",
        "adjudicate",
        decision="pay",
        liability_basis="身故责任",
        opinion="属于保险责任",
        check_c6="pass",
        check_c7="pass",
        expect=422,
    )

    (error,) = refused["errors"]
    assert error["pointer"] == "/data/decision"
    assert "suspected of fraud" in error["detail"]


def test_whoever_approves_reads_the_opinion_on_the_papers(claim_at: ClaimAt) -> None:
    walk = claim_at(Walk.adjudicate)

    review = walk.company.get("u_l1a", f"/claims/{walk.claim_no}/documents")["review"]

    assert (review["opinion"], review["outcome"]) == ("单证齐全有效", "complete")
    assert [check["check"] for check in review["checks"]] == [f"C{one}" for one in range(1, 9)]


def test_the_surveyor_s_estimate_is_reserved_for_the_claim(claim_at: ClaimAt) -> None:
    walk = claim_at(Walk.contact)
    walk.loss = Loss(claimed="4100.00")

    walk.survey()

    assert walk.company.claim(walk.claim_no)["reserve"] == "4100.00"
