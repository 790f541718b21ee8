"""Writes customers, products and policies."""

from app.database import next_business_number, next_key
from app.errors import Conflict, FieldError, InvalidInput
from app.insurance.customers import queries
from app.insurance.customers.models import (
    Customer,
    Policy,
    PolicyBeneficiary,
    PolicyInsured,
    PolicyObject,
    Product,
)
from app.insurance.records import enter
from app.secrets import search_hash
from app.work import Work

PREFIX = "CUS"


def create_customer(work: Work, customer: Customer) -> Customer:
    """Take a customer in; a customer without a number gets the next one."""
    if customer.id_no is not None:
        customer.id_no_hash = search_hash(work.session, customer.id_no)
    if not customer.customer_no:
        customer.customer_no = next_business_number(work.session, PREFIX, work.today)
    return enter(work, customer)


def create_product(work: Work, product: Product) -> Product:
    """Take a product in."""
    product.advantages = product.advantages or []
    product.clauses = product.clauses or []
    return enter(work, product)


def create_policy(work: Work, policy: Policy) -> Policy:
    """Take a policy in, with whom and what it insures.

    :raises Conflict: the number is taken
    :raises InvalidInput: it ends before it begins
    """
    if policy.ends_on <= policy.starts_on:
        wrong = FieldError(pointer="/ends_on", code="invalid_value", detail="ends before it begins")
        raise InvalidInput(f"policy {policy.policy_no} ends before it begins", errors=[wrong])
    with work.session.no_autoflush:
        if queries.find_policy(work.session, policy.policy_no) is not None:
            raise Conflict(f"there is a policy {policy.policy_no} already")
    policy.premium_due_dates = policy.premium_due_dates or []
    policy.limits = policy.limits or {}
    parts: list[PolicyInsured | PolicyBeneficiary | PolicyObject] = [
        *policy.insureds,
        *policy.beneficiaries,
        *policy.objects,
    ]
    for part in parts:
        part.id = next_key(work.session)
    return enter(work, policy)
