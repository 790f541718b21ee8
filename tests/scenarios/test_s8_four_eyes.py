"""S8: whoever assessed a loss does not approve it, whatever groups they are in."""

from typing import Any

import pytest

from tests.scenarios import losses
from tests.scenarios.approving import is_active, user_ids
from tests.scenarios.company import Company
from tests.scenarios.halts import ClaimAt
from tests.scenarios.s1 import Walk
from tests.scenarios.staff import joins

APPROVED = {"data": {"decision": "approve", "opinion": "同意"}}


@pytest.fixture
def walk(claim_at: ClaimAt) -> Walk:
    """A claim of 6,000 that u_dual, assessor and first approver, has assessed."""
    walk = claim_at(Walk.review, losses.motor("6000.00"))
    walk.assess(by="u_dual")
    walk.adjudicate()
    return walk


@pytest.fixture
def company(walk: Walk) -> Company:
    return walk.company


@pytest.fixture
def task(walk: Walk) -> str:
    return str(walk.company.task(walk.claim_no, "approve_step")["id"])


def ids(company: Company, user: str, view: str) -> list[str]:
    return [task["id"] for task in company.get(user, "/tasks", view=view)["items"]]


def totals(company: Company, user: str) -> dict[str, int]:
    views = company.get(user, "/tasks/counts")["views"]
    return {view: counted["total"] for view, counted in views.items()}


@pytest.mark.parametrize("view", ["mine", "unassigned", "team"])
def test_the_approval_is_in_no_list_of_the_assessor(
    walk: Walk, company: Company, task: str, view: str
) -> None:
    assert ids(company, "u_dual", view) == []


def test_the_approval_waits_in_the_lists_of_the_others(
    walk: Walk, company: Company, task: str
) -> None:
    assert ids(company, "u_l1a", "unassigned") == ids(company, "u_l1b", "team") == [task]


def test_the_approval_counts_for_the_others_only(walk: Walk, company: Company, task: str) -> None:
    assert totals(company, "u_dual") == {"mine": 0, "unassigned": 0, "team": 0}
    assert totals(company, "u_l1a") == {"mine": 0, "unassigned": 1, "team": 1}


def test_a_search_of_the_assessor_does_not_find_it(walk: Walk, company: Company, task: str) -> None:
    found = company.get("u_dual", "/tasks", view="team", q=walk.claim_no)

    assert (found["items"], found["page"]["total"]) == ([], 0)


@pytest.mark.parametrize(("act", "body"), [("claim", {}), ("complete", APPROVED)])
def test_the_assessor_sees_it_by_its_number_and_may_not_act(
    walk: Walk, company: Company, task: str, act: str, body: dict[str, Any]
) -> None:
    assert company.get("u_dual", f"/tasks/{task}")["id"] == task
    history = company.get("u_aud", f"/cases/{walk.claim_no}/history", limit=200)["items"]
    assert "assess_loss" in [row["element"] for row in history if row["actor"] == "u_dual"]

    refused = company.post("u_dual", f"/tasks/{task}/{act}", body, expect=403)

    assert refused["code"] == "four_eyes_violation"
    assert assessed_by(company, refused["conflicting_task"]) == "u_dual"
    assert refused["conflicting_task"] in refused["detail"]


def assessed_by(company: Company, task: str) -> str:
    shown = company.get("u_aud", f"/tasks/{task}")
    assert shown["task_definition"] == "assess_loss"
    return str(shown["assignee"]["username"])


def test_another_first_approver_approves_it(walk: Walk, company: Company, task: str) -> None:
    walk.approves("u_l1a")

    (record,) = company.get("u_aud", f"/claims/{walk.claim_no}/approvals")["items"]
    assert (record["approver_name"], record["amount_seen"]) == ("郑凯", "6000.00")


def test_the_adjudicator_may_not_approve(walk: Walk, company: Company, task: str) -> None:
    joins(company, "u_adj", "approver_l1")

    refused = company.post("u_adj", f"/tasks/{task}/complete", APPROVED, expect=403)

    assert refused["code"] == "four_eyes_violation"


def test_an_administrator_is_no_exception(walk: Walk, company: Company, task: str) -> None:
    joins(company, "u_dual", "admin")

    refused = company.post("u_dual", f"/tasks/{task}/complete", APPROVED, expect=403)

    assert refused["code"] == "four_eyes_violation"


@pytest.mark.parametrize(
    ("amount", "status"), [("1900.00", 200), ("2000.00", 200), ("2100.00", 403)]
)
def test_a_surveyor_assesses_a_small_motor_loss_alone(
    company_on_sqlite: Company, amount: str, status: int
) -> None:
    joins(company_on_sqlite, "u_sur1", "assessor")
    walk = Walk(company_on_sqlite, losses.motor(amount))
    walk.all_until(walk.review)

    answer = walk.assess(by="u_sur1", expect=status)

    assert (answer.get("code") == "four_eyes_violation") is (status == 403)
    still_open = "assess_loss" in walk.company.waiting(walk.claim_no)
    assert still_open is (status == 403)


def test_nobody_is_the_second_surveyor_of_their_own_survey(claim_at: ClaimAt) -> None:
    walk = claim_at(Walk.contact, losses.motor("6000.00"))
    joint = {"mode": "onsite_joint", "second_surveyor": user_ids(walk.company, "u_sur1")[0]}

    refused = walk.completes(
        "u_sur1",
        "survey",
        surveyed_at="2026-03-02T09:45:00+08:00",
        cause_finding="倒车碰撞立柱",
        extent_finding="右后保险杠破损",
        fault="single_party",
        photos=walk.company.uploads("u_sur1", "12345"),
        initial_estimate="6200.00",
        expect=422,
        **joint,
    )

    assert [error["pointer"] for error in refused["errors"]] == ["/data/second_surveyor"]


def test_only_the_assessor_is_left_to_approve_so_the_branch_does(
    company_on_sqlite: Company,
) -> None:
    is_active(company_on_sqlite, "u_l1a", False)
    is_active(company_on_sqlite, "u_l1b", False)
    walk = Walk(company_on_sqlite, losses.motor("6000.00"))
    walk.all_until(walk.review)

    walk.assess(by="u_dual")
    walk.adjudicate()

    assert company_on_sqlite.waiting(walk.claim_no) == {"approve_step": ["approver_l2"]}
    task = company_on_sqlite.task(walk.claim_no, "approve_step")["id"]
    history = company_on_sqlite.get("u_aud", f"/tasks/{task}/history")["items"]
    assert [row["act"] for row in history] == ["created", "auto_elevated"]
    walk.approves("u_l2a")
