"""Papers that come after the review are reviewed by themselves; the claim stays where it is."""

from typing import Any

from tests.scenarios.branches import status
from tests.scenarios.company import Company
from tests.scenarios.halts import ClaimAt
from tests.scenarios.s1 import Walk


def hands_in(walk: Walk, *kinds: str) -> Any:
    """Hand in further papers."""
    files = walk.company.uploads("u_int", kinds)
    rows = [{"doc_type": kind, "file": file} for kind, file in zip(kinds, files, strict=True)]
    path = f"/claims/{walk.claim_no}/documents"
    return walk.company.post("u_int", path, {"documents": rows}, expect=201)


def test_a_late_paper_is_reviewed_while_the_claim_is_being_decided(company: Company) -> None:
    walk = Walk(company)
    walk.all_until(walk.assess)

    hands_in(walk, "police_report")
    assert sorted(company.waiting(walk.claim_no)) == ["adjudicate", "verify_documents"]
    walk.verify()
    walk.review()

    assert company.waiting(walk.claim_no) == {"adjudicate": ["claims_adjudicator"]}
    assert status(walk) == "adjudicating"
    task = company.task(walk.claim_no, "adjudicate")
    shown = company.get("u_adj", f"/tasks/{task['id']}/form")["data"]
    assert shown["late_review_outcome"] == "complete"
    walk.adjudicate()
    assert status(walk) == "approving"


def test_what_comes_during_that_review_belongs_to_it(claim_at: ClaimAt) -> None:
    walk = claim_at(Walk.assess)
    hands_in(walk, "police_report")

    hands_in(walk, "medical_record")

    assert len(walk.company.open_tasks(walk.claim_no, "verify_documents")) == 1
    walk.verify()
    walk.review()
    assert "verify_documents" not in walk.company.waiting(walk.claim_no)


def test_a_paper_that_comes_between_verification_and_opinion_is_reviewed_by_itself(
    claim_at: ClaimAt,
) -> None:
    walk = claim_at(Walk.verify)
    hands_in(walk, "police_report")

    walk.review()

    waiting = walk.company.waiting(walk.claim_no)
    assert sorted(waiting) == ["assess_loss", "verify_documents"]


def test_a_payment_does_not_wait_for_late_papers(unpaid: Walk) -> None:
    hands_in(unpaid, "police_report")

    unpaid.bank_result()

    assert unpaid.company.waiting(unpaid.claim_no) == {"archive_claim": ["archivist"]}
