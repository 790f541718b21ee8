"""Every flow and every step on the drawing of the review of papers is walked."""

from tests.scenarios.company import Company
from tests.scenarios.drawings import STEPS, Flow, drawn, entered, only
from tests.scenarios.s1 import Walk
from tests.scenarios.s3 import FIRST, MISSING, QUERIED, Review

REVIEW = "claim_document_review"


def by_way_of_a_notice(company: Company) -> Review:
    """Let the papers come over the counter, in two parts, and so late that both reminders go."""
    review = Review(company)
    review.reported()
    review.accepted()
    review.arrive_over_the_counter(FIRST)
    review.verifies(**QUERIED)
    company.now_is("2026-03-04T10:00")
    review.gives_notice("2026-03-04T10:00")
    company.now_is("2026-04-20T09:00")
    review.hands_in(*MISSING[:1])
    review.hands_in(*MISSING[1:])
    review.verifies(C2="query")
    review.completes("u_doc", "issue_supplement_notice", withdraw=True)
    review.verifies()
    review.concludes("complete")
    return review


def test_every_flow_and_every_step_of_the_review_is_walked(
    company_on_sqlite: Company, walked: set[Flow]
) -> None:
    uploaded = Walk(company_on_sqlite)
    uploaded.all_until(uploaded.review)
    asked = by_way_of_a_notice(company_on_sqlite)

    come_by = entered(uploaded) | entered(Walk(asked.company, claim_no=asked.claim_no))

    assert only(REVIEW, drawn("sequenceFlow") - walked) == set()
    assert only(REVIEW, drawn(*STEPS) - come_by) == set()
