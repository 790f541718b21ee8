"""Where nobody in a group of approvers may decide, the next higher group does."""

from typing import Any

import pytest

from tests.scenarios import losses
from tests.scenarios.approving import decides, is_active, meets, steps, user_ids
from tests.scenarios.company import Company
from tests.scenarios.halts import ClaimAt
from tests.scenarios.s1 import Walk
from tests.scenarios.staff import hires, joins


@pytest.fixture
def walk(claim_at: ClaimAt) -> Walk:
    """S8's claim of 6,000 that u_dual, assessor and first approver, is about to assess."""
    return claim_at(Walk.review, losses.motor("6000.00"))


@pytest.fixture
def company(walk: Walk) -> Company:
    return walk.company


def assessed_by_u_dual(walk: Walk) -> None:
    walk.assess(by="u_dual")
    walk.adjudicate()


def acts(walk: Walk, definition: str = "approve_step") -> list[Any]:
    """List what happened to the task that waits, without when."""
    task = walk.company.task(walk.claim_no, definition)["id"]
    items = walk.company.get("u_aud", f"/tasks/{task}/history")["items"]
    return [
        (item["act"], item["detail"].get("from"), item["detail"].get("group")) for item in items
    ]


ELEVATED = ("auto_elevated", "approver_l1", "approver_l2")


# ---------------------------------------------------------------- as the task opens
def test_only_the_assessor_is_left_so_the_branch_decides(walk: Walk, company: Company) -> None:
    is_active(company, "u_l1a", False)
    is_active(company, "u_l1b", False)

    assessed_by_u_dual(walk)

    assert company.waiting(walk.claim_no) == {"approve_step": ["approver_l2"]}
    assert acts(walk) == [("created", None, None), ELEVATED]
    walk.approves("u_l2a")
    assert steps(walk) == [(1, 1, 1, "approver_l2", False)]
    assert company.waiting(walk.claim_no) == {"record_agreement": ["claims_adjudicator"]}


def test_one_other_is_enough_to_stay(walk: Walk, company: Company) -> None:
    is_active(company, "u_l1a", False)

    assessed_by_u_dual(walk)

    assert company.waiting(walk.claim_no) == {"approve_step": ["approver_l1"]}
    assert acts(walk) == [("created", None, None)]


def test_who_only_reads_is_no_approver(walk: Walk, company: Company) -> None:
    is_active(company, "u_l1a", False)
    is_active(company, "u_l1b", False)
    joins(company, "u_aud", "approver_l1")

    assessed_by_u_dual(walk)

    assert company.waiting(walk.claim_no) == {"approve_step": ["approver_l2"]}


def test_an_empty_group_on_the_way_up_is_passed_over(walk: Walk, company: Company) -> None:
    for_nobody_below_the_head(company)

    assessed_by_u_dual(walk)

    assert acts(walk) == [("created", None, None), ("auto_elevated", "approver_l1", "approver_l4")]
    walk.approves("u_l4a")


def for_nobody_below_the_head(company: Company) -> None:
    is_active(company, "u_l1a", False)
    is_active(company, "u_l1b", False)
    is_active(company, "u_l2a", False)
    is_active(company, "u_l2b", False)
    is_active(company, "u_l3a", False)


def test_where_nobody_is_left_at_all_it_stays(walk: Walk, company: Company) -> None:
    for_nobody_below_the_head(company)
    is_active(company, "u_l4a", False)
    is_active(company, "u_l5a", False)
    is_active(company, "u_l5b", False)
    is_active(company, "u_l5c", False)

    assessed_by_u_dual(walk)

    assert company.waiting(walk.claim_no) == {"approve_step": ["approver_l1"]}
    assert acts(walk) == [("created", None, None)]
    hires(company, "u_l1new", "approver_l1")
    walk.approves("u_l1new")


def test_who_endorsed_in_place_of_others_does_not_decide_as_well(
    claim_at: ClaimAt,
) -> None:
    walk = claim_at(Walk.adjudicate, losses.motor("30000.00"))
    is_active(walk.company, "u_l1a", False)
    is_active(walk.company, "u_l1b", False)
    is_active(walk.company, "u_l2b", False)
    is_active(walk.company, "u_dual", False)
    assert walk.company.waiting(walk.claim_no) == {"approve_step": ["approver_l2"]}

    walk.approves("u_l2a")

    assert walk.company.waiting(walk.claim_no) == {"approve_step": ["approver_l3"]}
    walk.approves("u_l3a")
    assert [step[3] for step in steps(walk)] == ["approver_l2", "approver_l3"]


# ---------------------------------------------------------------- as people leave
def test_the_last_approver_leaves_and_the_open_task_goes_up(walk: Walk, company: Company) -> None:
    assessed_by_u_dual(walk)
    is_active(company, "u_l1a", False)
    assert company.waiting(walk.claim_no) == {"approve_step": ["approver_l1"]}

    is_active(company, "u_l1b", False)

    assert company.waiting(walk.claim_no) == {"approve_step": ["approver_l2"]}
    assert acts(walk) == [("created", None, None), ELEVATED]
    task = company.task(walk.claim_no, "approve_step")
    assert [t["id"] for t in company.get("u_l2a", "/tasks", view="unassigned")["items"]] == [
        task["id"]
    ]


def test_what_somebody_held_is_free_again_when_they_leave(walk: Walk, company: Company) -> None:
    assessed_by_u_dual(walk)
    task = company.task(walk.claim_no, "approve_step")["id"]
    company.post("u_l1a", f"/tasks/{task}/claim")

    is_active(company, "u_l1a", False)

    shown = company.get("u_aud", f"/tasks/{task}")
    assert (shown["assignee"], shown["groups"]) == (None, ["approver_l1"])
    assert [act for act, *_ in acts(walk)] == ["created", "claimed", "released"]
    walk.approves("u_l1b")


def test_who_comes_back_finds_new_tasks_only(walk: Walk, company: Company) -> None:
    assessed_by_u_dual(walk)
    is_active(company, "u_l1a", False)
    is_active(company, "u_l1b", False)

    is_active(company, "u_l1a", True)

    assert company.waiting(walk.claim_no) == {"approve_step": ["approver_l2"]}
    decides(walk, "u_l1a", "approve", expect=404)


def test_a_meeting_never_goes_above_the_committee(
    company_on_sqlite: Company, claim_at: ClaimAt
) -> None:
    walk = claim_at(Walk.adjudicate, losses.warehouse(company_on_sqlite))
    walk.approves("u_l4a")

    is_active(walk.company, "u_l5a", False)
    is_active(walk.company, "u_l5b", False)

    assert walk.company.waiting(walk.claim_no) == {"approval_meeting": ["approver_l5"]}
    two = user_ids(walk.company, "u_l5c", "u_l5c")
    meets(walk, "u_l5c", attendees=two, expect=422)


# ---------------------------------------------------------------- who may say so
@pytest.mark.parametrize("user", ["u_l1a", "u_ana", "u_aud", "u_int"])
def test_only_an_administrator_sets_people_inactive(company: Company, user: str) -> None:
    answer = company.call(user, "PATCH", "/users/u_l1b", json={"active": False})

    assert answer.status_code == 403
    assert company.get("u_adm", "/users/u_l1b")["active"] is True


def test_nobody_shuts_themselves_out(company: Company) -> None:
    is_active(company, "u_adm", False, expect=409)

    assert company.get("u_adm", "/users/u_adm")["active"] is True


def test_who_is_inactive_does_nothing_any_more(company: Company) -> None:
    company.get("u_l1a", "/me")

    shown = is_active(company, "u_l1a", False)

    assert (shown["username"], shown["active"]) == ("u_l1a", False)
    assert company.call("u_l1a", "GET", "/tasks").status_code == 401
    assert is_active(company, "u_l1a", True)["active"] is True
    assert company.call("u_l1a", "GET", "/tasks").status_code == 200


def test_an_older_version_of_a_person_is_not_changed(company: Company) -> None:
    seen = company.call("u_adm", "GET", "/users/u_l1a").headers["ETag"]
    is_active(company, "u_l1a", False)

    stale = company.call(
        "u_adm", "PATCH", "/users/u_l1a", json={"active": True}, headers={"If-Match": seen}
    )

    assert stale.status_code == 412
    assert company.get("u_adm", "/users/u_l1a")["active"] is False


@pytest.mark.parametrize(
    ("body", "status"),
    [({}, 422), ({"active": "perhaps"}, 422), ({"active": None}, 422), ({"groups": []}, 422)],
)
def test_nonsense_about_a_person_is_refused(
    company: Company, body: dict[str, Any], status: int
) -> None:
    assert company.call("u_adm", "PATCH", "/users/u_l1a", json=body).status_code == status
    assert (
        company.call("u_adm", "PATCH", "/users/u_nobody", json={"active": True}).status_code == 404
    )
