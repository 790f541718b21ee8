"""Reads what passes between the company and a customer; writes nothing."""

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.insurance.customers.contact_models import (
    Consent,
    ContactNote,
    CustomerEvent,
    Feedback,
    Purpose,
)
from app.insurance.customers.queries import former_ids
from app.keyset import Cursor, Order, Slice, slice_of


def find_consent(session: Session, customer_id: int, purpose: Purpose) -> Consent | None:
    """Return what a customer said last of a purpose."""
    said = sa.select(Consent).where(Consent.customer_id == customer_id, Consent.purpose == purpose)
    return session.scalars(said.order_by(Consent.at.desc(), Consent.id.desc()).limit(1)).first()


def allows(session: Session, customer_id: int, purpose: Purpose) -> bool:
    """Say whether a customer allows a use of personal data; who said nothing does not."""
    said = find_consent(session, customer_id, purpose)
    return said is not None and said.granted


def refuses(session: Session, customer_id: int, purpose: Purpose) -> bool:
    """Say whether a customer has refused a use of personal data, which silence does not."""
    said = find_consent(session, customer_id, purpose)
    return said is not None and not said.granted


def list_consents(session: Session, customer_id: int) -> Sequence[Consent]:
    """List everything a customer said of uses of personal data, the newest first."""
    said = sa.select(Consent).where(Consent.customer_id == customer_id)
    return session.scalars(said.order_by(Consent.at.desc(), Consent.id.desc()).limit(200)).all()


def list_contacts(
    session: Session,
    customer_id: int,
    *,
    after: Cursor | None = None,
    limit: int = 50,
    count: bool = False,
) -> Slice[ContactNote]:
    """List the contacts with a customer, also under files that became this one, newest first."""
    ids = former_ids(session, customer_id)
    query = sa.select(ContactNote).where(ContactNote.customer_id.in_(ids))
    newest = (Order(ContactNote.id, descending=True),)
    return slice_of(session, query, newest, after, limit=limit, count=count)


def list_feedback(session: Session, customer_id: int, *, limit: int = 20) -> Sequence[Feedback]:
    """List a customer's opinions, the newest first."""
    given = sa.select(Feedback).where(Feedback.customer_id == customer_id)
    return session.scalars(given.order_by(Feedback.id.desc()).limit(limit)).all()


def list_events(session: Session, customer_id: int, *, limit: int = 50) -> Sequence[CustomerEvent]:
    """List what happened to a customer, the newest first."""
    known = sa.select(CustomerEvent).where(CustomerEvent.customer_id == customer_id)
    return session.scalars(known.order_by(CustomerEvent.id.desc()).limit(limit)).all()
