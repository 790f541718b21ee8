"""Payees, orders and what becomes of them."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
import sqlalchemy as sa

from app.cases.models import Message
from app.errors import Conflict, InvalidInput, NotFound
from app.insurance.customers import queries as customers
from app.insurance.customers.models import AmlRisk
from app.insurance.payments import operations, queries
from app.insurance.payments.handlers import closing
from app.insurance.payments.handlers import order as orders
from app.insurance.payments.handlers import payee as payees
from app.insurance.payments.models import Payment, PaymentStatus
from app.outbox.models import OutboxMessage
from app.work import Work
from tests.insurance.calls import Call
from tests.insurance.conftest import NINE_THIRTY
from tests.insurance.payouts import ORDERED, PAYEE, also, payment_call


def test_the_account_is_nowhere_but_encrypted_in_the_record(work: Work, payee: Call) -> None:
    stored = work.session.execute(sa.text("SELECT payee_account FROM payment")).scalar_one()

    assert b"6222020000000000001" not in bytes(stored)
    assert "6222020000000000001" not in str(payee.variables)


@pytest.mark.parametrize(
    ("answers", "pointer"),
    [
        ({"payee_name": " "}, "/data/payee_name"),
        ({"payee_type": "friend"}, "/data/payee_type"),
        ({"relation": "neighbour"}, "/data/relation"),
        ({"requested_method": "cash"}, "/data/requested_method"),
        ({"account_no": ""}, "/data/account_no"),
        ({"bank": None}, "/data/bank"),
    ],
)
def test_a_wrong_payee_is_refused(work: Work, answers: dict[str, Any], pointer: str) -> None:
    with pytest.raises(InvalidInput) as refusal:
        payees.record_payee(payment_call(work), {**PAYEE, **answers})

    assert [error.pointer for error in refusal.value.errors] == [pointer]


def test_what_is_left_to_pay_is_the_total_less_what_was_paid(payee: Call) -> None:
    found = payees.verify_account(also(payee, already_paid=Decimal("600.50")))

    assert found == {
        "account_verified": True,
        "amount": Decimal("2999.50"),
        "customer_risk": "low",
    }


def test_an_account_of_another_is_not_verified(payee: Call) -> None:
    found = payees.verify_account(also(payee, payee={"name": "李四"}))

    assert found["account_verified"] is False


def test_the_payees_risk_class_is_known(work: Work, payee: Call) -> None:
    customers.get_customer(work.session, "C-ZHANG").aml_risk = AmlRisk.HIGH

    assert payees.verify_account(payee)["customer_risk"] == "high"


def test_an_order_gets_a_number_and_goes_to_the_outbox(work: Work, order: Payment) -> None:
    message = work.session.scalars(sa.select(OutboxMessage)).one()

    assert (order.payment_no, order.amount) == ("PAY-20260302-000001", Decimal("3600.00"))
    assert (order.status, order.ordered_by) == (PaymentStatus.ORDERED, work.actor.user_id)
    assert (message.kind, message.idempotency_key) == ("bank.payment_order", order.payment_no)
    assert message.payload["amount"] == 3600
    assert "account" not in str(message.payload)


@pytest.mark.parametrize(
    ("found", "reason"),
    [
        ({"method": "hold"}, "held"),
        ({"cdd_level": "enhanced"}, "due diligence"),
        ({"second_check": True}, "second person"),
    ],
)
def test_an_order_that_needs_more_does_not_go_to_the_bank(
    work: Work, payee: Call, found: dict[str, Any], reason: str
) -> None:
    orders.record_order(also(payee, **{**ORDERED, **found}), {})

    with pytest.raises(Conflict, match=reason):
        orders.execute(payee)

    assert work.session.scalars(sa.select(OutboxMessage)).all() == []


def test_an_order_is_made_out_once(payee: Call, order: Payment) -> None:
    with pytest.raises(Conflict):
        orders.record_order(also(payee, **ORDERED), {})


def test_what_was_paid_is_not_ordered_again(payee: Call, order: Payment) -> None:
    operations.record_result(payee.work, order.id, status="success", bank_ref="B-1")
    second = also(payee, **(payees.record_payee(payee, PAYEE) or {}))

    with pytest.raises(Conflict) as refusal:
        orders.record_order(also(second, **ORDERED), {})

    assert refusal.value.code == "payment_executed"


def test_the_banks_answer_is_told_to_the_case(work: Work, payee: Call, order: Payment) -> None:
    operations.record_result(work, str(order.payment_no), status="success", bank_ref="B-1")

    message = work.session.scalars(sa.select(Message)).one()
    assert (message.name, message.correlation_key) == ("payment_result", str(order.id))
    assert message.variables == {
        "status": "success",
        "bank_ref": "B-1",
        "executed_at": "2026-03-02T09:30:00+08:00",
    }
    assert closing.record_result(payee) == {
        "payment_result": "paid",
        "executed_at": "2026-03-02T09:30:00+08:00",
        "paid_amount": Decimal("3600.00"),
    }


def test_the_bank_may_repeat_its_answer(work: Work, order: Payment) -> None:
    answer: dict[str, Any] = {"status": "success", "bank_ref": "B-1", "executed_at": NINE_THIRTY}
    operations.record_result(work, order.id, **answer)
    operations.record_result(work, order.id, **answer)

    assert work.session.scalar(sa.select(sa.func.count(Message.id))) == 1


@pytest.mark.parametrize(
    "other",
    [
        {"status": "failed"},
        {"bank_ref": "B-2"},
        {"executed_at": NINE_THIRTY - dt.timedelta(seconds=1)},
    ],
)
def test_the_bank_may_not_change_its_answer(
    work: Work, order: Payment, other: dict[str, Any]
) -> None:
    answer: dict[str, Any] = {"status": "success", "bank_ref": "B-1", "executed_at": NINE_THIRTY}
    operations.record_result(work, order.id, **answer)

    with pytest.raises(Conflict) as refusal:
        operations.record_result(work, order.id, **{**answer, **other})

    assert refusal.value.code == "payment_executed"


def test_a_draft_has_no_answer(work: Work, payee: Call) -> None:
    with pytest.raises(Conflict):
        operations.record_result(
            work, payee.variables["payment_id"], status="success", bank_ref="B-1"
        )


def test_an_unknown_payment_has_no_answer(work: Work) -> None:
    with pytest.raises(NotFound):
        operations.record_result(work, "PAY-1", status="success", bank_ref="B-1")


@pytest.mark.parametrize(
    ("answer", "pointer"),
    [
        ({"status": "maybe"}, "/status"),
        ({"executed_at": NINE_THIRTY + dt.timedelta(seconds=1)}, "/executed_at"),
    ],
)
def test_a_wrong_answer_is_refused(
    work: Work, order: Payment, answer: dict[str, Any], pointer: str
) -> None:
    with pytest.raises(InvalidInput) as refusal:
        operations.record_result(
            work, order.id, **{"status": "success", "bank_ref": "B-1", **answer}
        )

    assert [error.pointer for error in refusal.value.errors] == [pointer]


def test_a_failed_payment_does_not_go_on(work: Work, payee: Call, order: Payment) -> None:
    operations.record_result(work, order.id, status="failed", bank_ref="B-1")

    with pytest.raises(Conflict, match="failed"):
        closing.record_result(payee)


def test_a_withdrawn_claim_loses_every_payment_not_made(payee: Call) -> None:
    advance = payees.record_payee(also(payee, kind="advance"), PAYEE) or {}
    subject = {name: payee.variables[name] for name in ("subject_type", "subject_id")}

    orders.cancel(replace(payee, variables=subject))

    drafts = [payee.variables["payment_id"], advance["payment_id"]]
    found = [queries.get_payment(payee.work.session, draft).status for draft in drafts]
    assert found == [PaymentStatus.CANCELLED] * 2


def test_advances_are_counted(payee: Call) -> None:
    advance = also(payee, kind="advance")
    first = also(advance, **(payees.record_payee(advance, PAYEE) or {}))
    orders.record_order(also(first, **ORDERED), {})
    orders.execute(first)
    operations.record_result(
        payee.work, first.variables["payment_id"], status="success", bank_ref="B-1"
    )

    second = payees.record_payee(advance, PAYEE) or {}

    paid = queries.get_payment(payee.work.session, first.variables["payment_id"])
    assert paid.running_no == 1
    assert queries.get_payment(payee.work.session, second["payment_id"]).running_no == 2


@pytest.mark.parametrize(
    ("called", "pointer"),
    [
        ({"subject_type": "policy"}, "/subject_type"),
        ({"subject_id": "x"}, "/subject_id"),
        ({"kind": "gift"}, "/kind"),
        ({"lob": None}, "/lob"),
        ({"amount_total": None}, "/amount_total"),
        ({"already_paid": -1}, "/already_paid"),
    ],
)
def test_a_caller_that_leaves_something_out_is_told(
    work: Work, called: dict[str, Any], pointer: str
) -> None:
    with pytest.raises(InvalidInput) as refusal:
        payees.prepare(also(payment_call(work), **called))

    assert [error.pointer for error in refusal.value.errors] == [pointer]
