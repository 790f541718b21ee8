"""Leads choose what comes first and when; who has a task puts it off until its day."""

from typing import Any

import pytest

from tests.scenarios.company import Company
from tests.scenarios.halts import ClaimAt
from tests.scenarios.s1 import Loss, Walk
from tests.scenarios.staff import audited
from tests.scenarios.surveyors import task_of

TEN = "2026-03-02T10:00:00+08:00"
TOMORROW = "2026-03-03T10:00:00+08:00"


@pytest.fixture
def walk(claim_at: ClaimAt) -> Walk:
    """A claim that waits for the surveyors; the first of them has the task."""
    walk = claim_at(Walk.register)
    walk.company.post("u_sur1", f"{task_of(walk)}/claim")
    return walk


def changes(company: Company, user: str, task: str, **body: Any) -> Any:
    return company.call(user, "PATCH", task, json=body)


def listed(company: Company, user: str, **query: str) -> list[str]:
    return [f"/tasks/{one['id']}" for one in company.get(user, "/tasks", **query)["items"]]


def counted(company: Company, user: str) -> dict[str, int]:
    views = company.get(user, "/tasks/counts")["views"]
    return {view: count["total"] for view, count in views.items()}


# ---------------------------------------------------------------- putting off
def test_a_task_put_off_leaves_the_lists_and_comes_back_by_itself(
    walk: Walk, company: Company, task: str
) -> None:
    company.reports("u_int", **walk.report_with(object_id="沪B00001"))

    answer = changes(company, "u_sur1", task, follow_up_at=TEN)

    assert (answer.status_code, answer.json["follow_up_at"]) == (200, TEN)
    assert task not in listed(company, "u_sur1")
    assert listed(company, "u_sur1", **{"filter[follow_up]": "later"}) == [task]
    assert counted(company, "u_sur1") == {"mine": 0, "unassigned": 0, "team": 0}
    company.now_is("2026-03-02T10:00")
    assert task in listed(company, "u_sur1")


def test_a_saved_filter_counts_without_what_is_put_off(company: Company, task: str) -> None:
    company.post("u_sur1", "/filters", {"name": "我的", "view": "mine"}, expect=201)
    asks = {"field": "follow_up_at", "op": "exists", "value": True}
    put_off = {"name": "搁置", "view": "mine", "filter": asks}
    company.post("u_sur1", "/filters", put_off, expect=201)

    changes(company, "u_sur1", task, follow_up_at=TOMORROW)

    filters = company.get("u_sur1", "/tasks/counts")["filters"]
    assert {one["name"]: one["count"]["total"] for one in filters} == {"我的": 0, "搁置": 1}


def test_what_becomes_overdue_is_put_off_no_more(company: Company, task: str) -> None:
    changes(company, "u_sur1", task, follow_up_at=TOMORROW)

    company.now_is("2026-03-02T10:00")

    assert company.get("u_sur1", task)["follow_up_at"] is None
    assert task in listed(company, "u_sur1")


def test_what_is_put_off_until_too_late_comes_back_with_the_warning(
    company: Company, task: str
) -> None:
    due_at = company.get("u_sur1", task)["due_at"]
    changes(company, "u_sur1", task, follow_up_at=due_at)

    company.now_is(due_at[:14] + "49")

    assert task in listed(company, "u_sur1")


def test_it_is_taken_up_again_before_its_day(company: Company, task: str) -> None:
    changes(company, "u_sur1", task, follow_up_at=TOMORROW)

    answer = changes(company, "u_sur1", task, follow_up_at=None)

    assert answer.json["follow_up_at"] is None
    assert task in listed(company, "u_sur1")


# ---------------------------------------------------------------- priority and due date
def test_a_chosen_priority_stays_until_it_is_taken_back(company: Company, task: str) -> None:
    chosen = changes(company, "u_sup", task, priority=30)

    company.now_is("2026-03-02T10:00")

    assert (chosen.json["priority"], chosen.json["priority_by_hand"]) == (30, True)
    assert company.get("u_sur1", task)["priority"] == 30
    back = changes(company, "u_sup", task, priority=None)
    assert (back.json["priority"], back.json["priority_by_hand"]) == (90, False)


def test_a_priority_that_is_taken_back_is_reckoned_as_of_then(company: Company, task: str) -> None:
    changes(company, "u_sup", task, priority=30)
    company.now_is("2026-03-02T09:46")

    changes(company, "u_sup", task, priority=None)

    shown = company.get("u_sup", task)
    reasons = {one["code"]: one["points"] for one in shown["priority_reasons"]}
    assert (shown["priority"], reasons["half_used"]) == (55, 5)


def test_a_due_date_that_is_moved_goes_back_to_the_limit(company: Company, task: str) -> None:
    own = company.get("u_sur1", task)["due_at"]

    moved = changes(company, "u_sup", task, due_at=TOMORROW)
    back = changes(company, "u_sup", task, due_at=None)

    assert (moved.json["due_at"], back.json["due_at"]) == (TOMORROW, own)


def test_what_the_law_limits_is_not_moved_by_hand(claim_at: ClaimAt) -> None:
    agreed = claim_at(Walk.payee)
    task = task_of(agreed, "make_payment_order")
    due_at = agreed.company.get("u_cash", task)["due_at"]

    answer = changes(agreed.company, "u_sup", task, due_at="2026-03-31T00:00:00+08:00")

    assert (answer.status_code, answer.json["code"]) == (422, "due_by_law")
    assert answer.json["errors"][0]["pointer"] == "/due_at"
    assert changes(agreed.company, "u_sup", task, due_at=due_at).status_code == 200


def test_every_choice_is_in_the_history_with_what_was(company: Company, task: str) -> None:
    before = company.get("u_sur1", task)

    changes(company, "u_sup", task, priority=75, due_at=TOMORROW, follow_up_at=TEN)

    last = company.get("u_sur1", f"{task}/history")["items"][-1]
    assert (last["act"], last["actor"]["username"]) == ("rescheduled", "u_sup")
    assert {one["field"]: (one["old"], one["new"]) for one in last["changes"]} == {
        "priority": (before["priority"], 75),
        "due_at": (before["due_at"], TOMORROW),
        "follow_up_at": (None, TEN),
    }
    assert audited(company, "task.changed") == [("u_sup", task.replace("/tasks/", "task:"))]


def test_choosing_what_is_so_already_changes_nothing(company: Company, task: str) -> None:
    before = company.call("u_sup", "GET", task).headers["ETag"]

    answer = changes(company, "u_sup", task, follow_up_at=None)

    assert answer.headers["ETag"] == before


REFUSED = [
    ("u_sup", {"priority": 101}, 422, "/priority"),
    ("u_sup", {"priority": -1}, 422, "/priority"),
    ("u_sup", {"priority": "high"}, 422, "/priority"),
    ("u_sup", {"priority": 1.5}, 422, "/priority"),
    ("u_sup", {"due_at": "2026-03-03T10:00:00"}, 422, "/due_at"),
    ("u_sup", {"follow_up_at": "tomorrow"}, 422, "/follow_up_at"),
    ("u_sup", {"follow_up_at": "2026-03-02T09:00:00+08:00"}, 422, "/follow_up_at"),
    ("u_sup", {"assignee": "u_sur2"}, 422, "/assignee"),
    ("u_sup", {}, 422, ""),
    ("u_sur1", {"priority": 90}, 403, None),
    ("u_sur1", {"due_at": TOMORROW}, 403, None),
    ("u_sur2", {"follow_up_at": TOMORROW}, 403, None),
    ("u_cmpm", {"priority": 90}, 404, None),
    ("u_aud", {"follow_up_at": TOMORROW}, 403, None),
]


@pytest.mark.parametrize(("user", "body", "status", "pointer"), REFUSED, ids=str)
def test_what_cannot_be_chosen_is_refused(
    company: Company, task: str, user: str, body: Any, status: int, pointer: str | None
) -> None:
    before = company.get("u_sur1", task)

    answer = changes(company, user, task, **body)

    assert answer.status_code == status, answer.text
    assert [error["pointer"] for error in answer.json["errors"]] == (
        [] if pointer is None else [pointer]
    )
    assert company.get("u_sur1", task) == before


def test_choosing_on_what_has_changed_shows_what_is_there_now(company: Company, task: str) -> None:
    version = company.call("u_sup", "GET", task).headers["ETag"]
    changes(company, "u_sur1", task, follow_up_at=TEN)

    answer = company.call(
        "u_sup", "PATCH", task, json={"priority": 75}, headers={"If-Match": version}
    )

    assert (answer.status_code, answer.json["current"]["follow_up_at"]) == (412, TEN)


# ---------------------------------------------------------------- what rises by itself
def test_a_large_claim_comes_before_a_small_one(claim_at: ClaimAt) -> None:
    large = claim_at(Walk.register, Loss(claimed="120000.00"))

    assert large.company.task(large.claim_no, "contact_customer")["priority"] == 60


def test_nobodys_answers_are_refused_because_a_limit_has_passed_meanwhile(
    company: Company, task: str
) -> None:
    version = company.call("u_sur1", "GET", task).headers["ETag"]
    company.now_is("2026-03-02T10:00")

    contacted = {"data": {"contacted_at": "2026-03-02T09:50:00+08:00"}}
    done = company.call(
        "u_sur1", "POST", f"{task}/complete", json=contacted, headers={"If-Match": version}
    )

    assert done.status_code == 200


def test_a_task_rises_when_its_limit_warns_and_again_when_it_passes(
    company: Company, task: str
) -> None:
    warned = company.get("u_sur1", task)["due_at"]

    company.now_is(warned[:14] + "49")
    rising = company.get("u_sur1", task)["priority"]
    company.now_is("2026-03-02T10:00")

    assert 50 < rising < company.get("u_sur1", task)["priority"] == 90
