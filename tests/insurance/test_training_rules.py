"""The numbers and rules of customer training, and a plan that takes nothing up twice."""

import datetime as dt
import itertools
from dataclasses import replace
from decimal import Decimal

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from app.insurance.customers.contact_models import EventKind
from app.insurance.customers.contact_operations import note_event
from app.insurance.customers.models import Customer, CustomerType, Segment
from app.insurance.customers.operations import create_customer
from app.insurance.training import rules
from app.insurance.training.models import TrainingCandidate
from app.insurance.training.plans import plan_trainings
from app.insurance.training.vocabulary import Behaviour, Method, TrainingSegment
from app.work import Work
from tests.working import deciding, work_of

PLAN = {"courses": ["service_knowledge"], "method": "online"}


@pytest.mark.parametrize(
    ("enrolled", "capacity", "method", "enough"),
    [
        (4, 30, Method.OFFLINE, False),
        (5, 30, Method.OFFLINE, True),
        (3, 3, Method.ONLINE, True),
        (2, 3, Method.ONLINE, False),
        (1, 30, Method.PERSONALISED, True),
        (0, 1, Method.PERSONALISED, False),
    ],
)
def test_five_are_enough_or_all_who_have_room_or_one_where_it_is_personal(
    enrolled: int, capacity: int, method: Method, enough: bool
) -> None:
    assert rules.is_enough(enrolled, capacity=capacity, method=method) is enough


@pytest.mark.parametrize(
    ("behaviour", "before", "after", "effective"),
    [
        (Behaviour.YES, 2, 2, True),
        (Behaviour.PARTLY, 1, 0, True),
        (Behaviour.NO, 3, 0, False),
        (Behaviour.YES, 0, 1, False),
    ],
)
def test_a_training_has_an_effect_where_customers_act_otherwise_and_complain_no_more(
    behaviour: Behaviour, before: int, after: int, effective: bool
) -> None:
    assert rules.is_effective(behaviour, before=before, after=after) is effective


def test_the_mean_of_ratings_has_two_places_and_its_nearest_rating_is_whole() -> None:
    assert rules.mean([5, 4, 4]) == Decimal("4.33")
    assert (rules.nearest(Decimal("4.5")), rules.nearest(Decimal("4.49"))) == (5, 4)


def test_a_claim_asks_for_the_own_segment_and_for_claimants() -> None:
    asked = rules.asked_for(Segment.VIP, EventKind.CLAIM_REGISTERED)

    assert asked == [
        (TrainingSegment.VIP, "claim_registered"),
        (TrainingSegment.VIP, "quarterly"),
        (TrainingSegment.CLAIMANT, "claim_registered"),
    ]


@pytest.mark.parametrize(
    ("day", "quarter"),
    [("2026-01-01", "2026Q1"), ("2026-03-31", "2026Q1"), ("2026-10-01", "2026Q4")],
)
def test_a_quarter_is_named_by_year_and_number(day: str, quarter: str) -> None:
    assert rules.quarter_of(dt.date.fromisoformat(day)) == quarter


def customer_of(work: Work, segment: Segment, number: int) -> Customer:
    customer = Customer(
        customer_no=f"C-{number}", type=CustomerType.INDIVIDUAL, name="客户", segment=segment
    )
    return create_customer(work, customer)


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    quarters=st.lists(
        st.lists(st.tuples(st.sampled_from(list(Segment)), st.sampled_from(list(EventKind)))),
        max_size=3,
    )
)
def test_no_event_is_planned_twice_and_none_is_forgotten(
    session: Session, quarters: list[list[tuple[Segment, EventKind]]]
) -> None:
    with session.begin_nested() as undone:
        work = deciding(work_of(session), {"training_plan": [PLAN]})
        numbers = itertools.count()
        followed = 0
        for quarter, happened in enumerate(quarters):
            now = replace(work, now=work.now + dt.timedelta(days=91 * quarter))
            for segment, kind in happened:
                note_event(now, kind, customer_of(now, segment, next(numbers)).id)
                followed += kind in rules.FOLLOWED
            while plan_trainings(now):
                pass
        rows = session.execute(
            sa.select(TrainingCandidate.event_id, TrainingCandidate.segment)
        ).all()
        undone.rollback()

    assert len(set(rows)) == len(rows)
    assert len({event_id for event_id, _ in rows}) == followed


def test_an_event_the_table_has_nothing_for_is_read_once(session: Session) -> None:
    work = deciding(work_of(session), {"training_plan": []})
    note_event(work, EventKind.POLICY_ISSUED, customer_of(work, Segment.GENERAL, 1).id)

    more = [plan_trainings(work), plan_trainings(work)]

    assert more == [True, False]
    (row,) = session.scalars(sa.select(TrainingCandidate)).all()
    assert (row.segment, row.batch) == ("", None)
