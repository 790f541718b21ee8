"""What the bank answers, or does not, and what becomes of the payment then."""

from typing import Any

import pytest

from tests.scenarios import paying
from tests.scenarios.company import Company
from tests.scenarios.halts import ClaimAt
from tests.scenarios.s1 import Walk


@pytest.fixture
def walk(claim_at: ClaimAt) -> Walk:
    """A small claim whose order has gone to the bank on 3 March at 15:00."""
    return claim_at(Walk.order)


@pytest.fixture
def company(walk: Walk) -> Company:
    return walk.company


def asked(walk: Walk) -> int:
    (payment,) = paying.payments(walk)
    return int(payment["chased"])


# ---------------------------------------------------------------- answers
def test_the_bank_may_say_the_same_twice(walk: Walk) -> None:
    first = paying.bank_says(walk, "success")

    again = paying.bank_says(walk, "success")

    assert again == first


@pytest.mark.parametrize(("status", "ref"), [("failed", "B-1"), ("success", "B-2")])
def test_the_bank_may_not_say_something_else(walk: Walk, status: str, ref: str) -> None:
    paying.bank_says(walk, "success")

    refused = paying.bank_says(walk, status, ref=ref, expect=409)

    assert refused["code"] == "payment_executed"
    assert paying.states(walk) == ["executed"]


def test_the_answer_to_a_failed_order_may_be_repeated_after_a_new_one(walk: Walk) -> None:
    paying.bank_says(walk, "failed")
    paying.fixes(walk)
    failed = paying.payments(walk)[0]

    again = paying.bank_says(walk, "failed", of=failed)

    assert again["status"] == "failed"
    assert paying.states(walk) == ["failed", "draft"]


def test_a_failed_order_is_not_paid_after_all(walk: Walk) -> None:
    paying.bank_says(walk, "failed")
    paying.fixes(walk)

    paying.bank_says(walk, "success", of=paying.payments(walk)[0], expect=409)

    assert paying.states(walk) == ["failed", "draft"]


def test_a_payment_is_not_told_to_be_made_past_the_door_of_the_bank(
    walk: Walk, company: Company
) -> None:
    (payment,) = paying.payments(walk)
    told = {"status": "success", "bank_ref": "B-1", "executed_at": "2026-03-03T15:00:00+08:00"}
    message = {"name": "payment_result", "correlation_key": payment["id"], "data": told}

    refusal = company.post("u_int", "/messages", message, expect=409)

    assert refusal["code"] == "own_door"
    assert paying.states(walk) == ["ordered"]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"payee_name": ""}, "payee_name"),
        ({"account_no": " "}, "account_no"),
        ({"payee_type": "friend"}, "payee_type"),
        ({"requested_method": "cash"}, "requested_method"),
    ],
)
def test_a_wrong_correction_is_refused(
    walk: Walk, company: Company, wrong: dict[str, Any], field: str
) -> None:
    paying.bank_says(walk, "failed")

    refused = paying.fixes(walk, expect=422, **wrong)

    assert [error["pointer"] for error in refused["errors"]] == [f"/data/{field}"]
    assert company.waiting(walk.claim_no) == {"fix_payment": ["cashier"]}


# ---------------------------------------------------------------- silence
def test_a_silent_bank_is_asked_after_a_day_and_after_two(walk: Walk, company: Company) -> None:
    company.now_is("2026-03-04T14:59")
    assert asked(walk) == 0

    company.now_is("2026-03-04T15:00")
    assert asked(walk) == 1
    company.now_is("2026-03-05T15:00")

    assert asked(walk) == 2
    assert paying.incidents(company) == []


def test_the_third_time_somebody_has_to_call_the_bank(walk: Walk, company: Company) -> None:
    company.now_is("2026-03-06T15:00")

    assert asked(walk) == 2
    assert paying.incidents(company) == ["chase_bank"]


def test_an_answer_that_comes_late_ends_the_trouble(walk: Walk, company: Company) -> None:
    company.now_is("2026-03-06T15:00")

    paying.bank_says(walk, "success")

    assert paying.incidents(company) == []
    assert company.waiting(walk.claim_no) == {"archive_claim": ["archivist"]}


def test_a_bank_that_answers_in_time_is_not_asked(walk: Walk, company: Company) -> None:
    company.now_is("2026-03-04T10:00")
    paying.bank_says(walk, "success")

    company.now_is("2026-03-09T15:00")

    assert asked(walk) == 0
    assert paying.incidents(company) == []
