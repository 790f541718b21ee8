"""What every record of the domain carries: key, who wrote it and when, its version."""

import datetime as dt
from decimal import ROUND_HALF_UP, Decimal
from enum import Enum
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import InstrumentedAttribute, Mapped, Session, declared_attr, mapped_column

from app.database import MAX_DIGITS, Key, Ref, next_key
from app.errors import NotFound
from app.work import Work


class Share(sa.types.TypeDecorator[Decimal]):
    """A rate between 0 and 1 with six places, stored as millionths."""

    impl = sa.Integer
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> int | None:
        return None if value is None else int((value * 1_000_000).to_integral_value())

    def process_result_value(self, value: int | None, dialect: Dialect) -> Decimal | None:
        return None if value is None else (Decimal(value) / 1_000_000).normalize()


class Measure(sa.types.TypeDecorator[Decimal]):
    """A measured number with four places, which may be negative, stored as ten-thousandths."""

    impl = sa.BigInteger
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> int | None:
        return None if value is None else int((value * 10_000).to_integral_value(ROUND_HALF_UP))

    def process_result_value(self, value: int | None, dialect: Dialect) -> Decimal | None:
        return None if value is None else Decimal(value).scaleb(-4)


def words(kind: type[Enum]) -> sa.Enum:
    """Return the column type of an enumeration: its values as text, checked by the application."""
    return sa.Enum(
        kind,
        native_enum=False,
        length=40,
        values_callable=lambda members: [member.value for member in members],
    )


class Record:
    """Columns of every record that may be changed after it was written."""

    id: Mapped[Key]
    created_at: Mapped[dt.datetime]
    #: the user; None for the system itself
    created_by: Mapped[Ref | None]
    updated_at: Mapped[dt.datetime]
    updated_by: Mapped[Ref | None]
    version: Mapped[int]
    #: the branch it belongs to: that of the policy or customer it is about, else of who entered it
    org_unit: Mapped[str | None] = mapped_column(sa.String(64))

    @declared_attr.directive
    def __mapper_args__(cls) -> dict[str, Any]:
        return {"version_id_col": cls.__table__.c.version}  # type: ignore[attr-defined]  # set by the mapping


R = TypeVar("R", bound=Record)


def enter(work: Work, record: R) -> R:
    """Write a new record in the name of who acts; without a unit it belongs to theirs."""
    record.id = next_key(work.session)
    record.created_at = record.updated_at = work.now
    record.created_by = record.updated_by = work.actor.user_id
    record.org_unit = record.org_unit or work.actor.org_unit
    work.session.add(record)
    work.session.flush()
    return record


def touch(work: Work, record: Record) -> None:
    """Note who changed a record, and when."""
    record.updated_at = work.now
    record.updated_by = work.actor.user_id
    work.session.flush()


def by_key(
    ids: InstrumentedAttribute[int], numbers: InstrumentedAttribute[Any], key: int | str
) -> sa.ColumnElement[bool]:
    """Match a row by its id or by the number people use; digits alone are an id."""
    text = str(key)
    return ids == int(text) if text.isdecimal() and len(text) < MAX_DIGITS else numbers == text


def find_of_case(
    session: Session, model: type[R], cases: InstrumentedAttribute[Any], case_id: int
) -> R | None:
    """Return the record that a case is about.

    :param cases: the column of the record with the key of its case
    """
    return session.scalars(sa.select(model).where(cases == case_id)).first()


def get_by_key(
    session: Session,
    model: type[R],
    numbers: InstrumentedAttribute[Any],
    key: int | str,
    *,
    what: str,
) -> R:
    """Return a record by its id or by the number people use.

    :param what: what a reader calls it
    :raises NotFound: there is none
    """
    found = session.scalars(sa.select(model).where(by_key(model.id, numbers, key))).first()
    if found is None:
        raise NotFound(f"no {what} {key}")
    return found
