"""Reads standards and checks; writes nothing."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.errors import NotFound
from app.insurance.quality.check_models import (
    CheckArea,
    QualityCheck,
    QualityStandard,
    StandardArea,
)
from app.keyset import Cursor, Order, Slice, slice_of


def find_standard(session: Session, code: str) -> QualityStandard | None:
    """Return the newest version of a standard."""
    versions = sa.select(QualityStandard).where(QualityStandard.code == code)
    return session.scalars(versions.order_by(QualityStandard.edition.desc()).limit(1)).first()


def get_standard(session: Session, key: int) -> QualityStandard:
    """Return a version of a standard.

    :raises NotFound: there is none
    """
    standard = session.get(QualityStandard, key)
    if standard is None:
        raise NotFound(f"no standard {key}")
    return standard


def list_standards(
    session: Session,
    *,
    code: str | None = None,
    area: StandardArea | None = None,
    after: Cursor | None = None,
    limit: int = 50,
    count: bool = False,
) -> Slice[QualityStandard]:
    """List the versions of standards, the newest first."""
    query = sa.select(QualityStandard)
    if code is not None:
        query = query.where(QualityStandard.code == code)
    if area is not None:
        query = query.where(QualityStandard.area == area)
    order = (Order(QualityStandard.id, descending=True),)
    return slice_of(session, query, order, after, limit=limit, count=count)


def get_check(session: Session, key: int) -> QualityCheck:
    """Return a check.

    :raises NotFound: there is none
    """
    check = session.get(QualityCheck, key)
    if check is None:
        raise NotFound(f"no quality check {key}")
    return check


def list_checks(
    session: Session,
    *,
    area: CheckArea | None = None,
    person_id: int | None = None,
    counter: str | None = None,
    after: Cursor | None = None,
    limit: int = 50,
    count: bool = False,
) -> Slice[QualityCheck]:
    """List checks, the newest first."""
    query = sa.select(QualityCheck)
    if area is not None:
        query = query.where(QualityCheck.area == area)
    if person_id is not None:
        query = query.where(QualityCheck.person_id == person_id)
    if counter is not None:
        query = query.where(QualityCheck.counter == counter)
    order = (Order(QualityCheck.id, descending=True),)
    return slice_of(session, query, order, after, limit=limit, count=count)


@dataclass(frozen=True, kw_only=True)
class Standing:
    """How somebody, or a counter, was checked in some time."""

    person_id: int | None
    counter: str | None
    checks: int
    mean: Decimal


MOST_STANDINGS = 200  # lines of the score board


def list_standings(session: Session, *, since: dt.datetime, until: dt.datetime) -> list[Standing]:
    """List whose work and which counters were checked in some time, the best mean first."""
    scores, marks = sa.func.sum(QualityCheck.score_sum), sa.func.sum(QualityCheck.score_count)
    who = (QualityCheck.person_id, QualityCheck.counter)
    rows = (
        sa.select(*who, sa.func.count().label("checks"), scores.label("sum"), marks.label("count"))
        .where(QualityCheck.at >= since, QualityCheck.at < until)
        .group_by(*who)
        .order_by((scores * sa.literal(1.0) / marks).desc(), *who)
        .limit(MOST_STANDINGS)
    )
    return [_standing(row) for row in session.execute(rows)]


def _standing(row: Any) -> Standing:
    mean = (Decimal(row.sum) / row.count).quantize(Decimal("0.01"))
    return Standing(person_id=row.person_id, counter=row.counter, checks=row.checks, mean=mean)
