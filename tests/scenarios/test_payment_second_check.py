"""A larger sum leaves the house only after a second person has looked at the order."""

from typing import Any

import pytest

from tests.scenarios import losses, paying
from tests.scenarios.company import Company
from tests.scenarios.halts import ClaimAt
from tests.scenarios.s1 import Walk
from tests.scenarios.staff import joins

CONFIRM = {"data": {"result": "confirm"}}


@pytest.fixture
def walk(claim_at: ClaimAt) -> Walk:
    """A claim of 60,000 to whose sum the claimant has agreed."""
    return claim_at(Walk.agree, losses.motor("60000.00"))


@pytest.fixture
def company(walk: Walk) -> Company:
    return walk.company


@pytest.fixture
def order(walk: Walk) -> str:
    """The task of the second check."""
    paying.ordered(walk)
    return str(walk.company.task(walk.claim_no, "review_payment")["id"])


def test_an_order_of_sixty_thousand_waits_for_the_second_check(
    walk: Walk, company: Company, order: str
) -> None:
    assert company.waiting(walk.claim_no) == {"review_payment": ["finance_reviewer"]}
    assert paying.states(walk) == ["ordered"]


def test_the_second_check_is_due_with_the_payment(walk: Walk, company: Company, order: str) -> None:
    limit = company.clocks(walk.claim_no)["payment", "internal"]

    assert company.get("u_fin", f"/tasks/{order}")["due_at"] == limit["due_at"]


def test_the_reviewer_sees_sum_number_and_payee(walk: Walk, company: Company, order: str) -> None:
    shown = company.get("u_fin", f"/tasks/{order}/form")["data"]

    (payment,) = paying.payments(walk)
    assert (shown["amount"], shown["payment_no"]) == (60000, payment["payment_no"])
    assert (shown["payee_name"], shown["masked_account"]) == ("张伟", "****0001")


def test_the_bank_has_nothing_to_answer_before_the_second_check(walk: Walk, order: str) -> None:
    paying.bank_says(walk, "success", expect=409)

    assert paying.states(walk) == ["ordered"]


def test_a_returned_order_is_made_out_anew_under_its_number(
    walk: Walk, company: Company, order: str
) -> None:
    (before,) = paying.payments(walk)
    paying.reviews(walk, "return")
    assert company.waiting(walk.claim_no) == {"make_payment_order": ["cashier"]}

    walk.completes("u_cash", "make_payment_order", value_date="2026-03-05")
    paying.reviews(walk, "confirm")

    (after,) = paying.payments(walk)
    assert (after["payment_no"], after["value_date"]) == (before["payment_no"], "2026-03-05")
    assert after["status"] == "reviewed"
    assert after["reviewed_by"] not in (None, after["ordered_by"])


def test_sum_and_method_of_an_order_cannot_be_changed(walk: Walk) -> None:
    walk.payee()
    paying.knows(walk)

    refused = walk.completes("u_cash", "make_payment_order", amount="1.00", expect=422)

    assert [error["pointer"] for error in refused["errors"]] == ["/data/amount"]
    assert paying.states(walk) == ["draft"]


@pytest.mark.parametrize("user", ["u_cash", "u_l2a", "u_l3a"])
def test_neither_the_cashier_nor_an_approver_is_the_second_pair_of_eyes(
    walk: Walk, company: Company, order: str, user: str
) -> None:
    joins(company, user, "finance_reviewer")
    assert company.get(user, "/tasks", view="unassigned")["items"] == []

    refused = company.post(user, f"/tasks/{order}/complete", CONFIRM, expect=403)

    assert refused["code"] == "four_eyes_violation"
    assert paying.states(walk) == ["ordered"]


def test_an_approver_does_not_make_out_the_order(walk: Walk, company: Company) -> None:
    walk.payee()
    paying.knows(walk)
    joins(company, "u_l2a", "cashier")

    refused = walk.completes("u_l2a", "make_payment_order", expect=403)

    assert refused["code"] == "four_eyes_violation"


@pytest.mark.parametrize(
    ("answers", "pointer"), [({}, "/data/result"), ({"result": "maybe"}, "/data/result")]
)
def test_a_check_without_a_result_is_refused(
    walk: Walk, company: Company, order: str, answers: dict[str, Any], pointer: str
) -> None:
    refused = company.post("u_fin", f"/tasks/{order}/complete", {"data": answers}, expect=422)

    assert [error["pointer"] for error in refused["errors"]] == [pointer]


@pytest.mark.parametrize(
    ("amount", "first"), [("9999.99", "make_payment_order"), ("10000.00", "cdd")]
)
def test_ten_thousand_are_examined(claim_at: ClaimAt, amount: str, first: str) -> None:
    walk = claim_at(Walk.payee, losses.motor(amount))

    assert list(walk.company.waiting(walk.claim_no)) == [first]


@pytest.mark.parametrize(("amount", "then"), [("10000.00", []), ("10000.01", ["review_payment"])])
def test_more_than_ten_thousand_are_checked(
    claim_at: ClaimAt, amount: str, then: list[str]
) -> None:
    walk = claim_at(Walk.payee, losses.motor(amount))
    paying.knows(walk)

    walk.order()

    assert list(walk.company.waiting(walk.claim_no)) == then


def test_a_cheque_over_a_small_sum_is_checked_too(claim_at: ClaimAt) -> None:
    walk = claim_at(Walk.agree)
    walk.completes("u_cash", "payee_data", **{**paying.PAYEE, "requested_method": "cheque"})

    walk.order()

    (payment,) = paying.payments(walk)
    assert (payment["method"], payment["second_check"]) == ("cheque", True)
    assert walk.company.waiting(walk.claim_no) == {"review_payment": ["finance_reviewer"]}


def test_a_wallet_cannot_hold_what_needs_a_transfer(walk: Walk) -> None:
    wallet = {
        "payee_name": "张伟",
        "payee_type": "individual",
        "relation": "insured",
        "requested_method": "e_wallet",
    }

    refused = walk.completes("u_cash", "payee_data", expect=422, **wallet)

    assert [error["pointer"] for error in refused["errors"]] == ["/data/requested_method"]
    assert walk.company.waiting(walk.claim_no) == {"payee_data": ["cashier"]}
