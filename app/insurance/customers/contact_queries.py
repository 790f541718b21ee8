"""Reads what passes between the company and a customer; writes nothing."""

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.insurance.customers.contact_models import Consent, Purpose


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
