"""Customers are written to through a real mail server."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from app import create_app, secrets
from app.config import Settings, Smtp, SmtpTls
from app.extensions import db
from tests.conftest import KEYS
from tests.insurance.mail_server import Mailbox, mail_server
from tests.scenarios.caring import ZHANG, passes, received
from tests.scenarios.company import Company

ADDRESS = "zhang.wei@example.com"


@pytest.fixture
def mailbox() -> Iterator[Mailbox]:
    """A mail server that takes everything."""
    with mail_server() as box:
        yield box


@pytest.fixture
def writing(sqlite_company: Path, tmp_path: Path, mailbox: Mailbox) -> Iterator[Company]:
    """A company that sends its mail through that server, to a customer who has mail."""
    shutil.copy(sqlite_company, tmp_path / "claimdesk.db")
    secrets.write_keys(tmp_path, KEYS)
    smtp = Smtp(
        host="127.0.0.1",
        port=mailbox.port,
        sender="service@claimdesk.example",
        user=None,
        password=None,
        tls=SmtpTls.NONE,
    )
    url = f"sqlite:///{tmp_path / 'claimdesk.db'}"
    app = create_app(
        Settings(database_url=url, data=tmp_path, test_mode=True, bank="manual", smtp=smtp)
    )
    company = Company(app.test_client(), has_begun=False)
    company.clock_shows("2027-01-14T12:00")
    known = {"email": ADDRESS, "source": "customer", "basis": "contract"}
    company.call("u_svc", "PATCH", f"/customers/{ZHANG}", json=known)
    yield company
    with app.app_context():
        db.engine.dispose()


def test_an_annual_statement_comes_by_mail(writing: Company, mailbox: Mailbox) -> None:
    passes(writing, "2027-01-15T10:00")

    (mail,) = mailbox.mails
    assert (mail["To"], mail["Subject"]) == (ADDRESS, "保单年度报告 P-LIF")
    assert "已满3周年" in mail.get_content()
    assert ("保单年度报告 P-LIF", "2027-01-15T09:00:00+08:00") in received(writing, ZHANG)


def test_a_mailbox_that_refuses_is_told(writing: Company, mailbox: Mailbox) -> None:
    mailbox.answers[ADDRESS] = "550 no such mailbox"

    passes(writing, "2027-01-15T10:00")

    told = writing.get("u_care", "/messages-sent", **{"filter[status]": "refused"})["items"]
    assert [(one["address"], one["failure"]) for one in told] == [(None, "550 no such mailbox")]
