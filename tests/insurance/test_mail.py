"""How mail reaches customers, by a real mail server."""

import datetime as dt
import ssl
from collections.abc import Iterator
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
from app.insurance.channels.mail import SmtpCarrier
from app.insurance.channels.models import Delivery
from app.insurance.customers.contact_models import ContactNote
from app.insurance.customers.models import Customer
from app.outbox import operations as outbox
from app.work import Work
from tests.insurance.mail_server import NAME, WORD, Mailbox, mail_server
from tests.insurance.outgoing import LATER, MAIL, carriers, deliver, deliver_until_the_end, written


@pytest.fixture
def mailbox() -> Iterator[Mailbox]:
    """A mail server that takes everything."""
    with mail_server() as box:
        yield box


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


def test_mail_arrives_as_it_was_written(work: Work, reachable: Customer, mailbox: Mailbox) -> None:
    row = written(work, reachable)

    deliver(work, smtp(mailbox))

    (mail,) = mailbox.mails
    assert (mail["To"], mail["Subject"]) == (MAIL, "生日快乐")
    assert mail["From"] == "service@claimdesk.example"
    assert mail.get_content().strip() == "祝您生日快乐！"
    assert (row.status, row.sent_at, row.address) == (Delivery.SENT, work.now, MAIL)


def test_every_attempt_has_one_message_id(
    work: Work, reachable: Customer, mailbox: Mailbox
) -> None:
    written(work, reachable)
    (claimed,) = outbox.claim_due(work)
    ports = carriers(work, smtp(mailbox)).ports()

    outbox.send(claimed, ports)
    outbox.send(replace(claimed, attempt=2), ports)

    first, second = mailbox.mails
    assert first["Message-ID"] == second["Message-ID"]
    assert first["Message-ID"].endswith("@claimdesk.example>")


def test_a_mail_refused_for_good_is_told_at_once(
    work: Work, reachable: Customer, mailbox: Mailbox
) -> None:
    mailbox.answers[MAIL] = "550 no such mailbox"
    row = written(work, reachable)

    deliver(work, smtp(mailbox))

    assert (row.status, row.failure) == (Delivery.REFUSED, "550 no such mailbox")
    assert work.session.scalars(sa.select(ContactNote)).all() == []


def test_a_mail_refused_for_now_is_tried_again(
    work: Work, reachable: Customer, mailbox: Mailbox
) -> None:
    mailbox.answers[MAIL] = "451 busy"
    row = written(work, reachable)
    deliver(work, smtp(mailbox))
    waiting = row.status
    mailbox.answers.clear()

    deliver(replace(work, now=work.now + LATER), smtp(mailbox))

    assert (waiting, row.status, len(mailbox.mails)) == (Delivery.WAITING, Delivery.SENT, 1)


def test_a_mail_server_that_is_away_is_tried_again_and_then_given_up(
    work: Work, reachable: Customer
) -> None:
    with mail_server() as gone:
        pass
    row = written(work, reachable)
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
    work: Work, reachable: Customer, certificate: Path
) -> None:
    row = written(work, reachable)
    trust = ssl.create_default_context(cafile=str(certificate))

    with mail_server(certificate) as box:
        deliver(work, replace(secured(box), trust=trust))

    assert (row.status, len(box.mails), len(box.signed_in)) == (Delivery.SENT, 1, 1)


def test_a_server_that_nobody_vouches_for_gets_no_mail(
    work: Work, reachable: Customer, certificate: Path
) -> None:
    row = written(work, reachable)

    with mail_server(certificate) as box:
        deliver(work, secured(box))

    assert (row.status, box.mails, box.signed_in) == (Delivery.WAITING, [], [])


def test_a_wrong_password_is_no_fault_of_the_mail(
    work: Work, reachable: Customer, certificate: Path
) -> None:
    row = written(work, reachable)
    trust = ssl.create_default_context(cafile=str(certificate))

    with mail_server(certificate) as box:
        deliver(work, replace(secured(box, password="wrong"), trust=trust))

    assert (row.status, box.mails) == (Delivery.WAITING, [])
