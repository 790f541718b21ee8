"""What systems of other houses send: their own numbers, papers as parts of a form, filters."""

import io
from typing import Any

import pytest
from werkzeug.datastructures import MultiDict

from tests.scenarios.company import Company
from tests.scenarios.deploying import sends
from tests.scenarios.s1 import REPORT
from tests.scenarios.staff import hires

PDF = b"%PDF-1.4\n%%EOF\n"


@pytest.fixture
def company(company_on_sqlite: Company) -> Company:
    company_on_sqlite.clock_shows("2026-03-02T09:30")
    return company_on_sqlite


def starts(company: Company, *, expect: int, data: Any = REPORT, **named: str) -> Any:
    """Report a loss as a start of the process."""
    body = {"process": "claim", "data": data, **named}
    return company.post("u_int", "/cases", body, expect=expect)


# ---------------------------------------------------------------- the reporter's own number
def test_another_channels_number_does_not_open_its_claim(company: Company) -> None:
    hires(company, "u_broker", "integrator")
    company.reports("u_int", **REPORT, external_ref="A-1")

    answer = company.post("u_broker", "/claims", {**REPORT, "external_ref": "A-1"}, expect=409)

    assert answer["code"] == "duplicate_reference"
    assert "CLM-" not in str(answer)
    assert company.get("u_broker", "/claims")["items"] == []


def test_staff_who_repeat_a_channels_number_find_its_claim(company: Company) -> None:
    first = company.reports("u_int", **REPORT, external_ref="A-1")

    again = company.post("u_fnol", "/claims", {**REPORT, "external_ref": "A-1"})

    assert again["claim_no"] == first["claim_no"]


@pytest.mark.parametrize(
    "named",
    [{"data": {**REPORT, "external_ref": "A-1"}}, {"business_key": "A-1"}],
    ids=["external_ref", "business_key"],
)
def test_a_claim_started_as_a_case_is_repeated_by_its_reporters_number(
    company: Company, named: dict[str, Any]
) -> None:
    first = starts(company, expect=201, **named)

    assert starts(company, expect=200, **named)["id"] == first["id"]
    assert (
        company.post("u_int", "/claims", {**REPORT, "external_ref": "A-1"})["case_id"]
        == (first["id"])
    )


@pytest.mark.parametrize(
    ("named", "pointer"),
    [
        ({"data": {**REPORT, "external_ref": "A-1"}, "business_key": "B-1"}, "/business_key"),
        ({"data": {**REPORT, "external_ref": 7}}, "/data/external_ref"),
    ],
    ids=["two numbers", "not a text"],
)
def test_a_reporters_number_that_cannot_be_is_named(
    company: Company, named: dict[str, Any], pointer: str
) -> None:
    answer = starts(company, expect=422, **named)

    assert [error["pointer"] for error in answer["errors"]] == [pointer]


# ---------------------------------------------------------------- papers
def hands_in(company: Company, claim_no: str, parts: list[tuple[str, Any]], expect: int) -> Any:
    """Send papers as parts of a form."""
    path = f"/claims/{claim_no}/documents"
    answer = company.call("u_int", "POST", path, data=MultiDict(parts))
    assert answer.status_code == expect, answer.text
    return answer.json


def test_papers_come_as_parts_named_by_their_kind(company: Company) -> None:
    claim_no = company.reports("u_int", **REPORT)["claim_no"]
    names = ("claim_form", "invoice", "invoice")
    parts = [(name, (io.BytesIO(PDF), f"{name}.pdf")) for name in names]

    answer = hands_in(company, claim_no, parts, expect=201)

    assert [item["doc_type"] for item in answer["items"]] == list(names)
    assert "invoice" not in answer["missing"]
    file = company.get("u_int", f"/files/{answer['items'][1]['file']}")
    assert (file["name"], file["sha256"]) == ("invoice.pdf", answer["items"][1]["sha256"])


@pytest.mark.parametrize(
    ("part", "code"),
    [
        (("shopping_list", (io.BytesIO(PDF), "a.pdf")), "invalid_field"),
        (("invoice", (io.BytesIO(b"MZ"), "a.exe")), "file_type_refused"),
        (("invoice", "no file"), "unknown_field"),
    ],
    ids=["unknown kind", "program", "text"],
)
def test_parts_that_are_no_papers_are_refused_together(
    company: Company, part: tuple[str, Any], code: str
) -> None:
    claim_no = company.reports("u_int", **REPORT)["claim_no"]
    sound = ("claim_form", (io.BytesIO(PDF), "a.pdf"))

    answer = hands_in(company, claim_no, [sound, part], expect=422)

    assert answer["code"] == code
    assert answer["errors"]
    assert company.get("u_int", f"/claims/{claim_no}/documents")["items"] == []


def test_a_claim_without_a_request_for_papers_says_so(company: Company) -> None:
    claim_no = company.reports("u_int", **REPORT)["claim_no"]

    assert company.get("u_int", f"/claims/{claim_no}/documents")["notice"] is None


# ---------------------------------------------------------------- reading
def test_variables_are_answered_as_they_are(company: Company) -> None:
    claim = company.reports("u_int", **REPORT)

    items = company.get("u_int", f"/cases/{claim['case_id']}/variables")["items"]

    value = {item["name"]: item["value"] for item in items}
    assert (repr(value["claim_id"]), repr(value["claimed_amount"])) == (claim["id"], "3800")


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("filter[data.claimed_amount][gte]=3800", 1),
        ("filter[data.claimed_amount][gt]=3800", 0),
        ("filter[data.claimed_amount]=3800", 1),
        ("filter[data.policy_no]=P-MOT&filter[data.claimed_amount][lt]=4000", 1),
        ("filter[data.injury]=true", 0),
    ],
)
def test_cases_are_found_by_their_variables(company: Company, asked: str, found: int) -> None:
    company.reports("u_int", **REPORT)

    answer = company.call("u_int", "GET", f"/cases?{asked}")

    assert answer.json["page"]["total"] == found


@pytest.mark.parametrize(
    "asked",
    [
        "filter[data.claimed_amount][near]=100",
        "filter[data.injury][gte]=true",
        "filter[data.claimed_amount=100",
    ],
)
def test_a_filter_that_variables_do_not_have_is_refused(company: Company, asked: str) -> None:
    answer = company.call("u_int", "GET", f"/cases?{asked}")

    assert (answer.status_code, answer.json["code"]) == (400, "unknown_parameter")


def test_a_channel_cannot_hand_in_a_file_that_another_sent(company: Company) -> None:
    claim = company.reports("u_int", **REPORT)
    (file,) = company.uploads("u_fnol", ["id_card"])

    refused = company.post(
        "u_int",
        f"/claims/{claim['id']}/documents",
        {"documents": [{"doc_type": "id_card", "file": file}]},
        expect=422,
    )

    assert refused["errors"][0]["code"] == "not_found"


def test_lists_of_policies_say_how_many_there_are(company: Company) -> None:
    assert company.get("u_aud", "/policies", limit=2)["page"]["total"] == 7
    assert "total" not in company.get("u_aud", "/policies", count="false")["page"]


def test_an_order_that_tasks_do_not_have_is_malformed(company: Company) -> None:
    answer = company.call("u_reg", "GET", "/tasks?sort=colour")

    assert answer.status_code == 400
    assert [error["pointer"] for error in answer.json["errors"]] == ["/sort"]


def test_a_refused_deployment_tells_each_finding_whole(company: Company) -> None:
    answer = sends(company, {"visit.form": b"{"})

    assert (answer.status_code, answer.json["code"]) == (422, "deployment_refused")
    place = {"level", "file", "element", "name", "row", "text"}
    assert answer.json["findings"]
    members = place | {"rule", "reason", "advice"}
    assert [finding for finding in answer.json["findings"] if finding.keys() != members] == []
