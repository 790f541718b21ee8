"""What people are told of, in the page and by mail."""

from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from typing import Any

from app.config import Smtp, SmtpTls
from app.inbox.notices.post import Postman
from app.outbox.smtp import MailServer
from app.transaction import PORTS, reading
from app.web.account.mails import MailWriter
from tests.insurance.mail_server import Mailbox, mail_server
from tests.scenarios.company import Company, Json

ADDRESS = "https://claims.example.com"


def notices(company: Company, user: str, **query: Any) -> list[Json]:
    return list(company.get(user, "/notifications", **query)["items"])


def kinds(company: Company, user: str) -> list[str]:
    """Return what somebody was told and has not read, the newest first."""
    found = [one["kind"] for one in notices(company, user, unread="true")]
    assert counted(company, user) == len(found)
    return found


def counted(company: Company, user: str) -> int:
    return int(company.get(user, "/notifications/counts")["unread"])


def gives(company: Company, task: str, to: str) -> None:
    """Let the claims team's supervisor give a task to somebody."""
    company.post("u_sup", f"{task}/assign", {"user": to, "reason": "分派"})


def sets(company: Company, user: str, **changes: Any) -> Json:
    answer = company.call(user, "PATCH", "/me/settings", json=changes)
    assert answer.status_code == 200, answer.text
    return dict(answer.json)


@contextmanager
def mail_of(company: Company) -> Iterator[Mailbox]:
    """Give a company a mail server; what is sent to staff arrives there."""
    app = company.client.application
    before = app.extensions[PORTS]
    with mail_server() as box:
        smtp = Smtp(
            host="127.0.0.1",
            port=box.port,
            sender="claimdesk@claimdesk.example",
            user=None,
            password=None,
            tls=SmtpTls.NONE,
        )
        server, write = MailServer(smtp=smtp), MailWriter(address=ADDRESS)
        postman = Postman(server=server, read=reading, write=write)
        app.extensions[PORTS] = {**before, **postman.ports()}
        try:
            yield box
        finally:
            app.extensions[PORTS] = before


def mails_to(box: Mailbox, user: str) -> list[EmailMessage]:
    return [mail for mail in box.mails if mail["To"] == f"{user}@claimdesk.example"]


def subjects(box: Mailbox, user: str = "u_sur1") -> list[str]:
    """Return the subjects of the mails to somebody, the first first."""
    return [str(mail["Subject"]) for mail in mails_to(box, user)]


def words(box: Mailbox, user: str = "u_sur1", *, form: str = "plain") -> str:
    """Return the text of the last mail to somebody."""
    part = mails_to(box, user)[-1].get_body((form,))
    assert part is not None
    return str(part.get_content()).replace("\r\n", "\n")
