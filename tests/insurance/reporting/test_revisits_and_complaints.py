"""M01 to M06 and M30 to M34 on books of March 2026, counted by hand."""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from app.insurance.complaints.models import ComplaintExtension, RegulatorBase
from app.insurance.customers.contact_models import CustomerEvent, EventKind
from app.insurance.customers.models import Customer
from app.insurance.revisits.models import (
    RevisitIssue,
    RevisitPlanItem,
    RevisitRecord,
    RevisitStatus,
)
from app.sla.models import ClockType
from tests.insurance.reporting.books import Books, at

Count = Callable[..., Any]


def revisit(
    books: Books, number: str, due_on: dt.date, reached: str | None, **more: Any
) -> RevisitPlanItem:
    """Write a revisit that follows a trigger of 1 March, 00:00."""
    due = at(f"{due_on + dt.timedelta(days=1):%m-%d} 00:00")
    given = {
        "customer_id": books.customer.id,
        "status": RevisitStatus.DONE,
        "trigger": "claim_paid",
        "channel": "phone",
    }
    item: RevisitPlanItem = books.row(
        RevisitPlanItem,
        revisit_no=number,
        trigger_at=at("03-01 00:00"),
        due_on=due_on,
        due_at=due,
        first_success_at=at(reached) if reached else None,
        **{**given, **more},
    )
    return item


@pytest.fixture
def revisits(books: Books) -> Books:
    """Revisits due in March, one of them late, one after the end, one never.

    item  due    reached       counts
    R1    03-05  03-03 00:00   in time, 2 d
    R2    03-31  03-31 12:00   in time, 30.5 d
    R3    03-10  03-14 00:00   late, 13 d
    R4    03-20  04-02 00:00   after March: not covered for March
    R5    03-20  never         unreachable
    R6    03-20  cancelled     out
    R7    04-01  03-20 00:00   due in April
    """
    other = books.row(Customer, customer_no="C-2")
    revisit(books, "R1", dt.date(2026, 3, 5), "03-03 00:00")
    revisit(books, "R2", dt.date(2026, 3, 31), "03-31 12:00", customer_id=other.id)
    revisit(books, "R3", dt.date(2026, 3, 10), "03-14 00:00")
    revisit(books, "R4", dt.date(2026, 3, 20), "04-02 00:00", customer_id=other.id)
    revisit(books, "R5", dt.date(2026, 3, 20), None, status=RevisitStatus.UNREACHABLE)
    revisit(books, "R6", dt.date(2026, 3, 20), None, status=RevisitStatus.CANCELLED)
    revisit(books, "R7", dt.date(2026, 4, 1), "03-20 00:00")
    return books


def test_who_was_reached_of_those_due(revisits: Books, numbers: Count) -> None:
    assert numbers("M01") == {"rate": (3, 5, 0.6), "customers": (2, 2, 1)}
    # seen until the end of April R4 is covered too, and R7 is due
    april = dt.date(2026, 5, 1)
    assert numbers("M01", end=april)["rate"] == (5, 6, 0.8333)
    # on 12 March R1 is covered; R3 is not yet, and nothing else was due
    assert numbers("M01", as_of=at("03-12 00:00"))["rate"] == (1, 2, 0.5)


def test_a_customer_of_two_occasions_is_covered_once_in_all_and_once_in_each(
    books: Books, numbers: Count, listed: Callable[..., list[str]]
) -> None:
    """Customer 1 was reached after a payment, not after a complaint; customer 2 after both."""
    other = books.row(Customer, customer_no="C-2")
    day = dt.date(2026, 3, 5)
    again = {"trigger": "complaint_closed"}
    revisit(books, "R1", day, "03-03 00:00")
    revisit(books, "R2", day, None, **again)
    revisit(books, "R3", day, "03-03 00:00", customer_id=other.id)
    revisit(books, "R4", day, "03-03 00:00", customer_id=other.id, **again)

    assert numbers("M01") == {"rate": (3, 4, 0.75), "customers": (2, 2, 1)}
    parts = numbers("M01", by="trigger")
    assert parts["claim_paid"][1] == (2, 2, 1)
    assert parts["complaint_closed"][1] == (1, 2, 0.5)
    assert listed("M01", "customers") == ["R1", "R3"]
    assert listed("M01", "customers", "denominator", split="complaint_closed") == ["R2", "R4"]


def test_who_was_reached_in_time_and_after_how_long(revisits: Books, numbers: Count) -> None:
    found = numbers("M05")
    assert found["rate"] == (2, 5, 0.4)
    assert found["mean"] == (45.5, 3, 15.1667)
    assert found["median"][2] == pytest.approx(13, rel=0.005)


def test_attempts_issues_and_their_mending(books: Books, numbers: Count) -> None:
    # 2 of 3 attempts contacted; 1 of 2 completed revisits has issues, 2 of them, 1 fixed in time
    done = {"closed_at": at("03-10 09:00"), "case_id": 77}
    item = revisit(books, "R1", dt.date(2026, 3, 5), "03-03 00:00", **done)
    revisit(books, "R2", dt.date(2026, 3, 5), "03-03 00:00", closed_at=at("03-11 09:00"))
    for number, contacted in ((1, False), (2, True), (3, True)):
        books.row(
            RevisitRecord,
            item_id=item.id,
            attempt_no=number,
            at=at(f"03-0{number} 10:00"),
            contacted=contacted,
            channel="phone",
        )
    record = books.row(RevisitRecord, item_id=item.id, attempt_no=4, at=at("04-05 09:00"))
    claim = books.claim("A", case_id=77)
    limit = ("revisit_issue", "met", "03-03 10:00", "03-25 00:00", "03-20 09:00")
    books.clock(claim, *limit, clock_type=ClockType.STATUTORY)
    given = {"item_id": item.id, "record_id": record.id, "found_at": at("03-03 10:00")}
    books.row(RevisitIssue, **given, code="wrong_data", fixed_at=at("03-20 09:00"))
    books.row(RevisitIssue, **given, code="other", fixed_at=at("04-02 09:00"))

    assert numbers("M02") == {"rate": (2, 3, 0.6667)}
    assert numbers("M06") == {
        "rate": (1, 2, 0.5),
        "fixed": (1, 2, 0.5),
        "issues": (2, None, 2),
    }


def test_care_that_is_followed_by_a_policy(books: Books, numbers: Count) -> None:
    # two care revisits, one followed after 29 days; a claim's revisit never counts
    care = {"trigger": "anniversary", "marketing_consent": True, "mandatory": False}
    other = books.row(Customer, customer_no="C-2")
    day = dt.date(2026, 3, 5)
    revisit(books, "R1", day, "03-03 00:00", **care, closed_at=at("03-05 09:00"))
    revisit(
        books, "R2", day, "03-03 00:00", **care, closed_at=at("03-05 09:00"), customer_id=other.id
    )
    revisit(books, "R3", day, "03-03 00:00", marketing_consent=True, closed_at=at("03-05 09:00"))
    books.policies["health"].premium = Decimal(1200)
    books.row(
        CustomerEvent,
        customer_id=books.customer.id,
        kind=EventKind.POLICY_ISSUED,
        policy_id=books.policies["health"].id,
        at=at("04-03 09:00"),
    )

    assert numbers("M04") == {"rate": (1, 2, 0.5), "premium": (1200, None, 1200)}
    assert numbers("M04", as_of=at("04-01 00:00"))["rate"] == (0, 2, 0)


def test_scores_of_four_and_five_are_satisfied(books: Books, numbers: Count) -> None:
    # 5, 4, 3 in March; words alone and a score of April do not count
    claim = books.claim("A")
    books.opinion("claim", 5, "03-01 00:00", source_case_id=claim.case_id)
    books.opinion("service", 4, "03-15 09:00")
    books.opinion("service", 3, "03-31 23:59")
    books.opinion("service", None, "03-15 09:00")
    books.opinion("service", 1, "04-01 00:00")

    assert numbers("M03") == {"rate": (2, 3, 0.6667), "mean": (12, 3, 4)}
    assert numbers("M03", by="category")["service"] == [(1, 2, 0.5), (7, 2, 3.5)]
    assert numbers("M03", line="motor_commercial")["rate"] == (1, 1, 1)


@pytest.fixture
def complaints(books: Books) -> Books:
    """Complaints.

    no  received  subject       due    replied  closed  extended  rated    review
    1   03-02     claim_delay   03-17  03-10    03-12   no        yes      -
    2   03-05     surrender     03-31  04-01    04-02   yes       no       overturned 03-30
    3   03-06     repeats 1     03-21  -        -                                          merged
    4   03-07     not accepted
    5   03-08     transferred by the regulator on 03-09, sales
    """
    first = books.complaint(
        "1",
        "03-02 09:00",
        statutory_due_at=at("03-18 00:00"),
        replied_at=at("03-10 09:00"),
        closed_at=at("03-12 09:00"),
        satisfied=True,
        feedback_at=at("03-12 09:00"),
    )
    second = books.complaint(
        "2",
        "03-05 09:00",
        subject="surrender",
        statutory_due_at=at("04-01 00:00"),
        replied_at=at("04-01 09:00"),
        closed_at=at("04-02 09:00"),
        satisfied=False,
        feedback_at=at("03-30 09:00"),
        reviewed_at=at("03-30 09:00"),
        upheld=False,
    )
    books.row(ComplaintExtension, complaint_id=second.id, approved=True)
    books.complaint(
        "3",
        "03-06 09:00",
        repeat_of_id=first.id,
        repeat_count=1,
        statutory_due_at=at("03-22 00:00"),
        closed_at=at("03-22 09:00"),
    )
    books.complaint("4", "03-07 09:00", accepted=False)
    books.complaint(
        "5",
        "03-08 09:00",
        subject="mis_selling",
        channel="regulator_transfer",
        transferred_at=at("03-09 09:00"),
        statutory_class="personal",
    )
    return books


def test_complaints_received_and_answered_in_time(complaints: Books, numbers: Count) -> None:
    assert numbers("M30") == {"count": (3, None, 3)}
    assert numbers("M30", by="subject")["surrender"] == [(1, None, 1)]
    # due in March: 1 (in time), 2 (the last day is 31 March; late), 3 (never)
    assert numbers("M32") == {"rate": (1, 3, 0.3333)}


def test_complaints_extended_repeated_rated_reviewed(complaints: Books, numbers: Count) -> None:
    assert numbers("M33") == {
        "extended": (0, 2, 0),
        "repeated": (1, 2, 0.5),
        "satisfied": (1, 2, 0.5),
        "overturned": (1, 1, 1),
    }


def test_complaints_about_claims(complaints: Books, numbers: Count) -> None:
    complaints.claim("A", closed_at=at("03-03 09:00"), report_time=at("03-01 09:00"))
    complaints.claim("B", closed_at=at("03-04 09:00"), report_time=at("03-01 09:00"))

    assert numbers("M34") == {"rate": (1, 2, 0.5)}


def test_ratios_of_the_regulator(complaints: Books, numbers: Count) -> None:
    # health: CNY 200 m, 40,000 policies, 80,000 persons; motor: CNY 200 m, 10,000 policies
    complaints.policies["health"].product.statutory_class = "personal"
    month = {"month": dt.date(2026, 3, 1)}
    premium = {"premium": Decimal(200_000_000)}
    health = {"policies": 40_000, "insured_persons": 80_000}
    complaints.row(RegulatorBase, lob="health", **month, **premium, **health)
    complaints.row(RegulatorBase, lob="motor_commercial", **month, **premium, policies=10_000)

    found = numbers("M31")
    assert found["premium"] == (1, 4, 0.25)
    assert found["policies"] == (1, 5, 0.2)
    assert numbers("M31", by="line")["health"][0] == (1, 2, 0.5)
    assert numbers("M31", by="cause")["sales"][0] == (1, 4, 0.25)
    assert numbers("M31", by="class")["personal"][2] == (1, 8, 0.125)


def test_what_was_not_entered_for_the_regulator_is_counted_in_the_contracts(
    complaints: Books, numbers: Count
) -> None:
    # health: one contract began in March, CNY 1,200; motor is entered
    contract = complaints.policies["health"]
    contract.starts_on, contract.premium = dt.date(2026, 3, 10), Decimal(1200)
    entered = {"month": dt.date(2026, 3, 1), "premium": Decimal(100_000_000), "policies": 9_999}
    complaints.row(RegulatorBase, lob="motor_commercial", **entered)

    found = numbers("M31")
    assert found["premium"][1] == pytest.approx(1.000012)
    assert found["policies"] == (1, 1, 1)
