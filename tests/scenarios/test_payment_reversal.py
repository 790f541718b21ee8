"""What was paid wrongly is claimed back, by somebody who had no part in paying it."""

from typing import Any

import pytest

from tests.scenarios import losses, paying
from tests.scenarios.absences import holds, names
from tests.scenarios.company import Company
from tests.scenarios.halts import ClaimAt
from tests.scenarios.s1 import Walk
from tests.scenarios.staff import hires, joins

WHY = {"reason": "收款人错误"}


@pytest.fixture
def walk(claim_at: ClaimAt) -> Walk:
    """A claim of 60,000 that u_cash ordered, u_fin confirmed and the bank has paid."""
    walk = claim_at(Walk.agree, losses.motor("60000.00"))
    paying.ordered(walk)
    paying.reviews(walk, "confirm")
    paying.bank_says(walk, "success")
    hires(walk.company, "u_fin2", "finance_reviewer")
    return walk


@pytest.fixture
def company(walk: Walk) -> Company:
    return walk.company


def reverses(walk: Walk, user: str, body: dict[str, Any], *, expect: int = 200) -> Any:
    payment = paying.payments(walk)[-1]
    return walk.company.post(user, f"/payments/{payment['id']}/reverse", body, expect=expect)


def test_another_reviewer_reverses_a_payment(walk: Walk) -> None:
    reversed_one = reverses(walk, "u_fin2", WHY)

    assert reversed_one["status"] == "reversed"
    recovery = reversed_one["recovery"]
    assert (recovery["amount"], recovery["recovered"]) == ("60000.00", "0.00")
    assert (recovery["reason"], recovery["status"]) == ("收款人错误", "open")


@pytest.mark.parametrize("user", ["u_fin", "u_cash"])
def test_neither_of_the_orders_two_people_reverses_it(
    walk: Walk, company: Company, user: str
) -> None:
    joins(company, "u_cash", "finance_reviewer")

    refused = reverses(walk, user, WHY, expect=403)

    assert refused["code"] == "four_eyes_violation"
    assert paying.states(walk) == ["executed"]


def test_nor_does_the_one_in_whose_place_it_was_ordered(claim_at: ClaimAt) -> None:
    walk = claim_at(Walk.agree)
    walk.payee()
    order = holds(walk, "u_cash", "make_payment_order")
    names(walk.company, "u_sup", "u_arc", user="u_cash")
    walk.company.post("u_arc", f"{order}/complete")
    walk.bank_result()
    joins(walk.company, "u_cash", "finance_reviewer")

    refused = reverses(walk, "u_cash", WHY, expect=403)

    assert refused["code"] == "four_eyes_violation"


@pytest.mark.parametrize("user", ["u_cash", "u_l3a", "u_int", "u_adm", "u_aud"])
def test_only_reviewers_of_payments_reverse(walk: Walk, user: str) -> None:
    reverses(walk, user, WHY, expect=403)

    assert paying.states(walk) == ["executed"]


@pytest.mark.parametrize("body", [{}, {"reason": ""}, {"reason": None}])
def test_a_reversal_has_a_reason(walk: Walk, body: dict[str, Any]) -> None:
    refused = reverses(walk, "u_fin2", body, expect=422)

    assert [error["pointer"] for error in refused["errors"]] == ["/reason"]


def test_a_payment_is_reversed_once(walk: Walk) -> None:
    reverses(walk, "u_fin2", WHY)

    reverses(walk, "u_fin2", WHY, expect=409)

    assert paying.states(walk) == ["reversed"]


def test_the_bank_may_still_repeat_its_answer(walk: Walk) -> None:
    reverses(walk, "u_fin2", WHY)

    paying.bank_says(walk, "success")

    assert paying.states(walk) == ["reversed"]


def test_what_is_not_paid_is_not_reversed(claim_at: ClaimAt) -> None:
    walk = claim_at(Walk.order)

    reverses(walk, "u_fin", WHY, expect=409)

    assert paying.states(walk) == ["ordered"]


def test_an_unknown_payment_is_not_reversed(company: Company) -> None:
    company.post("u_fin2", "/payments/PAY-20260101-000009/reverse", WHY, expect=404)


def test_what_was_reversed_may_be_paid_to_whom_it_belongs(walk: Walk, company: Company) -> None:
    reverses(walk, "u_fin2", WHY)
    again = paying.pays(company, "PAY-AGAIN", walk, kind="final", amount_total=9000, already_paid=0)

    again.payee()
    again.order()
    paying.bank_says(walk, "success", ref="B-2")

    assert paying.states(walk) == ["reversed", "executed"]
