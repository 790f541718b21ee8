"""A review or an adjudicator may find that a claim is not covered, suspect, or not ripe."""

from typing import Any

from tests.scenarios import rejections
from tests.scenarios.branches import ADJUDICATION, sends_back, status
from tests.scenarios.company import Company
from tests.scenarios.halts import ClaimAt
from tests.scenarios.s1 import Walk
from tests.scenarios.test_late_papers import hands_in


def finds(
    walk: Walk, outcome: str, *, c6: str = "deferred", authentic: str = "yes", **found: str
) -> None:
    """Let the reviewer verify every paper and conclude something."""
    items = walk.company.get("u_aud", f"/claims/{walk.claim_no}/documents")["items"]
    results = {**dict.fromkeys(("C1", "C2", "C3", "C4", "C5", "C8"), "pass")}
    results |= {"C6": c6, "C7": "deferred", **found}
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


def test_what_was_not_assessed_cannot_be_paid(claim_at: ClaimAt) -> None:
    walk = claim_at(Walk.papers)
    finds(walk, "not_covered", c6="fail")

    refusal = walk.decides(expect=422)

    assert "/data/decision" in [error["pointer"] for error in refusal["errors"]]


def test_papers_that_are_being_reviewed_are_not_sent_to_a_second_review(claim_at: ClaimAt) -> None:
    walk = claim_at(Walk.assess)
    hands_in(walk, "police_report")

    refusal = walk.completes(
        "u_adj", "adjudicate", expect=422, **{**ADJUDICATION, "decision": "return_documents"}
    )

    assert [error["pointer"] for error in refusal["errors"]] == ["/data/decision"]


def test_papers_suspected_while_a_claim_is_approved_bring_it_back_to_the_adjudicator(
    claim_at: ClaimAt,
) -> None:
    walk = claim_at(Walk.adjudicate)
    hands_in(walk, "police_report")
    finds(walk, "suspected_fraud", authentic="no")

    walk.approves("u_l1a")

    assert walk.company.waiting(walk.claim_no) == {"adjudicate": ["claims_adjudicator"]}
    assert status(walk) == "adjudicating"


def test_expenses_that_are_not_reasonable_are_left_out_of_the_sum(claim_at: ClaimAt) -> None:
    walk = claim_at(Walk.papers)
    finds(walk, "complete", C4="fail")
    walk.assess()

    walk.adjudicate()

    assert status(walk) == "approving"


def test_a_doubt_that_an_investigation_has_cleared_keeps_nothing_from_being_paid(
    claim_at: ClaimAt,
) -> None:
    walk = claim_at(Walk.papers)
    finds(walk, "suspected_fraud", C5="fail")
    walk.completes("u_siu", "investigate", findings="发票真实", conclusion="no_fraud")
    walk.assess()

    walk.adjudicate()

    assert status(walk) == "approving"
