"""How messages reach customers: kept, addressed, carried by simulators, shown."""

from dataclasses import replace
from typing import Any

import pytest
import sqlalchemy as sa

from app.insurance.channels import operations, queries, rules
from app.insurance.channels.models import Channel, Delivery
from app.insurance.channels.queries import Sendable
from app.insurance.customers.contact_models import ContactNote
from app.insurance.customers.models import Customer
from app.insurance.customers.operations import create_customer
from app.outbox.models import OutboxMessage
from app.outbox.ports import Message
from app.outbox.smtp import Refused
from app.work import Work
from tests.insurance.outgoing import LATER, deliver, deliver_until_the_end, written


def test_a_message_delivered_is_a_contact_noted(work: Work, reachable: Customer) -> None:
    written(work, reachable, "sms")

    deliver(work)

    (note,) = work.session.scalars(sa.select(ContactNote)).all()
    assert (note.customer_id, note.case_id, note.channel) == (reachable.id, 7, "sms")
    assert (note.direction.value, note.summary, note.verbatim) == ("outbound", "生日快乐", "")


def test_a_simulated_carrier_refuses_numbers_made_for_it(work: Work, reachable: Customer) -> None:
    row = written(work, reachable, "sms", to="+86-13800000404")

    deliver(work)

    assert (row.status, row.failure) == (Delivery.REFUSED, "550 no such subscriber")


def test_a_simulated_carrier_takes_some_at_the_second_attempt(
    work: Work, reachable: Customer
) -> None:
    row = written(work, reachable, "phone", to="+86-13800000503")
    deliver(work)
    waiting = row.status

    deliver(replace(work, now=work.now + LATER))

    assert (waiting, row.status) == (Delivery.WAITING, Delivery.SENT)


def test_a_simulated_carrier_never_answers_some(work: Work, reachable: Customer) -> None:
    row = written(work, reachable, "sms", to="+86-13800000408")

    deliver_until_the_end(work)

    assert (row.status, row.failure) == (Delivery.GIVEN_UP, "TimeoutError: no answer")


@pytest.mark.parametrize("email", [None, "", "nobody", "a@b, c@d.example"])
def test_who_has_no_usable_address_is_told_nothing(
    work: Work, reachable: Customer, email: str | None
) -> None:
    reachable.email = email
    row = written(work, reachable)

    deliver(work)

    assert row.status is Delivery.UNDELIVERABLE
    assert row.failure == "the customer's file has no address for it"


def test_the_address_is_the_one_on_file_when_it_is_sent(work: Work, reachable: Customer) -> None:
    row = written(work, reachable, "sms")
    reachable.phones = "+86-13700000000"

    deliver(work)

    assert row.address == "+86-13700000000"


def test_the_same_key_sends_once(work: Work, reachable: Customer) -> None:
    assert written(work, reachable).id == written(work, reachable, text="nochmals").id


def test_the_outbox_knows_nothing_personal(work: Work, reachable: Customer) -> None:
    row = written(work, reachable)

    (kept,) = work.session.scalars(sa.select(OutboxMessage)).all()
    stored = work.session.execute(
        sa.text("SELECT subject, text FROM channel_message WHERE id = :id"), {"id": row.id}
    ).one()

    assert kept.payload == {"message_id": str(row.id)}
    assert "生日".encode() not in bytes(stored.subject) + bytes(stored.text)


@pytest.mark.parametrize(
    ("channel", "address", "shown"),
    [
        (Channel.MAIL, "zhang.wei@example.com", "z****@example.com"),
        (Channel.SMS, "+8613800000000", "+86****0000"),
    ],
)
def test_an_address_is_shown_masked(channel: Channel, address: str, shown: str) -> None:
    assert rules.masked(channel, address) == shown


def test_messages_are_found_by_customer_case_and_status(work: Work, reachable: Customer) -> None:
    mail, sms = written(work, reachable), written(work, reachable, "sms", case_id=8)
    operations.note_failed(work, sms, Delivery.REFUSED, "no")

    def found(**wanted: Any) -> list[int]:
        return [row.id for row in queries.list_messages(work.session, **wanted).rows]

    assert found(customer_id=reachable.id) == [sms.id, mail.id]
    assert found(case_id=7) == [mail.id]
    assert found(status=Delivery.REFUSED) == [sms.id]
    assert found(customer_id=1) == []


def refusing(code: str) -> Any:
    """Return a mail server that repeats the address in what it says."""

    def carry(message: Message, address: str, found: Sendable) -> None:
        said = f"<{address.upper()}> user unknown"
        raise Refused(f"{code} {said}") if code == "550" else OSError(said)

    return carry


def test_what_a_server_says_is_kept_without_the_address(work: Work, reachable: Customer) -> None:
    row = written(work, reachable)

    deliver(work, refusing("550"))

    assert row.failure == "550 <z****@example.com> user unknown"


def test_what_a_busy_server_says_is_kept_without_the_address(
    work: Work, reachable: Customer
) -> None:
    written(work, reachable)

    deliver(work, refusing("450"))

    sent = work.session.scalars(sa.select(OutboxMessage)).one()
    assert sent.last_error == "ConnectionError: <z****@example.com> user unknown"


def test_a_message_goes_to_the_file_that_a_customers_file_became(
    work: Work, reachable: Customer
) -> None:
    row = written(work, reachable, "sms")
    known = Customer(type=reachable.type, name="张伟", phones="+86-13700000000")
    reachable.merged_into_id = create_customer(work, known).id

    deliver(work)

    assert row.address == "+86-13700000000"
