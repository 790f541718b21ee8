"""Where the sum takes longer, what can be determined is paid by day 60 (Insurance Law art. 25)."""

from dataclasses import replace
from typing import Any

import pytest

from tests.scenarios import rejections, staff
from tests.scenarios.advancing import (
    advances,
    approves_advance,
    decides_on_advance,
    is_paid_in_advance,
    names_payee,
    orders,
    settles,
    waits_for_the_sum,
)
from tests.scenarios.approving import decides
from tests.scenarios.branches import disagrees, status, withdraws
from tests.scenarios.company import Company
from tests.scenarios.overdue import overdue_of
from tests.scenarios.paying import bank_says, knows, payments
from tests.scenarios.s1 import Walk
from tests.scenarios.test_held_payment import COMPLIANCE, releases

OWED = ("advance_payment", "statutory")


def test_an_advance_is_paid_before_day_60_and_counts_towards_the_under_insured_sum(
    company: Company,
) -> None:
    walk = waits_for_the_sum(company)
    assert sorted(company.waiting(walk.claim_no)) == ["advance_decision", "assess_loss"]
    clock = company.clocks(walk.claim_no)["advance_payment", "internal"]
    assert (clock["due_date"], clock["warn_at"]) == ("2026-04-21", "2026-04-12T00:00:00+08:00")

    company.now_is("2026-04-14T10:00")
    is_paid_in_advance(walk)

    (advance,) = advances(walk)
    assert (advance["amount"], advance["status"]) == ("60000.00", "paid")
    assert company.clocks(walk.claim_no)[OWED]["state"] == "met"
    assert company.claim(walk.claim_no)["already_paid"] == "60000.00"
    assert company.waiting(walk.claim_no) == {"assess_loss": ["assessor"]}
    settles(walk)
    orders(walk)  # the payee is known from the advance
    bank_says(walk, "success", ref="B-2")

    # half insured: 400,000 / 2, less a tenth; 60,000 of it is paid
    assert [(row["kind"], row["amount"]) for row in payments(walk)] == [
        ("advance", "60000.00"),
        ("final", "120000.00"),
    ]
    claim = company.claim(walk.claim_no)
    assert (claim["payable"], claim["already_paid"]) == ("180000.00", "180000.00")
    assert status(walk) == "paid"


def test_where_nothing_can_be_determined_day_60_is_a_breach_of_the_law(slow: Walk) -> None:
    decides_on_advance(slow, determinable=False, items=[])

    slow.company.now_is("2026-05-02T00:00")

    assert slow.company.clocks(slow.claim_no)[OWED]["state"] == "breached"
    assert overdue_of(slow, "advance_payment", kind="statutory")["level"] == "E3"


def test_an_advance_is_approved_by_the_tier_of_its_own_sum(slow: Walk) -> None:
    decides_on_advance(slow)

    assert slow.company.waiting(slow.claim_no)["approve_step"] == ["approver_l1"]
    approves_advance(slow)
    assert "payee_data" in slow.company.waiting(slow.claim_no)


def test_an_advance_that_is_returned_is_decided_anew(slow: Walk) -> None:
    decides_on_advance(slow)

    decides(slow, "u_l1a", "return", return_to="adjudicate")

    assert "advance_decision" in slow.company.waiting(slow.claim_no)
    assert [row["status"] for row in advances(slow)] == ["refused"]


def test_an_advance_that_is_refused_is_not_paid(slow: Walk) -> None:
    decides_on_advance(slow)

    decides(slow, "u_l1a", "refuse")

    assert slow.company.waiting(slow.claim_no) == {"assess_loss": ["assessor"]}


def test_once_the_sum_is_settled_an_unpaid_advance_is_cancelled(slow: Walk) -> None:
    decides_on_advance(slow)
    approves_advance(slow)
    names_payee(slow)

    settles(slow)

    assert [(row["kind"], row["status"]) for row in payments(slow)] == [("advance", "cancelled")]
    assert [row["status"] for row in advances(slow)] == ["dropped"]
    assert "advance_decision" not in slow.company.waiting(slow.claim_no)


def test_an_advance_is_recovered_when_the_claim_is_withdrawn(slow: Walk) -> None:
    is_paid_in_advance(slow)

    withdraws(slow)
    assert slow.company.waiting(slow.claim_no) == {"recover_advance": ["cashier"]}
    slow.completes(
        "u_cash",
        "recover_advance",
        amount="60000.00",
        recovered_at="2026-04-12T00:00:00+08:00",
        method="bank_transfer",
    )

    claim = slow.company.claim(slow.claim_no)
    assert (claim["status"], claim["already_paid"]) == ("withdrawn", "0.00")
    found = slow.company.get("u_aud", f"/claims/{slow.claim_no}/advances")["recoveries"]
    assert [row["amount"] for row in found] == ["60000.00"]


@pytest.mark.parametrize(
    ("data", "pointer"),
    [
        ({"items": []}, "/data/items"),
        ({"items": [{"name": "货物", "amount": "0.00"}]}, "/data/items/0/amount"),
        ({"items": [{"name": "货物", "amount": "-1"}]}, "/data/items/0/amount"),
        ({"reason": ""}, "/data/reason"),
    ],
)
def test_a_wrong_advance_is_refused(slow: Walk, data: dict[str, object], pointer: str) -> None:
    refusal = decides_on_advance(slow, expect=422, **data)

    assert [error["pointer"] for error in refusal["errors"]] == [pointer]


def recovers(walk: Walk, amount: str, *, expect: int = 200) -> Any:
    """Let the cashier note what came back of what was paid too much."""
    return walk.completes(
        "u_cash",
        "recover_overpayment",
        amount=amount,
        recovered_at="2026-04-20T11:00:00+08:00",
        method="bank_transfer",
        expect=expect,
    )


def test_what_an_advance_paid_too_much_is_recovered_before_the_file_is_closed(slow: Walk) -> None:
    walk, company = slow, slow.company
    is_paid_in_advance(walk)
    walk.loss = replace(walk.loss, assessed="100000.00", payable="45000.00")

    settles(walk, by=("u_l1b", "u_l2b"))

    assert company.waiting(walk.claim_no) == {"recover_overpayment": ["cashier"]}
    assert status(walk) == "paid"
    recovers(walk, "15000.01", expect=422)
    recovers(walk, "15000.00")
    claim = company.claim(walk.claim_no)
    assert (claim["payable"], claim["already_paid"]) == ("45000.00", "45000.00")
    assert company.waiting(walk.claim_no) == {"archive_claim": ["archivist"]}


def test_an_advance_on_a_claim_that_is_rejected_is_recovered(slow: Walk) -> None:
    is_paid_in_advance(slow)
    slow.assess(at="2026-04-20T11:00")
    slow.completes(
        "u_adj",
        "adjudicate",
        decision="reject",
        liability_basis="故意纵火",
        exclusion_clause="第五条",
        opinion="不属于保险责任",
        check_c6="fail",
        check_c7="pass",
    )
    slow.approves("u_l2b")
    slow.approves("u_l3a")
    rejections.notifies(slow, "2026-04-20T11:00")

    assert slow.company.waiting(slow.claim_no) == {"recover_overpayment": ["cashier"]}
    recovers(slow, "60000.00")
    assert slow.company.claim(slow.claim_no)["already_paid"] == "0.00"


def test_no_more_comes_back_than_was_paid(slow: Walk) -> None:
    is_paid_in_advance(slow)
    withdraws(slow)

    refusal = slow.completes(
        "u_cash",
        "recover_advance",
        amount="60000.01",
        recovered_at="2026-04-12T00:00:00+08:00",
        method="cash",
        note="现金交回",
        expect=422,
    )

    assert [error["pointer"] for error in refusal["errors"]] == ["/data/amount"]


def test_who_approved_an_advance_may_approve_the_final_sum(slow: Walk) -> None:
    is_paid_in_advance(slow)
    slow.assess(at="2026-04-20T11:00")
    slow.decides()

    slow.approves("u_l2a")

    assert "approve_step" in slow.company.waiting(slow.claim_no)


def test_who_approved_an_advance_may_not_check_its_payment(slow: Walk) -> None:
    decides_on_advance(slow)
    approves_advance(slow)
    names_payee(slow)
    knows(slow)
    slow.order()
    staff.joins(slow.company, "u_l1a", "finance_reviewer")

    refusal = slow.completes("u_l1a", "review_payment", result="confirm", expect=403)

    assert refusal["code"] == "four_eyes_violation"


def test_no_more_is_advanced_than_was_claimed(slow: Walk) -> None:
    refusal = decides_on_advance(slow, items=[{"name": "货物", "amount": "500000.01"}], expect=422)

    assert [error["pointer"] for error in refusal["errors"]] == ["/data/items"]


def test_who_decides_on_an_advance_does_not_approve_it(slow: Walk) -> None:
    staff.joins(slow.company, "u_adj", "approver_l1")
    decides_on_advance(slow)

    refusal = slow.approves("u_adj", expect=403)

    assert refusal["code"] == "four_eyes_violation"


def test_a_held_advance_is_paid_once_compliance_releases_it(slow: Walk) -> None:
    staff.hires(slow.company, COMPLIANCE, "compliance_officer")
    decides_on_advance(slow)
    approves_advance(slow)
    names_payee(slow)
    knows(slow, risk="high", result="restrict")

    releases(slow)
    names_payee(slow)
    orders(slow)
    bank_says(slow, "success", ref="ADV-2")

    assert [row["status"] for row in advances(slow)] == ["paid"]
    assert slow.company.clocks(slow.claim_no)[OWED]["state"] == "met"


def test_a_part_that_is_paid_in_advance_already_is_not_ordered(slow: Walk) -> None:
    is_paid_in_advance(slow)
    slow.loss = replace(slow.loss, assessed="100000.00", payable="45000.00")
    slow.assess(at="2026-04-20T11:00")
    slow.decides()
    slow.approves("u_l1b")
    slow.approves("u_l2b")
    disagrees(slow)

    body = {"reply": "agree", "agreed_amount": "45000.00"}
    slow.company.post("u_int", f"/claims/{slow.claim_no}/reply", body)

    assert [row["kind"] for row in payments(slow)] == ["advance"]
    assert slow.company.waiting(slow.claim_no) == {}
