"""A list of tasks is taken along as a file; who took it is written down."""

import csv
import io
import zipfile

import pytest
import sqlalchemy as sa

from app.audit.models import AuditRow
from app.extensions import db
from app.inbox.lists import exporting
from tests.scenarios.company import Company
from tests.scenarios.halts import ClaimAt
from tests.scenarios.s1 import Walk


@pytest.fixture
def walk(claim_at: ClaimAt) -> Walk:
    """A claim that waits for the surveyors."""
    return claim_at(Walk.register)


def table(company: Company, user: str, **query: str) -> list[list[str]]:
    answer = company.call(user, "GET", "/tasks", query_string={"format": "csv", **query})
    assert answer.status_code == 200, answer.text
    assert answer.headers["Content-Disposition"] == "attachment; filename=tasks.csv"
    return list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig"))))


def test_a_list_is_written_as_a_table_with_the_same_filters(walk: Walk) -> None:
    head, row = table(walk.company, "u_sur1", view="team", lang="en", q=walk.claim_no)
    _, same = table(walk.company, "u_sur1", **{"view": "team", "filter[priority][gte]": "1"})
    (none_fits,) = table(walk.company, "u_sur1", **{"view": "team", "filter[data.lob]": "health"})

    assert head[:2] == ["Number", "Task"]
    assert (row[0], row[3]) == (walk.claim_no, "Surveyor")
    assert same[0] == walk.claim_no
    assert none_fits[:2] == ["编号", "任务"]


def test_a_list_is_written_as_a_workbook(walk: Walk) -> None:
    query = {"format": "xlsx", "view": "all", "limit": "1"}
    answer = walk.company.call("u_aud", "GET", "/tasks", query_string=query)

    with zipfile.ZipFile(io.BytesIO(answer.data)) as parts:
        assert walk.claim_no in parts.read("xl/worksheets/sheet1.xml").decode()
    assert answer.mimetype.endswith("spreadsheetml.sheet")


def test_nobody_takes_along_what_they_may_not_see(walk: Walk) -> None:
    refused = walk.company.call("u_sur1", "GET", "/tasks?view=all&format=csv")

    assert len(table(walk.company, "u_arc", view="team")) == 1
    assert refused.status_code == 403


def test_who_took_a_list_along_is_written_down(walk: Walk) -> None:
    table(walk.company, "u_sur1", view="team", q=walk.claim_no)

    noted = sa.select(AuditRow.actor_name, AuditRow.detail)
    with walk.company.client.application.app_context():
        rows = db.session.execute(noted.where(AuditRow.action == "tasks.exported")).all()
    told = {"view": "team", "format": "csv", "rows": 1, "narrowed": True}
    assert rows == [("u_sur1", told)]


def test_a_file_too_long_is_refused_in_words(walk: Walk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exporting, "MOST", 0)

    answer = walk.company.call("u_sur1", "GET", "/tasks?view=team&format=xlsx")

    assert (answer.status_code, answer.json["code"]) == (422, "too_many_rows")


@pytest.mark.parametrize("kind", ["pdf", "", "CSV"])
def test_no_other_kind_of_file_is_written(walk: Walk, kind: str) -> None:
    answer = walk.company.call("u_sur1", "GET", "/tasks", query_string={"format": kind})

    assert answer.status_code == 400
    assert answer.json["errors"][0]["pointer"] == "/format"
