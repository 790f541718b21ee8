"""Facts about revisits: items that were due, attempts, what was found, what followed."""

from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa

from app.database import table_of
from app.insurance.customers.contact_models import CustomerEvent, EventKind
from app.insurance.reports.series.sources import person, policy, revisit
from app.insurance.reports.shapes import EMPTY, Series, facts
from app.insurance.reports.sql import amount_of, flag, seconds
from app.insurance.revisits.models import RevisitIssue, RevisitRecord, RevisitStatus
from app.sla.models import ClockType, SlaClock

FOLLOWED = 30 * 86_400  # seconds in which a new policy counts as following a revisit
#: never counted as care, whatever consent there is
OWED = ("policy_issued", "claim_registered", "claim_paid", "claim_rejected", "complaint_closed")
_record, _issue = table_of(RevisitRecord), table_of(RevisitIssue)
_event, _clock = table_of(CustomerEvent), table_of(SlaClock)


def _items(
    source: sa.FromClause, at: Any, *where: sa.ColumnElement[bool], **more: Any
) -> sa.Subquery:
    columns = {
        "id": revisit.c.id,
        "case_id": revisit.c.case_id,
        "number": revisit.c.revisit_no,
        "at": at,
        "org": revisit.c.org_unit,
        "line": revisit.c.lob,
        "channel": revisit.c.channel,
        "person": person(revisit.c.agent_id),
        "split": revisit.c.trigger,
        "customer": revisit.c.customer_id,
        **more,
    }
    return facts(source, columns, where).subquery()


_KEPT = revisit.c.status != RevisitStatus.CANCELLED
_DONE = (revisit.c.status == RevisitStatus.DONE, revisit.c.closed_at.is_not(None))
_FOUND = sa.select(_issue.c.id).where(_issue.c.item_id == revisit.c.id).exists()
DUE = Series(
    code="revisit_due",
    rows=_items(
        revisit, revisit.c.due_at, _KEPT, timely=flag(revisit.c.first_success_at < revisit.c.due_at)
    ),
    sums=("timely",),
    due=True,
)
COVERED = Series(
    code="revisit_covered",
    rows=_items(
        revisit,
        revisit.c.due_at,
        _KEPT,
        revisit.c.first_success_at.is_not(None),
        known_at=revisit.c.first_success_at,
        value=seconds(revisit.c.first_success_at, revisit.c.trigger_at),
    ),
    sums=("value",),
    due=True,
    late=True,
    spread=True,
)
ATTEMPTS = Series(
    code="revisit_attempt",
    rows=_items(
        _record.join(revisit, revisit.c.id == _record.c.item_id),
        _record.c.at,
        id=_record.c.id,
        channel=_record.c.channel,
        person=person(_record.c.agent_id),
        contacted=flag(_record.c.contacted),
    ),
    sums=("contacted",),
)
DONE = Series(
    code="revisit_done",
    # what is told apart by issue is the issues, not the revisits
    rows=_items(revisit, revisit.c.closed_at, *_DONE, split=EMPTY, with_issue=flag(_FOUND)),
    sums=("with_issue",),
)
_CARE = (*_DONE, ~revisit.c.mandatory, revisit.c.marketing_consent, revisit.c.trigger.not_in(OWED))
CARE = Series(code="revisit_care", rows=_items(revisit, revisit.c.closed_at, *_CARE))
_after = sa.and_(
    _event.c.customer_id == revisit.c.customer_id,
    _event.c.kind == EventKind.POLICY_ISSUED,
    _event.c.at > revisit.c.closed_at,
    seconds(_event.c.at, revisit.c.closed_at) <= FOLLOWED,
)
_bought = sa.select(sa.func.min(_event.c.at)).where(_after).correlate(revisit).scalar_subquery()
_premium = (
    sa.select(sa.func.sum(amount_of(policy.c.premium)))
    .select_from(_event.join(policy, policy.c.id == _event.c.policy_id))
    .where(_after)
    .correlate(revisit)
    .scalar_subquery()
)
CONVERTED = Series(
    code="revisit_converted",
    rows=_items(
        revisit,
        revisit.c.closed_at,
        *_CARE,
        _bought.is_not(None),
        known_at=_bought,
        premium=sa.func.coalesce(_premium, 0),
    ),
    sums=("premium",),
    late=True,
)
_of_item = _issue.join(revisit, revisit.c.id == _issue.c.item_id)
_ISSUE = {
    "id": _issue.c.id,
    "person": person(_issue.c.resolved_by),
    "split": _issue.c.code,
    "band": sa.func.coalesce(_issue.c.cause, EMPTY),
}
#: 15 working days, as the clock of its resolution has them
_IN_TIME = (
    sa.select(_clock.c.id)
    .where(
        _clock.c.case_id == revisit.c.case_id,
        _clock.c.stage == "revisit_issue",
        _clock.c.clock_type == ClockType.STATUTORY,
        _clock.c.started_at <= _issue.c.fixed_at,
        _clock.c.due_at > _issue.c.fixed_at,
    )
    .exists()
)
ISSUES = Series(code="revisit_issue", rows=_items(_of_item, _issue.c.found_at, **_ISSUE))
FIXED = Series(
    code="revisit_issue_fixed",
    rows=_items(
        _of_item,
        _issue.c.found_at,
        _issue.c.fixed_at.is_not(None),
        _IN_TIME,
        known_at=_issue.c.fixed_at,
        **_ISSUE,
    ),
    late=True,
)


def series() -> Iterator[Series]:
    """Yield the series of this module."""
    yield from (DUE, COVERED, ATTEMPTS, DONE, CARE, CONVERTED, ISSUES, FIXED)
