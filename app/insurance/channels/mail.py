"""Carries mail to customers by SMTP."""

import ssl
from dataclasses import dataclass

from app.config import Smtp
from app.insurance.channels.queries import Sendable
from app.outbox.ports import Message
from app.outbox.smtp import Mail, MailServer


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
        mail = Mail(
            to=address,
            subject=found.subject,
            text=found.text,
            written_at=found.written_at,
            key=message.idempotency_key,
        )
        MailServer(smtp=self.smtp, trust=self.trust).send(mail)
