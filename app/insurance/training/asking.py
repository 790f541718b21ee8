"""What somebody asks for who wants a training: read and judged, whichever way it came."""

from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from app.insurance.answers import Answers
from app.insurance.customers.models import Customer
from app.insurance.customers.queries import PRESENT_ID
from app.insurance.records import by_key
from app.insurance.training import rules
from app.insurance.training.catalogue import CODES
from app.insurance.training.models import TrainingCandidate
from app.insurance.training.vocabulary import Method, TrainingSegment
from app.work import Variables, Work

SEGMENTS = tuple(segment.value for segment in TrainingSegment)
METHODS = tuple(method.value for method in Method)


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A training that is asked for."""

    segment: TrainingSegment
    #: codes; none: the table of plans says them
    courses: list[str]
    method: Method | None
    trigger: str | None
    source: str | None
    reason: str
    #: ids; none: the customers of the segment
    customers: list[int]


def read_request(work: Work, fields: Variables) -> Asked:
    """Read what is asked for.

    :raises InvalidInput: something is missing, or nobody knows such a customer or course
    """
    given = Answers(fields, "")
    segment = given.option("segment", SEGMENTS)
    courses = read_courses(given, required=False)
    method = given.option("method", METHODS, required=False)
    trigger = given.option("trigger", rules.TRIGGERS, required=False)
    source = given.text("source", longest=64, required=False)
    reason = given.text("reason", required=False)
    customers = _customers(work, given)
    given.finish()
    batch = fields.get("batch")
    return Asked(
        segment=TrainingSegment(segment),
        courses=courses,
        method=Method(method) if method else None,
        trigger=trigger or None,
        source=source or None,
        reason=reason,
        customers=[*customers, *(_planned_for(work, str(batch)) if batch else ())],
    )


def read_courses(given: Answers, *, required: bool) -> list[str]:
    """Return the codes of courses, each once and all of the catalogue."""
    courses = list(dict.fromkeys(given.names("courses", at_least=1 if required else 0)))
    for code in courses:
        if code not in CODES:
            given.refuse("courses", f"{code} is not in the catalogue of courses")
    return courses


def _customers(work: Work, given: Answers) -> list[int]:
    named = given.names("customers")
    if len(named) > rules.LARGEST:
        given.refuse("customers", f"a training is for at most {rules.LARGEST} customers")
        return []
    found = []
    for key in named:
        which = by_key(Customer.id, Customer.customer_no, key)
        customer_id = work.session.scalar(sa.select(PRESENT_ID).where(which))
        if customer_id is None:
            given.refuse("customers", f"there is no customer {key}", "not_found")
        else:
            found.append(customer_id)
    return found


def _planned_for(work: Work, batch: str) -> Sequence[int]:
    rows = (
        sa.select(PRESENT_ID)
        .join(TrainingCandidate, TrainingCandidate.customer_id == Customer.id)
        .where(TrainingCandidate.batch == batch)
    )
    return work.session.scalars(rows.order_by(TrainingCandidate.id)).all()
