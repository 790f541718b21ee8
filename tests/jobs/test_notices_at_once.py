"""Mail of notices over several workers: each reader gets one, and everything is told once."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
import sqlalchemy as sa
from flask import Flask

from app.database import next_key
from app.extensions import db
from app.identity.models import User
from app.inbox.notices.choices import NoticeKind
from app.inbox.notices.mailing import MAIL
from app.inbox.notices.models import Notification
from app.inbox.notices.telling import News, tell
from app.jobs import firing
from app.outbox.models import OutboxMessage
from app.outbox.ports import Port
from app.transaction import PORTS, transaction
from app.work import Work
from tests.jobs.conftest import Outside

WORKERS, READERS, NOTICES = 4, 3, 5


def reader(work: Work, number: int) -> User:
    """Return somebody whose mail waits at no time."""
    name = f"u_reader{number}"
    user = User(
        id=next_key(work.session),
        username=name,
        name=name,
        name_en=name,
        email=f"{name}@claimdesk.example",
        skills=[],
        created_at=work.now,
    )
    work.session.add(user)
    work.session.flush()
    return user


@pytest.fixture
def told(app: Flask, outside: Outside) -> Flask:
    """A house in which some people have been told of several things at once."""
    app.extensions[PORTS] = {MAIL: Port(send=outside.send)}
    with transaction() as work:
        readers = [reader(work, number).id for number in range(READERS)]
        for _ in range(NOTICES):
            tell(work, readers, News(kind=NoticeKind.SUBSTITUTION_ENDED))
        work.session.execute(sa.update(Notification).values(mail_due_at=work.now))
    return app


def at_once(app: Flask) -> None:
    """Let several workers fire what is due at the same moment."""
    gate = threading.Barrier(WORKERS)

    def work() -> None:
        with app.app_context():
            gate.wait()
            firing.fire_due()
            db.session.remove()

    with ThreadPoolExecutor(WORKERS) as pool:
        for done in [pool.submit(work) for _ in range(WORKERS)]:
            done.result()


def test_several_workers_send_each_reader_one_mail(
    told: Flask, outside: Outside, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.inbox.notices.mailing.not_before", lambda _, __, at: at)

    at_once(told)

    db.session.rollback()
    mails = db.session.scalars(sa.select(OutboxMessage)).all()
    assert len(mails) == len(outside.sent) == READERS
    assert sum(len(mail.payload["notices"]) for mail in mails) == READERS * NOTICES
