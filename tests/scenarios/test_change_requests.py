"""A diagram, a table or a plan is changed when it was tested and both sides have approved."""

from typing import Any

import pytest

from tests.scenarios import staff
from tests.scenarios.company import Company
from tests.scenarios.improving import pointers
from tests.scenarios.test_contingency_plans import HAIL

TABLE = {"kind": "dmn", "definition": "service_routing", "proposal": "发票咨询改由客服处理"}


def requested(company: Company, **other: Any) -> str:
    """Ask for a change; return its number."""
    made = company.post("u_quam", "/change-requests", {**TABLE, **other}, expect=201)
    return str(made["change_no"])


def examines(company: Company, number: str, *, expect: int = 200, **other: Any) -> Any:
    """Test the new version."""
    body = {"tested": "2", "report": "30个案例全部符合", **other}
    return company.post("u_ana", f"/change-requests/{number}/test", body, expect=expect)


def decides(
    company: Company,
    user: str,
    number: str,
    *,
    approves: bool = True,
    expect: int = 200,
    **other: Any,
) -> Any:
    """Say what one side thinks."""
    body = {"approves": approves, "opinion": "同意" if approves else "影响时效", **other}
    return company.post(user, f"/change-requests/{number}/decide", body, expect=expect)


def approved(company: Company, number: str) -> None:
    """Bring a change to its approval by both sides."""
    examines(company, number)
    decides(company, "u_prd", number)
    decides(company, "u_comp", number, effective_from="2027-01-01")


def change(company: Company, number: str) -> Any:
    """Return a change request."""
    return company.get("u_aud", f"/change-requests/{number}")


def test_a_change_is_drafted_tested_approved_and_in_force_from_a_day_on(company: Company) -> None:
    number = requested(company)
    assert change(company, number)["against"] == "1"

    examines(company, number)
    assert change(company, number)["status"] == "tested"
    decides(company, "u_prd", number, effective_from="2026-05-01")
    assert change(company, number)["status"] == "tested"
    decides(company, "u_comp", number)

    found = change(company, number)
    assert (found["status"], found["effective_from"], found["tested"]) == (
        "approved",
        "2026-05-01",
        "2",
    )
    votes = company.get("u_aud", f"/change-requests/{number}/votes")["items"]
    assert [vote["side"] for vote in votes] == ["product_manager", "compliance_officer"]


def test_a_plan_is_changed_from_its_day_on(company: Company) -> None:
    company.clock_shows("2026-03-02T09:00")
    company.post("u_catc", "/contingency-plans", HAIL, expect=201)
    number = requested(company, kind="plan", definition=HAIL["plan_code"])
    examines(company, number, tested="2.0")
    decides(company, "u_prd", number)
    decides(company, "u_comp", number, effective_from="2026-03-03")
    assert change(company, number)["status"] == "approved"

    company.now_is("2026-03-03T08:00")

    found = change(company, number)
    assert (found["status"], found["carried_out_as"]) == ("carried_out", "2.0")


def test_what_one_side_rejects_is_revised_tested_and_decided_anew(
    company_on_sqlite: Company,
) -> None:
    company = company_on_sqlite
    number = requested(company)
    examines(company, number)
    decides(company, "u_comp", number, approves=False)
    assert change(company, number)["status"] == "rejected"
    examines(company, number, expect=409)

    revised = company.call(
        "u_quam", "PATCH", f"/change-requests/{number}", json={"proposal": "仅限电子发票"}
    )

    assert revised.json["status"] == "draft"
    approved(company, number)
    assert change(company, number)["proposal"] == "仅限电子发票"
    votes = company.get("u_aud", f"/change-requests/{number}/votes")["items"]
    assert [(vote["round"], vote["approves"]) for vote in votes] == [
        (1, False),
        (2, True),
        (2, True),
    ]


def test_nobody_decides_on_what_they_drafted_tested_or_decided(company_on_sqlite: Company) -> None:
    company = company_on_sqlite
    staff.joins(company, "u_prd", "analyst")
    staff.joins(company, "u_comp", "product_manager")
    made = company.post("u_prd", "/change-requests", TABLE, expect=201)["change_no"]
    examines(company, made)

    assert decides(company, "u_prd", made, expect=403)["code"] == "four_eyes_violation"
    decides(company, "u_comp", made)
    assert decides(company, "u_comp", made, expect=403)["code"] == "four_eyes_violation"


def test_a_side_speaks_once(company_on_sqlite: Company) -> None:
    company = company_on_sqlite
    staff.hires(company, "u_prd2", "product_manager")
    number = requested(company)
    examines(company, number)
    decides(company, "u_prd", number)

    decides(company, "u_prd2", number, expect=409)


@pytest.mark.parametrize(
    ("day", "pointer"),
    [({}, "/effective_from"), ({"effective_from": "2020-01-01"}, "/effective_from")],
)
def test_an_approval_names_a_day_to_come(
    company_on_sqlite: Company, day: dict[str, str], pointer: str
) -> None:
    company = company_on_sqlite
    number = requested(company)
    examines(company, number)
    decides(company, "u_prd", number)

    assert pointers(decides(company, "u_comp", number, expect=422, **day)) == [pointer]


@pytest.mark.parametrize("act", ["test", "decide", "revise"])
def test_an_approved_change_is_not_touched_again(company_on_sqlite: Company, act: str) -> None:
    company = company_on_sqlite
    number = requested(company)
    approved(company, number)
    calls = {
        "test": ("u_ana", "POST", "/test", {"tested": "3", "report": "再测"}),
        "decide": ("u_prd", "POST", "/decide", {"approves": True, "opinion": "同意"}),
        "revise": ("u_quam", "PATCH", "", {"proposal": "再改"}),
    }

    user, method, path, body = calls[act]
    answer = company.call(user, method, f"/change-requests/{number}{path}", json=body)

    assert answer.status_code == 409


def test_a_draft_is_not_decided_on(company_on_sqlite: Company) -> None:
    number = requested(company_on_sqlite)

    decides(company_on_sqlite, "u_prd", number, expect=409)


def test_the_version_to_be_changed_is_not_the_one_that_was_tested(
    company_on_sqlite: Company,
) -> None:
    number = requested(company_on_sqlite)

    assert pointers(examines(company_on_sqlite, number, tested="1", expect=422)) == ["/tested"]
    missing = examines(company_on_sqlite, number, evidence=["17"], expect=422)
    assert pointers(missing) == ["/evidence/0"]


def test_only_a_definition_that_is_there_is_changed(company_on_sqlite: Company) -> None:
    company = company_on_sqlite
    unknown = {**TABLE, "definition": "weather"}

    refusal = company.post("u_quam", "/change-requests", unknown, expect=422)

    assert pointers(refusal) == ["/definition"]
    requested(company, kind="bpmn", definition="dispute")
    requested(company, kind="plan", definition="PLAN-TYPHOON", against="1.0")
    listed = company.get("u_aud", "/change-requests", **{"filter[kind]": "plan"})["items"]
    assert [one["against"] for one in listed] == ["1.0"]


def test_who_may_ask_test_and_decide(company_on_sqlite: Company) -> None:
    company = company_on_sqlite
    company.post("u_svc", "/change-requests", TABLE, expect=403)
    number = requested(company)

    company.post(
        "u_quam", f"/change-requests/{number}/test", {"tested": "2", "report": "好"}, expect=403
    )
    examines(company, number)
    decides(company, "u_ana", number, expect=403)
    assert company.call("u_aud", "GET", "/change-requests/CHG-1").status_code == 404
