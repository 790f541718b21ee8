"""Facts about what customers think: every score that was given."""

from collections.abc import Iterator

import sqlalchemy as sa

from app.database import table_of
from app.insurance.customers.contact_models import Feedback
from app.insurance.customers.models import Customer
from app.insurance.reports.series.sources import OF_SUBJECT, claim, person, with_subject
from app.insurance.reports.shapes import Series, facts
from app.insurance.reports.sql import flag

GOOD = 4  # from here on a customer is satisfied
_feedback, _customer = table_of(Feedback), table_of(Customer)
SCORED = Series(
    code="feedback",
    rows=facts(
        with_subject(_feedback, _feedback.c.source_case_id).outerjoin(
            _customer, _customer.c.id == _feedback.c.customer_id
        ),
        {
            **OF_SUBJECT,
            "org": sa.func.coalesce(OF_SUBJECT["org"], _customer.c.org_unit),
            "id": _feedback.c.id,
            "case_id": _feedback.c.source_case_id,
            "number": claim.c.claim_no,
            "at": _feedback.c.at,
            "person": person(_feedback.c.created_by),
            "split": _feedback.c.category,
            "good": flag(_feedback.c.rating >= GOOD),
            "score": _feedback.c.rating,
        },
        (_feedback.c.rating.is_not(None),),
    ).subquery(),
    sums=("good", "score"),
)


def series() -> Iterator[Series]:
    """Yield the series of this module."""
    yield SCORED
