"""Reads items of care and campaigns; writes nothing."""

import datetime as dt

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.errors import NotFound
from app.insurance.care.models import CareCampaign, CareItem, CareStatus, CareTrigger
from app.insurance.customers.queries import former_ids
from app.insurance.records import get_by_key
from app.keyset import Cursor, Order, Slice, slice_of


def get_item(session: Session, key: int | str) -> CareItem:
    """Return an item by id or number.

    :raises NotFound: there is none
    """
    return get_by_key(session, CareItem, CareItem.care_no, key, what="care item")


def find_item(
    session: Session, trigger: CareTrigger, occasion_on: dt.date, customer_id: int
) -> CareItem | None:
    """Return the item of a customer for a trigger and day."""
    return session.scalar(
        sa.select(CareItem).where(
            CareItem.trigger == trigger,
            CareItem.occasion_on == occasion_on,
            CareItem.customer_id == customer_id,
        )
    )


def list_open_marketing(session: Session, customer_id: int) -> list[CareItem]:
    """Return what marketing is planned for a customer, or going on."""
    rows = sa.select(CareItem).where(
        CareItem.customer_id == customer_id,
        CareItem.status.in_((CareStatus.PLANNED, CareStatus.SELECTED)),
        CareItem.marketing,
    )
    return list(session.scalars(rows.order_by(CareItem.id)))


def count_marketing(session: Session, customer_id: int, *, since: dt.datetime) -> tuple[int, int]:
    """Count a customer's marketing contacts since an instant, and those chosen but to come.

    Those under files that became this one count too.
    """
    ids = former_ids(session, customer_id)
    of_customer = sa.select(sa.func.count(CareItem.id)).where(
        CareItem.customer_id.in_(ids), CareItem.marketing
    )
    contacted = of_customer.where(
        CareItem.status == CareStatus.DONE, CareItem.contacted_at >= since
    )
    waiting = of_customer.where(CareItem.status == CareStatus.SELECTED)
    return session.scalar(contacted) or 0, session.scalar(waiting) or 0


def list_items(
    session: Session,
    *,
    customer_id: int | None = None,
    trigger: CareTrigger | None = None,
    status: CareStatus | None = None,
    after: Cursor | None = None,
    limit: int = 50,
    count: bool = False,
) -> Slice[CareItem]:
    """List items, the newest first, e.g. those of one customer."""
    query = sa.select(CareItem)
    if customer_id is not None:
        query = query.where(CareItem.customer_id == customer_id)
    if trigger is not None:
        query = query.where(CareItem.trigger == trigger)
    if status is not None:
        query = query.where(CareItem.status == status)
    order = (Order(CareItem.id, descending=True),)
    return slice_of(session, query, order, after, limit=limit, count=count)


def get_campaign(session: Session, campaign_id: int) -> CareCampaign:
    """Return a campaign or warning.

    :raises NotFound: there is none
    """
    row = session.get(CareCampaign, campaign_id)
    if row is None:
        raise NotFound(f"no campaign {campaign_id}")
    return row
