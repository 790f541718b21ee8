"""A real SMTP server on this machine that keeps what it is given, for tests."""

import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult

NAME, WORD = "claimdesk", "open sesame"


@dataclass
class Mailbox:
    """What arrived, and what the server says to whom."""

    mails: list[EmailMessage] = field(default_factory=list)
    #: what it answers to a recipient instead of taking the mail
    answers: dict[str, str] = field(default_factory=dict)
    signed_in: list[str] = field(default_factory=list)
    port: int = 0

    async def handle_RCPT(
        self, server: Any, session: Any, envelope: Any, address: str, options: list[str]
    ) -> str:
        if address in self.answers:
            return self.answers[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        mail = message_from_bytes(envelope.content, policy=policy.default)
        assert isinstance(mail, EmailMessage)
        self.mails.append(mail)
        return "250 kept"

    def authenticate(
        self, server: Any, session: Any, envelope: Any, mechanism: str, given: Any
    ) -> AuthResult:
        known = (given.login, given.password) == (NAME.encode(), WORD.encode())
        if known:
            self.signed_in.append(mechanism)
        return AuthResult(success=known, handled=False)  # the server still has to answer


class _Server(Controller):
    """A server on a port that the system chooses."""

    def _trigger_server(self) -> None:
        assert self.server is not None
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


@contextmanager
def mail_server(certificate: Path | None = None) -> Iterator[Mailbox]:
    """Run a mail server on a free port.

    :param certificate: file with its key; then it wants STARTTLS and a sign-in
    """
    box = Mailbox()
    options: dict[str, Any] = {}
    if certificate is not None:
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(certificate)
        options = {
            "tls_context": context,
            "require_starttls": True,
            "authenticator": box.authenticate,
            "auth_required": True,
        }
    controller = _Server(box, hostname="127.0.0.1", port=0, **options)
    controller.start()
    box.port = controller.port
    try:
        yield box
    finally:
        controller.stop()
