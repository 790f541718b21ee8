"""Many reports of one peril in one region propose a contingency, once until it is over."""

import pytest

from app.insurance.contingency import watching
from tests.scenarios.company import Company, Json
from tests.scenarios.emergencies import contingency, decides
from tests.scenarios.s1 import Walk

ENOUGH = 3  # instead of 200, to be reported one by one


@pytest.fixture
def company(company_on_sqlite: Company, monkeypatch: pytest.MonkeyPatch) -> Company:
    """The company on a morning of heavy rain."""
    monkeypatch.setattr(watching, "ENOUGH", ENOUGH)
    company_on_sqlite.clock_shows("2026-03-02T09:30")
    return company_on_sqlite


def is_flooded(company: Company, start: int, number: int = ENOUGH, **other: object) -> None:
    """Let so many cars be flooded; each claims enough for level IV."""
    for at in range(start, start + number):
        report = Walk(company).report_with(
            loss_cause="storm_flood",
            claimed_amount="2000000.00",
            object_id=f"沪B{at:05}",
            **other,
        )
        company.reports("u_int", **report)


def proposals(company: Company) -> list[Json]:
    """List what the monitor has proposed, the newest first."""
    return list(company.get("u_aud", "/contingencies")["items"])


def test_enough_reports_propose_a_contingency_once(company: Company) -> None:
    is_flooded(company, 0)
    company.now_is("2026-03-02T09:45")
    is_flooded(company, ENOUGH)
    company.now_is("2026-03-02T12:00")

    (proposal,) = proposals(company)
    assert proposal["by_monitor"] is True
    assert (proposal["event_type"], proposal["regions"]) == ("rainstorm_flood", ["上海市"])
    assert (proposal["perils"], proposal["reports_24h"]) == (["storm_flood"], ENOUGH)


def test_reports_of_several_regions_are_not_added_up(company: Company) -> None:
    is_flooded(company, 0, 2)
    is_flooded(company, 2, 2, loss_place="浙江省杭州市西湖区")
    company.now_is("2026-03-02T10:00")

    assert proposals(company) == []


def test_each_region_has_its_own_proposal(company: Company) -> None:
    is_flooded(company, 0)
    is_flooded(company, 3, loss_place="杭州市西湖区")
    company.now_is("2026-03-02T10:00")

    assert [row["regions"] for row in proposals(company)] == [["杭州市"], ["上海市"]]


def test_after_a_rejection_only_newer_reports_count(company: Company) -> None:
    is_flooded(company, 0)
    company.now_is("2026-03-02T09:45")
    (first,) = proposals(company)
    decides(company, first["contingency_no"], "reject", reason="积水已退")
    company.now_is("2026-03-02T09:50")
    is_flooded(company, 3, 2)
    company.now_is("2026-03-02T10:15")
    assert len(proposals(company)) == 1

    is_flooded(company, 5, 1)
    company.now_is("2026-03-02T10:30")

    assert len(proposals(company)) == 2


def test_a_contingency_that_a_person_reported_is_not_proposed_again(company: Company) -> None:
    report = {
        "event_type": "rainstorm_flood",
        "region": "上海市",
        "started_at": "2026-03-02T06:00:00+08:00",
        "est_property_payout": "15000000.00",
    }
    number = company.post("u_catc", "/contingencies", report, expect=201)["contingency_no"]
    is_flooded(company, 0)
    company.now_is("2026-03-02T10:00")

    assert [row["contingency_no"] for row in proposals(company)] == [number]
    assert contingency(company, number)["by_monitor"] is False
