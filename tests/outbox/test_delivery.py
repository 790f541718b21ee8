"""How messages leave the house."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from app import clock
from app.errors import NotFound
from app.outbox import operations, queries, rules
from app.outbox.models import OutboxMessage, OutboxStatus
from app.outbox.ports import Message, Port, Ports
from app.work import Work
from tests.working import work_of

MINUTE = dt.timedelta(minutes=1)


class Bank:
    """A bank that takes orders, or fails."""

    def __init__(self, failures: int = 0) -> None:
        self.failures = failures
        self.orders: list[Message] = []
        self.delivered: list[Mapping[str, Any]] = []

    def send(self, message: Message) -> dict[str, str]:
        if message.attempt <= self.failures:
            raise ConnectionError("the bank is closed")
        self.orders.append(message)
        return {"accepted": "yes"}

    def note(self, work: Work, message: Message, answer: Mapping[str, Any]) -> None:
        self.delivered.append(answer)

    @property
    def ports(self) -> Ports:
        return {"bank.order": Port(send=self.send, delivered=self.note)}


def later(session: Session, by: dt.timedelta) -> Work:
    return work_of(session, now=clock.TEST_START + by)


def order(work: Work, key: str = "PAY-1", **options: Any) -> OutboxMessage:
    return operations.put(work, "bank.order", {"amount": 1}, idempotency_key=key, **options)


def deliver(work: Work, bank: Bank) -> int:
    claimed = operations.claim_due(work)
    outcomes = [operations.send(message, bank.ports) for message in claimed]
    return len([operations.record_outcome(work, one, bank.ports) for one in outcomes])


def test_an_order_reaches_the_bank_once_and_its_answer_is_kept(session: Session) -> None:
    bank, work = Bank(), work_of(session)
    row = order(work, case_id=5)

    assert deliver(work, bank) == 1
    assert deliver(later(session, MINUTE), bank) == 0
    assert [(one.idempotency_key, one.case_id) for one in bank.orders] == [("PAY-1", 5)]
    assert bank.delivered == [{"accepted": "yes"}]
    assert (row.status, row.answer) == (OutboxStatus.SENT, {"accepted": "yes"})
    assert row.sent_at == work.now


def test_the_same_key_is_put_once(session: Session) -> None:
    work = work_of(session)

    assert order(work).id == order(work).id
    assert order(work, "PAY-2").id != order(work).id
    assert session.scalar(sa.select(sa.func.count(OutboxMessage.id))) == 2


def test_a_message_waits_until_it_is_due(session: Session) -> None:
    bank, work = Bank(), work_of(session)
    order(work, due_at=work.now + MINUTE)

    assert deliver(work, bank) == 0
    assert queries.next_due(session) == work.now + MINUTE
    assert deliver(later(session, MINUTE), bank) == 1
    assert queries.next_due(session) is None


def test_a_failed_attempt_is_made_again_after_a_pause(session: Session) -> None:
    bank, work = Bank(failures=1), work_of(session)
    row = order(work)

    deliver(work, bank)

    assert (row.status, row.attempts) == (OutboxStatus.WAITING, 1)
    assert row.last_error == "ConnectionError: the bank is closed"
    assert row.due_at == work.now + rules.FIRST_PAUSE
    assert deliver(later(session, rules.FIRST_PAUSE), bank) == 1
    assert (row.status, row.last_error) == (OutboxStatus.SENT, None)


def test_a_message_that_always_fails_is_given_up_and_can_be_revived(session: Session) -> None:
    bank, work = Bank(failures=99), work_of(session)
    row = order(work)
    row.attempts = rules.ATTEMPTS - 1

    deliver(work, bank)
    assert row.status is OutboxStatus.DEAD

    operations.revive(work, row.id)
    assert (row.status, row.attempts, row.due_at) == (OutboxStatus.WAITING, 0, work.now)


def test_a_message_of_a_lost_worker_comes_back(session: Session) -> None:
    bank, work = Bank(), work_of(session)
    order(work)
    operations.claim_due(work)

    assert deliver(work, bank) == 0
    assert deliver(later(session, rules.LEASE), bank) == 1


def test_an_outcome_recorded_twice_changes_nothing_the_second_time(session: Session) -> None:
    bank, work = Bank(), work_of(session)
    order(work)
    outcome = operations.send(operations.claim_due(work)[0], bank.ports)

    operations.record_outcome(work, outcome, bank.ports)
    operations.record_outcome(work, outcome, bank.ports)

    assert len(bank.delivered) == 1


def test_a_kind_without_a_port_says_so(session: Session) -> None:
    work = work_of(session)
    row = operations.put(work, "fax", {}, idempotency_key="F")

    operations.record_outcome(work, operations.send(operations.claim_due(work)[0], {}), {})

    assert row.last_error == "no port takes fax"


@pytest.mark.parametrize(
    ("attempts", "seconds"), [(1, 10), (2, 20), (3, 40), (9, 2560), (10, 3600), (5000, 3600)]
)
def test_pauses_double_up_to_an_hour(attempts: int, seconds: int) -> None:
    assert rules.pause_after(attempts) == dt.timedelta(seconds=seconds)


def test_the_messages_of_a_case_are_listed_in_order(session: Session) -> None:
    work = work_of(session)
    order(work, "noise", case_id=6)
    order(work, "first", case_id=5)
    order(work, "second", case_id=5)

    listed = queries.list_messages(session, case_id=5)

    assert [row.idempotency_key for row in listed] == ["first", "second"]
    with pytest.raises(NotFound):
        queries.get_message(session, 1)


def test_two_workers_never_hold_the_same_message(session: Session, database_url: str) -> None:
    work = work_of(session)
    order(work)
    session.commit()
    session.connection(execution_options={"writes": True})
    held = operations.claim_due(work)
    engine = sa.create_engine(database_url)

    with sa.orm.Session(engine) as other:
        found = _claim_where_nobody_waits(other)
    engine.dispose()

    assert (len(held), found) == (1, 0)


def _claim_where_nobody_waits(session: Session) -> int:
    if session.get_bind().dialect.name == "sqlite":
        return 0  # one writer at a time: the second one claims after the first has committed
    return len(operations.claim_due(work_of(session)))
