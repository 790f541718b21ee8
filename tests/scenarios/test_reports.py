"""Managers read numbers, the cases behind them, and take both away as files."""

import csv
import io
import zipfile
from typing import Any

import pytest
from lxml import etree

from tests.scenarios.company import Company
from tests.scenarios.halts import ClaimAt
from tests.scenarios.s1 import Walk

MARCH = {"from": "2026-03-01", "to": "2026-04-01"}


@pytest.fixture
def archived(claim_at: ClaimAt) -> Walk:
    """A small motor claim that was paid and filed on the day it was reported."""
    return claim_at(Walk.archive)


def file_of(company: Company, path: str, **query: Any) -> Any:
    answer = company.call("u_cmgr", "GET", path, query_string={**MARCH, **query})
    assert answer.status_code == 200, answer.text
    return answer


def test_a_manager_reads_what_a_paid_claim_adds_to_the_month(archived: Walk) -> None:
    company = archived.company

    paid = company.get("u_cmgr", "/reports/M14", **MARCH, by="line")
    settled = company.get("u_cmgr", "/reports/M16", **MARCH)
    behind = company.get("u_cmgr", "/reports/M14/cases", **MARCH)

    assert (paid["denominator"], paid["splits"][0]["key"]) == (1, "motor_commercial")
    assert (settled["numerator"], settled["denominator"], settled["value"]) == (1, 1, 1)
    assert [row["number"] for row in behind["items"]] == [archived.claim_no]


def test_limits_met_are_told_by_stage_and_person(archived: Walk) -> None:
    company = archived.company

    by_stage = company.get("u_cmgr", "/reports/M11", **MARCH, by="stage")
    by_person = company.get("u_cmgr", "/reports/M11", **MARCH, by="person")
    own = company.get("u_cmgr", "/reports/M11", **MARCH, person="u_reg")

    assert by_stage["value"] == 1
    assert "survey" in {part["key"] for part in by_stage["splits"]}
    assert {"u_reg", "u_ass"} <= {part["label"] for part in by_person["splits"]}
    assert (own["numerator"], own["denominator"]) == (1, 1)


def test_the_catalogue_says_what_each_number_means(company_on_sqlite: Company) -> None:
    found = company_on_sqlite.get("u_aud", "/reports")["items"]

    attainment = next(one for one in found if one["code"] == "M12")
    assert (attainment["target"], attainment["kind"]) == (1, "clock")
    assert "stage" in attainment["ways"]


def test_every_metric_answers_for_a_company_without_cases(company_on_sqlite: Company) -> None:
    codes = [one["code"] for one in company_on_sqlite.get("u_aud", "/reports")["items"]]

    values = {code: company_on_sqlite.get("u_aud", f"/reports/{code}")["value"] for code in codes}

    assert {value for value in values.values() if value} == set()


def test_numbers_and_cases_go_into_spreadsheets(archived: Walk) -> None:
    text = file_of(archived.company, "/reports/M16", format="csv").data.decode("utf-8-sig")
    book = file_of(archived.company, "/reports/M16/cases", format="xlsx").data

    head, row = csv.reader(io.StringIO(text))
    assert (head[0], row[0], row[-1]) == ("metric", "M16", "1.0000")
    with zipfile.ZipFile(io.BytesIO(book)) as parts:
        assert archived.claim_no in parts.read("xl/worksheets/sheet1.xml").decode()


@pytest.mark.parametrize("user", ["u_fnol", "u_int", "u_sur1", "u_cmp"])
def test_others_read_no_report(company_on_sqlite: Company, user: str) -> None:
    paths = ("/reports", "/reports/M11", "/reports/M11/cases", "/exports/event-log.xes")

    answers = [company_on_sqlite.call(user, "GET", path).status_code for path in paths]

    assert answers == [403, 403, 403, 403]


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/reports/M99", 404),
        ("/reports/M11?by=weather", 422),
        ("/reports/M11?from=2026-04-01&to=2026-03-01", 422),
        ("/reports/M11?from=yesterday", 400),
        ("/reports/M11?format=pdf", 400),
        ("/reports/M11?colour=red", 400),
        ("/reports/M11?as_of=2026-03-01T00:00", 400),
        ("/reports/M11/cases?measure=none", 422),
        ("/reports/M11/cases?after=x", 400),
    ],
)
def test_what_cannot_be_asked_is_refused(
    company_on_sqlite: Company, path: str, status: int
) -> None:
    assert company_on_sqlite.call("u_cmgr", "GET", path).status_code == status


def test_the_log_of_events_is_what_tools_of_process_mining_read(archived: Walk) -> None:
    answer = archived.company.call("u_aud", "GET", "/exports/event-log.xes?process=claim")
    log = etree.fromstring(answer.data)

    names = etree.XPath("x:trace/x:event/x:string[@key='concept:name']/@value", namespaces=SPACE)
    assert {"register_claim", "survey", "archive_claim"} <= set(names(log))
    assert etree.XPath("count(x:trace)", namespaces=SPACE)(log) == 1


SPACE = {"x": "http://www.xes-standard.org/"}
