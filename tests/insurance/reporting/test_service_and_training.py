"""M07, M40 to M43, M50 to M55 on books of March 2026, counted by hand."""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from app.insurance.customers.file_models import ServicePromise
from app.insurance.customers.models import Customer
from app.insurance.quality.check_models import QualityCheck
from app.insurance.quality.models import ActionStatus, ImprovementAction, QualityCycle
from app.insurance.service.models import ServiceRequest
from app.insurance.training.models import (
    Enrolment,
    Training,
    TrainingAssessment,
    TrainingSession,
)
from app.insurance.training.vocabulary import Behaviour, TrainingSegment
from app.sla.models import ClockType
from tests.insurance.reporting.books import Books, at

Count = Callable[..., Any]


def test_training_reaches_teaches_and_changes(books: Books, numbers: Count) -> None:
    # 2 of 4 customers attended, one of them twice; scores 80 and 50; ratings 4.5 and 4
    people = [books.customer, *(books.row(Customer, customer_no=f"C-{n}") for n in (2, 3, 4))]
    training = books.row(
        Training,
        training_no="TRN-1",
        segment=TrainingSegment.GENERAL,
        reviewed_at=at("03-30 09:00"),
        complaints_before=5,
        complaints_after=2,
        behaviour_change=Behaviour.YES,
    )
    attended = []
    for number, average in ((1, "4.5"), (2, "4")):
        session = books.row(
            TrainingSession,
            training_id=training.id,
            number=number,
            at=at(f"03-0{number} 09:00"),
            assessed_at=at("03-05 09:00"),
            survey_avg=Decimal(average),
        )
        for person in people[:number]:
            attended.append(
                books.row(
                    Enrolment,
                    training_id=training.id,
                    session_id=session.id,
                    customer_id=person.id,
                    attended=True,
                )
            )
    for enrolment, score in zip(attended, (80, 50), strict=False):
        books.row(
            TrainingAssessment,
            session_id=enrolment.session_id,
            enrolment_id=enrolment.id,
            customer_id=enrolment.customer_id,
            score=score,
            passed=score >= 60,
            assessed_at=at("03-05 09:00"),
        )

    assert numbers("M40") == {"rate": (2, 4, 0.5)}
    assert numbers("M41") == {"rate": (1, 2, 0.5), "mean": (130, 2, 65)}
    assert numbers("M42") == {"mean": (8.5, 2, 4.25)}
    assert numbers("M43") == {"fewer": (3, 3, 1), "changed": (1, 1, 1)}


def test_service_speed_attitude_effect_and_the_composite(books: Books, numbers: Count) -> None:
    """Satisfaction 0.5, speed 1, attitude 4.5 of 5, effect 0.5: 0.2 + 0.2 + 0.175 + 0.1."""
    for number, first in ((1, True), (2, False)):
        books.row(
            ServiceRequest,
            request_no=f"SRQ-{number}",
            customer_id=books.customer.id,
            solved_at=at("03-02 09:00"),
            solved_at_first_contact=first,
            rating=3 + number,
            rated_at=at("03-05 09:00"),
        )
    books.opinion("service", 4, "03-05 09:00")
    books.opinion("service", 3, "03-05 09:00")
    span = ("03-02 09:00", "03-03 09:00", "03-02 10:00")
    books.clock(books.claim("A"), "service_request", "met", *span)
    books.clock(books.claim("B"), "survey", "met", *span)
    checks = {"attitude_sum": 9, "attitude_count": 2, "at": at("03-02 09:00")}
    user = books.user("u_checker")
    books.row(QualityCheck, **{**checks, "checker_id": user})

    assert numbers("M07") == {"mean": (9, 2, 4.5)}
    assert numbers("M51") == {"rate": (1, 1, 1)}
    assert numbers("M52") == {"mean": (9, 2, 4.5)}
    assert numbers("M54") == {"rate": (1, 2, 0.5)}
    assert numbers("M50")["score"][2] == 0.675


def test_promises_count_while_they_are_published(books: Books, numbers: Count) -> None:
    # promised from 10 March: the clock of 5 March does not count
    claim = books.claim("A")
    books.clock(claim, "payment", "met", "03-01 09:00", "03-08 09:00", "03-05 09:00")
    books.clock(claim, "payment", "met", "03-01 09:00", "03-20 09:00", "03-15 09:00")
    late = ("payment", "breached_closed", "03-01 09:00", "03-12 09:00", "03-15 09:00")
    books.clock(claim, *late)
    books.row(
        ServicePromise,
        stage="payment",
        clock_type=ClockType.INTERNAL,
        published_from=dt.date(2026, 3, 10),
    )

    assert numbers("M53") == {"rate": (1, 2, 0.5)}


def test_actions_that_were_effective(books: Books, numbers: Count) -> None:
    cycle, owner = books.row(QualityCycle, cycle_no="QLT-1"), books.user("u_owner")
    for number, status in enumerate((ActionStatus.EFFECTIVE, ActionStatus.INEFFECTIVE)):
        books.row(
            ImprovementAction,
            action_no=f"QLT-1-{number}",
            cycle_id=cycle.id,
            owner_id=owner,
            status=status,
            verified_at=at("03-05 09:00"),
        )

    assert numbers("M55") == {"rate": (1, 2, 0.5)}
