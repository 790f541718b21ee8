"""Whoever reported a loss sees how the claim comes along."""

from tests.scenarios.company import Company
from tests.scenarios.s1 import Walk


def test_every_step_forward_is_told_with_its_time(company: Company) -> None:
    walk = Walk(company)
    walk.all_until(walk.archive)

    told = company.get("u_int", f"/claims/{walk.claim_no}/progress")["items"]

    assert [row["status"] for row in told] == [
        "reported",
        "registered",
        "awaiting_documents",
        "surveying",
        "awaiting_documents",
        "assessing",
        "adjudicating",
        "approving",
        "awaiting_agreement",
        "paying",
        "paid",
        "archived",
    ]
    assert told[0]["at"] == "2026-03-02T09:30:00+08:00"
    assert told[-2]["at"] == "2026-03-04T10:00:00+08:00"
