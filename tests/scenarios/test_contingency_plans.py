"""Plans for contingencies: drafted, approved by another, and the one before retired."""

from typing import Any

import pytest

from tests.scenarios.company import Company, Json
from tests.scenarios.emergencies import contingency, is_reported

PLANS = "/contingency-plans"
HAIL: Json = {
    "plan_code": "PLAN-RAINSTORM_FLOOD",
    "plan_version": "2.0",
    "name": "暴雨冰雹理赔预案",
    "event_types": ["rainstorm_flood"],
    "procedure": "启动绿色通道",
    "duties": [{"department": "claims", "duty": "增派查勘人员"}],
}


def test_every_kind_of_contingency_has_an_approved_plan(company_on_sqlite: Company) -> None:
    plans = company_on_sqlite.get("u_aud", PLANS, **{"filter[status]": "approved"})["items"]

    assert len({kind for plan in plans for kind in plan["event_types"]}) == 10


def test_a_new_version_retires_the_one_before(company_on_sqlite: Company) -> None:
    company = company_on_sqlite
    draft = company.post("u_catc", PLANS, HAIL, expect=201)
    assert draft["status"] == "draft"

    company.post("u_cat", f"{PLANS}/{draft['id']}/approval")

    listed = company.get("u_aud", PLANS, **{"filter[plan_code]": HAIL["plan_code"]})["items"]
    assert [row["status"] for row in listed] == ["approved", "retired"]
    company.clock_shows("2026-03-02T09:30")
    number = is_reported(company, event_type="rainstorm_flood")
    assert contingency(company, number)["plan"] == draft["id"]


def test_nobody_approves_a_plan_of_ones_own(company_on_sqlite: Company) -> None:
    company = company_on_sqlite
    draft = company.post("u_cat", PLANS, HAIL, expect=201)

    refusal = company.post("u_cat", f"{PLANS}/{draft['id']}/approval", expect=403)

    assert refusal["code"] == "four_eyes_violation"


def test_a_plan_is_approved_once_and_by_a_commander(company_on_sqlite: Company) -> None:
    company = company_on_sqlite
    draft = company.post("u_catc", PLANS, HAIL, expect=201)
    path = f"{PLANS}/{draft['id']}/approval"

    company.post("u_catc", path, expect=403)
    company.post("u_cat", path)
    company.post("u_cat", path, expect=409)


def test_a_version_exists_once(company_on_sqlite: Company) -> None:
    body = {**HAIL, "plan_version": "1.0"}

    refusal = company_on_sqlite.post("u_catc", PLANS, body, expect=409)

    assert "1.0" in refusal["detail"]


@pytest.mark.parametrize(
    ("other", "pointer"),
    [
        ({"plan_code": "x"}, "/plan_code"),
        ({"plan_version": "第二版"}, "/plan_version"),
        ({"event_types": []}, "/event_types"),
        ({"duties": [{"department": "kitchen", "duty": "x"}]}, "/duties/0/department"),
    ],
)
def test_a_wrong_plan_is_refused(
    company_on_sqlite: Company, other: dict[str, Any], pointer: str
) -> None:
    refusal = company_on_sqlite.post("u_catc", PLANS, {**HAIL, **other}, expect=422)

    assert [error["pointer"] for error in refusal["errors"]] == [pointer]
