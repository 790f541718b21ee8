"""How messages reach customers: by a real mail server, and by simulated carriers."""

import datetime as dt
import ssl
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from app.config import Smtp, SmtpTls
from app.insurance.channels import operations, queries, rules
from app.insurance.channels.carriers import Carriers, Carry, simulate
from app.insurance.channels.mail import SmtpCarrier
from app.insurance.channels.models import Channel, ChannelMessage, Delivery
from app.insurance.channels.operations import Message, send
from app.insurance.customers.contact_models import ContactNote
from app.insurance.customers.models import Customer
from app.outbox import operations as outbox
from app.outbox.models import OutboxMessage
from app.work import Work
from tests.insurance.mail_server import NAME, WORD, Mailbox, mail_server

PHONE, MAIL = "+86-13800000000", "zhang.wei@example.com"
LATER = dt.timedelta(hours=1)


@pytest.fixture
def customer(work: Work) -> Customer:
    """A customer who can be written to and called."""
    found = work.session.scalars(sa.select(Customer).order_by(Customer.id)).first()
    assert found is not None
    found.phones, found.email = f"{PHONE}\n+86-13900000000", MAIL
    work.session.flush()
    return found


@pytest.fixture
def mailbox() -> Iterator[Mailbox]:
    """A mail server that takes everything."""
    with mail_server() as box:
        yield box


def written(work: Work, customer: Customer, channel: str = "mail", **other: Any) -> ChannelMessage:
    message = Message(
        customer_id=customer.id,
        channel=channel,
        subject="生日快乐",
        text="祝您生日快乐！",
        case_id=7,
    )
    return send(work, replace(message, **other), key=f"greeting-{channel}")


def smtp(box: Mailbox, **other: Any) -> SmtpCarrier:
    plain = Smtp(
        host="127.0.0.1",
        port=box.port,
        sender="service@claimdesk.example",
        user=None,
        password=None,
        tls=SmtpTls.NONE,
    )
    return SmtpCarrier(smtp=replace(plain, **other))


def carriers(work: Work, mail: Carry = simulate) -> Carriers:
    by_channel: Mapping[Channel, Carry] = {
        Channel.MAIL: mail,
        Channel.SMS: simulate,
        Channel.PHONE: simulate,
    }
    return Carriers(
        read=lambda message_id: queries.read_sendable(work.session, message_id),
        by_channel=by_channel,
    )


def deliver(work: Work, mail: Carry = simulate) -> None:
    """Let the outbox make one attempt."""
    ports = carriers(work, mail).ports()
    for message in outbox.claim_due(work):
        outbox.record_outcome(work, outbox.send(message, ports), ports)


def deliver_until_the_end(work: Work, mail: Carry = simulate) -> None:
    for hours in range(14):
        deliver(replace(work, now=work.now + hours * LATER), mail)


def test_mail_arrives_as_it_was_written(work: Work, customer: Customer, mailbox: Mailbox) -> None:
    row = written(work, customer)

    deliver(work, smtp(mailbox))

    (mail,) = mailbox.mails
    assert (mail["To"], mail["Subject"]) == (MAIL, "生日快乐")
    assert mail["From"] == "service@claimdesk.example"
    assert mail.get_content().strip() == "祝您生日快乐！"
    assert (row.status, row.sent_at, row.address) == (Delivery.SENT, work.now, MAIL)


def test_every_attempt_has_one_message_id(work: Work, customer: Customer, mailbox: Mailbox) -> None:
    written(work, customer)
    (claimed,) = outbox.claim_due(work)
    ports = carriers(work, smtp(mailbox)).ports()

    outbox.send(claimed, ports)
    outbox.send(replace(claimed, attempt=2), ports)

    first, second = mailbox.mails
    assert first["Message-ID"] == second["Message-ID"]
    assert first["Message-ID"].endswith("@claimdesk.example>")


def test_a_message_delivered_is_a_contact_noted(work: Work, customer: Customer) -> None:
    written(work, customer, "sms")

    deliver(work)

    (note,) = work.session.scalars(sa.select(ContactNote)).all()
    assert (note.customer_id, note.case_id, note.channel) == (customer.id, 7, "sms")
    assert (note.direction.value, note.summary, note.verbatim) == ("outbound", "生日快乐", "")


def test_a_mail_refused_for_good_is_told_at_once(
    work: Work, customer: Customer, mailbox: Mailbox
) -> None:
    mailbox.answers[MAIL] = "550 no such mailbox"
    row = written(work, customer)

    deliver(work, smtp(mailbox))

    assert (row.status, row.failure) == (Delivery.REFUSED, "550 no such mailbox")
    assert work.session.scalars(sa.select(ContactNote)).all() == []


def test_a_mail_refused_for_now_is_tried_again(
    work: Work, customer: Customer, mailbox: Mailbox
) -> None:
    mailbox.answers[MAIL] = "451 busy"
    row = written(work, customer)
    deliver(work, smtp(mailbox))
    waiting = row.status
    mailbox.answers.clear()

    deliver(replace(work, now=work.now + LATER), smtp(mailbox))

    assert (waiting, row.status, len(mailbox.mails)) == (Delivery.WAITING, Delivery.SENT, 1)


def test_a_mail_server_that_is_away_is_tried_again_and_then_given_up(
    work: Work, customer: Customer
) -> None:
    with mail_server() as gone:
        pass
    row = written(work, customer)
    deliver(work, smtp(gone))
    waiting = row.status

    deliver_until_the_end(work, smtp(gone))

    assert (waiting, row.status) == (Delivery.WAITING, Delivery.GIVEN_UP)
    assert "ConnectionRefusedError" in (row.failure or "")


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate for this machine, signed by itself, and its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = dt.datetime.now(dt.UTC)
    signed = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - LATER)
        .not_valid_after(now + dt.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    path = tmp_path_factory.mktemp("mail") / "localhost.pem"
    path.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        + signed.public_bytes(serialization.Encoding.PEM)
    )
    return path


def secured(box: Mailbox, *, password: str = WORD) -> SmtpCarrier:
    return smtp(box, host="localhost", user=NAME, password=password, tls=SmtpTls.STARTTLS)


def test_mail_goes_encrypted_and_signed_in(
    work: Work, customer: Customer, certificate: Path
) -> None:
    row = written(work, customer)
    trust = ssl.create_default_context(cafile=str(certificate))

    with mail_server(certificate) as box:
        deliver(work, replace(secured(box), trust=trust))

    assert (row.status, len(box.mails), len(box.signed_in)) == (Delivery.SENT, 1, 1)


def test_a_server_that_nobody_vouches_for_gets_no_mail(
    work: Work, customer: Customer, certificate: Path
) -> None:
    row = written(work, customer)

    with mail_server(certificate) as box:
        deliver(work, secured(box))

    assert (row.status, box.mails, box.signed_in) == (Delivery.WAITING, [], [])


def test_a_wrong_password_is_no_fault_of_the_mail(
    work: Work, customer: Customer, certificate: Path
) -> None:
    row = written(work, customer)
    trust = ssl.create_default_context(cafile=str(certificate))

    with mail_server(certificate) as box:
        deliver(work, replace(secured(box, password="wrong"), trust=trust))

    assert (row.status, box.mails) == (Delivery.WAITING, [])


def test_a_simulated_carrier_refuses_numbers_made_for_it(work: Work, customer: Customer) -> None:
    row = written(work, customer, "sms", to="+86-13800000404")

    deliver(work)

    assert (row.status, row.failure) == (Delivery.REFUSED, "550 no such subscriber")


def test_a_simulated_carrier_takes_some_at_the_second_attempt(
    work: Work, customer: Customer
) -> None:
    row = written(work, customer, "phone", to="+86-13800000503")
    deliver(work)
    waiting = row.status

    deliver(replace(work, now=work.now + LATER))

    assert (waiting, row.status) == (Delivery.WAITING, Delivery.SENT)


def test_a_simulated_carrier_never_answers_some(work: Work, customer: Customer) -> None:
    row = written(work, customer, "sms", to="+86-13800000408")

    deliver_until_the_end(work)

    assert (row.status, row.failure) == (Delivery.GIVEN_UP, "TimeoutError: no answer")


@pytest.mark.parametrize("email", [None, "", "nobody", "a@b, c@d.example"])
def test_who_has_no_usable_address_is_told_nothing(
    work: Work, customer: Customer, email: str | None
) -> None:
    customer.email = email
    row = written(work, customer)

    deliver(work)

    assert row.status is Delivery.UNDELIVERABLE
    assert row.failure == "the customer's file has no address for it"


def test_the_address_is_the_one_on_file_when_it_is_sent(work: Work, customer: Customer) -> None:
    row = written(work, customer, "sms")
    customer.phones = "+86-13700000000"

    deliver(work)

    assert row.address == "+86-13700000000"


def test_the_same_key_sends_once(work: Work, customer: Customer) -> None:
    assert written(work, customer).id == written(work, customer, text="nochmals").id


def test_the_outbox_knows_nothing_personal(work: Work, customer: Customer) -> None:
    row = written(work, customer)

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


def test_messages_are_found_by_customer_case_and_status(work: Work, customer: Customer) -> None:
    mail, sms = written(work, customer), written(work, customer, "sms", case_id=8)
    operations.note_failed(work, sms, Delivery.REFUSED, "no")

    def found(**wanted: Any) -> list[int]:
        return [row.id for row in queries.list_messages(work.session, **wanted).rows]

    assert found(customer_id=customer.id) == [sms.id, mail.id]
    assert found(case_id=7) == [mail.id]
    assert found(status=Delivery.REFUSED) == [sms.id]
    assert found(customer_id=1) == []
