"""Until when the law orders what is known of a customer to be kept (table ``retention``)."""

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Any

import sqlalchemy as sa

from app.cases.models import Case, CaseStatus
from app.insurance.claims.models import ArchiveRecord, Claim
from app.insurance.complaints.models import Complaint
from app.insurance.customers.models import Customer, Policy
from app.insurance.customers.queries import former_ids
from app.insurance.disputes.models import Dispute
from app.insurance.overview.sections import claims_of, policies_of
from app.insurance.payments.models import Payment
from app.work import Work

OPEN = (CaseStatus.ACTIVE, CaseStatus.SUSPENDED)
IDENTITY, PAYMENT, COMPLAINT = "customer_identity", "payment_record", "complaint_file"

Ids = Sequence[int]


def kept_until(work: Work, customer: Customer) -> dt.date | None:
    """Return the last day on which a customer's data must be kept: the latest of all duties.

    None while the relationship goes on: a contract runs, a claim, complaint or dispute is open, or
    a file is on hold. Today where there never was a contract or a case, so that no duty holds.
    """
    ids = former_ids(work.session, customer.id)
    if _goes_on(work, ids):
        return None
    return max(_duties(work, ids), default=work.today)


def _goes_on(work: Work, ids: Ids) -> bool:
    runs = sa.select(Policy.id).where(policies_of(ids), _end() > work.today)
    cases = sa.select(Case.id).where(Case.id.in_(_cases(ids)), Case.status.in_(OPEN))
    held = sa.select(ArchiveRecord.id).join(ArchiveRecord.claim)
    on_hold = held.where(claims_of(ids), ArchiveRecord.legal_hold)
    return any(work.session.scalar(one.limit(1)) is not None for one in (runs, cases, on_hold))


def _end() -> sa.ColumnElement[dt.date]:
    return sa.func.coalesce(Policy.terminated_on, Policy.ends_on)


def _cases(ids: Ids) -> sa.CompoundSelect[Any]:
    """Select the cases that may still be argued about."""
    claims = sa.select(Claim.id).where(claims_of(ids))
    return sa.union_all(
        sa.select(Claim.case_id).where(claims_of(ids)),
        sa.select(Complaint.case_id).where(Complaint.customer_id.in_(ids)),
        sa.select(Dispute.case_id).where(Dispute.claim_id.in_(claims)),
    )


def _duties(work: Work, ids: Ids) -> Iterator[dt.date]:
    """Yield the last day of each duty to keep something of a customer."""
    session, zone = work.session, work.processes.zone
    ended = session.scalar(sa.select(sa.func.max(_end())).where(policies_of(ids)))
    if ended is not None:
        yield _years_on(ended, _years(work, IDENTITY))
    filed = sa.select(sa.func.max(ArchiveRecord.retention_until)).join(ArchiveRecord.claim)
    until = session.scalar(filed.where(claims_of(ids)))
    if until is not None:
        yield until
    paid = sa.select(sa.func.max(Payment.executed_at)).where(Payment.case_id.in_(_cases(ids)))
    closed = sa.select(sa.func.max(Complaint.closed_at)).where(Complaint.customer_id.in_(ids))
    for record, since in ((PAYMENT, paid), (COMPLAINT, closed)):
        at = session.scalar(since)
        if at is not None:
            yield _years_on(at.astimezone(zone).date(), _years(work, record))


def _years(work: Work, record: str) -> int:
    inputs = {"record": record, "term_gt_1y": False}
    return int(work.ask("retention", inputs).value["years"])


def _years_on(day: dt.date, years: int) -> dt.date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:  # 29 February
        return day.replace(year=day.year + years, day=28)
