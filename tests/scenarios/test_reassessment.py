"""A loss that turns out to be larger is assessed anew, also while it is being approved."""

import pytest

from tests.scenarios import advancing
from tests.scenarios.approving import steps
from tests.scenarios.branches import reassesses, status
from tests.scenarios.company import Company
from tests.scenarios.halts import ClaimAt
from tests.scenarios.losses import motor
from tests.scenarios.paying import states
from tests.scenarios.s1 import Loss, Walk


def test_a_larger_sum_voids_the_round_of_approval_and_goes_to_a_higher_tier(
    company: Company,
) -> None:
    walk = Walk(company, motor("30000.00"))
    walk.all_until(walk.adjudicate)
    walk.approves("u_l1a")

    reassesses(walk)
    assert company.waiting(walk.claim_no) == {"assess_loss": ["assessor"]}
    assert status(walk) == "assessing"
    walk.loss = motor("60000.00")
    walk.assess(at="2026-03-02T15:00")
    walk.decides()
    walk.approves("u_l2a")
    walk.approves("u_l3a")

    claim = company.claim(walk.claim_no)
    assert (claim["payable"], claim["status"]) == ("60000.00", "paying")
    assert steps(walk) == [
        (1, 1, 2, "approver_l1", True),
        (2, 1, 3, "approver_l2", False),
        (2, 2, 3, "approver_l3", False),
    ]
    history = company.get("u_aud", f"/claims/{walk.claim_no}/assessments")["items"]
    assert [(row["seq"], row["superseded"]) for row in history] == [(1, True), (2, False)]


def test_a_sum_that_the_claimant_has_not_agreed_to_yet_is_assessed_anew(
    company: Company,
) -> None:
    walk = Walk(company)
    walk.all_until(walk.approve)

    reassesses(walk)
    walk.loss = Loss(assessed="3700.00", payable="3700.00")
    walk.assess(at="2026-03-02T17:00")
    walk.decides()
    walk.approves("u_l1b")
    walk.agree()

    claim = company.claim(walk.claim_no)
    assert (claim["payable"], claim["status"]) == ("3700.00", "paying")


def test_an_order_that_the_bank_has_not_executed_is_withdrawn_first(unpaid: Walk) -> None:
    reassesses(unpaid)

    assert states(unpaid) == ["cancelled"]
    assert unpaid.company.waiting(unpaid.claim_no) == {"assess_loss": ["assessor"]}


def test_limits_run_again_that_ended_with_what_is_void_now(unpaid: Walk) -> None:
    company, number = unpaid.company, unpaid.claim_no
    company.now_is("2026-03-04T10:00")

    reassesses(unpaid)

    clocks = company.get("u_aud", f"/claims/{number}/clocks")["items"]
    law = [clock for clock in clocks if clock["type"] == "statutory"]
    assert [(one["stage"], one["state"], one["due_date"]) for one in law] == [
        ("decision", "met", "2026-04-01"),
        ("advance_payment", "met", "2026-05-01"),
        ("payment", "cancelled", "2026-03-13"),
        ("decision", "running", "2026-04-03"),
        ("advance_payment", "running", "2026-05-01"),
    ]


def test_what_is_paid_is_not_assessed_anew(unpaid: Walk) -> None:
    unpaid.bank_result()

    refusal = reassesses(unpaid, expect=409)

    assert refusal["code"] == "payment_executed"


@pytest.mark.parametrize("user", ["u_reg", "u_int", "u_l1a"])
def test_only_those_who_assess_and_decide_ask_for_it(claim_at: ClaimAt, user: str) -> None:
    reassesses(claim_at(Walk.adjudicate), user, expect=403)


def test_there_is_nothing_to_assess_anew_before_the_first_time(claim_at: ClaimAt) -> None:
    refusal = reassesses(claim_at(Walk.review), expect=409)

    assert "assessing" in refusal["detail"]


def test_a_limit_that_was_missed_stays_missed(unpaid: Walk) -> None:
    unpaid.company.now_is("2026-03-14T10:00")

    reassesses(unpaid)

    clock = unpaid.company.clocks(unpaid.claim_no)["payment", "statutory"]
    assert clock["state"] == "breached_closed"


def test_an_advance_that_was_paid_is_not_due_again(slow: Walk) -> None:
    walk, company = slow, slow.company
    advancing.is_paid_in_advance(walk)
    advancing.settles(walk)

    reassesses(walk)

    clocks = company.get("u_aud", f"/claims/{walk.claim_no}/clocks")["items"]
    states = [one["state"] for one in clocks if one["stage"] == "advance_payment"]
    assert states == ["met", "met"]
    assert company.waiting(walk.claim_no) == {"assess_loss": ["assessor"]}
