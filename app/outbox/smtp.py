"""Hands mail to the company's mail server."""

import datetime as dt
import hashlib
import smtplib
import ssl
from contextlib import suppress
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from app.config import Smtp, SmtpTls

TIMEOUT = 20.0  # seconds for each answer of the server: shorter than the lease of a message
PERMANENT = 500  # codes from here on: the same message would be refused again


class Refused(Exception):
    """The other side will never take this message."""


@dataclass(frozen=True, kw_only=True)
class Mail:
    """One mail to one address."""

    to: str
    subject: str
    text: str
    #: the same words as HTML; None: there is only the text
    html: str | None = None
    written_at: dt.datetime
    #: the same for every attempt, so that doubles are dropped
    key: str


@dataclass(frozen=True, kw_only=True)
class MailServer:
    """The company's mail server."""

    smtp: Smtp
    #: what proves the server; None: the authorities that the system trusts
    trust: ssl.SSLContext | None = None

    def send(self, mail: Mail) -> None:
        """Hand over one mail.

        :raises Refused: the server will never take it
        :raises OSError: the server is not there, is busy or does not know us
        """
        written = _written(mail, sender=self.smtp.sender)
        server = self._connected()
        try:
            server.send_message(written)
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


def _written(mail: Mail, *, sender: str) -> EmailMessage:
    message = EmailMessage(policy=SMTP)
    message["From"] = sender
    message["To"] = mail.to
    message["Subject"] = " ".join(mail.subject.split())
    message["Date"] = format_datetime(mail.written_at)
    message["Message-ID"] = message_id_of(mail.key, sender)
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(mail.text)
    if mail.html is not None:
        message.add_alternative(mail.html, subtype="html")
    return message


def message_id_of(key: str, sender: str) -> str:
    """Return the Message-ID of a mail: the same for every attempt, so that doubles are dropped."""
    digest = hashlib.sha256(key.encode("utf-8")).hexdigest()[:32]
    domain = sender.rpartition("@")[2].rstrip(">")
    return f"<{digest}@{domain}>"
