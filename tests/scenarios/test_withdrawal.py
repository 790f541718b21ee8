"""A claimant may take a claim back until it is paid."""

import pytest

from tests.scenarios import staff
from tests.scenarios.branches import reopens, status, withdraws
from tests.scenarios.company import Company
from tests.scenarios.halts import ClaimAt, Step
from tests.scenarios.paying import states
from tests.scenarios.s1 import Walk


def test_a_withdrawn_claim_has_no_task_no_limit_and_no_reserve(company: Company) -> None:
    walk = Walk(company)
    walk.all_until(walk.papers)

    withdraws(walk)

    claim = company.claim(walk.claim_no)
    assert (claim["status"], claim["reserve"]) == ("withdrawn", "0.00")
    assert claim["closed_at"] is not None
    assert company.waiting(walk.claim_no) == {}
    open_clocks = {
        key: clock["state"]
        for key, clock in company.clocks(walk.claim_no).items()
        if clock["state"] in ("running", "paused")
    }
    assert open_clocks == {}
    case = company.get("u_aud", f"/cases/{walk.claim_no}")
    assert case["state"] == "completed"


@pytest.mark.parametrize(
    "step", [Walk.report, Walk.register, Walk.survey_report, Walk.assess, Walk.adjudicate]
)
def test_a_claim_may_be_taken_back_at_every_stage(claim_at: ClaimAt, step: Step) -> None:
    walk = claim_at(step)

    withdraws(walk)

    assert walk.company.waiting(walk.claim_no) == {}
    assert status(walk) == "withdrawn"


def test_an_order_that_the_bank_has_not_executed_is_withdrawn(unpaid: Walk) -> None:
    withdraws(unpaid)

    assert states(unpaid) == ["cancelled"]
    assert status(unpaid) == "withdrawn"


def test_what_is_paid_cannot_be_taken_back(unpaid: Walk) -> None:
    unpaid.bank_result()

    refusal = withdraws(unpaid, expect=409)

    assert refusal["code"] == "payment_executed"


def test_a_claim_is_taken_back_once(claim_at: ClaimAt) -> None:
    walk = claim_at(Walk.papers)
    withdraws(walk)

    refusal = withdraws(walk, expect=409)

    assert "withdrawn" in refusal["detail"]


def test_who_does_not_hand_in_papers_does_not_take_a_claim_back(claim_at: ClaimAt) -> None:
    withdraws(claim_at(Walk.papers), "u_sur1", expect=403)


def test_a_withdrawn_claim_is_no_duplicate_of_the_next_report(claim_at: ClaimAt) -> None:
    walk = claim_at(Walk.papers)
    withdraws(walk)

    again = walk.company.reports("u_int", **walk.report_with())

    assert "register_claim" in walk.company.waiting(again["claim_no"])


def test_a_re_opened_claim_that_is_taken_back_keeps_what_was_settled_before(
    claim_at: ClaimAt,
) -> None:
    walk = claim_at(Walk.archive)
    staff.hires(walk.company, "u_cmgr", "claims_manager")
    again = Walk(walk.company, walk.loss, reopens(walk)["claim_no"])

    withdraws(again)

    assert walk.company.waiting(again.claim_no) == {}
    assert walk.company.claim(again.claim_no)["already_paid"] == "3600.00"
