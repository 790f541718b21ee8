"""S11: a missed limit gets one named person, goes up while it runs, and ends with its clock."""

from typing import Any

import pytest

from tests.scenarios.company import Company
from tests.scenarios.losses import motor
from tests.scenarios.overdue import handles, levels, overdue_of, process_state
from tests.scenarios.s1 import Walk
from tests.scenarios.staff import hires


@pytest.fixture
def walk(company: Company) -> Walk:
    """A claim on the simple track; its adjudication waits since Monday 2026-03-02 14:00."""
    walk = Walk(company, motor("8000.00"))
    walk.all_until(walk.review)
    walk.assess(at="2026-03-02T14:00")
    return walk


def adjudication(walk: Walk) -> dict[str, Any]:
    return dict(walk.company.clocks(walk.claim_no)["adjudication", "internal"])


def missed(company: Company) -> list[tuple[str, str]]:
    """Return the overdue limits that still run: whose, and of what."""
    items = company.get("u_aud", "/clocks", state="breached")["items"]
    return [(clock["business_key"], clock["stage"]) for clock in items]


def test_an_adjudication_that_is_late_goes_up_and_is_closed_thirty_four_hours_late(
    walk: Walk, company: Company
) -> None:
    assert adjudication(walk)["due_date"] == "2026-03-04"

    company.now_is("2026-03-04T16:00")
    assert adjudication(walk)["warned_at"] == "2026-03-04T16:00:00+08:00"
    assert company.get("u_aud", "/overdue")["items"] == []

    company.now_is("2026-03-05T00:00")
    first = overdue_of(walk, "adjudication")
    assert first["overdue_no"] == "OVD-20260305-000001"
    assert (first["level"], first["handler"]["username"]) == ("E1", "u_od1")
    assert missed(company) == [(walk.claim_no, "adjudication")]

    company.now_is("2026-03-06T00:00")
    second = overdue_of(walk, "adjudication")
    assert second["level"] == "E2"
    assert levels(second) == {"E1": ["claims_supervisor"], "E2": ["claims_manager"]}

    handles(company, second, new_target="2026-03-06T12:00:00+08:00")
    assert overdue_of(walk, "adjudication")["measure"] == "expedite_third_party"
    assert missed(company) == [(walk.claim_no, "adjudication")]

    company.now_is("2026-03-06T10:00")
    walk.decides()
    done = overdue_of(walk, "adjudication")
    assert (done["overdue_hours"], done["closed_at"]) == (34, "2026-03-06T10:00:00+08:00")
    assert adjudication(walk)["state"] == "breached_closed"
    assert process_state(company, done) == "completed"
    assert missed(company) == []


def test_an_adjudication_that_is_late_may_be_given_to_a_colleague(
    walk: Walk, company: Company
) -> None:
    hires(company, "u_adj2", "claims_adjudicator")
    task = company.task(walk.claim_no, "adjudicate")["id"]
    company.post("u_adj", f"/tasks/{task}/claim")
    company.now_is("2026-03-05T00:00")

    handles(company, overdue_of(walk, "adjudication"), cause="staff", measure="reassign")

    taken = walk.decides(expect=409)
    assert (taken["code"], taken["assignee"]) == ("already_claimed", "u_adj2")
    walk.decides(by="u_adj2")
    assert overdue_of(walk, "adjudication")["overdue_hours"] == 0


def test_a_limit_over_the_spring_festival_counts_the_saturday_that_is_worked(
    company: Company,
) -> None:
    company.clock_shows("2026-02-13T15:00")
    reported = {"loss_time": "2026-02-13T08:00:00+08:00"}
    walk = Walk(company)
    motor_claim = company.reports("u_int", **walk.report_with(**reported))["claim_no"]
    house: dict[str, Any] = {"policy_no": "P-FIRE", "loss_cause": "fire", "loss_type": "fire"}
    property_claim = company.reports("u_int", **walk.report_with(**reported, **house))["claim_no"]

    assert company.due(motor_claim, "registration") == "2026-02-14"
    assert company.due(property_claim, "registration") == "2026-02-24"
