"""The ways a payment order reaches a bank; which one is a setting."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Protocol

from app.insurance.payments import operations, queries
from app.insurance.payments.models import Payment
from app.outbox import operations as outbox
from app.outbox.ports import Answer, Message, Port, Ports
from app.work import Work

ORDER = "bank.payment_order"
SIMULATED_ANSWER = "bank.simulated_answer"
SIMULATED_DELAY = dt.timedelta(minutes=5)  # long enough to see a payment wait in a demo


class Bank(Protocol):
    """What a bank must be able to do; its answer to an order comes later (``record_result``)."""

    def ports(self) -> Ports:
        """Return how the outbox reaches it."""


def put_order(work: Work, payment: Payment) -> None:
    """Have a payment order sent after the commit; the bank knows it by its number.

    The account stays in the payment's own row: whoever sends reads it there.
    """
    assert payment.payment_no is not None  # an order has a number
    payload = {
        "payment_id": str(payment.id),
        "payment_no": payment.payment_no,
        "amount": payment.amount,
        "currency": "CNY",
        "method": payment.method,
        "value_date": payment.value_date,
    }
    outbox.put(work, ORDER, payload, idempotency_key=payment.payment_no, case_id=payment.case_id)


def _accept(message: Message) -> Answer:
    return {"accepted": True, "payment_no": message.payload["payment_no"]}


@dataclass(frozen=True)
class ManualBank:
    """Takes every order; whether it was paid is told by hand over REST."""

    def ports(self) -> Ports:
        """Return the one port, which accepts."""
        return {ORDER: Port(send=_accept)}


@dataclass(frozen=True)
class SimulatorBank:
    """Takes every order and pays it a little later."""

    delay: dt.timedelta = SIMULATED_DELAY

    def ports(self) -> Ports:
        """Return the port for orders, and the one through which the simulated answer comes."""
        return {
            ORDER: Port(send=_accept, delivered=self._plan_answer),
            SIMULATED_ANSWER: Port(send=_accept, delivered=_answer),
        }

    def _plan_answer(self, work: Work, message: Message, _: Answer) -> None:
        outbox.put(
            work,
            SIMULATED_ANSWER,
            message.payload,
            idempotency_key=f"{message.idempotency_key}-answer",
            case_id=message.case_id,
            due_at=work.now + self.delay,
        )


def _answer(work: Work, message: Message, _: Answer) -> None:
    payment = queries.get_payment(work.session, message.payload["payment_id"])
    if payment.executed_at is not None:
        return  # told by hand in the meantime
    operations.record_result(
        work,
        payment.id,
        status="success",
        bank_ref=f"SIM-{message.payload['payment_no']}",
        executed_at=work.now,
    )


BANKS: Mapping[str, Callable[[], Bank]] = {"simulator": SimulatorBank, "manual": ManualBank}
