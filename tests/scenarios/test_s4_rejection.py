"""S4: a claim is rejected, and the claimant is told within three days over a long holiday."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.scenarios.company import Company
from tests.scenarios.halts import ClaimAt, Halts
from tests.scenarios.rejections import DRUNK, adjudicates_rejection, archives, notifies
from tests.scenarios.s1 import Walk

FINAL = "2026-04-30T16:00"


def rejected(walk: Walk) -> Walk:
    """Reject a claim that was assessed, finally on the Thursday before the holidays."""
    adjudicates_rejection(walk)
    walk.approves("u_l1a")
    walk.company.now_is(FINAL)
    walk.approves("u_l2a")
    return walk


@pytest.fixture
def walk(claim_at: ClaimAt) -> Walk:
    return claim_at(Walk.assess, DRUNK)


def brought_to_a_rejection(company: Company) -> str:
    walk = Walk(company, DRUNK)
    walk.all_until(walk.assess)
    return rejected(walk).claim_no


@pytest.fixture
def notifying(halts: Halts, tmp_path: Path) -> Iterator[Walk]:
    """A claim that is rejected finally, and whose claimant is not told yet."""
    with halts.brought(brought_to_a_rejection, tmp_path / "rejected") as (company, claim_no):
        yield Walk(company, DRUNK, claim_no)


def notice_clocks(walk: Walk) -> dict[str, Any]:
    clocks = walk.company.clocks(walk.claim_no)
    return {kind: clocks["reject_notice", kind] for kind in ("internal", "statutory")}


def test_a_rejection_without_its_clause_is_refused(walk: Walk) -> None:
    refused = adjudicates_rejection(walk, expect=422, exclusion_clause="")

    assert [error["pointer"] for error in refused["errors"]] == ["/data/exclusion_clause"]
    assert walk.company.waiting(walk.claim_no) == {"adjudicate": ["claims_adjudicator"]}


def test_a_rejection_goes_to_the_tier_of_what_was_claimed(walk: Walk) -> None:
    adjudicates_rejection(walk)
    walk.approves("u_l1a")

    assert walk.company.waiting(walk.claim_no) == {"approve_step": ["approver_l2"]}
    approvals = walk.company.get("u_aud", f"/claims/{walk.claim_no}/approvals")["items"]
    assert [(row["tier"], row["amount_seen"]) for row in approvals] == [(2, "32000.00")]


def test_the_notice_is_due_on_the_third_day_though_it_is_a_holiday(notifying: Walk) -> None:
    walk = notifying

    clocks = notice_clocks(walk)
    assert [clock["due_date"] for clock in clocks.values()] == ["2026-05-03", "2026-05-03"]
    assert clocks["statutory"]["started_at"] == f"{FINAL}:00+08:00"
    assert clocks["statutory"]["warn_at"] == "2026-05-03T00:00:00+08:00"
    assert walk.company.waiting(walk.claim_no) == {"issue_rejection": ["claims_adjudicator"]}
    assert walk.company.claim(walk.claim_no)["status"] == "rejecting"


def test_a_notice_on_the_third_day_meets_the_limit(company: Company) -> None:
    walk = Walk(company, DRUNK)
    walk.all_until(walk.assess)
    rejected(walk)
    company.now_is("2026-05-03T10:00")

    notifies(walk, "2026-05-03T10:00")

    assert {clock["state"] for clock in notice_clocks(walk).values()} == {"met"}
    claim = company.claim(walk.claim_no)
    assert (claim["status"], claim["decision"], claim["payable"]) == ("rejected", "reject", "0.00")
    archives(walk)
    claim = company.claim(walk.claim_no)
    assert (claim["status"], claim["archive"]["retention_until"]) == ("archived", "2036-12-31")
    assert company.get("u_aud", f"/cases/{claim['case_id']}")["state"] == "completed"


def test_no_timer_sends_the_notice_and_the_limit_is_breached_at_midnight(notifying: Walk) -> None:
    walk = notifying

    walk.company.now_is("2026-05-04T00:00")

    assert {clock["state"] for clock in notice_clocks(walk).values()} == {"breached"}
    assert walk.company.waiting(walk.claim_no) == {"issue_rejection": ["claims_adjudicator"]}
    notifies(walk, "2026-05-04T00:00")
    assert {clock["state"] for clock in notice_clocks(walk).values()} == {"breached_closed"}


@pytest.mark.parametrize(
    ("wrong", "pointer"),
    [
        ({"reasons": "酒驾"}, "/data/reasons"),
        ({"rights_text": False}, "/data/rights_text"),
        ({"clause": ""}, "/data/clause"),
        ({"delivery": "pigeon"}, "/data/delivery"),
        ({"delivered_at": "2026-04-30T15:59:00+08:00"}, "/data/delivered_at"),
        ({"delivered_at": "2026-05-01T00:00:00+08:00"}, "/data/delivered_at"),
    ],
)
def test_a_notice_without_reasons_or_rights_is_none(
    notifying: Walk, wrong: dict[str, Any], pointer: str
) -> None:
    refused = notifies(notifying, FINAL, expect=422, **wrong)

    assert [error["pointer"] for error in refused["errors"]] == [pointer]
    assert {clock["state"] for clock in notice_clocks(notifying).values()} == {"running"}


def test_a_failed_checkpoint_allows_a_rejection_only(walk: Walk) -> None:
    refused = adjudicates_rejection(walk, expect=422, decision="pay", exclusion_clause="")

    assert [error["pointer"] for error in refused["errors"]] == ["/data/decision"]
