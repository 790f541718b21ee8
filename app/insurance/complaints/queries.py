"""Reads complaints; writes nothing."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.cases.locks import lock_name
from app.insurance.complaints import rules
from app.insurance.complaints.models import (
    Complaint,
    ComplaintExtension,
    ComplaintProgress,
    ComplaintStatus,
)
from app.insurance.records import get_by_key
from app.keyset import Cursor, Order, Slice, slice_of


def get_complaint(session: Session, key: int | str) -> Complaint:
    """Return a complaint by id or number.

    :raises NotFound: there is none
    """
    return get_by_key(session, Complaint, Complaint.complaint_no, key, what="complaint")


def find_by_reference(session: Session, external_ref: str) -> Complaint | None:
    """Return the complaint that was reported under a number of the reporter's own."""
    found = sa.select(Complaint).where(Complaint.external_ref == external_ref)
    return session.scalars(found).first()


def find_first(
    session: Session, external_ref: str | None, regulator_ref: str | None
) -> Complaint | None:
    """Return the complaint that came before under a number of the reporter or the regulator."""
    found = find_by_reference(session, external_ref) if external_ref else None
    if found is not None or not regulator_ref:
        return found
    passed_on = sa.select(Complaint).where(Complaint.regulator_ref == regulator_ref)
    return session.scalars(passed_on.order_by(Complaint.id).limit(1)).first()


def hold_reference(session: Session, regulator_ref: str | None) -> None:
    """Wait for whoever enters a complaint under the same number of the regulator just now.

    The regulator's system sends again what is not answered at once; it is counted once.
    """
    if regulator_ref:
        lock_name(session, "complaint", regulator_ref)


def list_repeats(
    session: Session, complainant_key: str, subject: str, before: dt.datetime
) -> Sequence[Complaint]:
    """List the complaints of a complainant on a subject in the 90 days before, the first first."""
    return session.scalars(
        sa.select(Complaint)
        .where(
            Complaint.complainant_key == complainant_key,
            Complaint.subject == subject,
            Complaint.received_at.between(before - rules.REPEATS, before),
        )
        .order_by(Complaint.received_at, Complaint.id)
        .limit(1000)
    ).all()


@dataclass(frozen=True, kw_only=True)
class ComplaintFilter:
    """Which complaints to list."""

    status: ComplaintStatus | None = None
    subject: str | None = None
    channel: str | None = None
    customer_id: int | None = None
    claim_id: int | None = None
    owner_id: int | None = None
    #: only those a reporter handed in
    reported_by: int | None = None


def list_complaints(
    session: Session,
    wanted: ComplaintFilter,
    *,
    after: Cursor | None = None,
    limit: int = 50,
    count: bool = False,
) -> Slice[Complaint]:
    """List complaints, the newest first."""
    pairs = (
        (Complaint.status, wanted.status),
        (Complaint.subject, wanted.subject),
        (Complaint.channel, wanted.channel),
        (Complaint.customer_id, wanted.customer_id),
        (Complaint.claim_id, wanted.claim_id),
        (Complaint.owner_id, wanted.owner_id),
        (Complaint.created_by, wanted.reported_by),
    )
    query = sa.select(Complaint).where(
        *(column == value for column, value in pairs if value is not None)
    )
    order = (Order(Complaint.id, descending=True),)
    return slice_of(session, query, order, after, limit=limit, count=count)


def list_extensions(session: Session, complaint_id: int) -> Sequence[ComplaintExtension]:
    """List the extensions that were asked for, the first one first."""
    return session.scalars(
        sa.select(ComplaintExtension)
        .where(ComplaintExtension.complaint_id == complaint_id)
        .order_by(ComplaintExtension.id)
        .limit(1000)
    ).all()


def find_asked_extension(session: Session, complaint_id: int) -> ComplaintExtension | None:
    """Return the extension that is being decided on."""
    found = sa.select(ComplaintExtension).where(
        ComplaintExtension.complaint_id == complaint_id, ComplaintExtension.approved.is_(None)
    )
    return session.scalars(found.order_by(ComplaintExtension.id.desc()).limit(1)).first()


def list_progress(session: Session, complaint_id: int) -> Sequence[ComplaintProgress]:
    """List what a complaint has come to, the first one first."""
    return session.scalars(
        sa.select(ComplaintProgress)
        .where(ComplaintProgress.complaint_id == complaint_id)
        .order_by(ComplaintProgress.id)
        .limit(1000)
    ).all()
