"""Whom a campaign or a warning goes to, page by page."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.database import table_of
from app.insurance.care.candidates import PAGE, allows_marketing, is_cared_for, is_in_force
from app.insurance.care.models import CareCampaign, CareTrigger
from app.insurance.customers.models import Customer, Policy, PolicyObject, Product, StatutoryClass

_campaign = table_of(CareCampaign)
_UNPLANNED = (
    sa.select(_campaign.c.id)
    .where(_campaign.c.complete.is_(False))
    .order_by(_campaign.c.id)
    .limit(1)
)


@dataclass(frozen=True, kw_only=True)
class Page:
    """The customers of one page that a campaign is for."""

    chosen: Sequence[int]
    after_id: int
    #: there is no further page
    last: bool


def find_unplanned(session: Session) -> CareCampaign | None:
    """Return the oldest campaign or warning with customers who were not looked at."""
    rows = sa.select(CareCampaign).where(CareCampaign.complete.is_(False))
    return session.scalars(rows.order_by(CareCampaign.id).limit(1)).first()


def has_unplanned(session: Session) -> bool:
    """Say whether there is such a campaign or warning; asked again and again."""
    return session.connection().execute(_UNPLANNED).first() is not None


def next_page(session: Session, campaign: CareCampaign, day: dt.date) -> Page:
    """Look at the next customers: an offer goes to who allows it, a warning to who is insured."""
    query = sa.select(Customer).where(Customer.id > campaign.after_id, is_cared_for())
    if campaign.trigger is CareTrigger.OFFER_CAMPAIGN:
        query = query.where(allows_marketing())
    else:
        query = query.where(_insures_things(day))
    if campaign.segment is not None:
        query = query.where(Customer.segment == campaign.segment)
    found = session.scalars(query.order_by(Customer.id).limit(PAGE)).all()
    return Page(
        chosen=[one.id for one in found if _lives_there(session, one, campaign.region, day)],
        after_id=found[-1].id if found else campaign.after_id,
        last=len(found) < PAGE,
    )


def _insures_things(day: dt.date) -> sa.ColumnElement[bool]:
    return sa.exists().where(
        Policy.policyholder_id == Customer.id,
        is_in_force(day),
        Policy.product_id == Product.id,
        Product.statutory_class == StatutoryClass.PROPERTY,
    )


def _lives_there(session: Session, customer: Customer, region: str | None, day: dt.date) -> bool:
    """Say whether a region is in the customer's address, or names an insured object."""
    if region is None or region in (customer.address or ""):
        return True
    named = (
        sa.select(PolicyObject.id)
        .join(Policy, Policy.id == PolicyObject.policy_id)
        .where(Policy.policyholder_id == customer.id, is_in_force(day))
        .where(PolicyObject.object_id.contains(region, autoescape=True))
    )
    return session.scalar(named.limit(1)) is not None
