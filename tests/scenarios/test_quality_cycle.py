"""Service is measured, evaluated and improved; who improves something does not judge it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.scenarios import staff
from tests.scenarios.company import Company, Json
from tests.scenarios.halts import Halts
from tests.scenarios.improving import (
    a_month_passes,
    actions,
    checks,
    cycle,
    does,
    evaluates,
    judges,
    plan,
    plans,
    pointers,
    proposed,
    proposes,
    tries,
    user_id,
    verifies,
)


def done(company: Company) -> str:
    """Bring an action to where its effect is to be verified."""
    number = proposed(company)
    plans(company, number)
    does(company, number)
    a_month_passes(company)
    return number


@pytest.fixture
def verifying(halts: Halts, tmp_path: Path) -> Iterator[tuple[Company, str]]:
    """A company whose action was done a month ago, and the number of its cycle."""
    with halts.brought(done, tmp_path / "done") as found:
        yield found


@pytest.fixture
def planning(halts: Halts, tmp_path: Path) -> Iterator[tuple[Company, str]]:
    """A company in which an improvement is proposed, and the number of its cycle."""
    with halts.brought(proposed, tmp_path / "proposed") as found:
        yield found


def test_a_period_is_measured_evaluated_and_improved(company: Company) -> None:
    company.now_is("2026-03-02T09:00")
    checks(company, 3)
    company.now_is("2026-03-31T09:00")
    number = evaluates(company)["cycle_no"]

    judges(company, number, {"area": "conduct", "score": 4}, {"area": "promise", "score": 5})

    assert company.waiting(number) == {"plan_action": ["quality_manager"]}
    problem = cycle(company, number)["problems"][0]
    assert problem["problem"] == "M52 3: attitude score below 4.0"
    form = company.get("u_quam", f"/tasks/{company.task(number, 'plan_action')['id']}/form")
    assert (form["data"]["metric"], form["data"]["baseline"]) == ("M52", 3)

    plans(company, number, metric="M52", baseline=3, target=4.5)
    does(company, number)
    a_month_passes(company)
    verifies(company, number, 5, effective=True)

    found = cycle(company, number)
    assert (found["status"], found["origin"]) == ("closed", "request")
    (action,) = actions(company, number)
    assert (action["status"], action["result"], action["loop"]) == ("effective", 5, 1)


def test_a_period_without_findings_needs_no_action(company_on_sqlite: Company) -> None:
    company = company_on_sqlite
    company.now_is("2026-03-02T09:00")
    checks(company, 4)
    company.now_is("2026-03-31T09:00")
    number = evaluates(company)["cycle_no"]

    judges(company, number)

    found = cycle(company, number)
    assert (found["status"], found["problems"]) == ("closed", [])
    assert found["indicators"] == [{"code": "M52", "value": 4, "findings": []}]
    assert actions(company, number) == []


def test_an_agency_evaluates_too_where_it_is_asked(company_on_sqlite: Company) -> None:
    company = company_on_sqlite
    company.now_is("2026-03-31T09:00")
    number = evaluates(company)["cycle_no"]
    weak = {"area": "facility", "score": 2, "note": "等候区座位不足"}
    judges(company, number, weak, external=True)
    report = company.uploads("u_qua", ["report"])

    company.completes(
        "u_qua",
        "external_evaluation",
        number,
        agency="中国保险服务评价中心",
        score=86.5,
        report=report,
    )

    ours, theirs = company.get("u_aud", "/evaluations")["items"][::-1]
    assert (ours["kind"], ours["score"], theirs["kind"], theirs["score"]) == (
        "internal",
        2,
        "external",
        86.5,
    )
    assert company.get("u_aud", f"/evaluations/{theirs['id']}")["report"] == report
    assert cycle(company, number)["problems"][0]["problem"] == "等候区座位不足"


def test_each_quarter_is_evaluated_once_by_itself(company_on_sqlite: Company) -> None:
    company = company_on_sqlite
    company.now_is("2026-03-30T09:00")
    checks(company, 5)

    company.now_is("2026-04-01T12:00")
    company.now_is("2026-07-02T12:00")

    (begun,) = company.get("u_aud", "/quality-cycles")["items"]
    assert (begun["quarter"], begun["origin"]) == ("2026Q1", "quarter")
    assert (begun["period_from"], begun["period_to"]) == ("2026-01-01", "2026-04-01")


def test_what_fails_twice_is_planned_a_third_time_and_works(
    planning: tuple[Company, str],
) -> None:
    company, number = planning
    tries(company, number, 21)
    tries(company, number, 15)

    tries(company, number, 8)

    tried = [(one["loop"], one["status"]) for one in actions(company, number)]
    assert tried == [(3, "effective"), (2, "ineffective"), (1, "ineffective")]
    assert cycle(company, number)["status"] == "closed"


def test_what_fails_three_times_is_closed_with_a_reason(planning: tuple[Company, str]) -> None:
    company, number = planning
    tries(company, number, 21)
    tries(company, number, 20)
    tries(company, number, 19)
    assert company.waiting(number) == {"close_without_effect": ["quality_manager"]}

    company.completes("u_quam", "close_without_effect", number, reason="网点将迁址,不再投入")

    assert actions(company, number)[0]["close_reason"] == "网点将迁址,不再投入"
    assert cycle(company, number)["status"] == "closed"


def test_who_did_it_does_not_verify_it(company_on_sqlite: Company) -> None:
    company = company_on_sqlite
    number = proposed(company)
    plans(company, number, owner="u_qua")
    does(company, number, by="u_qua")
    a_month_passes(company)

    assert verifies(company, number, 8, expect=403)["code"] == "four_eyes_violation"

    staff.hires(company, "u_qua2", "quality_officer")
    verifies(company, number, 8, by="u_qua2")
    assert actions(company, number)[0]["verified_by"] == user_id(company, "u_qua2")


def fills_in(company: Company, user: str, task: str, expect: int = 200, **data: object) -> Json:
    """Complete one of several tasks that are alike."""
    return dict(company.post(user, f"/tasks/{task}/complete", {"data": data}, expect=expect))


def test_who_did_one_action_of_a_cycle_verifies_no_other_of_it(company_on_sqlite: Company) -> None:
    company = company_on_sqlite
    company.now_is("2026-03-31T09:00")
    number = evaluates(company)["cycle_no"]
    rude, cramped = ("conduct", "态度生硬"), ("facility", "等候区座位不足")
    judges(company, number, *({"area": a, "score": 2, "note": n} for a, n in (rude, cramped)))
    first, second = (one["id"] for one in company.open_tasks(number, "plan_action"))
    fills_in(company, "u_quam", first, **plan(company, owner="u_qua"))
    does(company, number, by="u_qua")
    fills_in(company, "u_quam", second, **plan(company, owner="u_svc"))
    does(company, number)
    a_month_passes(company)

    mine, others = (one["id"] for one in company.open_tasks(number, "verify_effect"))
    said = {"value": 8, "effective": True}
    refused = [fills_in(company, "u_qua", task, 403, **said)["code"] for task in (mine, others)]

    assert refused == ["four_eyes_violation"] * 2


def test_an_action_goes_to_its_owner_under_a_limit(planning: tuple[Company, str]) -> None:
    company, number = planning

    plans(company, number)

    task = company.task(number, "do_action")
    assert task["assignee"]["id"] == user_id(company, "u_svc")
    assert task["sla"]["stage"] == "quality_action"
    does(company, number, by="u_rev", expect=404)


def test_the_effect_is_looked_at_after_thirty_days(planning: tuple[Company, str]) -> None:
    company, number = planning
    plans(company, number)
    does(company, number)

    company.now_is("2026-03-31T09:00")
    assert company.waiting(number) == {}
    company.now_is("2026-04-01T09:00")

    assert company.waiting(number) == {"verify_effect": ["quality_officer"]}


@pytest.mark.parametrize(("smile", "enough"), [(4, False), (5, True)])
def test_an_indicator_is_measured_and_a_verdict_proposed(
    planning: tuple[Company, str], smile: int, enough: bool
) -> None:
    company, number = planning
    plans(company, number, metric="M52", baseline=3, target=4.5)
    does(company, number)
    checks(company, smile)

    a_month_passes(company)

    form = company.get("u_qua", f"/tasks/{company.task(number, 'verify_effect')['id']}/form")
    assert (form["data"]["value"], form["data"]["effective"]) == (smile, enough)


def test_a_verdict_against_the_target_needs_a_reason(verifying: tuple[Company, str]) -> None:
    company, number = verifying

    assert pointers(verifies(company, number, 12, effective=True, expect=422)) == ["/data/reason"]

    verifies(company, number, 12, effective=True, reason="高峰期仅多两分钟")
    assert actions(company, number)[0]["status"] == "effective"


def test_customers_are_trained_where_that_is_the_measure(planning: tuple[Company, str]) -> None:
    company, number = planning
    training = {"measure": "training", "audience": "customers", "segment": "elderly"}

    plans(company, number, courses="理赔须知", **training)

    action = actions(company, number)[0]
    assert (action["segment"], action["courses"]) == ("elderly", "理赔须知")
    noted = company.get("u_aud", f"/cases/{number}/history")["items"]
    assert "ask_for_training" in {step["element"] for step in noted}


def test_staff_are_trained_without_a_training_of_customers(planning: tuple[Company, str]) -> None:
    company, number = planning

    plans(company, number, measure="training", audience="staff")

    assert list(company.waiting(number)) == ["do_action"]


def test_a_change_of_process_is_decided_on_before_the_action_is_done(
    planning: tuple[Company, str],
) -> None:
    company, number = planning
    plans(company, number, change_kind="dmn", change_of="service_routing")
    (change,) = company.get("u_aud", "/change-requests")["items"]
    assert (change["definition"], change["against"], change["status"]) == (
        "service_routing",
        "1",
        "draft",
    )

    assert pointers(does(company, number, expect=422)) == ["/data/done"]


def test_who_proposes_an_improvement_may_name_the_opinions_behind_it(
    company_on_sqlite: Company,
) -> None:
    refusal = proposes(company_on_sqlite, feedback=["17"], expect=422)

    assert pointers(refusal) == ["/feedback/0"]
