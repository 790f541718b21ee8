"""What each line wrote in a month: as it was entered, else as the contracts say."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.audit import operations as audit
from app.errors import FieldError, InvalidInput
from app.insurance.complaints.models import RegulatorBase
from app.insurance.customers.models import Policy, PolicyInsured, Product
from app.insurance.records import enter, touch
from app.work import Work


@dataclass(frozen=True, kw_only=True)
class Written:
    """Premium, contracts and persons insured by them."""

    premium: Decimal = Decimal(0)
    policies: int = 0
    insured_persons: int = 0

    def __add__(self, other: "Written") -> "Written":
        return Written(
            premium=self.premium + other.premium,
            policies=self.policies + other.policies,
            insured_persons=self.insured_persons + other.insured_persons,
        )


@dataclass(frozen=True, kw_only=True)
class LineWritten(Written):
    """What one line wrote."""

    lob: str


def list_bases(session: Session, month: dt.date) -> Sequence[RegulatorBase]:
    """List what was entered for a month, by line."""
    rows = sa.select(RegulatorBase).where(RegulatorBase.month == month)
    return session.scalars(rows.order_by(RegulatorBase.lob).limit(1000)).all()


def put_bases(work: Work, month: dt.date, lines: Sequence[LineWritten]) -> Sequence[RegulatorBase]:
    """Keep what lines wrote in a month in place of what was entered before.

    :raises InvalidInput: not the first of a month, a line twice, or one that does not exist
    """
    _check(work.session, month, lines)
    known = {row.lob: row for row in list_bases(work.session, month)}
    for lob in set(known) - {line.lob for line in lines}:
        work.session.delete(known[lob])
    for line in lines:
        row = known.get(line.lob) or RegulatorBase(month=month, lob=line.lob)
        row.premium, row.policies = line.premium, line.policies
        row.insured_persons = line.insured_persons
        if line.lob in known:
            touch(work, row)
        else:
            enter(work, row)
    audit.record(
        work,
        "complaint.regulator_bases_put",
        subject=month.isoformat(),
        detail={"lines": sorted(line.lob for line in lines)},
    )
    return list_bases(work.session, month)


def _check(session: Session, month: dt.date, lines: Sequence[LineWritten]) -> None:
    wrong = [] if month.day == 1 else [("/month", f"{month.isoformat()} is no first of a month")]
    lobs = {lob for (lob,) in session.execute(sa.select(Product.lob).distinct())}
    named: set[str] = set()
    for at, line in enumerate(lines):
        if line.lob not in lobs:
            wrong.append((f"/items/{at}/lob", f"no product is of the line {line.lob}"))
        if line.lob in named:
            wrong.append((f"/items/{at}/lob", f"{line.lob} is named twice"))
        named.add(line.lob)
    if wrong:
        errors = [
            FieldError(pointer=pointer, code="invalid_value", detail=detail)
            for pointer, detail in wrong
        ]
        raise InvalidInput("; ".join(detail for _, detail in wrong), errors=errors)


def written_by_line(
    session: Session, first: dt.date, end: dt.date
) -> tuple[dict[str | None, Written], dict[str, str]]:
    """Return what lines wrote in some months, and the law's class of every line.

    Where nothing was entered for a line and month, the contracts that began then are counted,
    with their first instalment.
    """
    classes = {
        lob: statutory_class.value
        for lob, statutory_class in session.execute(
            sa.select(Product.lob, Product.statutory_class).distinct()
        )
    }
    entered = _entered(session, first, end)
    summed: dict[str | None, Written] = {}
    for month in _months(first, end):
        begun = _begun(session, month, _after(month))
        for lob in {*begun, *(line for at, line in entered if at == month)}:
            one = entered.get((month, lob)) or begun[lob]
            summed[lob] = summed.get(lob, Written()) + one
    return summed, classes


def _entered(session: Session, first: dt.date, end: dt.date) -> dict[tuple[dt.date, str], Written]:
    rows = sa.select(RegulatorBase).where(RegulatorBase.month >= first, RegulatorBase.month < end)
    return {
        (row.month, row.lob): Written(
            premium=row.premium, policies=row.policies, insured_persons=row.insured_persons
        )
        for row in session.scalars(rows)
    }


def _begun(session: Session, since: dt.date, until: dt.date) -> dict[str, Written]:
    began = (Policy.starts_on >= since, Policy.starts_on < until)
    policies = (
        sa.select(Product.lob, sa.func.sum(Policy.premium), sa.func.count())
        .join(Product, Product.id == Policy.product_id)
        .where(*began)
        .group_by(Product.lob)
    )
    persons = (
        sa.select(Product.lob, sa.func.count())
        .select_from(PolicyInsured)
        .join(Policy, Policy.id == PolicyInsured.policy_id)
        .join(Product, Product.id == Policy.product_id)
        .where(*began)
        .group_by(Product.lob)
    )
    insured = {lob: count for lob, count in session.execute(persons)}
    return {
        lob: Written(premium=premium, policies=count, insured_persons=insured.get(lob, 0))
        for lob, premium, count in session.execute(policies)
    }


def _months(first: dt.date, end: dt.date) -> list[dt.date]:
    months = [first]
    while _after(months[-1]) < end:
        months.append(_after(months[-1]))
    return months


def _after(month: dt.date) -> dt.date:
    return (month + dt.timedelta(days=31)).replace(day=1)
