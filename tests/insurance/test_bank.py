"""Banks: what they take, what they answer, and what is told them besides."""

import datetime as dt
from decimal import Decimal

import pytest
import sqlalchemy as sa

from app.errors import Conflict
from app.insurance.payments import operations, queries
from app.insurance.payments.handlers import order as orders
from app.insurance.payments.handlers import payee as payees
from app.insurance.payments.models import Payment, PaymentStatus
from app.outbox.models import OutboxMessage
from app.work import Work
from tests.insurance.calls import Call
from tests.insurance.conftest import NINE_THIRTY
from tests.insurance.payouts import ORDERED, PAYEE, also, deliver


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


def order_to(payee: Call, account: str) -> Payment:
    """Send an order to the bank for an account of some ending."""
    given = payees.record_payee(payee, {**PAYEE, "account_no": account}) or {}
    other = also(payee, **given)
    orders.record_order(also(other, **ORDERED), {})
    orders.execute(other)
    return queries.get_payment(payee.work.session, given["payment_id"])


def test_the_simulated_bank_fails_accounts_made_for_it(work: Work, payee: Call) -> None:
    failing = order_to(payee, "6222020000000000404")
    deliver(work, "simulator", NINE_THIRTY)

    deliver(work, "simulator", NINE_THIRTY + dt.timedelta(minutes=5))

    assert failing.status is PaymentStatus.FAILED


def test_the_simulated_bank_is_silent_about_accounts_made_for_it(work: Work, payee: Call) -> None:
    silent = order_to(payee, "6222020000000000408")
    deliver(work, "simulator", NINE_THIRTY)

    assert deliver(work, "simulator", NINE_THIRTY + dt.timedelta(days=1)) == 0
    assert silent.status is PaymentStatus.ORDERED


@pytest.mark.parametrize("chosen", ["manual", "simulator"])
def test_a_bank_can_be_asked_again(work: Work, payee: Call, order: Payment, chosen: str) -> None:
    deliver(work, "manual", NINE_THIRTY)
    orders.chase(payee)

    assert (deliver(work, chosen, NINE_THIRTY), order.chased) == (1, 1)


def test_a_bank_is_asked_twice_and_then_called(payee: Call, order: Payment) -> None:
    orders.chase(payee)
    orders.chase(payee)

    with pytest.raises(Conflict, match="does not answer"):
        orders.chase(payee)


def test_nobody_asks_a_bank_that_has_answered(payee: Call, order: Payment) -> None:
    operations.record_result(payee.work, order.id, status="success", bank_ref="B-1")

    orders.chase(payee)

    assert order.chased == 0


def test_an_order_at_the_bank_is_withdrawn_there(work: Work, payee: Call, order: Payment) -> None:
    ended = orders.cancel(payee)

    kinds = work.session.scalars(sa.select(OutboxMessage.kind).order_by(OutboxMessage.id)).all()
    assert kinds == ["bank.payment_order", "bank.payment_withdrawal"]
    assert (order.status, ended["payment_result"]) == (PaymentStatus.CANCELLED, "cancelled")


def test_the_simulated_bank_does_not_pay_what_was_withdrawn(
    work: Work, payee: Call, order: Payment
) -> None:
    deliver(work, "simulator", NINE_THIRTY)
    orders.cancel(payee)

    deliver(work, "simulator", NINE_THIRTY + dt.timedelta(minutes=5))

    assert order.status is PaymentStatus.CANCELLED


def test_what_the_bank_pays_in_spite_of_the_withdrawal_is_claimed_back(
    work: Work, payee: Call, order: Payment
) -> None:
    orders.cancel(payee)

    operations.record_result(work, order.id, status="success", bank_ref="B-1")

    assert order.status is PaymentStatus.REVERSED
    assert order.recovery is not None
    assert order.recovery.amount == Decimal("3600.00")


def test_what_two_orders_have_paid_is_claimed_back_once(
    work: Work, payee: Call, order: Payment
) -> None:
    second = order_to(payee, "6222020000000000002")
    operations.record_result(work, order.id, status="success", bank_ref="B-1")

    operations.record_result(work, second.id, status="success", bank_ref="B-2")

    assert (order.status, second.status) == (PaymentStatus.EXECUTED, PaymentStatus.REVERSED)
