"""M60 to M62 on books of March 2026, counted by hand."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from app.insurance.claims.models import Claim, LossAssessment, SurveyReport
from app.insurance.claims.vocabulary import ClaimStatus
from app.insurance.contingency.models import Activation, DepartmentProgress, ResourceAllocation
from app.insurance.payments.models import PaymentKind
from app.sla.models import ClockType
from tests.insurance.reporting.books import Books, at

Count = Callable[..., Any]
List = Callable[..., list[str]]
EVENT, BEFORE = "CAT-20260301-000001", "CAT-20260115-000001"


@pytest.fixture
def typhoon(books: Books) -> Books:
    """A contingency proposed at 03-01 06:00, activated at 09:00, and two of its claims.

    Claim A: closed on day 3, an advance of 1,000 at 21:00 and 4,000 finally; claim B is open.
    Departments: 40 then 80, and 60 percent. Resources: 3,000. Estimate: 10,000. A complaint on B.
    """
    activation = books.row(
        Activation,
        contingency_no=EVENT,
        event_type="typhoon",
        proposed_at=at("03-01 06:00"),
        activated_at=at("03-01 09:00"),
        est_property_payout=Decimal(10_000),
    )
    books.row(Activation, contingency_no="CAT-DRILL", activated_at=at("03-02 09:00"), drill=True)
    for department, progress, day in (("claims", 40, 2), ("claims", 80, 3), ("it", 60, 2)):
        books.row(
            DepartmentProgress,
            activation_id=activation.id,
            department=department,
            progress=progress,
            at=at(f"03-0{day} 09:00"),
        )
    books.row(ResourceAllocation, activation_id=activation.id, cash=Decimal(3_000))
    given = {"event_id": EVENT, "report_time": at("03-01 10:00")}
    a = books.claim("A", **given, closed_at=at("03-04 09:00"))
    books.payment(a, "03-01 21:00", "1000", kind=PaymentKind.ADVANCE)
    books.payment(a, "03-03 09:00", "4000")
    b = books.claim("B", **given)
    books.complaint("1", "03-05 09:00", claim_id=b.id)
    books.clock(b, "survey", "met", "03-02 09:00", "03-03 09:00", "03-02 11:00")
    books.clock(books.claim("C"), "survey", "breached", "03-02 09:00", "03-03 09:00")
    return books


@pytest.fixture
def two_typhoons(typhoon: Books) -> Books:
    """The typhoon, and one of January that ended before March: a claim closed on day 10, unpaid.

    Of March's, claim A was surveyed on day 2 and assessed on day 3, B surveyed on 2 April only;
    claim D was withdrawn, claim R re-opens A on 20 March. B missed a limit of the law on 10 March.
    """
    typhoon.row(
        Activation,
        contingency_no=BEFORE,
        event_type="typhoon",
        proposed_at=at("01-15 00:00"),
        activated_at=at("01-15 06:00"),
        ended_at=at("02-10 09:00"),
        est_property_payout=Decimal(4_000),
    )
    old = {"event_id": BEFORE, "report_time": at("01-15 10:00"), "closed_at": at("01-25 06:00")}
    typhoon.claim("OLD", **old)
    a, b = (typhoon.session.query(Claim).filter_by(claim_no=number).one() for number in "AB")
    typhoon.row(SurveyReport, claim_id=a.id, surveyed_at=at("03-02 09:00"), seq=1)
    typhoon.row(SurveyReport, claim_id=b.id, surveyed_at=at("04-02 09:00"), seq=1)
    typhoon.row(LossAssessment, claim_id=a.id, created_at=at("03-03 09:00"), seq=1)
    typhoon.row(LossAssessment, claim_id=a.id, created_at=at("03-05 09:00"), seq=2)
    gone = {"event_id": EVENT, "status": ClaimStatus.WITHDRAWN}
    typhoon.claim("D", report_time=at("03-02 09:00"), **gone)
    again = {"reopen_of_id": a.id, "created_at": at("03-20 09:00")}
    typhoon.claim("R", event_id=EVENT, report_time=at("03-01 10:00"), **again)
    missed = ("decision", "breached", "03-01 10:00", "03-10 00:00")
    typhoon.clock(b, *missed, clock_type=ClockType.STATUTORY)
    return typhoon


def test_how_far_a_contingency_has_come(typhoon: Books, numbers: Count) -> None:
    found = numbers("M60")
    assert found["plan"] == (140, 2, 70)  # what each department said last: 80 and 60
    assert found["paid"] == (1, 2, 0.5)
    assert found["backlog"] == (1, None, 1)
    assert list(numbers("M60", by="activation")) == [EVENT]


def test_a_contingency_stands_as_it_stood_then(two_typhoons: Books, numbers: Count) -> None:
    # on 3 March, 00:00: A is surveyed, not assessed, paid or closed; claims said 40, IT 60
    assert numbers("M60", as_of=at("03-03 00:00")) == {
        "plan": (100, 2, 50),
        "surveyed": (1, 2, 0.5),
        "assessed": (0, 2, 0),
        "paid": (0, 2, 0),
        "backlog": (2, None, 2),
    }
    # at the end of March: A is all that and closed; its re-opening is work again, not a report
    assert numbers("M60") == {
        "plan": (140, 2, 70),
        "surveyed": (1, 2, 0.5),
        "assessed": (1, 2, 0.5),
        "paid": (1, 2, 0.5),
        "backlog": (2, None, 2),
    }


def test_the_cases_behind_how_far_it_has_come(
    two_typhoons: Books, numbers: Count, listed: List
) -> None:
    assert listed("M60", "surveyed", "denominator") == ["A", "B"]
    assert listed("M60", "surveyed") == ["A"]
    assert listed("M60", "assessed") == ["A"]
    assert listed("M60", "paid") == ["A"]
    assert listed("M60", "backlog") == ["B", "R"]
    assert listed("M60", "plan") == [EVENT, EVENT]
    assert listed("M60", "surveyed", event=BEFORE) == []


def test_service_to_the_claims_of_a_contingency(typhoon: Books, numbers: Count) -> None:
    found = numbers("M61")
    assert found["M11"] == (1, 1, 1)
    assert found["M34"] == (1, 1, 1)
    assert numbers("M11")["rate"] == (1, 2, 0.5)
    assert numbers("M11", event=EVENT)["rate"] == (1, 1, 1)


def test_service_is_told_apart_by_contingency_and_by_line(
    two_typhoons: Books, numbers: Count, listed: List
) -> None:
    two_typhoons.opinion(
        "claim", 5, "03-06 09:00", source_case_id=two_typhoons.claim("E", event_id=EVENT).case_id
    )

    found = numbers("M61")
    assert (found["M03"], found["M12"]) == ((1, 1, 1), (0, 1, 0))
    assert numbers("M61", by="activation") == {
        EVENT: [(1, 1, 1), (1, 1, 1), (0, 1, 0), (1, 1, 1)],
    }
    assert numbers("M61", by="line")["motor_commercial"][1] == (1, 1, 1)
    assert numbers("M61", line="motor_commercial")["M12"] == (0, 1, 0)
    assert len(listed("M61", "M12", "denominator")) == 1
    assert listed("M61", "M34", "denominator") == ["A"]


def test_what_a_contingency_brought_about(typhoon: Books, numbers: Count) -> None:
    assert numbers("M62") == {
        "delay": (3, 1, 3),
        "first_payment": (12, 1, 12),
        "closed_7": (1, 2, 0.5),
        "closed_30": (1, 2, 0.5),
        "closed_90": (1, 2, 0.5),
        "paid_of_estimate": (5000, 10000, 0.5),
        "advances": (1000, 5000, 0.2),
        "cost": (3000, 2, 1500),
        "breaches": (0, None, 0),
        "complaints": (100, 2, 50),
    }


def test_the_effect_stands_beside_that_of_the_same_kind_before(
    two_typhoons: Books, numbers: Count
) -> None:
    parts = numbers("M62", by="activation")

    assert list(parts) == [BEFORE, EVENT]
    delay, first_payment, in_7, in_30, *_ = parts[BEFORE]
    assert (delay, first_payment) == ((6, 1, 6), (0, 0, None))  # nothing was paid
    assert (in_7, in_30) == ((0, 1, 0), (1, 1, 1))
    assert parts[EVENT][8] == (1, None, 1)  # a limit of the law was missed
    # together only what was active in March counts
    assert numbers("M62")["delay"] == (3, 1, 3)


def test_the_cases_behind_what_it_brought_about(two_typhoons: Books, listed: List) -> None:
    assert listed("M62", "delay") == [EVENT]
    assert listed("M62", "first_payment") == ["A"]
    assert listed("M62", "closed_7") == ["A"]
    assert listed("M62", "paid_of_estimate") == ["A", "A"]  # the advance and the rest
    assert listed("M62", "paid_of_estimate", "denominator") == [EVENT]
    assert listed("M62", "advances") == ["A"]
    assert listed("M62", "cost") == [EVENT]
    assert listed("M62", "breaches") == ["B"]
    assert listed("M62", "complaints") == ["1"]


def test_a_drill_is_no_contingency_of_any_number(typhoon: Books, numbers: Count) -> None:
    drilled = numbers("M60", event="CAT-DRILL")

    assert {over for over, _, _ in drilled.values()} == {0}
