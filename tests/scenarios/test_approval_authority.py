"""Who has to approve: by the sum, and by what makes a claim delicate."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.scenarios import losses
from tests.scenarios.approving import every_way, is_asked, one_changes, records, steps
from tests.scenarios.company import Company
from tests.scenarios.halts import ClaimAt
from tests.scenarios.s1 import Loss, Walk
from tests.scenarios.staff import joins

#: just after the policy began, by night, reported weeks later, for nearly all that is insured
SUSPICIOUS = Loss(
    claimed="175000.00",
    assessed="8000.00",
    payable="8000.00",
    reported={"loss_time": "2026-01-05T23:00:00+08:00"},
    surveyed={"mode": "onsite"},
    photos=5,
)


def approves_all(company: Company) -> Iterator[str]:
    """Approve step by step as somebody of each group; tell the groups."""
    people = {f"approver_l{level}": f"u_l{level}a" for level in range(1, 6)}
    while (groups := company.waiting("A-1")) != {}:
        ((group,),) = groups.values()
        company.completes(people[group], "approve_step", "A-1", decision="approve", opinion="同意")
        yield group


@pytest.mark.parametrize(
    ("facts", "path"),
    [
        ({}, [1]),
        ({"tier_amount": 10000.01, "amount": 10000.01}, [1, 2]),
        ({"reopened": True}, [1, 2]),
        ({"investigated": True}, [1, 2]),
        ({"decision": "reject"}, [1, 2]),
        ({"risk_level": "high"}, [1, 2]),
        ({"litigation": True}, [2, 3]),
        ({"related_party": True}, [2, 3]),
        ({"decision": "ex_gratia"}, [3, 4]),
        ({"amount": 60000, "tier_amount": 60000, "risk_level": "high"}, [3, 4]),
        ({"amount": 30000, "tier_amount": 10000}, [1]),  # a catastrophe of the first level
        ({"decision": "reject", "amount": 0, "tier_amount": 60000}, [2, 3]),  # what was claimed
    ],
    ids=str,
)
def test_delicate_claims_go_higher(
    company_on_sqlite: Company, facts: dict[str, Any], path: list[int]
) -> None:
    is_asked(company_on_sqlite, **facts)

    groups = list(approves_all(company_on_sqlite))

    assert groups == [f"approver_l{level}" for level in path]


def test_a_suspicious_claim_needs_the_branch(claim_at: ClaimAt) -> None:
    walk = claim_at(Walk.adjudicate, SUSPICIOUS)
    claim = walk.company.claim(walk.claim_no)
    assert (claim["risk_level"], claim["investigate"]) == ("high", True)

    walk.approves("u_l1a")
    walk.approves("u_l2a")

    assert [step[2:4] for step in steps(walk)] == [(2, "approver_l1"), (2, "approver_l2")]


def test_two_signatures_are_those_of_two_people(claim_at: ClaimAt) -> None:
    walk = claim_at(Walk.adjudicate, losses.motor("30000.00"))
    joins(walk.company, "u_l1a", "approver_l2")
    walk.approves("u_l1a")
    assert walk.company.waiting(walk.claim_no) == {"approve_step": ["approver_l2"]}

    refused = walk.approves("u_l1a", expect=403)

    assert refused["code"] == "four_eyes_violation"
    walk.approves("u_l2a")
    assert len({row["approver_id"] for row in records(walk)}) == 2


def test_a_change_of_the_sum_takes_the_other_facts_along(company_on_sqlite: Company) -> None:
    is_asked(company_on_sqlite, risk_level="high")

    one_changes(company_on_sqlite, 7, amount=60000, tier_amount=60000)

    assert list(approves_all(company_on_sqlite)) == ["approver_l3", "approver_l4"]


def test_an_approval_goes_every_way_whichever_database_keeps_it(company: Company) -> None:
    company.clock_shows("2026-03-02T14:00")

    every_way(company)

    assert ended(company, "A-5") == ("refused", None, 5, 1)
    assert ended(company, "A-6") == ("returned", "assess", 1, 2)


def ended(company: Company, case: str) -> tuple[Any, ...]:
    """Return how an approval ended: result, where to, tier, round."""
    assert company.get("u_aud", f"/cases/{case}")["state"] == "completed"
    items = company.get("u_aud", f"/cases/{case}/variables")["items"]
    seen = {item["name"]: item["value"] for item in items}
    return tuple(seen[name] for name in ("approval_result", "return_to", "tier", "round"))
