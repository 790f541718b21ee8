"""What becomes of papers that the eight checkpoints find wanting, and of an incomplete review."""

import pytest

from tests.scenarios.company import Company
from tests.scenarios.s3 import FIRST, MISSING, Review


@pytest.fixture
def review(company_on_sqlite: Company) -> Review:
    """A review of papers that are all there."""
    review = Review(company_on_sqlite)
    review.starts_with((*FIRST, *MISSING))
    return review


@pytest.mark.parametrize("check", ["C2", "C3", "C4", "C5"])
def test_what_a_checkpoint_leaves_in_doubt_is_asked_of_the_claimant(
    review: Review, check: str
) -> None:
    review.verifies(**{check: "query"})

    assert "issue_supplement_notice" in review.company.waiting(review.claim_no)


def test_expenses_that_are_not_reasonable_go_on_with_what_was_found(
    review: Review,
) -> None:
    review.verifies(C4="fail")

    review.concludes("complete")

    assert {"check": "C4", "result": "fail"} in review.left()["checks"]
    kept = {row["check"]: row for row in review.documents()["review"]["checks"]}
    assert (kept["C4"]["result"], kept["C4"]["note"]) == ("fail", "见说明")


def test_a_supporting_paper_that_fails_cannot_be_concluded_as_complete(review: Review) -> None:
    review.verifies(C5="fail")

    refused = review.concludes("complete", expect=422)

    assert [error["pointer"] for error in refused["errors"]] == ["/data/outcome"]


def test_a_review_ends_with_an_opinion(review: Review) -> None:
    review.verifies()

    refused = review.completes(
        "u_doc", "review_opinion", opinion="", outcome="complete", expect=422
    )

    assert [error["pointer"] for error in refused["errors"]] == ["/data/opinion"]


def test_a_paper_without_a_class_is_not_verified(review: Review) -> None:
    review.verdicts = {"medical_receipt": {"class": ""}}
    at = [paper["doc_type"] for paper in review.documents()["items"]].index("medical_receipt")

    refused = review.verifies(expect=422)

    assert [error["pointer"] for error in refused["errors"]] == [f"/data/documents/{at}/class"]
