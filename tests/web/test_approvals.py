"""Approvers at their pages: returning a claim, and keeping the record of a meeting."""

import io

import pytest

from tests.scenarios.approving import COMMITTEE, is_asked, user_ids
from tests.scenarios.company import Company
from tests.scenarios.s1 import Walk
from tests.web.browsing import Reader
from tests.web.conftest import Reads, opens


@pytest.fixture
def walk(company: Company) -> Walk:
    """A claim of two millions that waits for the head of claims."""
    company.clock_shows("2026-03-02T14:00")
    is_asked(company, "A-1", amount=2000000, tier_amount=2000000)
    return Walk(company, claim_no="A-1")


@pytest.fixture
def head(reads: Reads, company: Company, walk: Walk) -> Reader:
    return opens(reads("u_l4a"), company, walk, "approve_step")


def test_who_returns_is_asked_where_to(head: Reader, company: Company) -> None:
    asked = head.press("Take and complete", decision="return", opinion="重新定损")

    assert "Return to" in asked.text
    head.press("Take and complete", decision="return", opinion="重新定损", return_to="assess")
    assert company.get("u_aud", "/cases/A-1")["state"] == "completed"


def test_the_committee_keeps_its_record_on_a_page(
    reads: Reads, company: Company, walk: Walk
) -> None:
    walk.approves("u_l4a")
    keeper = opens(reads("u_l5a"), company, walk, "approval_meeting")

    done = keeper.press(
        "Take and complete",
        held_at="2026-03-02T13:30",
        attendees=user_ids(company, *COMMITTEE),
        votes_for="1",
        votes_against="2",
        minutes=(io.BytesIO(b"%PDF-1.4\n% minutes\n%%EOF\n"), "minutes.pdf"),
    )

    assert done.words("//*[@role='status']") == ["The task is completed."]
    decider = opens(reads("u_l5b"), company, walk, "approve_step")
    assert "Votes for 1 Votes against 2" in decider.page.text
    refused = decider.press("Take and complete", decision="approve", opinion="同意")
    assert (
        refused.error_of("decision")
        == "1 of 3 attendees voted for it: the meeting has not approved it"
    )
