"""Facts about disputes over claims."""

from collections.abc import Iterator

import sqlalchemy as sa

from app.database import table_of
from app.insurance.disputes.models import Dispute, DisputeStatus
from app.insurance.reports.series.sources import OF_CLAIM, claim, person, with_product
from app.insurance.reports.shapes import EMPTY, Series, facts
from app.insurance.reports.sql import amount_of

_dispute = table_of(Dispute)
NEGOTIATED, MEDIATED, JUDGED = "3", "4", "5"
#: the highest step of the ladder that it came to
_STEP = sa.case(
    (_dispute.c.court.is_not(None), JUDGED),
    (_dispute.c.external_body.is_not(None), MEDIATED),
    else_=NEGOTIATED,
)
CLOSED = Series(
    code="dispute_closed",
    rows=facts(
        with_product(_dispute.join(claim, claim.c.id == _dispute.c.claim_id)),
        {
            **OF_CLAIM,
            "id": _dispute.c.id,
            "case_id": _dispute.c.case_id,
            "number": _dispute.c.dispute_no,
            "at": _dispute.c.closed_at,
            "person": person(_dispute.c.updated_by),
            "split": _STEP,
            "band": sa.func.coalesce(_dispute.c.cause, EMPTY),
            "change": sa.func.coalesce(
                amount_of(_dispute.c.agreed) - amount_of(_dispute.c.offered), 0
            ),
        },
        (_dispute.c.closed_at.is_not(None), _dispute.c.status == DisputeStatus.CLOSED),
    ).subquery(),
    sums=("change",),
)


def series() -> Iterator[Series]:
    """Yield the series of this module."""
    yield CLOSED
