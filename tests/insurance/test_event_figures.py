"""What the claims department counts for contingencies: reports by place, and an event's claims."""

import datetime as dt
from decimal import Decimal

import pytest

from app.insurance.claims.event_queries import (
    count_reports,
    read_figures,
    was_reported_since,
)
from app.insurance.claims.handlers import events
from app.insurance.claims.models import Claim
from app.insurance.claims.progress import move
from app.insurance.claims.vocabulary import ClaimStatus
from app.work import Work
from tests.insurance.calls import Call, reported

DAY = dt.timedelta(hours=24)


def of_event(work: Work, status: ClaimStatus, paid: str = "0") -> Claim:
    """Write a claim of a contingency."""
    claim = reported(work)
    claim.event_id, claim.reserve, claim.already_paid = "CAT-1", Decimal(5000), Decimal(paid)
    move(work, claim, status)
    return claim


@pytest.fixture
def figures_of_event(work: Work) -> dict[str, object]:
    """A paid claim, an open one, and others that count for nothing."""
    of_event(work, ClaimStatus.PAID, "3600.00")
    of_event(work, ClaimStatus.SURVEYING)
    of_event(work, ClaimStatus.WITHDRAWN)
    of_event(work, ClaimStatus.DUPLICATE)
    of_event(work, ClaimStatus.REOPENED, "100.00")
    reported(work)  # of no contingency
    return dict(events.event_figures(Call(work=work, variables={"event_id": "CAT-1"})))


def test_the_claims_of_an_event_are_counted(figures_of_event: dict[str, object]) -> None:
    assert figures_of_event == {
        "event_claims": 2,
        "event_assessed": 0,
        "event_paid_claims": 1,
        "event_paid": Decimal("3600.00"),
        "event_backlog": 1,
        "event_reserve": Decimal("10000.00"),
        "event_first_paid_at": "2026-03-02T09:30:00+08:00",
    }


def test_an_event_without_claims_has_none_to_count(work: Work) -> None:
    found = read_figures(work.session, "CAT-2")

    assert (found.claims, found.paid, found.first_paid_at) == (0, Decimal(0), None)


def test_reports_are_counted_by_cause_and_place(work: Work) -> None:
    for place in ("上海市浦东新区", "上海市浦东新区", "杭州市"):
        reported(work, loss_place=place)
    reported(work, loss_cause="fire", loss_place="上海市")

    counted = count_reports(work.session, work.now - DAY, 3)

    assert [(row.peril, row.place, row.reports) for row in counted] == [
        ("collision", "上海市浦东新区", 2),
        ("collision", "杭州市", 1),
    ]
    assert [row.casualty_claimed for row in counted] == [Decimal(0), Decimal(0)]


def test_the_claimed_sums_of_people_are_told_apart(work: Work) -> None:
    reported(work, claimed_amount="100.00")
    reported(work, claimed_amount="40.00", loss_type="third_party_injury")

    (row,) = count_reports(work.session, work.now - DAY, 2)

    assert (row.property_claimed, row.casualty_claimed) == (Decimal(100), Decimal(40))


def test_what_was_reported_before_or_does_not_count_is_left_out(work: Work) -> None:
    void = reported(work)
    void.status = ClaimStatus.WITHDRAWN
    old = reported(work)
    old.report_time = work.now - 2 * DAY
    work.session.flush()

    assert count_reports(work.session, work.now - DAY, 1) == []


def test_a_report_is_work_for_the_monitor_until_it_has_looked(work: Work) -> None:
    assert not was_reported_since(work.session, None)
    reported(work)

    assert was_reported_since(work.session, None)
    assert was_reported_since(work.session, work.now)
    assert not was_reported_since(work.session, work.now + dt.timedelta(minutes=15))
