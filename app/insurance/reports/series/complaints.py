"""Facts about complaints: received, transferred by the regulator, due, closed, rated, reviewed."""

from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa

from app.database import table_of
from app.insurance.complaints.models import ComplaintExtension, ComplaintStatus
from app.insurance.reports.series.sources import claim, complaint, person
from app.insurance.reports.shapes import Series, facts
from app.insurance.reports.sql import flag

_extension = table_of(ComplaintExtension)
_source = complaint.outerjoin(claim, claim.c.id == complaint.c.claim_id)
_ACCEPTED = complaint.c.accepted.is_(sa.true())
_EXTENDED = (
    sa.select(_extension.c.id)
    .where(_extension.c.complaint_id == complaint.c.id, _extension.c.approved.is_(sa.true()))
    .exists()
)
CLAIM_SUBJECTS = ("claim_delay", "claim_amount", "claim_rejection")
#: as the regulator's bulletin divides what complaints are about
_CAUSE = sa.case(
    (complaint.c.subject.in_(CLAIM_SUBJECTS), "claim"),
    (complaint.c.subject == "mis_selling", "sales"),
    (complaint.c.subject == "surrender", "surrender"),
    else_="other",
)


def _complaints(at: Any, *where: sa.ColumnElement[bool], **more: Any) -> sa.Subquery:
    columns = {
        "id": complaint.c.id,
        "case_id": complaint.c.case_id,
        "number": complaint.c.complaint_no,
        "at": at,
        "org": complaint.c.org_unit,
        "line": complaint.c.lob,
        "channel": complaint.c.channel,
        "person": person(complaint.c.owner_id),
        "split": complaint.c.subject,
        "event": claim.c.event_id,
        **more,
    }
    return facts(_source, columns, where).subquery()


RECEIVED = Series(
    code="complaint_received",
    rows=_complaints(complaint.c.received_at, _ACCEPTED, complaint.c.repeat_of_id.is_(None)),
)
TRANSFERRED = Series(
    code="complaint_transferred",
    rows=_complaints(
        complaint.c.transferred_at,
        complaint.c.transferred_at.is_not(None),
        complaint.c.channel == "regulator_transfer",
        split=_CAUSE,
        band=complaint.c.statutory_class,
    ),
)
DUE = Series(
    code="complaint_due",
    rows=_complaints(
        complaint.c.statutory_due_at,
        _ACCEPTED,
        complaint.c.status.not_in((ComplaintStatus.WITHDRAWN, ComplaintStatus.CANCELLED)),
        in_time=flag(complaint.c.replied_at < complaint.c.statutory_due_at),
    ),
    sums=("in_time",),
    due=True,
)
CLOSED = Series(
    code="complaint_closed",
    rows=_complaints(
        complaint.c.closed_at,
        _ACCEPTED,
        extended=flag(_EXTENDED),
        repeated=flag(complaint.c.repeat_count > 0),
    ),
    sums=("extended", "repeated"),
)
RATED = Series(
    code="complaint_rated",
    rows=_complaints(
        complaint.c.feedback_at,
        complaint.c.satisfied.is_not(None),
        satisfied=flag(complaint.c.satisfied),
    ),
    sums=("satisfied",),
)
REVIEWED = Series(
    code="complaint_reviewed",
    rows=_complaints(
        complaint.c.reviewed_at,
        complaint.c.reviewed_at.is_not(None),
        person=person(complaint.c.reviewed_by),
        overturned=flag(complaint.c.upheld.is_(sa.false())),
    ),
    sums=("overturned",),
)


def series() -> Iterator[Series]:
    """Yield the series of this module."""
    yield from (RECEIVED, TRANSFERRED, DUE, CLOSED, RATED, REVIEWED)
