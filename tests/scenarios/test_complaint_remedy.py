"""A remedy is approved before the reply and paid beside it: no bank delays the decision."""

import pytest

from tests.scenarios.company import Company, Json
from tests.scenarios.complaining import (
    COMPLAINT,
    accepts,
    approves,
    bank_pays,
    complaint,
    investigates,
    now,
    number_of,
    orders,
    payment,
    proposes,
    replies,
    reviews,
    says,
    traces,
    withdraws,
)
from tests.scenarios.paying import KNOWN, PAYEE
from tests.scenarios.test_complaints import clocks, letters

RESTRICTED = {**KNOWN, "risk": "high", "result": "restrict"}


@pytest.fixture
def company(company_on_sqlite: Company) -> Company:
    """The company on Monday 2 March."""
    company_on_sqlite.now_is("2026-03-02T09:30")
    return company_on_sqlite


@pytest.fixture
def number(company: Company) -> str:
    """A complaint for which a small sum was granted."""
    number = number_of(company)
    is_granted(company, number, "300.00", "u_l1a")
    return number


def is_granted(company: Company, number: str, amount: str, *approvers: str) -> None:
    """Propose a sum and let it be approved."""
    accepts(company, number)
    investigates(company, number)
    proposes(company, number, remedy="payment", remedy_amount=amount)
    assert [approves(company, number, user) for user in approvers]


def is_examined(company: Company, number: str, found: Json) -> None:
    """Let the officer examine the complainant."""
    payee = {**PAYEE, "payee_name": COMPLAINT["complainant"], "relation": "complainant"}
    company.completes("u_cash", "payee_data", number, **payee)
    company.completes("u_aml", "cdd", number, **found)


def reply_letter(company: Company, number: str) -> Json:
    """Return the letter by which the complaint was answered."""
    items = company.get("u_aud", f"/complaints/{number}/letters")["items"]
    (found,) = [letter for letter in items if letter["kind"] == "complaint_reply"]
    return dict(company.get("u_aud", f"/letters/{found['id']}"))


def test_the_reply_goes_out_in_time_though_due_diligence_holds_the_payment(
    company: Company,
) -> None:
    number = number_of(company)
    is_granted(company, number, "12000.00", "u_l1a", "u_l2a")
    is_examined(company, number, RESTRICTED)
    company.now_is("2026-03-10T10:00")

    replies(company, number)
    says(company, number, satisfied=True)
    traces(company, number)

    assert clocks(company, number)["complaint", "statutory"] == ("met", "2026-03-17")
    found = complaint(company, number)
    assert (found["status"], found["remedy_paid_at"]) == ("resolved", None)
    assert company.get("u_aud", f"/cases/{number}")["state"] == "active"
    why = {"reason": "已补充身份证明"}
    company.post("u_comp", f"/payments/{payment(company, number)['id']}/release", why)
    is_examined(company, number, KNOWN)
    company.completes("u_cash", "make_payment_order", number)
    company.completes("u_fin", "review_payment", number, result="confirm")
    paid = company.get("u_aud", f"/complaints/{number}/payments")["items"][-1]
    body = {"status": "success", "bank_ref": "B-1", "executed_at": now(company)}
    company.post("u_int", f"/payments/{paid['id']}/result", body)
    assert (paid["amount"], complaint(company, number)["remedy_paid_at"]) == (
        "12000.00",
        body["executed_at"],
    )
    assert company.get("u_aud", f"/cases/{number}")["state"] == "completed"


def test_the_reply_names_the_sum_and_that_it_is_still_to_come(
    company: Company, number: str
) -> None:
    replies(company, number)

    letter = reply_letter(company, number)
    assert {"name": "补偿金额", "value": "300.00元"} in letter["facts"]
    assert letter["next_steps"] == ["补偿款项正在办理支付，到账后本公司将另行通知。"]
    orders(company, number)
    bank_pays(company, number)
    assert letters(company, number) == ["complaint_reply", "payment"]


def test_a_reply_after_the_payment_promises_no_other(company: Company, number: str) -> None:
    orders(company, number)
    bank_pays(company, number)

    replies(company, number)

    assert reply_letter(company, number)["next_steps"] == []


def test_a_limit_runs_for_paying_what_was_granted(company: Company, number: str) -> None:
    assert clocks(company, number)["payment", "internal"] == ("running", "2026-03-05")
    assert company.task(number, "payee_data")["due_at"] == "2026-03-06T00:00:00+08:00"

    orders(company, number)
    bank_pays(company, number)

    assert clocks(company, number)["payment", "internal"] == ("met", "2026-03-05")


def test_a_review_changes_nothing_of_a_sum_that_was_granted(company: Company, number: str) -> None:
    replies(company, number)
    says(company, number, satisfied=False, review_requested=True)
    reviews(company, number, by="u_cmpm", uphold=False)

    again = proposes(company, number, remedy="payment", remedy_amount="9000.00", expect=422)
    proposes(company, number, remedy="apology")
    orders(company, number)
    bank_pays(company, number)

    assert [error["pointer"] for error in again["errors"]] == ["/data/remedy"]
    assert (payment(company, number)["amount"], payment(company, number)["status"]) == (
        "300.00",
        "executed",
    )
    assert complaint(company, number)["remedy_amount"] == "300.00"


def test_who_withdraws_after_the_reply_is_not_paid(company: Company, number: str) -> None:
    replies(company, number)
    orders(company, number)

    withdraws(company, number)

    assert payment(company, number)["status"] == "cancelled"
    assert clocks(company, number)["payment", "internal"][0] == "cancelled"
    assert company.waiting(number) == {}
