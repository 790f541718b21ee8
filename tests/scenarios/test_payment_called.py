"""What a process that has a payment made may tell it, and how it takes a payment back."""

from typing import Any

import pytest

from tests.scenarios import paying
from tests.scenarios.company import Company
from tests.scenarios.halts import ClaimAt
from tests.scenarios.s1 import Walk


@pytest.fixture
def paid(claim_at: ClaimAt) -> Walk:
    """A small claim that is paid to 张伟."""
    return claim_at(Walk.bank_result)


@pytest.fixture
def company(paid: Walk) -> Company:
    return paid.company


def withdraws(company: Company, walk: Walk) -> None:
    """Tell whatever payment of a claim is under way that it is not wanted any more."""
    subject = company.claim(walk.claim_no)["id"]
    company.post("u_int", "/messages", {"name": "payment_withdrawn", "correlation_key": subject})


# ---------------------------------------------------------------- the payee is known
def test_a_payee_who_was_paid_before_is_not_asked_for_again(paid: Walk, company: Company) -> None:
    again = paying.pays(company, "PAY-1", paid)

    assert company.waiting(again.claim_no) == {"make_payment_order": ["cashier"]}
    first, second = paying.payments(paid)
    assert second["payee"] == first["payee"]


def test_a_payee_of_another_name_is_asked_for(paid: Walk, company: Company) -> None:
    again = paying.pays(company, "PAY-1", paid, payee={"name": "李四"})

    assert company.waiting(again.claim_no) == {"payee_data": ["cashier"]}


def test_only_the_difference_is_paid(paid: Walk, company: Company) -> None:
    again = paying.pays(company, "PAY-1", paid, amount_total=5000, already_paid=3600)

    again.order()

    assert paying.payments(paid)[-1]["amount"] == "1400.00"


def test_an_account_of_somebody_else_is_not_paid_to(paid: Walk, company: Company) -> None:
    again = paying.pays(company, "PAY-1", paid, payee={"name": "李四"})

    again.payee()

    assert paying.states(paid) == ["executed", "held"]
    assert company.get("u_aud", "/cases/PAY-1")["state"] == "completed"


def test_what_was_paid_is_not_ordered_again(paid: Walk, company: Company) -> None:
    again = paying.pays(company, "PAY-1", paid, kind="final")

    refused = again.completes("u_cash", "make_payment_order", expect=409)

    assert refused["code"] == "payment_executed"


def test_an_order_is_not_valued_in_the_past(paid: Walk, company: Company) -> None:
    again = paying.pays(company, "PAY-1", paid)

    refused = again.completes("u_cash", "make_payment_order", value_date="2026-03-03", expect=422)

    assert [error["pointer"] for error in refused["errors"]] == ["/data/value_date"]


# ---------------------------------------------------------------- somebody else is liable
def test_what_was_paid_is_recovered_from_who_is_liable(paid: Walk, company: Company) -> None:
    liable = paying.pays(company, "PAY-1", paid, third_party="王五")
    liable.order()

    paying.bank_says(paid, "success", ref="B-2")

    recovered = paying.payments(paid)[-1]["subrogation"]
    assert (recovered["third_party"], recovered["amount_paid"]) == ("王五", "1400.00")
    assert (recovered["recovered"], recovered["status"]) == ("0.00", "open")


def test_where_nobody_else_is_liable_nothing_is_recovered(paid: Walk) -> None:
    (payment,) = paying.payments(paid)

    assert (payment["subrogation"], payment["recovery"]) == (None, None)


# ---------------------------------------------------------------- it is taken back
def test_a_payment_not_ordered_is_taken_back(paid: Walk, company: Company) -> None:
    again = paying.pays(company, "PAY-1", paid)

    withdraws(company, paid)

    assert paying.states(paid) == ["executed", "cancelled"]
    assert company.waiting(again.claim_no) == {}


def test_an_order_at_the_bank_is_taken_back(paid: Walk, company: Company) -> None:
    again = paying.pays(company, "PAY-1", paid)
    again.order()

    withdraws(company, paid)

    assert paying.states(paid) == ["executed", "cancelled"]
    assert company.waiting(again.claim_no) == {}
    assert company.get("u_aud", "/cases/PAY-1")["state"] == "completed"


def test_a_payment_is_taken_back_before_its_payee_is_named(paid: Walk, company: Company) -> None:
    again = paying.pays(company, "PAY-1", paid, payee={"name": "李四"})

    withdraws(company, paid)

    assert company.waiting(again.claim_no) == {}
    assert paying.states(paid) == ["executed"]


def test_what_the_bank_paid_all_the_same_has_to_come_back(paid: Walk, company: Company) -> None:
    paying.pays(company, "PAY-1", paid).order()
    withdraws(company, paid)

    paying.bank_says(paid, "success", ref="B-2")

    late = paying.payments(paid)[-1]
    assert (late["status"], late["recovery"]["amount"]) == ("reversed", "1400.00")


def test_what_was_paid_is_not_taken_back(paid: Walk, company: Company) -> None:
    withdraws(company, paid)

    assert paying.states(paid) == ["executed"]
    assert company.waiting(paid.claim_no) == {"archive_claim": ["archivist"]}


# ---------------------------------------------------------------- the caller is wrong
@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": "gift"},
        {"subject_type": None},
        {"amount_total": "much"},
        {"lob": 7},
        {"payee": {"name": 7}},
    ],
)
def test_a_payment_called_wrongly_is_refused_with_its_field(
    paid: Walk, company: Company, wrong: dict[str, Any]
) -> None:
    refusal = paying.calls(company, "PAY-1", paid, expect=422, **wrong)

    (error,) = refusal["errors"]
    assert error["pointer"].startswith(f"/data/{next(iter(wrong))}")
    assert paying.incidents(company) == []


def test_a_payment_called_with_nothing_is_refused(company: Company) -> None:
    body = {"process": "payment", "business_key": "PAY-0", "data": {}}

    refusal = company.post("u_adm", "/cases", body, expect=422)

    assert "/data/amount_total" in [error["pointer"] for error in refusal["errors"]]
    assert paying.incidents(company) == []
