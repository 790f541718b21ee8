"""Whatever a number counts is listed behind it, and nothing else."""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from app.insurance.claims.vocabulary import ClaimStatus
from app.insurance.customers.file_models import ServicePromise
from app.insurance.customers.models import Customer
from app.insurance.quality.check_models import QualityCheck
from app.insurance.reports.catalogue import METRICS
from app.insurance.reports.shapes import DIMENSIONS, EVENT
from app.insurance.service.models import ServiceRequest
from app.insurance.training.models import Enrolment, Training, TrainingSession
from app.insurance.training.vocabulary import TrainingSegment
from app.sla.models import ClockType
from tests.insurance.reporting.books import Books, at

Count = Callable[..., Any]
List = Callable[..., list[str]]


@pytest.fixture
def promised(books: Books) -> Books:
    """Payment within its internal limit, promised from 10 March; registration until 5 March.

    claim  line    stage         stopped  in time
    A      motor   payment       03-05    before it was promised
    A      motor   payment       03-15    yes
    B      health  payment       03-16    no
    B      health  registration  03-04    yes
    B      health  registration  03-06    promised no more
    A      motor   payment       03-15    a limit of the law: not what was promised
    """
    a, b = books.claim("A"), books.claim("B", "health")
    books.clock(a, "payment", "met", "03-01 09:00", "03-08 09:00", "03-05 09:00")
    books.clock(a, "payment", "met", "03-01 09:00", "03-20 09:00", "03-15 09:00")
    late = ("payment", "breached_closed", "03-01 09:00", "03-12 09:00", "03-16 09:00")
    books.clock(b, *late)
    books.clock(b, "registration", "met", "03-01 09:00", "03-08 09:00", "03-04 09:00")
    books.clock(b, "registration", "met", "03-01 09:00", "03-08 09:00", "03-06 09:00")
    by_law = ("payment", "met", "03-01 09:00", "03-20 09:00", "03-15 09:00")
    books.clock(a, *by_law, clock_type=ClockType.STATUTORY)
    kind = {"clock_type": ClockType.INTERNAL}
    books.row(ServicePromise, stage="payment", published_from=dt.date(2026, 3, 10), **kind)
    earlier = {
        "published_from": dt.date(2026, 1, 1),
        "published_until": dt.date(2026, 3, 6),
    }
    books.row(ServicePromise, stage="registration", **kind, **earlier)
    return books


def test_promises_are_told_apart_and_narrowed(promised: Books, numbers: Count) -> None:
    assert numbers("M53") == {"rate": (2, 3, 0.6667)}
    assert numbers("M53", by="stage") == {"payment": [(1, 2, 0.5)], "registration": [(1, 1, 1)]}
    assert numbers("M53", by="line") == {
        "health": [(1, 2, 0.5)],
        "motor_commercial": [(1, 1, 1)],
    }
    assert numbers("M53", line="health") == {"rate": (1, 2, 0.5)}


def test_the_clocks_behind_promises(promised: Books, listed: List) -> None:
    assert len(listed("M53", part="denominator")) == 3
    assert len(listed("M53")) == 2
    assert len(listed("M53", part="denominator", split="payment")) == 2
    assert listed("M53", part="denominator", as_of=at("03-04 00:00")) == []


@pytest.fixture
def served(books: Books) -> Books:
    """Satisfaction 1 and 0.5, speed, attitude 4, effect 0.5; one request came by app."""
    for number, channel in ((1, "app"), (2, "phone")):
        books.row(
            ServiceRequest,
            request_no=f"SRQ-{number}",
            case_id=number,
            customer_id=books.customer.id,
            channel=channel,
            org_unit="SH",
            solved_at=at("03-02 09:00"),
            solved_at_first_contact=number == 1,
        )
        books.opinion("service", 2 + 2 * number, "03-05 09:00", source_case_id=number)
    span = ("03-02 09:00", "03-03 09:00", "03-02 10:00")
    books.clock(books.claim("A", case_id=1), "service_request", "met", *span)
    check = {"attitude_sum": 8, "attitude_count": 2, "at": at("03-02 09:00"), "org_unit": "SH"}
    books.row(QualityCheck, **check, checker_id=books.user("u_checker"))
    return books


def test_the_composite_is_told_apart_as_its_parts_are(served: Books, numbers: Count) -> None:
    # 0.4 x 1 + 0.2 x 1 + 0.2 x 3 / 4 + 0.2 x 0.5
    assert numbers("M50")["score"][2] == 0.85
    assert [one[2] for one in numbers("M50", by="org")["SH"]] == [0.85, 1, 1, 4, 0.5]
    # by app one is missing: no check is of that channel
    assert numbers("M50", by="channel")["app"][0][2] is None
    assert numbers("M50", org="ZJ")["score"][2] is None


def test_all_that_a_composite_weighs_is_behind_it(served: Books, listed: List) -> None:
    assert len(listed("M50", part="numerator")) == 2 + 1 + 1 + 2
    assert listed("M50", "effect", "numerator") == ["SRQ-1"]


def test_different_customers_are_counted_and_listed_once(
    books: Books, numbers: Count, listed: List
) -> None:
    """Of 3 customers in two units, one attends twice, once under a file that was merged away."""
    books.customer.org_unit = "SH"
    books.row(Customer, customer_no="C-2", org_unit="ZJ")
    books.row(Customer, customer_no="C-3", org_unit="SH", created_at=at("04-01 00:00"))
    merged = books.row(Customer, customer_no="C-4", org_unit="SH")
    merged.merged_into_id = books.customer.id
    training = books.row(Training, training_no="TRN-1", segment=TrainingSegment.GENERAL)
    for number, person in enumerate((books.customer, merged, books.customer), start=1):
        session = books.row(
            TrainingSession, training_id=training.id, number=number, at=at(f"03-0{number} 09:00")
        )
        ids = {"training_id": training.id, "session_id": session.id}
        books.row(Enrolment, **ids, customer_id=person.id, attended=True)

    assert numbers("M40") == {"rate": (1, 2, 0.5)}
    assert numbers("M40", by="org") == {"SH": [(1, 1, 1)], "ZJ": [(0, 1, 0)]}
    assert numbers("M40", org="ZJ") == {"rate": (0, 1, 0)}
    assert listed("M40") == ["TRN-1"]
    assert listed("M40", part="denominator") == ["C-1", "C-2"]


def test_claims_and_complaints_make_customers_of_a_segment(books: Books, numbers: Count) -> None:
    books.claim("A")
    books.claim("B")
    books.row(Customer, customer_no="C-2")

    parts = numbers("M40", by="segment")

    assert (parts["claimant"], parts["general"]) == ([(0, 1, 0)], [(0, 2, 0)])


def test_approvals_take_the_hours_of_their_round(books: Books, numbers: Count) -> None:
    """A round from its first task to its last approval; a later round begins after the one before.

    claim  round  first task    decided       by tier 2
    A      1      03-02 09:00   03-02 12:00   returned
    A      2      03-03 09:00   03-04 09:00   24 h, not 48
    B      1      03-05 09:00   03-05 15:00   6 h
    """
    a, b = books.claim("A"), books.claim("B")
    for claim, opened in ((a, "03-02 09:00"), (a, "03-03 09:00"), (b, "03-05 09:00")):
        books.approval_task(claim, opened)
    books.approval(a, "03-02 12:00", "return", tier=2)
    books.approval(a, "03-04 09:00", "approve", round=2, tier=2, amount_seen=Decimal("100.50"))
    books.approval(b, "03-05 15:00", "approve", tier=2, amount_seen=Decimal("50"))

    assert numbers("M22") == {
        "count": (2, None, 2),
        "amount": (150.5, None, 150.5),
        "hours": (30, 2, 15),
    }
    assert numbers("M22", by="tier")["2"][2] == (30, 2, 15)


def test_a_claim_opened_again_came_when_it_was_opened_again(
    books: Books, numbers: Count, listed: List
) -> None:
    """Reported in January and closed in February, opened again in April: March knows nothing."""
    told = {"report_time": at("01-10 09:00"), "status": ClaimStatus.REOPENED}
    first = books.claim("A", **told, closed_at=at("02-10 09:00"))
    again = {"reopen_of_id": first.id, "created_at": at("04-02 09:00")}
    books.claim("B", report_time=at("01-10 09:00"), **again)

    assert numbers("M16") == {"rate": (0, 0, None)}
    assert numbers("M16", first=dt.date(2026, 1, 1), end=dt.date(2026, 2, 1)) == {"rate": (0, 1, 0)}
    april = {"first": dt.date(2026, 4, 1), "end": dt.date(2026, 5, 1)}
    assert numbers("M16", **april) == {"rate": (0, 1, 0)}
    assert listed("M16", part="denominator", **april) == ["B"]


KNOWN = (*DIMENSIONS, EVENT)
#: what metrics cannot be narrowed to: their facts do not tell it
NOT_TOLD = {
    "M01": "event",
    "M02": "event",
    "M04": "event",
    "M05": "event",
    "M06": "event",
    "M07": "event",
    "M16": "person",
    "M17": "person",
    "M19": "person",
    "M31": "org channel person event",
    "M34": "person",
    "M40": "line channel person event",
    "M41": "line channel event",
    "M42": "line channel event",
    "M43": "line channel event",
    "M50": "line event",
    "M52": "line event",
    "M54": "event",
    "M55": "line channel event",
    "M60": "org line channel person",
    "M61": "person",
    "M62": "org line channel person",
}


@pytest.mark.parametrize("code", METRICS)
def test_each_metric_says_what_it_may_be_narrowed_to(code: str) -> None:
    told = set(KNOWN) - set(NOT_TOLD.get(code, "").split())

    assert set(METRICS[code].filters) == told
