"""Whether and at which level a plan is activated: who decides, what is refused, who is told."""

from typing import Any

import pytest

from tests.scenarios.company import Company
from tests.scenarios.contingencies import tag
from tests.scenarios.emergencies import (
    COLLISIONS,
    SCOPE,
    changes,
    contingency,
    decides,
    estimates,
    is_active,
    is_reported,
    says,
)
from tests.scenarios.s1 import Walk


@pytest.fixture
def company(company_on_sqlite: Company) -> Company:
    """The company on the morning of the pile-up."""
    company_on_sqlite.clock_shows("2026-03-02T09:30")
    return company_on_sqlite


@pytest.fixture
def number(company: Company) -> str:
    """A pile-up that the table gives level III."""
    return is_reported(company)


def test_what_is_not_grave_is_only_watched(company: Company) -> None:
    number = is_reported(company, est_property_payout="1999999.99")

    assert contingency(company, number)["status"] == "monitored"
    assert company.waiting(number) == {}


def test_a_proposal_is_decided_on_within_two_hours(company: Company, number: str) -> None:
    task = company.task(number, "activate")

    assert task["groups"] == ["cat_commander_branch"]
    assert task["due_at"] == "2026-03-02T11:30:00+08:00"
    clocks = company.get("u_aud", f"/contingencies/{number}/clocks")["items"]
    assert [clock["stage"] for clock in clocks] == ["contingency_decision"]


def test_headquarters_decide_on_the_gravest(company: Company) -> None:
    number = is_reported(company, est_property_payout="1.00", deaths=30)

    assert contingency(company, number)["table_level"] == "I"
    assert company.waiting(number) == {"activate": ["cat_commander_hq"]}


def test_a_rejected_proposal_tags_no_claim(company: Company, number: str) -> None:
    decides(company, number, "reject", reason="属日常车流事故")

    found = contingency(company, number)
    assert (found["status"], found["decision_reason"]) == ("rejected", "属日常车流事故")
    assert company.waiting(number) == {}
    assert says(company, number, "resources", expect=409)["code"] == "conflict"


def test_a_level_below_the_table_is_told_to_compliance(company: Company, number: str) -> None:
    decides(company, number, "change_level", level="IV", reason="损失集中于少数车辆")

    notice = company.task(number, "take_notice")
    form = company.get("u_comp", f"/tasks/{notice['id']}/form")["data"]
    assert notice["groups"] == ["compliance_officer"]
    assert (form["notice_level"], form["notice_table_level"]) == ("IV", "III")
    company.completes("u_comp", "take_notice", number, compliance_opinion="理由充分")
    assert "take_notice" not in company.waiting(number)


def test_a_level_above_the_table_needs_no_notice(company: Company, number: str) -> None:
    decides(company, number, "change_level", level="II")
    decides(company, number, by="u_cat", level="II")

    assert "take_notice" not in company.waiting(number)


def test_a_graver_level_is_put_to_headquarters(company: Company, number: str) -> None:
    decides(company, number, "change_level", level="II")

    assert contingency(company, number)["status"] == "proposed"
    assert company.waiting(number) == {"activate": ["cat_commander_hq"]}
    decides(company, number, by="u_cat", level="II")
    found = contingency(company, number)
    assert (found["level"], found["table_level"]) == ("II", "III")


@pytest.mark.parametrize(
    ("decision", "other", "pointer"),
    [
        ("activate", {"level": "II"}, "/data/level"),
        ("change_level", {"level": "III"}, "/data/level"),
        ("activate", {"level": "V"}, "/data/level"),
        ("activate", {"reason": " "}, "/data/reason"),
        ("activate", {"regions": []}, "/data/regions"),
        ("activate", {"regions": [{"region": ""}]}, "/data/regions/0/region"),
        ("activate", {"perils": []}, "/data/perils"),
        ("activate", {"perils": ["dragon"]}, "/data/perils/0"),
        ("activate", {"window_to": "2026-03-01T00:00:00+08:00"}, "/data/window_to"),
        ("perhaps", {}, "/data/decision"),
    ],
)
def test_a_wrong_decision_is_refused(
    company: Company, number: str, decision: str, other: dict[str, Any], pointer: str
) -> None:
    refusal = decides(company, number, decision, expect=422, **other)

    assert [error["pointer"] for error in refusal["errors"]] == [pointer]
    assert contingency(company, number)["status"] == "proposed"


@pytest.mark.parametrize(
    ("other", "pointer"),
    [
        ({"event_type": "dragon"}, "/event_type"),
        ({"region": ""}, "/region"),
        ({"region": " "}, "/region"),
        ({"started_at": "2026-03-03T00:00:00+08:00"}, "/started_at"),
        ({"est_property_payout": "-1"}, "/est_property_payout"),
        ({"deaths": -1}, "/deaths"),
        ({"weather": "bad"}, "/weather"),
    ],
)
def test_a_wrong_report_is_refused(company: Company, other: dict[str, Any], pointer: str) -> None:
    refusal = company.post("u_catc", "/contingencies", {**COLLISIONS, **other}, expect=422)

    assert [error["pointer"] for error in refusal["errors"]] == [pointer]


def test_only_those_who_watch_report_a_contingency(company: Company) -> None:
    assert company.post("u_cash", "/contingencies", COLLISIONS, expect=403)
    assert is_reported(company, by="u_int")


def test_the_form_of_the_diagram_reports_too(company: Company) -> None:
    body = {"process": "contingency", "data": COLLISIONS}

    case = company.post("u_adm", "/cases", body, expect=201)

    assert contingency(company, case["business_key"])["status"] == "proposed"


@pytest.mark.parametrize(
    ("other", "pointer"),
    [
        ({"event_type": "dragon"}, "/data/event_type"),
        ({"region": " "}, "/data/region"),
        ({"started_at": "2026-03-03T00:00:00+08:00"}, "/data/started_at"),
        ({"est_property_payout": "many"}, "/data/est_property_payout"),
        ({"weather": "bad"}, "/data/weather"),
    ],
)
def test_a_wrong_form_is_refused_and_nothing_begins(
    company: Company, other: dict[str, Any], pointer: str
) -> None:
    body = {"process": "contingency", "data": {**COLLISIONS, **other}}

    refusal = company.post("u_adm", "/cases", body, expect=422)

    assert [error["pointer"] for error in refusal["errors"]] == [pointer]
    assert company.get("u_aud", "/contingencies")["items"] == []
    assert company.get("u_aud", "/incidents")["items"] == []


def test_a_contingency_gets_a_number_of_its_own(company: Company) -> None:
    body = {"process": "contingency", "data": COLLISIONS, "business_key": "TY-1"}

    refusal = company.post("u_adm", "/cases", body, expect=422)

    assert [error["pointer"] for error in refusal["errors"]] == ["/business_key"]


@pytest.mark.parametrize(
    "name",
    [
        "contingency_estimate",
        "contingency_deactivation",
        "contingency_department_done",
        "contingency_communication",
        "contingency_below_table",
        "contingency_regions_added",
    ],
)
def test_what_is_told_of_a_contingency_has_its_own_door(company: Company, name: str) -> None:
    refusal = company.post("u_int", "/messages", {"name": name, "correlation_key": "1"}, expect=409)

    assert refusal["code"] == "own_door"


def test_figures_that_are_not_told_stay_as_they_were(company: Company) -> None:
    number = is_active(company, deaths=4, reports_24h=60)

    found = estimates(company, number, est_property_payout="16000000.00")

    assert (found["est_property_payout"], found["deaths"]) == ("16000000.00", 4)
    assert found["estimates"][-1]["reports_24h"] == 60
    nobody_died = estimates(company, number, est_property_payout="16000000.00", deaths=0)
    assert nobody_died["deaths"] == 0


def test_new_figures_of_the_same_level_ask_nobody(company: Company) -> None:
    number = is_active(company)

    found = estimates(company, number, est_property_payout="16000000.00")

    assert "change_level" not in company.waiting(number)
    assert [row["est_property_payout"] for row in found["estimates"]] == [
        "15000000.00",
        "16000000.00",
    ]


def test_a_lighter_level_is_for_the_present_commander(company: Company) -> None:
    number = is_active(company)

    estimates(company, number, est_property_payout="3000000.00")

    assert company.waiting(number)["change_level"] == ["cat_commander_branch"]
    changes(company, number, level="IV", by="u_catb")
    found = contingency(company, number)
    assert [row["level"] for row in found["levels"]] == ["III", "IV"]
    assert "take_notice" not in company.waiting(number)


def test_a_level_that_is_kept_below_the_table_is_told_to_compliance(company: Company) -> None:
    number = is_active(company)
    estimates(company, number, est_property_payout="60000000.00")
    assert company.waiting(number)["change_level"] == ["cat_commander_hq"]

    changes(company, number, "keep", reason="估计偏高")

    assert contingency(company, number)["level"] == "III"
    assert company.waiting(number)["take_notice"] == ["compliance_officer"]


def test_figures_that_come_while_the_commander_decides_wait(company: Company) -> None:
    number = is_active(company)
    estimates(company, number, est_property_payout="60000000.00")
    estimates(company, number, est_property_payout="2000000000.00")

    changes(company, number, level="II")

    assert contingency(company, number)["table_level"] == "I"
    assert company.waiting(number)["change_level"] == ["cat_commander_hq"]


def test_a_branch_does_not_raise_the_level_beyond_its_own(company: Company) -> None:
    number = is_active(company)
    estimates(company, number, review=True)

    refusal = changes(company, number, level="I", by="u_catb", expect=422)

    assert [error["pointer"] for error in refusal["errors"]] == ["/data/level"]


def test_a_smaller_region_takes_the_tag_from_claims_outside(company: Company) -> None:
    walk = Walk(company)
    walk.claim_no = company.reports("u_int", **walk.report_with())["claim_no"]
    number = is_active(company)
    assert tag(company, walk.claim_no) == (number, "III")
    estimates(company, number, review=True)

    smaller = {**SCOPE, "regions": [{"region": "上海市徐汇区"}]}
    changes(company, number, by="u_catb", level="III", **smaller)

    assert tag(company, walk.claim_no) == (None, "none")


def test_figures_are_told_by_those_who_run_it_while_it_runs(company: Company, number: str) -> None:
    assert estimates(company, number, expect=409)["code"] == "conflict"
    decides(company, number)
    body = {"est_property_payout": "1.00"}
    assert company.post("u_cash", f"/contingencies/{number}/estimates", body, expect=403)


def test_there_may_be_several_contingencies_at_once(company: Company) -> None:
    first, second = is_active(company), is_active(company, region="北京市")

    assert contingency(company, first)["status"] == contingency(company, second)["status"]
    listed = company.get("u_aud", "/contingencies", **{"filter[status]": "active"})["items"]
    assert [row["contingency_no"] for row in listed] == [second, first]
