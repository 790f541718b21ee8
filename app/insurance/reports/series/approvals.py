"""Facts about approvals: rounds that were decided."""

from collections.abc import Iterator

import sqlalchemy as sa

from app.database import table_of
from app.inbox.models import InboxTask
from app.insurance.approvals.models import ApprovalRecord
from app.insurance.reports.series.sources import (
    OF_SUBJECT,
    claim,
    person,
    with_subject,
)
from app.insurance.reports.shapes import Series, facts
from app.insurance.reports.sql import amount_of, flag, seconds

APPROVE = "approve"
_record, _task = table_of(ApprovalRecord), table_of(InboxTask)
_before = _record.alias("round_before")
#: the end of the round before: the tasks of this one came later
_SINCE = (
    sa.select(sa.func.max(_before.c.decided_at))
    .where(
        _before.c.subject_type == _record.c.subject_type,
        _before.c.subject_id == _record.c.subject_id,
        _before.c.round < _record.c.round,
    )
    .scalar_subquery()
)
_SUBJECT = _record.c.subject_type + ":" + sa.cast(_record.c.subject_id, sa.String(32))
_OPENED = (
    sa.select(sa.func.min(_task.c.created_at))
    .where(
        _task.c.case_id == _record.c.case_id,
        _task.c.element == "approve_step",
        _task.c.approval_subject == _SUBJECT,
        sa.or_(_SINCE.is_(None), _task.c.created_at >= _SINCE),
    )
    .scalar_subquery()
)
_APPROVED = _record.c.decision == APPROVE
_OF_CLAIM = sa.and_(_APPROVED, _record.c.subject_type == "claim")
_COLUMNS = {
    **OF_SUBJECT,
    "id": _record.c.id,
    "case_id": _record.c.case_id,
    "number": claim.c.claim_no,
    "at": _record.c.decided_at,
    "person": person(_record.c.approver_id),
    "split": sa.cast(_record.c.tier, sa.String(8)),
    "band": _record.c.subject_type,
}
_CONCLUDED = (_record.c.concludes, ~_record.c.superseded)
_source = with_subject(_record, _record.c.case_id)

#: the end of every round
ROUNDS = Series(
    code="approval_round",
    rows=facts(
        _source,
        {
            **_COLUMNS,
            "stopped": flag(~_APPROVED),
            "approved": flag(_OF_CLAIM),
            "rounds": sa.case((_OF_CLAIM, _record.c.round), else_=0),
        },
        _CONCLUDED,
    ).subquery(),
    sums=("stopped", "approved", "rounds"),
)
#: the approvals that nothing had to follow
FINAL = Series(
    code="approval_final",
    rows=facts(
        _source,
        {
            **_COLUMNS,
            "amount": amount_of(_record.c.amount_seen),
            "taken": sa.func.coalesce(seconds(_record.c.decided_at, _OPENED), 0),
        },
        (*_CONCLUDED, _APPROVED),
    ).subquery(),
    sums=("amount", "taken"),
)


def series() -> Iterator[Series]:
    """Yield the series of this module."""
    yield from (ROUNDS, FINAL)
