"""The larger a claim, the higher its approval goes: step by step, by another person each time."""

import pytest

from tests.scenarios import losses
from tests.scenarios.approving import meets, records
from tests.scenarios.company import Company
from tests.scenarios.halts import ClaimAt
from tests.scenarios.s1 import Walk


@pytest.fixture
def walk(claim_at: ClaimAt) -> Walk:
    """A claim of 60,000 for the car, adjudicated."""
    return claim_at(Walk.adjudicate, losses.motor("60000.00"))


@pytest.fixture
def company(walk: Walk) -> Company:
    return walk.company


def approval_clocks(walk: Walk) -> dict[str, str]:
    """Return the state of each step's internal limit."""
    return {
        stage: clock["state"]
        for (stage, kind), clock in walk.company.clocks(walk.claim_no).items()
        if stage.startswith("approval_") and kind == "internal"
    }


def test_a_claim_of_sixty_thousand_goes_to_the_branch_first(walk: Walk, company: Company) -> None:
    assert company.waiting(walk.claim_no) == {"approve_step": ["approver_l2"]}
    assert approval_clocks(walk) == {"approval_2": "running"}


def test_the_branch_endorses_and_its_director_decides(walk: Walk, company: Company) -> None:
    walk.approves("u_l2a")
    assert company.waiting(walk.claim_no) == {"approve_step": ["approver_l3"]}
    assert approval_clocks(walk) == {"approval_2": "met", "approval_3": "running"}

    walk.approves("u_l3a")

    assert company.waiting(walk.claim_no) == {"record_agreement": ["claims_adjudicator"]}
    assert approval_clocks(walk) == {"approval_2": "met", "approval_3": "met"}


def test_each_step_leaves_its_record(walk: Walk) -> None:
    walk.approves("u_l2a")
    walk.approves("u_l3a")

    kept = [(r["step"], r["tier"], r["group"], r["amount_seen"], r["round"]) for r in records(walk)]
    assert kept == [
        (1, 3, "approver_l2", "60000.00", 1),
        (2, 3, "approver_l3", "60000.00", 1),
    ]


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
def test_nobody_rewrites_a_record(walk: Walk, company: Company, method: str) -> None:
    walk.approves("u_l2a")
    (record,) = records(walk)

    answer = company.call("u_adm", method, f"/claims/{walk.claim_no}/approvals", json={})

    assert answer.status_code == 405
    assert records(walk) == [record]


@pytest.mark.parametrize("user", ["u_l1a", "u_l3a", "u_adj", "u_adm", "u_int"])
def test_a_step_is_only_for_its_tier(walk: Walk, company: Company, user: str) -> None:
    task = company.task(walk.claim_no, "approve_step")

    answer = company.call(
        user,
        "POST",
        f"/tasks/{task['id']}/complete",
        json={"data": {"decision": "approve", "opinion": "同意"}},
    )

    assert answer.status_code in (403, 404)
    assert records(walk) == []


def test_three_million_for_a_warehouse_go_to_the_committee(company_on_sqlite: Company) -> None:
    walk = Walk(company_on_sqlite, losses.warehouse(company_on_sqlite))
    walk.all_until(walk.adjudicate)
    assert company_on_sqlite.claim(walk.claim_no)["payable"] == "3100000.00"
    assert company_on_sqlite.waiting(walk.claim_no) == {"approve_step": ["approver_l4"]}

    walk.approves("u_l4a")
    meets(walk)
    walk.approves("u_l5b")

    assert [(r["tier"], r["step"]) for r in records(walk)] == [(5, 1), (5, 2)]
    assert approval_clocks(walk) == {"approval_4": "met", "approval_5": "met"}
    decision = company_on_sqlite.clocks(walk.claim_no)["decision", "internal"]
    assert decision["stopped_at"] == "2026-03-02T14:00:00+08:00"
