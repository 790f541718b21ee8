"""A task is handed over to a colleague and comes back, with what was filled in."""

from typing import Any

import pytest

from tests.scenarios.absences import names
from tests.scenarios.company import Company, Json
from tests.scenarios.halts import ClaimAt
from tests.scenarios.s1 import Walk
from tests.scenarios.staff import audited, hires, joins
from tests.scenarios.surveyors import task_of

CONTACTED = {"data": {"contacted_at": "2026-03-02T09:40:00+08:00"}}


@pytest.fixture
def walk(claim_at: ClaimAt) -> Walk:
    """A claim that waits for the surveyors; the first of them has the task."""
    walk = claim_at(Walk.register)
    walk.company.reports("u_int", **walk.report_with(object_id="沪B00001"))
    walk.company.post("u_sur1", f"{task_of(walk)}/claim")
    return walk


def hands_over(company: Company, task: str, *, user: str = "u_sur2", expect: int = 200) -> Json:
    body = {"user": user, "reason": "他熟悉客户"}
    return dict(company.post("u_sur1", f"{task}/delegate", body, expect=expect))


def fills_in(company: Company, user: str, task: str, note: str) -> None:
    answer = company.call(user, "PUT", f"{task}/draft", json={"data": {"note": note}})
    assert answer.status_code == 200


def begun(company: Company, user: str, task: str) -> Any:
    draft = company.get(user, f"{task}/form")["draft"]
    return draft and draft["data"]


def found(company: Company, user: str, **query: str) -> list[str]:
    return [f"/tasks/{one['id']}" for one in company.get(user, "/tasks", **query)["items"]]


def test_a_colleague_has_it_and_its_owner_finds_what_they_handed_over(
    company: Company, task: str
) -> None:
    handed = hands_over(company, task)

    assert (handed["assignee"]["username"], handed["owner"]["username"]) == ("u_sur2", "u_sur1")
    assert (found(company, "u_sur1"), found(company, "u_sur2")) == ([], [task])
    assert found(company, "u_sur1", **{"filter[owner]": "me"}) == [task]
    assert found(company, "u_sur2", view="team", **{"filter[owner]": "me"}) == []


def test_what_was_filled_in_goes_with_it_and_comes_back(company: Company, task: str) -> None:
    fills_in(company, "u_sur1", task, "占线")
    hands_over(company, task)
    assert begun(company, "u_sur2", task) == {"note": "占线"}
    fills_in(company, "u_sur2", task, "约好十点")

    back = company.post("u_sur2", f"{task}/resolve", {"comment": "客户十点方便"})

    assert (back["assignee"]["username"], back["owner"]) == ("u_sur1", None)
    assert begun(company, "u_sur1", task) == {"note": "约好十点"}
    assert begun(company, "u_sur2", task) is None
    (said,) = company.get("u_sur1", f"{task}/comments")["items"]
    assert (said["author"]["username"], said["text"]) == ("u_sur2", "客户十点方便")


def test_its_owner_writes_nothing_that_what_comes_back_would_replace(
    company: Company, task: str
) -> None:
    hands_over(company, task)

    body = {"data": {"note": "占线"}}
    answer = company.call("u_sur1", "PUT", f"{task}/draft", json=body)

    assert (answer.status_code, answer.json["code"]) == (409, "handed_over")


def test_a_colleague_who_fills_in_nothing_leaves_the_owners_answers(
    company: Company, task: str
) -> None:
    fills_in(company, "u_sur1", task, "占线")
    hands_over(company, task)
    version = company.call("u_sur2", "GET", f"{task}/draft").headers["ETag"]
    company.call("u_sur2", "DELETE", f"{task}/draft", headers={"If-Match": version})

    company.post("u_sur2", f"{task}/resolve")

    assert begun(company, "u_sur1", task) == {"note": "占线"}


def test_the_colleague_may_do_it(walk: Walk, company: Company, task: str) -> None:
    hands_over(company, task)

    done = company.post("u_sur2", f"{task}/complete", CONTACTED)["task"]

    assert (done["assignee"]["username"], done["owner"]["username"]) == ("u_sur2", "u_sur1")
    assert company.get("u_sur1", task)["status"] == "completed"


@pytest.mark.parametrize(
    ("user", "act", "holder"),
    [
        ("u_sur1", "resolve", "u_sur1"),
        ("u_sur2", "release", "u_sur1"),
        ("u_sup", "release", "u_sur1"),
    ],
)
def test_it_comes_back_to_its_owner(
    company: Company, task: str, user: str, act: str, holder: str
) -> None:
    hands_over(company, task)

    back = company.post(user, f"{task}/{act}")

    assert (back["assignee"]["username"], back["owner"]) == (holder, None)


def test_it_goes_to_its_group_where_its_owner_has_left(company: Company, task: str) -> None:
    hands_over(company, task)
    user = company.get("u_adm", "/users/u_sur1")
    company.call("u_adm", "PATCH", f"/users/{user['id']}", json={"active": False})

    assert company.post("u_sur2", f"{task}/resolve")["assignee"] is None


def test_it_comes_back_where_the_colleague_has_left(company: Company, task: str) -> None:
    hands_over(company, task)
    user = company.get("u_adm", "/users/u_sur2")
    company.call("u_adm", "PATCH", f"/users/{user['id']}", json={"active": False})

    assert company.get("u_sur1", task)["assignee"]["username"] == "u_sur1"


def test_who_stands_in_hands_it_over_in_both_names(company: Company, task: str) -> None:
    hires(company, "u_sur3", "surveyor")
    names(company, "u_sup", "u_sur3", user="u_sur1")

    company.post("u_sur3", f"{task}/delegate", {"user": "u_sur2"})

    last = company.get("u_sur2", f"{task}/history")["items"][-1]
    assert (last["act"], last["actor"]["username"]) == ("delegated", "u_sur3")
    assert last["on_behalf_of"]["username"] == "u_sur1"
    assert company.get("u_sur2", task)["owner"]["username"] == "u_sur1"


def test_both_ways_are_in_the_history_and_the_log(company: Company, task: str) -> None:
    hands_over(company, task)
    company.post("u_sur2", f"{task}/resolve")

    over, back = company.get("u_sur1", f"{task}/history")["items"][-2:]
    assert (over["act"], over["detail"]["reason"]) == ("delegated", "他熟悉客户")
    changed = {one["field"]: (one["old"], one["new"]) for one in back["changes"]}
    assert (back["act"], changed["owner"][0]["username"], changed["owner"][1]) == (
        "resolved",
        "u_sur1",
        None,
    )
    subject = task.replace("/tasks/", "task:")
    assert audited(company, "task.delegated") == [("u_sur1", subject)]
    assert audited(company, "task.resolved") == [("u_sur2", subject)]


@pytest.mark.parametrize(
    ("user", "status"), [("u_sur1", 422), ("u_reg", 422), ("u_nobody", 422), ("9" * 30, 422)]
)
def test_it_is_handed_to_nobody_who_could_not_do_it(
    company: Company, task: str, user: str, status: int
) -> None:
    refused = hands_over(company, task, user=user, expect=status)

    assert refused["errors"][0]["pointer"] == "/user"
    assert company.get("u_sur1", task)["assignee"]["username"] == "u_sur1"


def test_it_is_handed_to_nobody_who_only_reads(company: Company, task: str) -> None:
    joins(company, "u_sur2", "auditor")

    assert hands_over(company, task, expect=422)["errors"][0]["pointer"] == "/user"


def test_who_stands_in_takes_nothing_over_as_their_own(company: Company, task: str) -> None:
    names(company, "u_sup", "u_sur2", user="u_sur1")

    refused = company.post("u_sur2", f"{task}/delegate", {"user": "u_sur2"}, expect=422)

    assert refused["errors"][0]["pointer"] == "/user"
    taken = company.post("u_sur2", f"{task}/claim")
    assert (taken["owner"], taken["on_behalf_of"]["username"]) == (None, "u_sur1")


def test_it_is_handed_to_nobody_whom_segregation_forbids(claim_at: ClaimAt) -> None:
    walk = claim_at(Walk.review)
    company = walk.company
    walk.assess(by="u_dual")
    joins(company, "u_dual", "claims_adjudicator")
    task = f"/tasks/{company.task(walk.claim_no, 'adjudicate')['id']}"
    company.post("u_adj", f"{task}/claim")

    answer = company.call("u_adj", "POST", f"{task}/delegate", json={"user": "u_dual"})

    assert (answer.status_code, answer.json["code"]) == (403, "four_eyes_violation")


@pytest.mark.parametrize(
    ("user", "act", "body", "code"),
    [
        ("u_sur1", "delegate", {"user": "u_sur2"}, "already_claimed"),
        ("u_sur2", "delegate", {"user": "u_sur3"}, "already_delegated"),
        ("u_sur3", "resolve", {}, "already_claimed"),
    ],
)
def test_what_is_handed_over_stays_with_the_colleague(
    company: Company, task: str, user: str, act: str, body: Json, code: str
) -> None:
    hires(company, "u_sur3", "surveyor")
    hands_over(company, task)

    assert company.post(user, f"{task}/{act}", body, expect=409)["code"] == code


def test_what_is_not_handed_over_does_not_come_back(company: Company, task: str) -> None:
    assert company.post("u_sur1", f"{task}/resolve", expect=409)["code"] == "not_delegated"
    company.post("u_sur1", f"{task}/release")
    body = {"user": "u_sur2"}
    assert company.post("u_sur1", f"{task}/delegate", body, expect=409)["code"] == "conflict"


def test_what_is_held_in_anothers_place_is_not_handed_over(company: Company, task: str) -> None:
    hires(company, "u_sur3", "surveyor")
    names(company, "u_sup", "u_sur2", user="u_sur1")
    company.post("u_sur2", f"{task}/claim")
    body = {"user": "u_sur3"}

    assert (
        company.post("u_sur2", f"{task}/delegate", body, expect=409)["code"] == "held_for_another"
    )


def test_many_are_handed_over_at_once(company: Company, task: str) -> None:
    body = {"action": "delegate", "ids": [task[7:], "1"], "args": {"user": "u_sur2"}}

    items = company.post("u_sur1", "/tasks/bulk", body)["items"]

    assert [item["status"] for item in items] == [200, 404]
    assert found(company, "u_sur2") == [task]


def test_a_task_tells_why_it_is_as_urgent_as_it_is(company: Company, task: str) -> None:
    company.now_is("2026-03-02T10:00")

    shown = company.get("u_sur1", task)

    reasons = {one["code"]: one["points"] for one in shown["priority_reasons"]}
    assert reasons == {"base": 50, "amount": 0, "breached": 40}
    assert shown["priority"] == sum(reasons.values())
    assert shown["priority_reasons"][1]["amount"] == "3800.00"
