"""Limits warn, are missed and are met late; the task says so and nobody is stopped by it."""

import pytest

from tests.scenarios.company import Company, Json
from tests.scenarios.halts import ClaimAt
from tests.scenarios.s1 import Walk


@pytest.fixture
def walk(claim_at: ClaimAt) -> Walk:
    """A claim reported on Monday at 09:30; it is to be registered by the end of Tuesday."""
    return claim_at(Walk.report)


@pytest.fixture
def company(walk: Walk) -> Company:
    return walk.company


def clock(walk: Walk) -> Json:
    return dict(walk.company.clocks(walk.claim_no)["registration", "internal"])


def sla(walk: Walk) -> Json:
    """Return what the task says of its limit."""
    return dict(walk.company.task(walk.claim_no, "register_claim")["sla"])


def test_nothing_happens_before_it_is_time(walk: Walk, company: Company) -> None:
    fired = company.now_is("2026-03-03T19:59")["fired"]

    assert fired["breaches"] == 0
    assert (clock(walk)["state"], clock(walk)["warned_at"]) == ("running", None)


def test_four_hours_before_the_end_a_limit_warns(walk: Walk, company: Company) -> None:
    fired = company.now_is("2026-03-03T20:00")["fired"]

    assert fired["warnings"] >= 1
    assert clock(walk)["warned_at"] == "2026-03-03T20:00:00+08:00"
    assert sla(walk)["state"] == "running"


def test_a_limit_is_kept_until_the_last_minute_of_its_day(walk: Walk, company: Company) -> None:
    company.now_is("2026-03-03T23:59")
    walk.completes("u_reg", "register_claim", decision="register", reserve_amount="3800.00")

    assert clock(walk)["state"] == "met"


def test_at_midnight_it_is_missed_and_the_task_says_so(walk: Walk, company: Company) -> None:
    fired = company.now_is("2026-03-04T00:00")["fired"]

    assert fired["breaches"] >= 1
    assert sla(walk)["state"] == "breached"
    assert sla(walk)["internal_due_at"] == "2026-03-04T00:00:00+08:00"
    assert (clock(walk)["state"], clock(walk)["breached_at"]) == (
        "breached",
        "2026-03-04T00:00:00+08:00",
    )


def test_what_is_overdue_comes_first_in_the_list(walk: Walk, company: Company) -> None:
    company.now_is("2026-03-04T00:00")
    younger = company.reports("u_int", **walk.report_with(object_id="沪B00001"))["claim_no"]

    listed = company.get("u_reg", "/tasks", view="unassigned")["items"]

    assert [task["business_key"] for task in listed] == [walk.claim_no, younger]
    assert listed[0]["priority"] > listed[1]["priority"]


def test_late_work_is_still_done_and_remembered_as_late(walk: Walk, company: Company) -> None:
    company.now_is("2026-03-04T08:00")

    walk.completes("u_reg", "register_claim", decision="register", reserve_amount="3800.00")

    assert (clock(walk)["state"], clock(walk)["stopped_at"]) == (
        "breached_closed",
        "2026-03-04T08:00:00+08:00",
    )
    assert company.waiting(walk.claim_no) == {"contact_customer": ["surveyor"]}


def test_a_limit_warns_and_is_missed_once(walk: Walk, company: Company) -> None:
    company.now_is("2026-03-04T00:00")
    missed = clock(walk)

    fired = company.now_is("2026-03-04T00:01")["fired"]

    assert (fired["warnings"], fired["breaches"]) == (0, 0)
    assert clock(walk) == missed


def test_ten_minutes_to_call_the_customer_are_ten_minutes(walk: Walk, company: Company) -> None:
    walk.register()
    before = company.clocks(walk.claim_no)["survey_contact", "internal"]

    company.now_is("2026-03-02T09:50")

    after = company.clocks(walk.claim_no)["survey_contact", "internal"]
    assert (before["due_at"], before["due_date"]) == ("2026-03-02T09:50:00+08:00", None)
    assert (before["state"], after["state"]) == ("running", "breached")


def test_the_clock_never_goes_back(walk: Walk, company: Company) -> None:
    earlier = {"to": "2026-03-01T00:00:00+08:00"}

    assert company.post("u_adm", "/clock/advance", earlier, expect=409)["code"] == "conflict"
    answer = company.call("u_adm", "PUT", "/clock", json={"now": earlier["to"]})
    assert answer.status_code == 409


@pytest.mark.parametrize("user", ["u_reg", "u_ana", "u_int"])
def test_only_the_administrator_moves_the_clock(company: Company, user: str) -> None:
    answer = company.call(user, "POST", "/clock/advance", json={"by": "PT1H"})

    assert answer.status_code == 403
