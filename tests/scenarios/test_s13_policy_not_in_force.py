"""S13: where the policy did not cover, registration is refused, by more than one pair of eyes."""

import pytest

from tests.scenarios import benefits
from tests.scenarios.company import Company
from tests.scenarios.rejections import archives, notifies, refuses
from tests.scenarios.s1 import Loss, Walk

REGISTER = {"decision": "register", "reserve_amount": "15000.00"}


def test_a_loss_half_an_hour_after_the_end_is_not_registered(company_on_sqlite: Company) -> None:
    walk = benefits.home(company_on_sqlite, "2026-03-01T00:30:00")

    refused = walk.completes("u_reg", "register_claim", expect=422, **REGISTER)

    assert company_on_sqlite.claim(walk.claim_no)["policy_status"] == "expired"
    assert (refused["code"], [error["pointer"] for error in refused["errors"]]) == (
        "not_in_force",
        ["/data/decision"],
    )


def test_a_refusal_is_approved_told_and_filed(company: Company) -> None:
    walk = benefits.home(company, "2026-03-01T00:30:00")

    refuses(walk)
    assert company.claim(walk.claim_no)["status"] == "not_registered"
    walk.approves("u_l1a")
    company.now_is("2026-03-05T11:00")
    walk.approves("u_l2a")

    assert company.due(walk.claim_no, "reject_notice") == "2026-03-06"
    assert company.due(walk.claim_no, "reject_notice", "statutory") == "2026-03-08"
    approvals = company.get("u_aud", f"/claims/{walk.claim_no}/approvals")["items"]
    assert [(row["tier"], row["amount_seen"]) for row in approvals] == [(2, "15000.00")] * 2
    notifies(walk, "2026-03-05T11:00")
    archives(walk)
    claim = company.claim(walk.claim_no)
    assert (claim["status"], claim["decision"], claim["payable"]) == ("archived", "reject", "0.00")
    assert claim["archive"]["retention_until"] == "2036-02-28"


@pytest.mark.parametrize("field", ["refuse_reason", "reason_text"])
def test_a_refusal_says_why(company_on_sqlite: Company, field: str) -> None:
    walk = benefits.home(company_on_sqlite, "2026-03-01T00:30:00")

    refused = refuses(walk, expect=422, **{field: ""})

    assert [error["pointer"] for error in refused["errors"]] == [f"/data/{field}"]
    assert company_on_sqlite.waiting(walk.claim_no) == {"register_claim": ["claims_registrar"]}


def test_a_loss_in_the_last_second_is_registered_though_reported_late(
    company_on_sqlite: Company,
) -> None:
    company_on_sqlite.clock_shows("2026-03-05T10:00")
    reported = {**benefits.HOME, "loss_time": "2026-02-28T23:59:59+08:00"}
    walk = Walk(company_on_sqlite, Loss(claimed="15000.00", reported=reported))
    walk.claim_no = company_on_sqlite.reports("u_int", **walk.report_with())["claim_no"]

    walk.completes("u_reg", "register_claim", **REGISTER)

    claim = company_on_sqlite.claim(walk.claim_no)
    # reported after four days: ten points, and nothing else is held against it
    assert (claim["policy_status"], claim["risk_score"]) == ("in_force", 10)
    assert claim["status"] == "awaiting_documents"


def test_an_unknown_policy_can_only_be_refused(company_on_sqlite: Company) -> None:
    walk = benefits.home(company_on_sqlite, "2026-03-01T00:30:00", policy_no="P-NOBODY")

    walk.completes("u_reg", "register_claim", expect=422, **REGISTER)
    refuses(walk, refuse_reason="other")
    walk.approves("u_l1a")
    walk.approves("u_l2a")
    notifies(walk, "2026-03-02T09:30")
    archives(walk)

    claim = company_on_sqlite.claim(walk.claim_no)
    assert (claim["policy_status"], claim["status"]) == ("not_found", "archived")
    assert claim["archive"]["retention_until"] == "2036-03-01"


@pytest.mark.parametrize(
    ("day", "status"), [("2026-03-10", "grace"), ("2026-03-16", "grace"), ("2026-03-17", "lapsed")]
)
def test_sixty_days_after_the_premium_was_due_a_life_policy_lapses(
    company_on_sqlite: Company, day: str, status: str
) -> None:
    walk = benefits.life(company_on_sqlite, day)

    claim = company_on_sqlite.claim(walk.claim_no)
    assert (claim["policy_status"], claim["track"]) == (status, "complex")


def test_after_that_it_is_refused(company_on_sqlite: Company) -> None:
    walk = benefits.life(company_on_sqlite, "2026-03-17")

    walk.completes("u_reg", "register_claim", expect=422, **REGISTER)
    refuses(walk)

    assert "approve_step" in company_on_sqlite.waiting(walk.claim_no)


def test_a_death_within_the_grace_is_paid_less_the_late_premium(company: Company) -> None:
    walk = benefits.life(company, "2026-03-10")
    walk.completes("u_reg", "register_claim", decision="register", reserve_amount="500000.00")
    benefits.hands_in_papers(walk)
    walk.verify()
    walk.review()
    assert company.waiting(walk.claim_no) == {"investigate": ["investigator"]}

    benefits.investigates(walk)
    benefits.assesses(walk)

    assert company.claim(walk.claim_no)["payable"] == "488000.00"
    benefits.adjudicates(walk)
    walk.approves("u_l3a")
    assert company.waiting(walk.claim_no) == {"approve_step": ["approver_l4"]}
