"""One act with many tasks: what is refused of one leaves the others done."""

from typing import Any

import pytest

from tests.scenarios.company import Company
from tests.scenarios.s1 import Walk
from tests.scenarios.surveyors import queue_up

Json = dict[str, Any]


@pytest.fixture
def company(walk: Walk) -> Company:
    """Four claims that wait for the surveyors, and one that waits for registration."""
    queue_up(walk.company, 3)
    return walk.company


def ids(page: Json) -> list[str]:
    return [task["id"] for task in page["items"]]


def acts(company: Company, user: str, action: str, **body: Any) -> list[tuple[int, str | None]]:
    """Do something with many tasks; return status and code of each."""
    answer = company.post(user, "/tasks/bulk", {"action": action, **body})
    return [(item["status"], item.get("code")) for item in answer["items"]]


def holders(company: Company, tasks: list[str]) -> list[str | None]:
    rows = [company.get("u_sup", f"/tasks/{task}")["assignee"] for task in tasks]
    return [row and row["username"] for row in rows]


def test_what_is_refused_of_one_leaves_the_others_done(company: Company, tasks: list[str]) -> None:
    company.post("u_sur2", f"/tasks/{tasks[1]}/claim")
    foreign = company.get("u_reg", "/tasks", view="unassigned")["items"][0]["id"]

    done = acts(company, "u_sur1", "claim", ids=[*tasks, foreign, "1"])

    assert done == [
        (200, None),
        (409, "already_claimed"),
        (200, None),
        (200, None),
        (404, "not_found"),
        (404, "not_found"),
    ]
    assert holders(company, tasks) == ["u_sur1", "u_sur2", "u_sur1", "u_sur1"]
    assert ids(company.get("u_sur1", "/tasks")) == [tasks[0], *tasks[2:]]


def test_a_lead_gives_many_tasks_to_one_person(company: Company, tasks: list[str]) -> None:
    args = {"user": "u_sur2", "reason": "支援"}

    assert acts(company, "u_sup", "assign", ids=tasks, args=args) == [(200, None)] * 4
    assert ids(company.get("u_sur2", "/tasks")) == tasks
    assert acts(company, "u_sur2", "release", ids=tasks[:1]) == [(200, None)]
    last = company.get("u_sup", f"/tasks/{tasks[1]}/history")["items"][-1]
    assert (last["act"], last["detail"]["reason"]) == ("assigned", "支援")


def test_many_tasks_are_put_off_or_made_urgent(company: Company, tasks: list[str]) -> None:
    until = {"follow_up_at": "2026-03-03T10:00:00+08:00"}

    urgent = acts(company, "u_sup", "priority", ids=tasks[:2], args={"priority": 99})
    put_off = acts(company, "u_sup", "follow_up", ids=tasks[2:], args=until)

    assert urgent == put_off == [(200, None)] * 2
    assert ids(company.get("u_sur1", "/tasks", view="unassigned")) == tasks[:2]


def test_the_tasks_of_a_search_are_taken(company: Company, tasks: list[str]) -> None:
    some = {"view": "unassigned", "filter": {"field": "task_definition", "value": "survey"}}
    contact = {"view": "unassigned", "q": "10:00"}

    assert acts(company, "u_sur1", "claim", filter=some) == []
    assert acts(company, "u_sur1", "claim", filter=contact) == []
    assert acts(company, "u_sur1", "claim", filter={"view": "unassigned"}) == [(200, None)] * 4


def test_a_repeated_call_with_its_key_answers_the_same(company: Company, tasks: list[str]) -> None:
    body = {"action": "claim", "ids": tasks}
    headers = {"Idempotency-Key": "bulk-1"}
    first = company.call("u_sur1", "POST", "/tasks/bulk", json=body, headers=headers)

    again = company.call("u_sur1", "POST", "/tasks/bulk", json=body, headers=headers)

    assert again.json == first.json
    assert again.headers["Idempotency-Replayed"] == "true"


REFUSED: list[tuple[Json, str]] = [
    ({"action": "complete", "ids": ["1"]}, "/action"),
    ({"action": "claim"}, ""),
    ({"action": "claim", "ids": ["1"], "filter": {}}, ""),
    ({"action": "claim", "ids": []}, "/ids"),
    ({"action": "claim", "ids": ["1"] * 201}, "/ids"),
    ({"action": "claim", "ids": ["one"]}, "/ids/0"),
    ({"action": "claim", "ids": ["1"], "args": {"user": "u_sur1"}}, "/args/user"),
    ({"action": "assign", "ids": ["1"], "args": {"user": "u_sur1"}}, "/args/reason"),
    ({"action": "assign", "ids": ["1"], "args": {"user": "no", "reason": "x"}}, "/args/user"),
    ({"action": "priority", "ids": ["1"], "args": {"priority": 101}}, "/args/priority"),
    ({"action": "follow_up", "ids": ["1"]}, "/args/follow_up_at"),
    (
        {"action": "claim", "filter": {"filter": {"field": "no", "value": 1}}},
        "/filter/filter/field",
    ),
]


@pytest.mark.parametrize(("body", "pointer"), REFUSED, ids=str)
def test_a_call_that_makes_no_sense_is_refused_as_a_whole(
    company: Company, tasks: list[str], body: Json, pointer: str
) -> None:
    answer = company.call("u_sup", "POST", "/tasks/bulk", json=body)

    assert answer.status_code == 422
    assert answer.json["errors"][0]["pointer"] == pointer
    assert holders(company, tasks) == [None] * 4


# ---------------------------------------------------------------- the next one
def test_who_asks_for_the_next_task_gets_the_first_free_one(
    company: Company, tasks: list[str]
) -> None:
    company.post("u_sur2", f"/tasks/{tasks[0]}/claim")

    first = company.call("u_sur1", "POST", "/tasks/claim-next", json={})
    second = company.post("u_sur2", "/tasks/claim-next", {"view": "team"})

    assert (first.json["id"], first.json["assignee"]["username"]) == (tasks[1], "u_sur1")
    assert first.headers["ETag"] == f'"{first.json["version"]}"'
    assert second["id"] == tasks[2]


def test_where_nothing_is_left_nothing_comes(company: Company) -> None:
    none = {"filter": {"field": "task_definition", "value": "survey"}}

    answer = company.call("u_sur1", "POST", "/tasks/claim-next", json=none)

    assert (answer.status_code, answer.data) == (204, b"")


def test_the_next_task_comes_from_a_saved_filter_in_its_order(
    company: Company, tasks: list[str]
) -> None:
    body = {"name": "新的先", "view": "team", "sort": "-created_at"}
    saved = company.post("u_sur1", "/filters", body, expect=201)["id"]

    assert company.post("u_sur1", "/tasks/claim-next", {"saved": saved})["id"] == tasks[-1]


@pytest.mark.parametrize("body", [{"view": "mine"}, {"filter": {"field": "no"}}, {"sort": "name"}])
def test_a_list_that_makes_no_sense_has_no_next_task(company: Company, body: Json) -> None:
    assert company.call("u_sur1", "POST", "/tasks/claim-next", json=body).status_code == 422
