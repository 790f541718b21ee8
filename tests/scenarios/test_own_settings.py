"""People set for themselves how they work and how they are told; what cannot be is refused."""

from typing import Any

import pytest
import sqlalchemy as sa

from app.audit.models import AuditRow
from app.extensions import db
from tests.scenarios.company import Company
from tests.scenarios.noticing import sets


@pytest.fixture
def company(company_on_sqlite: Company) -> Company:
    return company_on_sqlite


def test_settings_are_changed_one_by_one(company: Company) -> None:
    usual = company.get("u_sur1", "/me/settings")

    sets(company, "u_sur1", notices={"overdue": {"mail": "hourly"}}, quiet_hours={"from": "19:00"})
    changed = sets(company, "u_sur1", density="compact", language="en", email=None)

    assert changed == {
        **usual,
        "density": "compact",
        "language": "en",
        "email": None,
        "notices": {**usual["notices"], "overdue": {"page": True, "mail": "hourly"}},
        "quiet_hours": {**usual["quiet_hours"], "from": "19:00"},
    }
    assert company.get("u_sur1", "/me")["language"] == "en"


def test_two_windows_do_not_undo_each_other(company: Company) -> None:
    seen = company.call("u_sur1", "GET", "/me/settings").headers["ETag"]
    sets(company, "u_sur1", shortcuts=False)

    late = company.call(
        "u_sur1", "PATCH", "/me/settings", json={"density": "compact"}, headers={"If-Match": seen}
    )

    assert (late.status_code, late.json["current"]["shortcuts"]) == (412, False)


REFUSED = [
    ({}, ""),
    ({"density": "tiny"}, "/density"),
    ({"language": "fr"}, "/language"),
    ({"email": "nobody"}, "/email"),
    ({"email": "a b@example.com"}, "/email"),
    ({"email": "a@example.com\r\nBcc: b@example.com"}, "/email"),
    ({"daily_at": "24:00"}, "/daily_at"),
    ({"daily_at": "8:00"}, "/daily_at"),
    ({"quiet_hours": {"from": "08:00", "until": "08:00"}}, "/quiet_hours"),
    ({"quiet_hours": {"from": None}}, "/quiet_hours"),
    ({"quiet_hours": {"begin": "20:00"}}, "/quiet_hours/begin"),
    ({"notices": {"gossip": {"page": True}}}, "/notices/gossip"),
    ({"notices": {"overdue": {"mail": "weekly"}}}, "/notices/overdue/mail"),
    ({"notices": {"entered": {"page": True}}}, "/notices/entered"),
    ({"notices": {"entered": {"mail": "at_once"}}}, "/notices/entered"),
    ({"theme": "dark"}, "/theme"),
]


@pytest.mark.parametrize(("body", "pointer"), REFUSED)
def test_what_cannot_be_set_is_refused_by_its_field(
    company: Company, body: Any, pointer: str
) -> None:
    answer = company.call("u_sur1", "PATCH", "/me/settings", json=body)

    assert answer.status_code == 422
    assert [one["pointer"] for one in answer.json["errors"]] == [pointer]


def test_an_administrator_says_where_mail_reaches_somebody(company: Company) -> None:
    path, moved = "/users/u_sur1", {"email": "chen@example.com"}

    changed = company.call("u_adm", "PATCH", path, json=moved)
    refused = company.call("u_sur2", "PATCH", path, json=moved)

    assert (changed.status_code, changed.json["email"]) == (200, "chen@example.com")
    assert refused.status_code == 403
    with company.client.application.app_context():
        rows = sa.select(AuditRow.actor_name, AuditRow.detail)
        log = db.session.execute(rows.where(AuditRow.action == "user.email_set")).all()
    assert [tuple(row) for row in log] == [("u_adm", {"email": "set"})]
