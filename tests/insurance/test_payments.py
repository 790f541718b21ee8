"""Payees, orders and the bank."""

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
from app.insurance.payments import bank, handlers, operations, queries
from app.insurance.payments.models import Payment, PaymentStatus
from app.outbox.models import OutboxMessage
from app.outbox.operations import claim_due, record_outcome, send
from app.work import Work
from tests.insurance.calls import Call, call, reported
from tests.insurance.conftest import NINE_THIRTY

PAYEE = {
    "payee_name": "张伟",
    "payee_type": "individual",
    "relation": "insured",
    "account_no": "6222020000000000001",
    "bank": "中国工商银行上海分行",
    "requested_method": "bank_transfer",
}
ORDERED = {"method": "bank_transfer", "second_check": False, "cdd_level": "none"}


def payment_call(work: Work, **variables: Any) -> Call:
    claim = reported(work)
    return call(
        work,
        claim,
        subject_type="claim",
        subject_id=claim.id,
        kind="final",
        amount_total=Decimal(3600),
        already_paid=Decimal(0),
        amount=Decimal(3600),
        payee=None,
        **variables,
    )


def also(before: Call, **variables: Any) -> Call:
    return replace(before, variables={**before.variables, **variables})


@pytest.fixture
def payee(work: Work) -> Call:
    """The call of a case whose payee is settled."""
    first = payment_call(work)
    return also(first, **(handlers.record_payee(first, PAYEE) or {}))


@pytest.fixture
def order(payee: Call) -> Payment:
    """An order that has gone to the bank."""
    handlers.record_order(also(payee, **ORDERED), {})
    handlers.execute(payee)
    return queries.get_payment(payee.work.session, payee.variables["payment_id"])


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
        handlers.record_payee(payment_call(work), {**PAYEE, **answers})

    assert [error.pointer for error in refusal.value.errors] == [pointer]


def test_what_is_left_to_pay_is_the_total_less_what_was_paid(payee: Call) -> None:
    found = handlers.verify_account(also(payee, already_paid=Decimal("600.50")))

    assert found == {
        "account_verified": True,
        "amount": Decimal("2999.50"),
        "customer_risk": "low",
    }


def test_an_account_of_another_is_not_verified(payee: Call) -> None:
    found = handlers.verify_account(also(payee, payee={"name": "李四"}))

    assert found["account_verified"] is False


def test_the_payees_risk_class_is_known(work: Work, payee: Call) -> None:
    customers.get_customer(work.session, "C-ZHANG").aml_risk = AmlRisk.HIGH

    assert handlers.verify_account(payee)["customer_risk"] == "high"


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
def test_an_order_that_needs_more_is_not_made_out(
    payee: Call, found: dict[str, Any], reason: str
) -> None:
    with pytest.raises(Conflict, match=reason):
        handlers.record_order(also(payee, **{**ORDERED, **found}), {})


def test_an_order_is_made_out_once(payee: Call, order: Payment) -> None:
    with pytest.raises(Conflict):
        handlers.record_order(also(payee, **ORDERED), {})


def test_what_was_paid_is_not_ordered_again(payee: Call, order: Payment) -> None:
    operations.record_result(payee.work, order.id, status="success", bank_ref="B-1")
    second = also(payee, **(handlers.record_payee(payee, PAYEE) or {}))

    with pytest.raises(Conflict) as refusal:
        handlers.record_order(also(second, **ORDERED), {})

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
    assert handlers.record_result(payee) == {
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
        handlers.record_result(payee)


def deliver(work: Work, chosen: str, at: dt.datetime) -> int:
    """Send what is due at an instant; return how many messages that were."""
    later = replace(work, now=at)
    ports = bank.BANKS[chosen]().ports()
    messages = claim_due(later)
    for message in messages:
        record_outcome(later, send(message, ports), ports)
    return len(messages)


def test_the_manual_bank_accepts_and_says_nothing(work: Work, order: Payment) -> None:
    assert deliver(work, "manual", NINE_THIRTY) == 1
    assert deliver(work, "manual", NINE_THIRTY + dt.timedelta(days=1)) == 0
    assert order.status is PaymentStatus.ORDERED


def test_the_simulated_bank_pays_after_five_minutes(work: Work, order: Payment) -> None:
    assert deliver(work, "simulator", NINE_THIRTY) == 1
    assert deliver(work, "simulator", NINE_THIRTY + dt.timedelta(minutes=4, seconds=59)) == 0
    assert deliver(work, "simulator", NINE_THIRTY + dt.timedelta(minutes=5)) == 1

    assert order.status is PaymentStatus.EXECUTED
    assert order.executed_at == NINE_THIRTY + dt.timedelta(minutes=5)


def test_an_answer_by_hand_comes_before_the_simulated_one(work: Work, order: Payment) -> None:
    deliver(work, "simulator", NINE_THIRTY)
    operations.record_result(work, order.id, status="success", bank_ref="B-1")

    deliver(work, "simulator", NINE_THIRTY + dt.timedelta(minutes=5))

    assert (order.bank_ref, order.executed_at) == ("B-1", NINE_THIRTY)
