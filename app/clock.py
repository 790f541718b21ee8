"""The only source of the present; in test mode a row that all processes read."""

import datetime as dt
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session

from app.database import Base, Key, table_of
from app.errors import Conflict

DEFAULT_ZONE = "Asia/Shanghai"
TEST_START = dt.datetime(2026, 1, 1, tzinfo=ZoneInfo(DEFAULT_ZONE))


class TestClock(Base):
    """The clock of a test database, still between calls; a production database has no row."""

    __tablename__ = "test_clock"
    __test__ = False  # not a pytest class
    id: Mapped[Key]
    now_at: Mapped[dt.datetime]


_STOOD = sa.select(table_of(TestClock).c.now_at)


def now(session: Session) -> dt.datetime:
    """Return the present in UTC: the test clock's where there is one, else the database's."""
    stood: dt.datetime | None = session.connection().execute(_STOOD).scalar()
    if stood is not None:
        return stood
    if session.get_bind().dialect.name == "sqlite":
        return dt.datetime.now(dt.UTC)  # SQLite's clock is this machine's
    told: dt.datetime = session.execute(sa.select(sa.func.clock_timestamp())).scalar_one()
    return told.astimezone(dt.UTC)


def is_test(session: Session) -> bool:
    """Say whether this database was marked as a test database at its first migration."""
    return session.execute(sa.select(TestClock.id)).first() is not None


def set_test_clock(session: Session, to: dt.datetime) -> None:
    """Move the test clock.

    :raises Conflict: there is no test clock, or ``to`` lies before it
    """
    row = session.get(TestClock, 1, populate_existing=True)
    if row is None:
        raise Conflict("this database has no test clock")
    if to < row.now_at:
        raise Conflict(f"the clock shows {row.now_at.isoformat()} and never goes back")
    row.now_at = to
    session.flush()


def mark_as_test(session: Session) -> None:
    """Give a new database its test clock; there is no way back."""
    session.add(TestClock(id=1, now_at=TEST_START))
    session.flush()
