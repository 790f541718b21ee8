"""What is being approved changes meanwhile, or is sent back: a round ends and another begins."""

from typing import Any

import pytest

from tests.scenarios import losses
from tests.scenarios.approving import changes, decides, records, steps
from tests.scenarios.company import Company
from tests.scenarios.halts import ClaimAt
from tests.scenarios.s1 import Walk


@pytest.fixture
def walk(claim_at: ClaimAt) -> Walk:
    """A claim of 30,000 for the car, adjudicated: the supervisor endorses, the branch decides."""
    return claim_at(Walk.adjudicate, losses.motor("30000.00"))


@pytest.fixture
def company(walk: Walk) -> Company:
    return walk.company


def result(walk: Walk) -> dict[str, Any]:
    """Return what the approval has told the claim."""
    names = ("approval_result", "return_to", "approved_amount", "tier", "round")
    case = walk.company.claim(walk.claim_no)["case_id"]
    items = walk.company.get("u_aud", f"/cases/{case}/variables")["items"]
    seen = {item["name"]: item["value"] for item in items}
    return {name: seen[name] for name in names}


# ---------------------------------------------------------------- the sum changes
def test_a_larger_sum_in_mid_approval_goes_to_its_own_tier(walk: Walk, company: Company) -> None:
    walk.approves("u_l1a")
    assert company.waiting(walk.claim_no) == {"approve_step": ["approver_l2"]}

    told = changes(walk, amount=60000, tier_amount=60000)

    assert told["state"] == "delivered"
    task = company.task(walk.claim_no, "approve_step")
    assert task["groups"] == ["approver_l2"]
    assert company.get("u_l2a", f"/tasks/{task['id']}/form")["data"]["amount"] == 60000
    walk.approves("u_l2a")
    assert company.waiting(walk.claim_no) == {"approve_step": ["approver_l3"]}
    walk.approves("u_l3a")
    assert steps(walk) == [
        (1, 1, 2, "approver_l1", True),
        (2, 1, 3, "approver_l2", False),
        (2, 2, 3, "approver_l3", False),
    ]
    assert [row["amount_seen"] for row in records(walk)] == ["30000.00", "60000.00", "60000.00"]
    assert result(walk) == {
        "approval_result": "approved",
        "return_to": None,
        "approved_amount": 60000,
        "tier": 3,
        "round": 2,
    }


def test_the_task_of_a_void_round_is_withdrawn(walk: Walk, company: Company) -> None:
    before = company.task(walk.claim_no, "approve_step")["id"]

    changes(walk, amount="30000.01", tier_amount="30000.01")

    refused = company.post(
        "u_l1a",
        f"/tasks/{before}/complete",
        {"data": {"decision": "approve", "opinion": "同意"}},
        expect=409,
    )
    assert "withdrawn" in refused["detail"]
    assert company.waiting(walk.claim_no) == {"approve_step": ["approver_l1"]}


def test_earlier_approvals_count_in_no_later_round(walk: Walk, company: Company) -> None:
    walk.approves("u_l1a")

    changes(walk, amount=29000, tier_amount=29000)

    assert company.waiting(walk.claim_no) == {"approve_step": ["approver_l1"]}
    refused = walk.approves("u_l1a", expect=403)
    assert refused["code"] == "four_eyes_violation"
    walk.approves("u_l1b")
    assert company.waiting(walk.claim_no) == {"approve_step": ["approver_l2"]}


def test_a_smaller_sum_comes_down_a_tier(walk: Walk, company: Company) -> None:
    changes(walk, amount=8000)

    walk.approves("u_l1a")

    assert steps(walk) == [(2, 1, 1, "approver_l1", False)]
    assert result(walk)["approved_amount"] == 8000


def test_another_decision_voids_the_round_as_well(walk: Walk, company: Company) -> None:
    walk.approves("u_l1a")

    changes(walk, decision="ex_gratia")

    assert company.waiting(walk.claim_no) == {"approve_step": ["approver_l3"]}
    assert steps(walk) == [(1, 1, 2, "approver_l1", True)]


@pytest.mark.parametrize(
    "data",
    [{}, {"amount": 30000}, {"amount": "30000.004"}, {"decision": "pay"}, {"risk_level": "low"}],
    ids=["nothing", "same_sum", "under_a_fen", "same_decision", "other_fact"],
)
def test_what_changes_nothing_leaves_the_round_alone(
    walk: Walk, company: Company, data: dict[str, Any]
) -> None:
    walk.approves("u_l1a")
    before = company.task(walk.claim_no, "approve_step")["id"]

    changes(walk, **data)

    assert company.task(walk.claim_no, "approve_step")["id"] == before
    walk.approves("u_l2a")
    assert steps(walk) == [(1, 1, 2, "approver_l1", False), (1, 2, 2, "approver_l2", False)]
    assert result(walk)["approved_amount"] == 30000


@pytest.mark.parametrize(
    "data",
    [{"amount": "viel"}, {"amount": -1}, {"amount": None}, {"decision": "perhaps"}],
    ids=["no_number", "negative", "null", "no_decision"],
)
def test_nonsense_about_the_sum_is_refused_and_loses_nothing(
    walk: Walk, company: Company, data: dict[str, Any]
) -> None:
    walk.approves("u_l1a")

    refusal = changes(walk, expect=422, **data)

    assert [error["pointer"] for error in refusal["errors"]] == [f"/data/{next(iter(data))}"]
    task = company.task(walk.claim_no, "approve_step")
    assert company.get("u_l2a", f"/tasks/{task['id']}/form")["data"]["amount"] == 30000
    changes(walk, amount=60000, decision="pay", tier_amount=60000)
    assert company.get("u_adm", "/incidents")["page"]["total"] == 0
    assert company.waiting(walk.claim_no) == {"approve_step": ["approver_l2"]}


def test_a_change_after_the_approval_finds_nobody(walk: Walk, company: Company) -> None:
    walk.approves("u_l1a")
    walk.approves("u_l2a")

    told = changes(walk, amount=60000)

    assert told["state"] == "expired"
    assert steps(walk) == [(1, 1, 2, "approver_l1", False), (1, 2, 2, "approver_l2", False)]


# ---------------------------------------------------------------- sent back, refused
@pytest.mark.parametrize("target", ["assess", "adjudicate", "documents"])
def test_an_approver_sends_it_back_and_says_where_to(walk: Walk, target: str) -> None:
    decides(walk, "u_l1a", "return", return_to=target)

    (record,) = records(walk)
    assert (record["decision"], record["return_to"]) == ("return", target)
    ended = result(walk)
    assert (ended["approval_result"], ended["return_to"]) == ("returned", target)


def test_a_return_without_a_target_is_refused(walk: Walk, company: Company) -> None:
    refused = decides(walk, "u_l1a", "return", expect=422)

    assert [error["pointer"] for error in refused["errors"]] == ["/data/return_to"]
    assert company.waiting(walk.claim_no) == {"approve_step": ["approver_l1"]}
    assert records(walk) == []


def test_the_last_step_may_refuse_what_the_first_endorsed(walk: Walk) -> None:
    walk.approves("u_l1a")

    decides(walk, "u_l2a", "refuse")

    assert [row["decision"] for row in records(walk)] == ["approve", "refuse"]
    assert (result(walk)["approval_result"], result(walk)["return_to"]) == ("refused", None)


def test_after_a_refusal_no_approver_is_asked_but_the_adjudicator(
    walk: Walk, company: Company
) -> None:
    decides(walk, "u_l1a", "refuse")

    assert company.waiting(walk.claim_no) == {"adjudicate": ["claims_adjudicator"]}
    assert steps(walk) == [(1, 1, 2, "approver_l1", False)]
    assert result(walk)["approval_result"] == "refused"


@pytest.mark.parametrize(
    ("data", "pointer"),
    [
        ({"decision": "approve", "opinion": "好"}, "/data/opinion"),
        ({"decision": "approve"}, "/data/opinion"),
        ({"decision": "perhaps", "opinion": "同意"}, "/data/decision"),
        ({"opinion": "同意"}, "/data/decision"),
    ],
)
def test_a_step_without_a_decision_or_an_opinion_is_refused(
    walk: Walk, data: dict[str, str], pointer: str
) -> None:
    refused = walk.completes("u_l1a", "approve_step", expect=422, **data)

    assert [error["pointer"] for error in refused["errors"]] == [pointer]
    assert records(walk) == []
