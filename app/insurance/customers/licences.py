"""What a company may write and whom it lets sell: licences of the company and of sellers."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.audit import operations as audit
from app.errors import Conflict, FieldError, InvalidInput, NotAllowed
from app.insurance.customers.file_models import CompanyLicence
from app.insurance.customers.models import Product, StatutoryClass
from app.insurance.records import enter
from app.work import Work

#: personal business that a property insurer may write for a year at most (art. 95)
SHORT_TERM_LINES = ("health", "accident")
YEAR = dt.timedelta(days=366)


def list_licences(session: Session) -> Sequence[CompanyLicence]:
    """List the licences of the company, the oldest first."""
    return session.scalars(sa.select(CompanyLicence).order_by(CompanyLicence.id).limit(100)).all()


def licensed_classes(session: Session, on: dt.date) -> set[StatutoryClass]:
    """Return the classes that the company may write on a day."""
    return {row.statutory_class for row in list_licences(session) if is_valid(row, on)}


def is_valid(licence: CompanyLicence, on: dt.date) -> bool:
    """Say whether a licence holds on a day."""
    return licence.valid_from <= on and (licence.valid_until is None or on <= licence.valid_until)


def enter_licence(work: Work, licence: CompanyLicence) -> CompanyLicence:
    """Enter a licence of the company.

    :raises Conflict: it is there, or the company may write the other class already (art. 95)
    """
    known = list_licences(work.session)
    if any(row.licence_no == licence.licence_no for row in known):
        raise Conflict(f"licence {licence.licence_no} is entered", code="duplicate_reference")
    other = [
        row.licence_no
        for row in known
        if row.statutory_class is not licence.statutory_class and _overlap(row, licence)
    ]
    if other and not licence.demonstration:
        raise Conflict(
            f"licence {other[0]} is for the other class: an insurer may not write both",
            code="one_class_only",
        )
    enter(work, licence)
    detail = {"class": licence.statutory_class.value, "licence_no": licence.licence_no}
    audit.record(work, "licence.entered", subject=licence.licence_no, detail=detail)
    return licence


def _overlap(one: CompanyLicence, other: CompanyLicence) -> bool:
    begins = max(one.valid_from, other.valid_from)
    ends = [row.valid_until for row in (one, other) if row.valid_until is not None]
    return not ends or begins <= min(ends)


def may_write(work: Work, product: Product, term: dt.timedelta | None = None) -> bool:
    """Say whether a licence of the company covers a product today.

    A property insurer may write health and accident insurance of a year at most.

    :param term: how long the contract runs; None for the product itself
    """
    classes = licensed_classes(work.session, work.today)
    return product.statutory_class in classes or _is_short_term(product, classes, term)


def ensure_licensed(
    work: Work, product: Product, *, pointer: str, term: dt.timedelta | None = None
) -> None:
    """Refuse business that the company has no licence for.

    :param term: how long the contract runs; None for the product itself
    :raises InvalidInput: no licence covers it
    """
    if may_write(work, product, term):
        return
    classes = licensed_classes(work.session, work.today)
    held = ", ".join(sorted(one.value for one in classes)) or "none at all"
    kind = product.statutory_class.value
    detail = f"{product.product_code} is {kind} business; the company's licence is for {held}"
    wrong = FieldError(pointer=pointer, code="not_licensed", detail=detail)
    raise InvalidInput(detail, errors=[wrong], code="not_licensed")


def _is_short_term(
    product: Product, classes: Iterable[StatutoryClass], term: dt.timedelta | None
) -> bool:
    of_a_year = term is None or term <= YEAR
    return StatutoryClass.PROPERTY in classes and product.lob in SHORT_TERM_LINES and of_a_year


def seller_may_sell(
    licences: Sequence[Mapping[str, Any]], statutory_class: StatutoryClass, on: dt.date
) -> bool:
    """Say whether a seller's licences cover a class on a day.

    :param licences: rows of class, no and valid_until (ISO date, the last day)
    """
    return any(
        row["class"] == statutory_class.value and dt.date.fromisoformat(row["valid_until"]) >= on
        for row in licences
    )


def ensure_may_sell(
    licences: Sequence[Mapping[str, Any]], product: Product, on: dt.date, *, seller: str
) -> None:
    """Refuse a seller without a valid licence for a product's class.

    :raises NotAllowed: no licence covers it today
    """
    if not seller_may_sell(licences, product.statutory_class, on):
        raise NotAllowed(
            f"{seller} has no valid licence for {product.statutory_class.value} business",
            code="seller_not_licensed",
        )
