"""The committee meets before one of its members decides on a claim of the fifth tier."""

from typing import Any

import pytest

from tests.scenarios import losses
from tests.scenarios.approving import COMMITTEE, decides, meets, records, steps, user_ids
from tests.scenarios.company import Company
from tests.scenarios.halts import ClaimAt
from tests.scenarios.s1 import Walk


@pytest.fixture
def walk(company_on_sqlite: Company, claim_at: ClaimAt) -> Walk:
    """A warehouse of 3,100,000 that the head of claims has endorsed."""
    walk = claim_at(Walk.adjudicate, losses.warehouse(company_on_sqlite))
    walk.approves("u_l4a")
    return walk


@pytest.fixture
def company(walk: Walk) -> Company:
    return walk.company


def meetings(walk: Walk) -> list[Any]:
    return list(walk.company.get("u_aud", f"/claims/{walk.claim_no}/approvals")["meetings"])


def test_the_committee_meets_before_it_decides(walk: Walk, company: Company) -> None:
    assert company.waiting(walk.claim_no) == {"approval_meeting": ["approver_l5"]}

    meets(walk, "u_l5a")

    assert company.waiting(walk.claim_no) == {"approve_step": ["approver_l5"]}
    (kept,) = meetings(walk)
    assert kept["attendees"] == user_ids(company, *COMMITTEE)
    assert (kept["round"], kept["votes_for"], kept["votes_against"]) == (1, 2, 1)
    assert kept["held_at"] == "2026-03-02T13:30:00+08:00"
    assert kept["recorded_by"] == user_ids(company, "u_l5a")[0]
    assert company.call("u_aud", "GET", f"/files/{kept['minutes']}").status_code == 200


def test_the_form_of_who_decides_shows_the_votes(walk: Walk, company: Company) -> None:
    meets(walk, "u_l5a")

    task = company.task(walk.claim_no, "approve_step")

    shown = company.get("u_l5b", f"/tasks/{task['id']}/form")["data"]
    assert (shown["votes_for"], shown["votes_against"]) == (2, 1)


def test_who_kept_the_record_of_the_meeting_does_not_decide(walk: Walk, company: Company) -> None:
    meets(walk, "u_l5a")

    refused = walk.approves("u_l5a", expect=403)

    assert refused["code"] == "four_eyes_violation"
    walk.approves("u_l5b")
    assert steps(walk)[-1] == (1, 2, 5, "approver_l5", False)


@pytest.mark.parametrize(("votes_for", "votes_against"), [(1, 2), (0, 3), (1, 1), (0, 0)])
def test_against_the_vote_nobody_approves(
    walk: Walk, company: Company, votes_for: int, votes_against: int
) -> None:
    meets(walk, votes_for=votes_for, votes_against=votes_against)

    refused = walk.approves("u_l5b", expect=422)

    (error,) = refused["errors"]
    assert (error["pointer"], error["code"]) == ("/data/decision", "no_majority")
    assert f"{votes_for} of 3" in error["detail"]
    assert company.waiting(walk.claim_no) == {"approve_step": ["approver_l5"]}
    assert len(records(walk)) == 1


@pytest.mark.parametrize(
    ("decision", "more"), [("refuse", {}), ("return", {"return_to": "assess"})]
)
def test_after_a_lost_vote_the_claim_is_refused_or_returned(
    walk: Walk, decision: str, more: dict[str, str]
) -> None:
    meets(walk, votes_for=1, votes_against=2)

    decides(walk, "u_l5b", decision, **more)

    assert [row["decision"] for row in records(walk)] == ["approve", decision]


def test_two_are_no_meeting(walk: Walk, company: Company) -> None:
    two = user_ids(company, "u_l5a", "u_l5b")

    refused = meets(walk, attendees=two, votes_for=2, votes_against=0, expect=422)

    assert [error["pointer"] for error in refused["errors"]] == ["/data/attendees"]
    assert meetings(walk) == []
    assert company.waiting(walk.claim_no) == {"approval_meeting": ["approver_l5"]}


@pytest.mark.parametrize(
    ("wrong", "pointer"),
    [
        ({"votes_for": 3, "votes_against": 1}, "/data/votes_against"),
        ({"votes_for": 4}, "/data/votes_for"),
        ({"votes_for": -1}, "/data/votes_for"),
        ({"held_at": "2026-03-02T15:00:00+08:00"}, "/data/held_at"),
        ({"held_at": None}, "/data/held_at"),
        ({"minutes": []}, "/data/minutes"),
        ({"minutes": ["9999999"]}, "/data/minutes"),
        ({"minutes": ["no-file"]}, "/data/minutes"),
        ({"attendees": ["1", "2", "3"]}, "/data/attendees/0"),
        ({"attendees": None}, "/data/attendees"),
    ],
    ids=str,
)
def test_a_wrong_record_of_a_meeting_names_its_field(
    walk: Walk, wrong: dict[str, Any], pointer: str
) -> None:
    refused = meets(walk, expect=422, **wrong)

    assert pointer in [error["pointer"] for error in refused["errors"]]
    assert meetings(walk) == []


@pytest.mark.parametrize("user", ["u_l4a", "u_l1a", "u_adj"])
def test_the_meeting_is_only_for_the_committee(walk: Walk, company: Company, user: str) -> None:
    task = company.task(walk.claim_no, "approval_meeting")

    answer = company.call(user, "POST", f"/tasks/{task['id']}/claim", json={})

    assert answer.status_code in (403, 404)


def test_the_meeting_has_a_time_limit(walk: Walk, company: Company) -> None:
    clock = company.clocks(walk.claim_no)["approval_5", "internal"]

    assert (clock["state"], clock["due_date"]) == ("running", "2026-03-09")
