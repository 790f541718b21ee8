"""A lead sees what waits for each group and who has how much, and gives it out evenly."""

from typing import Any

import pytest

from tests.scenarios.absences import names
from tests.scenarios.company import Company, Json
from tests.scenarios.halts import ClaimAt
from tests.scenarios.s1 import Walk
from tests.scenarios.staff import hires, joins
from tests.scenarios.surveyors import queue_up

TOMORROW = "2026-03-03T10:00:00+08:00"


@pytest.fixture
def company(walk: Walk) -> Company:
    """Three claims that wait for the surveyors, and one that waits for registration."""
    queue_up(walk.company, 2)
    return walk.company


def load(company: Company, user: str = "u_sup", group: str = "surveyor") -> Json:
    return dict(company.get(user, f"/groups/{group}/workload"))


def numbers(found: Json) -> dict[str, int]:
    told = ("open", "free", "overdue", "due_today", "at_risk", "put_off")
    return {name: found[name]["total"] for name in told}


def members(found: Json) -> dict[str, tuple[int, int, bool]]:
    return {
        one["user"]["username"]: (one["open"], one["overdue"], one["away"])
        for one in found["members"]
    }


def distributes(company: Company, user: str = "u_sup", **body: Any) -> list[Json]:
    answer = company.post(user, "/groups/surveyor/distribute", body)
    return list(answer["items"])


def holders(items: list[Json]) -> list[str]:
    return [item["task"]["assignee"]["username"] for item in items]


# ---------------------------------------------------------------- what waits
def test_a_lead_sees_what_waits_and_who_has_what(company: Company, tasks: list[str]) -> None:
    company.post("u_sur1", f"/tasks/{tasks[0]}/claim")
    company.call("u_sup", "PATCH", f"/tasks/{tasks[1]}", json={"follow_up_at": TOMORROW})

    found = load(company)

    assert numbers(found) == {
        "open": 2,
        "free": 1,
        "overdue": 0,
        "due_today": 2,
        "at_risk": 2,
        "put_off": 1,
    }
    assert members(found) == {"u_sur1": (1, 0, False), "u_sur2": (0, 0, False)}
    assert (found["group"]["name"], found["leads"]) == ("查勘", True)
    assert found["oldest_at"] == company.get("u_sup", f"/tasks/{tasks[0]}")["created_at"]


def test_what_is_late_is_counted_with_who_has_it(company: Company, tasks: list[str]) -> None:
    company.post("u_sur1", f"/tasks/{tasks[0]}/claim")

    company.now_is("2026-03-02T10:00")

    found = load(company)
    assert numbers(found)["overdue"] == 3
    assert members(found)["u_sur1"] == (1, 1, False)


def test_what_is_due_at_midnight_is_due_on_the_day_that_ends(company: Company) -> None:
    before = numbers(load(company, group="claims_registrar"))

    company.now_is("2026-03-03T09:00")

    after = numbers(load(company, group="claims_registrar"))
    assert (before["open"], before["due_today"]) == (1, 0)
    assert (after["overdue"], after["due_today"], after["at_risk"]) == (0, 1, 1)


def test_what_has_warned_is_at_risk_though_it_is_due_on_another_day(company: Company) -> None:
    (task,) = company.get("u_reg", "/tasks", view="unassigned")["items"]
    limit = company.clocks(task["business_key"])["registration", "internal"]
    later = {"due_at": "2026-03-09T10:00:00+08:00"}
    company.call("u_sup", "PATCH", f"/tasks/{task['id']}", json=later)
    before = numbers(load(company, group="claims_registrar"))

    company.now_is(limit["warn_at"][:16])

    after = numbers(load(company, group="claims_registrar"))
    assert (before["due_today"], before["at_risk"]) == (0, 0)
    assert (after["due_today"], after["at_risk"]) == (0, 1)


def test_everybody_sees_their_own_groups_and_leads_those_they_lead(company: Company) -> None:
    own = company.get("u_sur1", "/workload")["items"]
    led = company.get("u_revs", "/workload")["items"]

    assert [(one["group"]["code"], one["leads"]) for one in own] == [("surveyor", False)]
    assert [(one["group"]["code"], one["leads"]) for one in led] == [
        ("revisit_agent", True),
        ("revisit_supervisor", True),
    ]


@pytest.mark.parametrize(("group", "status"), [("surveyor", 403), ("nobody", 404)])
def test_a_group_of_others_is_not_told_of(company: Company, group: str, status: int) -> None:
    assert company.call("u_cmpm", "GET", f"/groups/{group}/workload").status_code == status


def test_what_segregation_keeps_from_the_reader_is_not_counted(claim_at: ClaimAt) -> None:
    walk = claim_at(Walk.review)
    joins(walk.company, "u_dual", "claims_adjudicator")
    walk.assess(by="u_dual")

    counts = [
        numbers(load(walk.company, user, "claims_adjudicator"))["open"]
        for user in ("u_adj", "u_dual")
    ]

    assert counts == [1, 0]


# ---------------------------------------------------------------- giving out
def test_free_tasks_go_to_who_has_the_fewest(company: Company, tasks: list[str]) -> None:
    company.post("u_sur1", f"/tasks/{tasks[0]}/claim")
    joins(company, "u_sup", "auditor")

    items = distributes(company, "u_cmgr")

    assert [item["id"] for item in items] == tasks[1:]
    assert holders(items) == ["u_sur2", "u_sur1"]
    last = company.get("u_sur1", f"/tasks/{tasks[1]}/history")["items"][-1]
    assert (last["act"], last["actor"]["username"]) == ("assigned", "u_cmgr")


def test_who_is_away_is_given_nothing(company: Company, tasks: list[str]) -> None:
    hires(company, "u_sur3", "surveyor")
    names(company, "u_sup", "u_sur3", user="u_sur1")

    assert holders(distributes(company)) == ["u_sur2", "u_sur3", "u_sur2"]
    assert members(load(company))["u_sur1"] == (0, 0, True)


def test_only_so_many_of_what_the_filter_finds_are_given_out(
    company: Company, tasks: list[str]
) -> None:
    none = {"filter": {"field": "task_definition", "value": "survey"}}
    latest = {"sort": "-created_at"}

    assert distributes(company, filter=none) == []
    assert [item["id"] for item in distributes(company, filter=latest, most=1)] == tasks[-1:]


def test_where_nobody_is_left_for_a_task_it_stays_free(claim_at: ClaimAt) -> None:
    walk = claim_at(Walk.review)
    company = walk.company
    walk.assess(by="u_dual")
    joins(company, "u_dual", "claims_adjudicator")
    hires(company, "u_adj2", "surveyor")
    names(company, "u_sup", "u_sur1", user="u_adj")

    (item,) = company.post("u_sup", "/groups/claims_adjudicator/distribute")["items"]

    assert (item["status"], item["code"]) == (409, "nobody_eligible")
    assert company.task(walk.claim_no, "adjudicate")["assignee"] is None


@pytest.mark.parametrize(
    ("user", "body", "status"),
    [
        ("u_sur1", {}, 403),
        ("u_cmpm", {}, 403),
        ("u_aud", {}, 403),
        ("u_sup", {"most": 0}, 422),
        ("u_sup", {"most": 201}, 422),
        ("u_sup", {"filter": {"view": "team"}}, 422),
        ("u_sup", {"filter": {"filter": {"field": "no", "value": 1}}}, 422),
    ],
)
def test_what_cannot_be_given_out_is_refused(
    company: Company, tasks: list[str], user: str, body: Json, status: int
) -> None:
    answer = company.call(user, "POST", "/groups/surveyor/distribute", json=body)

    assert answer.status_code == status
    assert numbers(load(company))["free"] == 3
