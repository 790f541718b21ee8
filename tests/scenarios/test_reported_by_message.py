"""Another system may report a loss by message; what is missing is completed by a person."""

from typing import Any

import pytest

from tests.scenarios.company import Company, Json
from tests.scenarios.s1 import REPORT, Walk


def tells(company: Company, reference: str, **report: Any) -> Json:
    """Let another system report a loss."""
    message = {"name": "loss_reported", "correlation_key": reference}
    data = {**report, "external_ref": reference}
    return dict(company.post("u_int", "/messages", {**message, "data": data}))


def lacking(*names: str) -> Json:
    """Return the usual report without some of its fields."""
    return {name: value for name, value in REPORT.items() if name not in names}


def number_of(company: Company, told: Json) -> str:
    """Return the number of the case that a message has started."""
    return str(company.get("u_aud", f"/cases/{told['case_id']}")["business_key"])


def test_a_complete_report_by_message_is_a_claim_like_any_other(company: Company) -> None:
    company.clock_shows("2026-03-02T09:30")

    walk = Walk(company, claim_no=number_of(company, tells(company, "POL-1", **REPORT)))

    claim = company.get("u_int", f"/claims/{walk.claim_no}")
    assert walk.claim_no == "CLM-20260302-000001"
    assert (claim["external_ref"], claim["track"]) == ("POL-1", "fast")
    for step in list(walk.steps())[1:]:
        step()
    assert company.claim(walk.claim_no)["status"] == "archived"


def test_an_incomplete_report_is_completed_within_half_an_hour(company: Company) -> None:
    company.clock_shows("2026-03-02T09:30")
    report = lacking("loss_place", "claimed_amount")

    told = tells(company, "POL-2", **report)

    number = number_of(company, told)
    assert company.waiting(number) == {"complete_fnol": ["fnol_agent"]}
    task = company.task(number, "complete_fnol")
    assert task["due_at"] == "2026-03-02T10:00:00+08:00"
    form = company.get("u_fnol", f"/tasks/{task['id']}/form")["data"]
    assert form["reporter_name"] == "张伟"
    company.completes("u_fnol", "complete_fnol", number, **REPORT)

    claim = company.get("u_int", f"/claims/{number}")
    assert (claim["claimed_amount"], claim["status"]) == ("3800.00", "reported")
    assert company.waiting(number) == {"register_claim": ["claims_registrar"]}
    variables = company.get("u_adm", f"/cases/{told['case_id']}/variables")["items"]
    kept = {row["name"]: row["value"] for row in variables}
    assert (kept["reporter_name"], kept["reporter_phone"]) == (None, None)


def test_a_report_is_completed_with_what_makes_sense(company_on_sqlite: Company) -> None:
    number = number_of(company_on_sqlite, tells(company_on_sqlite, "POL-3", policy_no="P-MOT"))

    refusal = company_on_sqlite.completes(
        "u_fnol",
        "complete_fnol",
        number,
        expect=422,
        **{**REPORT, "loss_time": "2027-01-01T00:00:00+08:00"},
    )

    assert [error["pointer"] for error in refusal["errors"]] == ["/data/loss_time"]


def test_what_was_reported_before_is_not_reported_again(company_on_sqlite: Company) -> None:
    company_on_sqlite.clock_shows("2026-03-02T09:30")
    first = company_on_sqlite.reports("u_int", **REPORT, external_ref="POL-4")

    told = tells(company_on_sqlite, "POL-4", **REPORT)

    case = company_on_sqlite.get("u_aud", f"/cases/{told['case_id']}")
    assert case["state"] == "completed"
    claims = company_on_sqlite.get("u_aud", "/claims")["items"]
    assert [claim["id"] for claim in claims] == [first["id"]]


def test_a_report_that_was_made_another_way_meanwhile_is_let_go(
    company_on_sqlite: Company,
) -> None:
    company_on_sqlite.clock_shows("2026-03-02T09:30")
    number = number_of(company_on_sqlite, tells(company_on_sqlite, "POL-5", policy_no="P-MOT"))
    first = company_on_sqlite.reports("u_int", **REPORT, external_ref="POL-5")

    company_on_sqlite.completes("u_fnol", "complete_fnol", number, **REPORT)

    assert company_on_sqlite.get("u_aud", f"/cases/{number}")["state"] == "completed"
    claims = company_on_sqlite.get("u_aud", "/claims")["items"]
    assert [claim["id"] for claim in claims] == [first["id"]]


@pytest.mark.parametrize("reference", ["x" * 101, {"a": 1}, 7, ""])
def test_a_reference_that_cannot_be_one_is_left_out(
    company_on_sqlite: Company, reference: object
) -> None:
    company_on_sqlite.clock_shows("2026-03-02T09:30")
    message = {"name": "loss_reported", "data": {**REPORT, "external_ref": reference}}

    told = company_on_sqlite.post("u_int", "/messages", message)

    number = number_of(company_on_sqlite, told)
    assert company_on_sqlite.claim(number)["external_ref"] is None
