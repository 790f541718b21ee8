"""Reads customers, products and policies; writes nothing."""

import datetime as dt
from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session, selectinload

from app.errors import Conflict, NotFound
from app.insurance.customers.models import AmlRisk, Customer, Policy, PolicyStatus, Product
from app.insurance.records import by_key, get_by_key
from app.keyset import Cursor, Order, Slice, slice_of
from app.secrets import search_hash

#: under which a customer's records lie now; of a file that was merged, the other's
PRESENT_ID = sa.func.coalesce(Customer.merged_into_id, Customer.id)
_WHOLE = (
    selectinload(Policy.insureds),
    selectinload(Policy.beneficiaries),
    selectinload(Policy.objects),
)


def find_policy(session: Session, policy_no: str) -> Policy | None:
    """Return the policy of a number, with whom and what it insures."""
    return session.scalars(
        sa.select(Policy).where(Policy.policy_no == policy_no).options(*_WHOLE)
    ).first()


def get_policy(session: Session, key: int | str) -> Policy:
    """Return a policy by id or number.

    :raises NotFound: there is none
    """
    which = by_key(Policy.id, Policy.policy_no, key)
    policy = session.scalars(sa.select(Policy).where(which).options(*_WHOLE)).first()
    if policy is None:
        raise NotFound(f"no policy {key}")
    return policy


def list_policies(
    session: Session,
    *,
    customer_id: int | None = None,
    after: Cursor | None = None,
    limit: int = 50,
    count: bool = False,
) -> Slice[Policy]:
    """List policies by id, of one policyholder or of all."""
    query = sa.select(Policy).options(*_WHOLE)
    if customer_id is not None:
        query = query.where(Policy.policyholder_id == customer_id)
    return slice_of(session, query, (Order(Policy.id),), after, limit=limit, count=count)


def list_in_force(
    session: Session, *, on: dt.date, after: int | None, limit: int
) -> Sequence[Policy]:
    """List the next policies that cover a day, with whom and what they insure.

    :param after: the last policy of the page before
    """
    rows = sa.select(Policy).where(
        Policy.starts_on <= on,
        Policy.ends_on > on,
        Policy.status.in_((PolicyStatus.IN_FORCE, PolicyStatus.GRACE)),
    )
    if after is not None:
        rows = rows.where(Policy.id > after)
    return session.scalars(rows.options(*_WHOLE).order_by(Policy.id).limit(limit)).all()


def get_customer(session: Session, key: int | str) -> Customer:
    """Return a customer by id or number.

    :raises NotFound: there is none
    """
    return get_by_key(session, Customer, Customer.customer_no, key, what="customer")


def get_present(session: Session, key: int | str) -> Customer:
    """Return a customer by id or number; of a file that was merged, the one it lies under now.

    :raises NotFound: there is none
    """
    customer = get_customer(session, key)
    while customer.merged_into_id is not None:
        customer = session.get_one(Customer, customer.merged_into_id)
    return customer


def former_ids(session: Session, customer_id: int) -> list[int]:
    """Return the ids under which a customer's records lie: its own and those merged into it."""
    merged = sa.select(Customer.id).where(Customer.merged_into_id == customer_id)
    return [customer_id, *session.scalars(merged.order_by(Customer.id).limit(100))]


def list_customers(
    session: Session,
    *,
    name: str | None = None,
    id_no: str | None = None,
    stale_at: dt.datetime | None = None,
    after: Cursor | None = None,
    limit: int = 50,
    count: bool = False,
) -> Slice[Customer]:
    """List customers by id; ``name`` and ``id_no`` are compared as a whole.

    Locked and merged files are not among them.

    :param stale_at: only those whose data nobody has confirmed since this instant
    """
    query = sa.select(Customer).where(
        Customer.locked_at.is_(None), Customer.merged_into_id.is_(None)
    )
    if stale_at is not None:
        old = sa.or_(Customer.verified_at.is_(None), Customer.verified_at <= stale_at)
        query = query.where(old)
    if name is not None:
        query = query.where(Customer.name == name)
    if id_no is not None:
        query = query.where(Customer.id_no_hash == search_hash(session, id_no))
    return slice_of(session, query, (Order(Customer.id),), after, limit=limit, count=count)


def ensure_unknown(session: Session, id_no: str) -> None:
    """Refuse an identity number by which a customer is known.

    :raises Conflict: it is another's; the detail names that one
    """
    known = list_customers(session, id_no=id_no, limit=1).rows
    if known:
        number = known[0].customer_no
        raise Conflict(f"customer {number} has this number", code="duplicate_reference")


def find_product(session: Session, product_code: str) -> Product | None:
    """Return the product of a code."""
    return session.scalars(sa.select(Product).where(Product.product_code == product_code)).first()


def get_product(session: Session, key: int | str) -> Product:
    """Return a product by id or code.

    :raises NotFound: there is none
    """
    return get_by_key(session, Product, Product.product_code, key, what="product")


def list_products(
    session: Session,
    *,
    lob: str | None = None,
    after: Cursor | None = None,
    limit: int = 50,
    count: bool = False,
) -> Slice[Product]:
    """List products by id, of one line of business or of all."""
    query = sa.select(Product)
    if lob is not None:
        query = query.where(Product.lob == lob)
    return slice_of(session, query, (Order(Product.id),), after, limit=limit, count=count)


def highest_risk(session: Session, *, name: str, id_no: str | None) -> AmlRisk:
    """Return the gravest money-laundering risk of the customers a payee may be; low if unknown."""
    query = sa.select(Customer.aml_risk).distinct()
    if id_no is not None:
        query = query.where(Customer.id_no_hash == search_hash(session, id_no))
    else:
        query = query.where(Customer.name == name)
    found = set(session.scalars(query))
    return next((risk for risk in (AmlRisk.HIGH, AmlRisk.MEDIUM) if risk in found), AmlRisk.LOW)
