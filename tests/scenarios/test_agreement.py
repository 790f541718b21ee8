"""Where nothing is left to agree on, the approval is the agreement, and the payment is due."""

from tests.scenarios import benefits
from tests.scenarios.company import Company
from tests.scenarios.s1 import Loss, Walk


def test_all_that_was_claimed_is_agreed_with_the_approval(company: Company) -> None:
    walk = Walk(company, Loss(claimed="3600.00"))
    walk.all_until(walk.approve)

    assert company.waiting(walk.claim_no) == {"payee_data": ["cashier"]}
    claim = company.claim(walk.claim_no)
    assert (claim["status"], claim["agreement_at"]) == ("paying", "2026-03-02T16:00:00+08:00")
    assert company.clocks(walk.claim_no)["payment", "internal"]["started_at"] == (
        "2026-03-02T16:00:00+08:00"
    )
    assert company.due(walk.claim_no, "payment") == "2026-03-03"
    assert company.due(walk.claim_no, "payment", "statutory") == "2026-03-12"


def test_less_than_was_claimed_waits_for_the_claimant(company_on_sqlite: Company) -> None:
    walk = Walk(company_on_sqlite, Loss(claimed="3600.01"))

    walk.all_until(walk.approve)

    waiting = company_on_sqlite.waiting(walk.claim_no)
    assert waiting == {"record_agreement": ["claims_adjudicator"]}


def test_a_fixed_benefit_needs_no_agreement(company_on_sqlite: Company) -> None:
    walk = benefits.life(company_on_sqlite, "2026-03-10")
    walk.completes("u_reg", "register_claim", decision="register", reserve_amount="500000.00")
    benefits.hands_in_papers(walk)
    walk.verify()
    walk.review()
    benefits.investigates(walk)
    benefits.assesses(walk)
    benefits.adjudicates(walk)
    walk.approves("u_l3a")

    walk.approves("u_l4a")

    claim = company_on_sqlite.claim(walk.claim_no)
    assert (claim["payable"], claim["status"]) == ("488000.00", "paying")
    assert company_on_sqlite.waiting(walk.claim_no) == {"payee_data": ["cashier"]}


def test_a_claimant_who_does_not_reply_is_reminded_every_five_working_days(
    company: Company,
) -> None:
    walk = Walk(company)
    walk.all_until(walk.approve)

    company.now_is("2026-03-09T23:59")
    assert reminders(company, walk) == []
    company.now_is("2026-03-23T00:00")

    assert reminders(company, walk) == ["2026-03-10T00:00:00+08:00", "2026-03-17T00:00:00+08:00"]
    assert "record_agreement" in company.waiting(walk.claim_no)


def reminders(company: Company, walk: Walk) -> list[str]:
    """Return when the claimant was reminded."""
    case = company.get("u_aud", f"/cases/{walk.claim_no}")["id"]
    rows = company.get("u_aud", f"/cases/{case}/history", limit=200)["items"]
    return [row["started_at"] for row in rows if row["element"] == "reminded"]
