"""The ways a payment order reaches a bank; which one is a setting."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Protocol

from app.insurance.payments import operations, queries, rules
from app.insurance.payments.models import Payment
from app.insurance.payments.orders import ORDER, QUESTION, WITHDRAWAL
from app.outbox import operations as outbox
from app.outbox.ports import Answer, Message, Port, Ports
from app.work import Work

SIMULATED_ANSWER = "bank.simulated_answer"
SIMULATED_DELAY = dt.timedelta(minutes=5)  # long enough to see a payment wait in a demo
FAILING, SILENT = "0404", "0408"  # how the accounts end that the simulator fails, or never answers


class Bank(Protocol):
    """What a bank must be able to do; its answer to an order comes later (``record_result``)."""

    def ports(self) -> Ports:
        """Return how the outbox reaches it."""


def _accept(message: Message) -> Answer:
    return {"accepted": True, "payment_no": message.payload["payment_no"]}


def _accepting() -> Ports:
    return {kind: Port(send=_accept) for kind in (ORDER, QUESTION, WITHDRAWAL)}


@dataclass(frozen=True)
class ManualBank:
    """Takes every order; whether it was paid is told by hand over REST."""

    def ports(self) -> Ports:
        """Return ports that accept everything."""
        return _accepting()


@dataclass(frozen=True)
class SimulatorBank:
    """Takes every order and pays it a little later, but for accounts with faults."""

    delay: dt.timedelta = SIMULATED_DELAY

    def ports(self) -> Ports:
        """Return ports that accept, and the one through which the simulated answer comes."""
        return {
            **_accepting(),
            ORDER: Port(send=_accept, delivered=self._plan_answer),
            SIMULATED_ANSWER: Port(send=_accept, delivered=_answer),
        }

    def _plan_answer(self, work: Work, message: Message, _: Answer) -> None:
        if _account(work, message).endswith(SILENT):
            return
        outbox.put(
            work,
            SIMULATED_ANSWER,
            message.payload,
            idempotency_key=f"{message.idempotency_key}-answer",
            case_id=message.case_id,
            due_at=work.now + self.delay,
        )


def _payment(work: Work, message: Message) -> Payment:
    return queries.get_payment(work.session, message.payload["payment_id"])


def _account(work: Work, message: Message) -> str:
    return _payment(work, message).payee_account or ""


def _answer(work: Work, message: Message, _: Answer) -> None:
    payment = _payment(work, message)
    if not rules.waits_for_bank(payment):
        return  # told by hand in the meantime, or withdrawn
    fails = _account(work, message).endswith(FAILING)
    operations.record_result(
        work,
        payment.id,
        status="failed" if fails else "success",
        bank_ref=f"SIM-{message.payload['payment_no']}",
        executed_at=work.now,
    )


BANKS: Mapping[str, Callable[[], Bank]] = {"simulator": SimulatorBank, "manual": ManualBank}
