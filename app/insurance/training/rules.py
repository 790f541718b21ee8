"""The numbers and rules of customer training. Pure."""

import datetime as dt
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

from app.insurance.customers.contact_models import EventKind
from app.insurance.customers.models import Segment
from app.insurance.training.vocabulary import Behaviour, Method, TrainingSegment

FEWEST = 5  # customers a session is held for without a decision
CHECKED_BEFORE = dt.timedelta(days=2)  # when it is looked whether so many are enrolled
PASSED = 60  # of 100
EFFECT_AFTER = dt.timedelta(days=90)  # complaints are counted so long before and after
LARGEST = 500  # places in a session, and customers invited to a training
MOST_SESSIONS = 20
QUARTERLY = "quarterly"  # what the table of plans calls a training without an event
FOLLOWED = (EventKind.POLICY_ISSUED, EventKind.CLAIM_REGISTERED, EventKind.COMPLAINT_CLOSED)
TRIGGERS = (*(kind.value for kind in FOLLOWED), QUARTERLY)
#: segments that an event makes, whatever the customer's own
MADE_BY = {
    EventKind.CLAIM_REGISTERED: TrainingSegment.CLAIMANT,
    EventKind.COMPLAINT_CLOSED: TrainingSegment.COMPLAINANT,
}
CHINESE = {
    TrainingSegment.NEW_CUSTOMER: "新客户",
    TrainingSegment.CLAIMANT: "索赔客户",
    TrainingSegment.ELDERLY: "老年客户",
    TrainingSegment.CORPORATE: "企业客户",
    TrainingSegment.FARMER: "农户",
    TrainingSegment.COMPLAINANT: "投诉客户",
    TrainingSegment.VIP: "贵宾客户",
    TrainingSegment.GENERAL: "普通客户",
}


def is_enough(enrolled: int, *, capacity: int, method: Method) -> bool:
    """Say whether a session is held without a decision; a personalised one is for few."""
    fewest = 1 if method is Method.PERSONALISED else min(FEWEST, capacity)
    return enrolled >= fewest


def is_effective(behaviour: Behaviour, *, before: int, after: int) -> bool:
    """Say whether a training had an effect: customers act otherwise, and complain no more."""
    return behaviour is not Behaviour.NO and after <= before


def mean(ratings: Sequence[int]) -> Decimal:
    """Return the mean of ratings with two places."""
    return (Decimal(sum(ratings)) / len(ratings)).quantize(Decimal("0.01"), ROUND_HALF_UP)


def nearest(average: Decimal) -> int:
    """Return the whole rating next to an average."""
    return int(average.quantize(Decimal(1), ROUND_HALF_UP))


def asked_for(segment: Segment, kind: EventKind) -> list[tuple[TrainingSegment, str]]:
    """Return what the table of plans is asked when something happened to a customer.

    The customer's own segment is asked for the event and for the quarter; an event that makes a
    segment of its own is asked for that too.
    """
    own = TrainingSegment(segment.value)
    asked = [(own, kind.value), (own, QUARTERLY)]
    made = MADE_BY.get(kind)
    return [*asked, (made, kind.value)] if made is not None else asked


def quarter_of(day: dt.date) -> str:
    """Return the name of the quarter a day lies in, e.g. ``2026Q2``."""
    return f"{day.year}Q{(day.month + 2) // 3}"
