"""The calendar changes while limits run; a year that is not entered yet stops nothing for good."""

import pytest

from tests.scenarios.company import Company, Json
from tests.scenarios.halts import ClaimAt
from tests.scenarios.operating import operates
from tests.scenarios.s1 import Walk

TUESDAY = {"day": "2026-03-03", "kind": "holiday", "source": "通知"}
NEXT_YEAR: Json = {"days": [{"day": "2027-01-01", "kind": "holiday"}], "complete_years": [2027]}


@pytest.fixture
def walk(claim_at: ClaimAt) -> Walk:
    """A claim reported on Monday; it is to be registered by the end of Tuesday."""
    return claim_at(Walk.report)


def due(walk: Walk) -> tuple[str, str]:
    """Return when the registration is due, by its clock and by its task."""
    clock = walk.company.clocks(walk.claim_no)["registration", "internal"]["due_at"]
    return clock, walk.company.task(walk.claim_no, "register_claim")["sla"]["internal_due_at"]


def test_a_new_holiday_moves_open_limits_and_their_tasks(walk: Walk) -> None:
    assert due(walk) == ("2026-03-04T00:00:00+08:00",) * 2

    walk.company.post("u_adm", "/calendar-days", {"days": [TUESDAY]})

    assert due(walk) == ("2026-03-05T00:00:00+08:00",) * 2


def test_a_holiday_taken_out_again_moves_them_back(walk: Walk) -> None:
    walk.company.post("u_adm", "/calendar-days", {"days": [TUESDAY]})

    gone = walk.company.call("u_adm", "DELETE", "/calendar-days/2026-03-03")

    assert gone.status_code == 204
    assert due(walk) == ("2026-03-04T00:00:00+08:00",) * 2


def test_the_holidays_of_2026_are_known(company_on_sqlite: Company) -> None:
    walk = Walk(company_on_sqlite)
    walk.company.clock_shows("2026-02-13T09:30")
    report = walk.report_with(loss_time="2026-02-13T08:00:00+08:00")

    walk.claim_no = walk.company.reports("u_int", **report)["claim_no"]

    # Saturday 14 February is worked before the Spring Festival.
    assert due(walk) == ("2026-02-15T00:00:00+08:00",) * 2


def test_a_limit_that_runs_into_a_year_without_calendar_waits_for_it(
    company: Company,
) -> None:
    walk = Walk(company)
    company.clock_shows("2026-12-31T09:30")
    report = walk.report_with(loss_time="2026-12-31T08:00:00+08:00")
    walk.claim_no = company.reports("u_int", **report)["claim_no"]
    (incident,) = company.get("u_adm", "/incidents")["items"]
    assert "2027" in incident["message"]
    assert company.waiting(walk.claim_no) == {}

    company.post("u_adm", "/calendar-days", NEXT_YEAR)
    operates(company, walk.claim_no, "retry")

    assert "register_claim" in company.waiting(walk.claim_no)
    assert due(walk) == ("2027-01-05T00:00:00+08:00",) * 2
