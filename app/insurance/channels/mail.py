"""Carries mail by SMTP."""

import hashlib
import smtplib
import ssl
from contextlib import suppress
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from app.config import Smtp, SmtpTls
from app.insurance.channels.carriers import Refused
from app.insurance.channels.queries import Sendable
from app.outbox.ports import Message

TIMEOUT = 20.0  # seconds for each answer of the server: shorter than the lease of a message
PERMANENT = 500  # codes from here on: the same message would be refused again


@dataclass(frozen=True, kw_only=True)
class SmtpCarrier:
    """Hands mail to the company's mail server."""

    smtp: Smtp
    #: what proves the server; None: the authorities that the system trusts
    trust: ssl.SSLContext | None = None

    def __call__(self, message: Message, address: str, found: Sendable) -> None:
        """Hand over one mail.

        :raises Refused: the server will never take it
        :raises OSError: the server is not there, is busy or does not know us
        """
        mail = _written(message, address, found, sender=self.smtp.sender)
        server = self._connected()
        try:
            server.send_message(mail)
        except smtplib.SMTPRecipientsRefused as refusal:
            code, said = next(iter(refusal.recipients.values()))
            raise _refusal(code, said, refusal) from refusal
        except smtplib.SMTPResponseException as refusal:
            raise _refusal(refusal.smtp_code, refusal.smtp_error, refusal) from refusal
        except smtplib.SMTPNotSupportedError as refusal:
            raise Refused(str(refusal)) from refusal
        finally:
            with suppress(OSError):
                server.quit()

    def _connected(self) -> smtplib.SMTP:
        smtp, trust = self.smtp, self.trust or ssl.create_default_context()
        if smtp.tls is SmtpTls.TLS:
            server: smtplib.SMTP = smtplib.SMTP_SSL(
                smtp.host, smtp.port, timeout=TIMEOUT, context=trust
            )
        else:
            server = smtplib.SMTP(smtp.host, smtp.port, timeout=TIMEOUT)
        try:
            self._introduce(server, trust)
        except BaseException:
            server.close()
            raise
        return server

    def _introduce(self, server: smtplib.SMTP, trust: ssl.SSLContext) -> None:
        if self.smtp.tls is SmtpTls.STARTTLS:
            server.starttls(context=trust)
        if self.smtp.user is not None:
            server.login(self.smtp.user, self.smtp.password or "")


def _refusal(code: int, said: bytes | str, refusal: Exception) -> Exception:
    """Return what a server's code means: never, or not now."""
    text = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
    return Refused(f"{code} {text}") if code >= PERMANENT else refusal


def _written(message: Message, address: str, found: Sendable, *, sender: str) -> EmailMessage:
    mail = EmailMessage(policy=SMTP)
    mail["From"] = sender
    mail["To"] = address
    mail["Subject"] = " ".join(found.subject.split())
    mail["Date"] = format_datetime(found.written_at)
    mail["Message-ID"] = message_id_of(message.idempotency_key, sender)
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(found.text)
    return mail


def message_id_of(key: str, sender: str) -> str:
    """Return the Message-ID of a mail: the same for every attempt, so that doubles are dropped."""
    digest = hashlib.sha256(key.encode("utf-8")).hexdigest()[:32]
    domain = sender.rpartition("@")[2].rstrip(">")
    return f"<{digest}@{domain}>"
