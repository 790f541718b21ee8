"""A review or an adjudicator may find that a claim is not covered, suspect, or not ripe."""

from typing import Any

from tests.scenarios import rejections
from tests.scenarios.branches import sends_back, status
from tests.scenarios.company import Company
from tests.scenarios.halts import ClaimAt
from tests.scenarios.s1 import Walk


def finds(walk: Walk, outcome: str, *, c6: str = "deferred", authentic: str = "yes") -> None:
    """Let the reviewer verify every paper and conclude something."""
    items = walk.company.get("u_aud", f"/claims/{walk.claim_no}/documents")["items"]
    results = {**dict.fromkeys(("C1", "C2", "C3", "C4", "C5", "C8"), "pass")}
    results |= {"C6": c6, "C7": "deferred"}
    checks: list[dict[str, Any]] = [
        {"check": check, "result": results[check], "note": "见审核意见"}
        for check in sorted(results)
    ]
    walk.completes(
        "u_doc",
        "verify_documents",
        checks=checks,
        documents=[
            {
                "document_id": item["id"],
                "doc_type": item["doc_type"],
                "authentic": authentic,
                "lawful": True,
                "class": item["doc_type"],
            }
            for item in items
        ],
    )
    walk.completes("u_doc", "review_opinion", opinion="审核结论见检查项", outcome=outcome)


def test_what_the_policy_does_not_cover_goes_straight_to_the_adjudicator(
    company: Company,
) -> None:
    walk = Walk(company, rejections.DRUNK)
    walk.all_until(walk.papers)

    finds(walk, "not_covered", c6="fail")

    assert company.waiting(walk.claim_no) == {"adjudicate": ["claims_adjudicator"]}
    task = company.task(walk.claim_no, "adjudicate")
    assert company.get("u_adj", f"/tasks/{task['id']}/form")["data"]["decision"] == "reject"
    rejections.adjudicates_rejection(walk)
    walk.approves("u_l1a")
    walk.approves("u_l2a")
    assert status(walk) == "rejecting"


def test_suspected_papers_are_investigated_once_before_the_assessment(company: Company) -> None:
    walk = Walk(company)
    walk.all_until(walk.papers)

    finds(walk, "suspected_fraud", authentic="no")
    assert company.waiting(walk.claim_no) == {"investigate": ["investigator"]}
    walk.completes("u_siu", "investigate", findings="票据真实", conclusion="no_fraud")

    assert company.waiting(walk.claim_no) == {"assess_loss": ["assessor"]}
    walk.assess()
    walk.adjudicate()
    assert status(walk) == "approving"


def test_an_adjudicator_has_the_papers_reviewed_again(claim_at: ClaimAt) -> None:
    walk = claim_at(Walk.assess)

    sends_back(walk, "return_documents")
    assert walk.company.waiting(walk.claim_no) == {"verify_documents": ["doc_reviewer"]}
    walk.verify()
    walk.review()

    assert walk.company.waiting(walk.claim_no) == {"assess_loss": ["assessor"]}


def test_an_adjudicator_has_a_claim_investigated(claim_at: ClaimAt) -> None:
    walk = claim_at(Walk.assess)

    sends_back(walk, "investigate")
    assert walk.company.waiting(walk.claim_no) == {"investigate": ["investigator"]}
    walk.assess(at="2026-03-02T15:00")
    walk.decides()

    assert status(walk) == "approving"
