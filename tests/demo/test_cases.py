"""The demo: a company that is at work already when somebody looks at it for the first time."""

import datetime as dt
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa
from flask import Flask

from app import clock, create_app, secrets, setup
from app.cases.models import Case, Incident
from app.config import Settings
from app.extensions import db
from app.identity.models import User
from app.inbox.models import InboxTask, TaskStatus

pytestmark = pytest.mark.slow
SHANGHAI = ZoneInfo("Asia/Shanghai")
#: a working day, a Sunday night, and a year whose make-up days nobody knows yet
STARTS = (
    dt.datetime(2026, 11, 26, 13, 5, tzinfo=SHANGHAI),
    dt.datetime(2027, 5, 2, 3, 0, tzinfo=SHANGHAI),
)
#: open tasks that nobody has, or somebody of the demo
WAITING = {
    "acknowledge": 2,
    "adjudicate": 1,
    "approve_step": 3,
    "assess_loss": 3,
    "contact_customer": 3,
    "make_payment_order": 1,
    "needs_analysis": 2,
    "payee_data": 1,
    "reception": 2,
    "register_claim": 5,
    "survey": 2,
    "verify_documents": 1,
}


@pytest.fixture(params=STARTS, ids=str)
def demo(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> tuple[Flask, Settings]:
    """A demo that was started for the first time at some instant."""
    monkeypatch.setattr(clock, "now", lambda _: request.param.astimezone(dt.UTC))
    settings = Settings(
        database_url=f"sqlite:///{tmp_path / 'claimdesk.db'}", data=tmp_path, demo=True
    )
    secrets.write_keys(tmp_path, secrets.new_keys(demo=True))
    app = create_app(settings)
    setup.prepare(app, settings)
    return app, settings


def test_people_find_work_of_some_days_and_nothing_went_wrong(
    demo: tuple[Flask, Settings],
) -> None:
    app, settings = demo
    open_tasks = sa.select(InboxTask.element, sa.func.count()).where(
        InboxTask.status == TaskStatus.OPEN
    )
    held = sa.select(User.username).where(User.id.in_(sa.select(InboxTask.assignee_id)))

    with app.app_context():
        waiting = dict(db.session.execute(open_tasks.group_by(InboxTask.element)).all())
        holders = set(db.session.scalars(held))
        wrong = db.session.scalars(sa.select(Incident)).all()
        number = db.session.scalar(sa.select(sa.func.count(Case.id)))
        setup.prepare(app, settings)  # a second start changes nothing
        after = db.session.scalar(sa.select(sa.func.count(Case.id)))

    assert waiting == WAITING
    assert holders >= {"u_reg", "u_sur2", "u_doc", "u_ass"}
    assert wrong == []
    assert number == after
