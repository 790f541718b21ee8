"""A loss that turns out to be larger is assessed anew, also while it is being approved."""

import pytest

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
