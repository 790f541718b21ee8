"""Base class, column types, keys and connections of all tables; no feature's table is here."""

import datetime as dt
import json
import re
import secrets
import sqlite3
from decimal import ROUND_HALF_UP, Decimal
from typing import Annotated, Any, ClassVar

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Connection, Dialect, Engine
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

KEY_BLOCK = 100  # keys a transaction takes at once; unused ones are gaps, and gaps mean nothing
MAX_DIGITS = 19  # what is as long or longer is no key: BIGINT ends within 19 digits
BUSY_TIMEOUT_MS = 10_000  # how long an SQLite writer waits for another before "database is locked"

#: SQLite makes INTEGER PRIMARY KEY the table's own row id: one index less than BIGINT.
BigKey = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


class UTCDateTime(sa.types.TypeDecorator[dt.datetime]):
    """An aware instant, stored in UTC; naive values are refused."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: dt.datetime | None, dialect: Dialect) -> dt.datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"naive instant {value!r}")
        value = value.astimezone(dt.UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(
        self, value: dt.datetime | None, dialect: Dialect
    ) -> dt.datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=dt.UTC) if value.tzinfo is None else value.astimezone(dt.UTC)


class Money(sa.types.TypeDecorator[Decimal]):
    """CNY with two places, stored as fen, so that sums in SQL are exact on every database."""

    impl = sa.BigInteger
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> int | None:
        if value is None:
            return None
        fen = value * 100
        if fen != fen.to_integral_value():
            raise ValueError(f"{value} has more than two places")
        return int(fen)

    def process_result_value(self, value: int | None, dialect: Dialect) -> Decimal | None:
        return None if value is None else Decimal(value).scaleb(-2)


def to_json(value: object) -> str:
    """Write JSON as the house keeps it: Decimals as numbers with all their digits."""
    try:
        return _ENCODER.encode(value)
    except _MoreDigits:
        return _with_digits(value)


def from_json(text: str) -> Any:
    """Read JSON with every fraction as a Decimal."""
    return _DECODER.decode(text)


class _MoreDigits(Exception):
    """A number has more digits than a float holds."""


def _plain(value: object) -> object:
    if isinstance(value, Decimal):
        if value == value.to_integral_value():
            return int(value)
        near = float(value)
        if Decimal(repr(near)) != value:
            raise _MoreDigits
        return near
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} is not JSON")


def _with_digits(value: object) -> str:
    """Write JSON with a mark in the place of each long number, then the numbers themselves."""
    mark, numbers = f"number-{secrets.token_hex(8)}-", list[str]()

    def plain(one: object) -> object:
        try:
            return _plain(one)
        except _MoreDigits:
            numbers.append(f"{one:f}")
            return f"{mark}{len(numbers) - 1}"

    encoder = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=plain)
    text = encoder.encode(value)
    return re.sub(f'"{mark}(\\d+)"', lambda found: numbers[int(found[1])], text)


# Made once: json.dumps and json.loads make one for each call that differs from their defaults.
_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=_plain)
_DECODER = json.JSONDecoder(parse_float=Decimal)


def round_money(amount: Decimal) -> Decimal:
    """Round half up to the fen; called once, at the end of a calculation (domain 0.4)."""
    return amount.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)


class Json(sa.types.TypeDecorator[Any]):
    """A JSON value kept as text: the order of keys and the digits of numbers stay as written."""

    impl = sa.Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        return None if value is None else to_json(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:
        return None if value is None else from_json(value)


Key = Annotated[int, mapped_column(BigKey, primary_key=True, autoincrement=False)]
#: A foreign key's column; say the target with ``mapped_column(sa.ForeignKey(...), index=True)``.
Ref = Annotated[int, mapped_column(BigKey)]


class Base(DeclarativeBase):
    """All tables of the house."""

    metadata = sa.MetaData(
        naming_convention={
            "ix": "ix_%(column_0_N_label)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        dt.datetime: UTCDateTime(),
        Decimal: Money(),
        dict[str, Any]: Json(),
        list[Any]: Json(),
        list[str]: Json(),
    }


def table_of(model: type[Base]) -> sa.Table:
    """Return a model's table, for statements that do without the unit of work."""
    table = model.__table__
    assert isinstance(table, sa.Table)
    return table


class KeySpace(Base):
    """The row from which SQLite takes its keys; PostgreSQL has the sequence ``key_space_seq``."""

    __tablename__ = "key_space"
    id: Mapped[Key]
    next_key: Mapped[int] = mapped_column(sa.BigInteger)


key_sequence = sa.Sequence("key_space_seq", start=1000, increment=KEY_BLOCK, metadata=Base.metadata)


@event.listens_for(KeySpace.__table__, "after_create")
def _fill_key_space(target: sa.Table, connection: Connection, **_: object) -> None:
    connection.execute(sa.insert(target).values(id=1, next_key=1000))


class BusinessNumber(Base):
    """The last running number of a prefix on a local day, e.g. CLM on 20260302."""

    __tablename__ = "business_number"
    prefix: Mapped[str] = mapped_column(sa.String(8), primary_key=True)
    day: Mapped[str] = mapped_column(sa.String(8), primary_key=True)
    last: Mapped[int]


_RAISED = (
    sa.update(table_of(KeySpace))
    .where(KeySpace.id == 1)
    .values(next_key=KeySpace.next_key + KEY_BLOCK)
    .returning(KeySpace.next_key)
)


def next_key(session: Session) -> int:
    """Take the next key of the one number space over all tables."""
    block: list[int] | None = session.info.get("key_block")
    if not block:
        block = session.info["key_block"] = _reserve(session)
    return block.pop()


def _reserve(session: Session) -> list[int]:
    connection = session.connection()
    if connection.dialect.name == "sqlite":
        first = connection.execute(_RAISED).scalar_one() - KEY_BLOCK
    else:
        first = connection.execute(sa.select(key_sequence.next_value())).scalar_one()
    return list(range(first + KEY_BLOCK - 1, first - 1, -1))


def memory_of(session: Session) -> dict[Any, Any]:
    """Return what this transaction has looked up and need not look up again.

    It is empty again when the transaction ends, and when part of it is undone.
    """
    memory: dict[Any, Any] = session.info.setdefault("memory", {})
    return memory


@event.listens_for(Session, "after_commit")
@event.listens_for(Session, "after_soft_rollback")
def forget(session: Session, *_: object) -> None:
    """Look everything up again."""
    session.info.pop("memory", None)


@event.listens_for(Session, "after_rollback")
def _throw_block_away(session: Session) -> None:
    session.info.pop("key_block", None)


def next_business_number(session: Session, prefix: str, local_day: dt.date) -> str:
    """Take the next number for people, e.g. ``CLM-20260302-000001``; take it last in a command."""
    day = f"{local_day:%Y%m%d}"
    table = table_of(BusinessNumber)
    dialect = sqlite if session.get_bind().dialect.name == "sqlite" else postgresql
    # One statement: of two who take the first number of a day at once, the second gets the next.
    first = dialect.insert(table).values(prefix=prefix, day=day, last=1)
    raised = first.on_conflict_do_update(
        index_elements=["prefix", "day"], set_={"last": table.c.last + 1}
    )
    number = session.execute(raised.returning(table.c.last)).scalar_one()
    return f"{prefix}-{day}-{number:06d}"


def is_busy(error: sa.exc.SQLAlchemyError) -> bool:
    """Say whether others held the database for too long: the same may succeed in a moment."""
    if isinstance(error, sa.exc.TimeoutError):
        return True
    if not isinstance(error, sa.exc.OperationalError):
        return False
    return not str(error.orig).lower().startswith("no such")  # a missing table is our fault


def is_second(error: sa.exc.SQLAlchemyError) -> bool:
    """Say whether somebody else has made what there may be one of."""
    return isinstance(error, sa.exc.IntegrityError) and "unique" in str(error.orig).lower()


def prepare(engine: Engine) -> None:
    """Set up every connection of an engine: on SQLite WAL, full sync, and BEGIN by purpose.

    A connection opened with the execution option ``writes`` begins IMMEDIATE; any other begins
    deferred, reads its snapshot and never waits for a writer.
    """
    if engine.dialect.name != "sqlite":
        return
    event.listen(engine, "connect", _set_pragmas)
    event.listen(engine, "begin", _begin)


def _set_pragmas(connection: sqlite3.Connection, _: object) -> None:
    connection.isolation_level = None  # SQLAlchemy says BEGIN itself, below
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        f"busy_timeout={BUSY_TIMEOUT_MS}",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writes", False)
    begun = connection.connection.cursor()
    begun.execute("BEGIN IMMEDIATE" if writes else "BEGIN")
    begun.close()
