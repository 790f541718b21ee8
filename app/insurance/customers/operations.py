"""Writes customers, products and policies."""

import datetime as dt

from app.audit import operations as audit
from app.database import next_business_number, next_key
from app.errors import Conflict, FieldError, InvalidInput
from app.insurance.customers import queries
from app.insurance.customers.advantages import refused_advantages
from app.insurance.customers.contact_models import EventKind
from app.insurance.customers.contact_operations import note_event
from app.insurance.customers.licences import YEAR, ensure_licensed
from app.insurance.customers.models import (
    Customer,
    Policy,
    PolicyBeneficiary,
    PolicyInsured,
    PolicyObject,
    PolicyStatus,
    Product,
    StatutoryClass,
)
from app.insurance.records import enter, touch
from app.secrets import search_hash
from app.work import Work

PREFIX = "CUS"
COOLING_OFF = dt.timedelta(days=15)


def create_customer(work: Work, customer: Customer) -> Customer:
    """Take a customer in; a customer without a number gets the next one.

    :raises Conflict: the identity number is another's; the detail names that one
    """
    if customer.id_no is not None:
        customer.id_no_hash = search_hash(work.session, customer.id_no)
        with work.session.no_autoflush:
            queries.ensure_unknown(work.session, customer.id_no)
    if not customer.customer_no:
        customer.customer_no = next_business_number(work.session, PREFIX, work.today)
    return enter(work, customer)


def create_product(work: Work, product: Product) -> Product:
    """Take a product in.

    :raises InvalidInput: the company has no licence for it, or it claims a false advantage
    """
    product.advantages = product.advantages or []
    product.clauses = product.clauses or []
    wrong = [
        FieldError(pointer="/advantages", code="invalid_value", detail=f"{code} {reason}")
        for code, reason in refused_advantages(product).items()
    ]
    if wrong:
        raise InvalidInput("; ".join(one.detail for one in wrong), errors=wrong)
    with work.session.no_autoflush:
        ensure_licensed(work, product, pointer="/statutory_class")
        if queries.find_product(work.session, product.product_code) is not None:
            code = product.product_code
            raise Conflict(f"there is a product {code} already", code="duplicate_reference")
    return enter(work, product)


def create_policy(work: Work, policy: Policy) -> Policy:
    """Take a policy in, with whom and what it insures.

    :raises Conflict: the number is taken
    :raises InvalidInput: it ends before it begins, or the company has no licence for it
    """
    if policy.ends_on <= policy.starts_on:
        wrong = FieldError(pointer="/ends_on", code="invalid_value", detail="ends before it begins")
        raise InvalidInput(f"policy {policy.policy_no} ends before it begins", errors=[wrong])
    with work.session.no_autoflush:
        if queries.find_policy(work.session, policy.policy_no) is not None:
            raise Conflict(
                f"there is a policy {policy.policy_no} already", code="duplicate_reference"
            )
        term = policy.ends_on - policy.starts_on
        ensure_licensed(work, policy.product, pointer="/product", term=term)
    policy.premium_due_dates = policy.premium_due_dates or []
    policy.limits = policy.limits or {}
    policy.org_unit = policy.org_unit or policy.policyholder.org_unit
    parts: list[PolicyInsured | PolicyBeneficiary | PolicyObject] = [
        *policy.insureds,
        *policy.beneficiaries,
        *policy.objects,
    ]
    for part in parts:
        part.id = next_key(work.session)
    return enter(work, policy)


def issue_policy(work: Work, policy: Policy) -> Policy:
    """Take in a policy that was sold just now; its holder is revisited and taught for it."""
    create_policy(work, policy)
    note_event(
        work,
        EventKind.POLICY_ISSUED,
        policy.policyholder.id,
        policy_id=policy.id,
        source=policy.policy_no,
    )
    audit.record(work, "policy.issued", subject=policy.policy_no, detail={})
    return policy


def surrender(work: Work, policy: Policy, *, on: dt.date) -> Policy:
    """Note that a policy ends before its time, as its holder wishes.

    :param on: the first day without cover
    :raises Conflict: it has ended, or would end outside its term
    """
    if policy.terminated_on is not None or not policy.starts_on <= on <= policy.ends_on:
        raise Conflict(f"policy {policy.policy_no} cannot end on {on.isoformat()}")
    policy.terminated_on, policy.status = on, PolicyStatus.TERMINATED
    touch(work, policy)
    note_event(
        work,
        EventKind.SURRENDER,
        policy.policyholder_id,
        policy_id=policy.id,
        source=policy.policy_no,
    )
    audit.record(work, "policy.surrendered", subject=policy.policy_no, detail={"on": on})
    return policy


def note_delivery(work: Work, policy: Policy, *, at: dt.datetime) -> Policy:
    """Note when the holder signed for a policy; personal business of over a year cools off then.

    Source: cooling-off of 15 days since the signed receipt.
    """
    policy.delivered_at = at
    long_term = policy.ends_on - policy.starts_on > YEAR
    if long_term and policy.product.statutory_class is StatutoryClass.PERSONAL:
        signed_on = at.astimezone(work.processes.zone).date()
        policy.cooling_off_until = signed_on + COOLING_OFF
    touch(work, policy)
    audit.record(work, "policy.delivered", subject=policy.policy_no, detail={"at": at})
    return policy


def move_policy(work: Work, policy: Policy, *, org_unit: str) -> Policy:
    """Give a policy to another branch; cases that there were stay with the one before."""
    before, policy.org_unit = policy.org_unit, org_unit
    touch(work, policy)
    detail = {"from": before, "to": org_unit}
    audit.record(work, "policy.moved", subject=policy.policy_no, detail=detail)
    return policy
