"""Changes of the customer file: corrected, confirmed, merged, locked."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa

from app.audit import operations as audit
from app.errors import Conflict, FieldError, InvalidInput, Stale
from app.insurance.customers import queries
from app.insurance.customers.contact_models import Consent, ContactNote, CustomerEvent, Feedback
from app.insurance.customers.file_models import DataRequest
from app.insurance.customers.models import (
    Customer,
    Policy,
    PolicyBeneficiary,
    PolicyInsured,
)
from app.insurance.records import touch
from app.secrets import search_hash
from app.work import Work

#: what a person or a register says about a customer; the rest the house keeps by itself
FIELDS = (
    "name",
    "id_type",
    "id_no",
    "birth_date",
    "gender",
    "phones",
    "email",
    "address",
    "industry",
    "company_size",
    "segment",
    "deceased_on",
)
STALE_AFTER = dt.timedelta(days=365)  # an example value: a file is confirmed every 12 months


def is_stale(customer: Customer, now: dt.datetime) -> bool:
    """Say whether nobody has confirmed a customer's data for twelve months."""
    return customer.verified_at is None or customer.verified_at <= now - STALE_AFTER


def ensure_usable(customer: Customer) -> None:
    """Refuse to change a file that is locked, or that was found to be another's.

    :raises Conflict: it is
    """
    if customer.locked_at is not None:
        raise Conflict(f"the file of customer {customer.customer_no} is locked", code="file_locked")
    if customer.merged_into_id is not None:
        raise Conflict(f"customer {customer.customer_no} was merged into another", code="merged")


def change_customer(
    work: Work,
    customer: Customer,
    changes: Mapping[str, Any],
    *,
    source: str,
    basis: str,
    expected_version: int | None = None,
) -> Customer:
    """Change fields of a customer, and note for each where the new value comes from.

    :param changes: some of ``FIELDS``
    :param basis: on which lawful basis the data are used (``rules.BASES``)
    :raises Stale: the customer was changed since ``expected_version``
    :raises Conflict: the file is locked or merged, or the identity number is another customer's
    """
    if expected_version is not None and expected_version != customer.version:
        raise Stale(f"{customer.customer_no} was changed meanwhile", current=customer.version)
    ensure_usable(customer)
    changed = {name: value for name, value in changes.items() if getattr(customer, name) != value}
    if changed.get("id_no") is not None:
        queries.ensure_unknown(work.session, changed["id_no"])
    for name, value in changed.items():
        setattr(customer, name, value)
    if "id_no" in changed:
        number = customer.id_no
        customer.id_no_hash = None if number is None else search_hash(work.session, number)
    if changed:
        note_sources(work, customer, changed, source=source, basis=basis)
        touch(work, customer)
        _record(work, "customer.changed", customer, fields=sorted(changed), source=source)
    return customer


def note_sources(
    work: Work, customer: Customer, fields: Mapping[str, Any], *, source: str, basis: str
) -> None:
    """Note for fields where they come from, on which lawful basis and since when."""
    told = {"source": source, "basis": basis, "at": work.now.isoformat()}
    customer.sources = {**(customer.sources or {}), **dict.fromkeys(fields, told)}


def confirm(work: Work, customer: Customer, *, at: dt.datetime | None = None) -> Customer:
    """Note that a customer's data were looked through with the customer and are right now.

    :raises InvalidInput: that lies ahead
    """
    ensure_usable(customer)
    if at is not None and at > work.now:
        detail = f"verified_at lies after {work.now.isoformat()}"
        wrong = FieldError(pointer="/verified_at", code="in_future", detail=detail)
        raise InvalidInput(detail, errors=[wrong])
    customer.verified_at = at or work.now
    touch(work, customer)
    _record(work, "customer.verified", customer)
    return customer


def merge(work: Work, customer: Customer, into: Customer) -> Customer:
    """Let one file be found under another: both were the same person.

    What hangs on it moves; what other rooms keep under its id is found through ``former_ids``.

    :raises Conflict: they cannot be the same, or one of them is locked or merged already
    """
    ensure_usable(customer)
    ensure_usable(into)
    if customer.id == into.id or customer.type is not into.type:
        raise Conflict(f"{customer.customer_no} and {into.customer_no} cannot be the same customer")
    if customer.id_no_hash and into.id_no_hash and customer.id_no_hash != into.id_no_hash:
        raise Conflict("they have two identity numbers: correct the wrong one first")
    _move(work, customer.id, into.id)
    customer.merged_into_id = into.id
    touch(work, customer)
    _record(work, "customer.merged", customer, into=into.customer_no)
    return into


def _move(work: Work, old: int, new: int) -> None:
    session = work.session
    session.execute(
        sa.update(Policy).where(Policy.policyholder_id == old).values(policyholder_id=new)
    )
    for part in (PolicyInsured, PolicyBeneficiary):
        twice = sa.select(part.policy_id).where(part.customer_id == new)
        doubled = sa.delete(part).where(part.customer_id == old, part.policy_id.in_(twice))
        session.execute(doubled, execution_options={"synchronize_session": False})
        session.execute(sa.update(part).where(part.customer_id == old).values(customer_id=new))
    for kept in (Consent, ContactNote, CustomerEvent, Feedback, DataRequest):
        session.execute(sa.update(kept).where(kept.customer_id == old).values(customer_id=new))
    session.expire_all()


def lock(work: Work, customer: Customer, *, until: dt.date | None) -> Customer:
    """Use a file for nothing but the duty to keep it (art. 47 of the data protection law).

    :param until: the last day of that duty; None while the relationship goes on
    """
    ensure_usable(customer)
    customer.locked_at, customer.locked_until = work.now, until
    touch(work, customer)
    _record(work, "customer.locked", customer, until=until)
    return customer


def _record(work: Work, action: str, customer: Customer, **detail: Any) -> None:
    audit.record(work, action, subject=customer.customer_no, detail=detail)
