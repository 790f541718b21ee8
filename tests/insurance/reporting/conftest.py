"""Books of a company in March 2026, and what is read off them."""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy.orm import Session

from app import secrets
from app.insurance.reports import rolling
from app.insurance.reports.behind import list_behind
from app.insurance.reports.catalogue import METRICS
from app.insurance.reports.counting import count, count_by
from app.insurance.reports.reading import Reader
from app.insurance.reports.shapes import Filters, window_of
from tests.insurance.reporting.books import Books
from tests.working import ZONE, work_of

MARCH, APRIL = dt.date(2026, 3, 1), dt.date(2026, 4, 1)
#: the roll-ups' last run; what came later is read from the tables
NIGHT = dt.datetime(2026, 4, 10, 1, 30, tzinfo=ZONE)
Numbers = list[tuple[str, Decimal, Decimal | None, Decimal | None]]


@pytest.fixture
def books(session: Session) -> Books:
    """A database without any case."""
    secrets.attach(session.get_bind(), secrets.new_keys(demo=True))
    return Books(session)


@pytest.fixture(params=["tables", "roll-ups"])
def numbers(request: pytest.FixtureRequest, session: Session) -> Callable[..., Any]:
    """Counts a metric, once from the tables and once with roll-ups: the answers are the same."""

    def numbers(
        code: str,
        *,
        by: str = "",
        first: dt.date = MARCH,
        end: dt.date = APRIL,
        as_of: dt.datetime | None = None,
        event: str | None = None,
        **dimensions: str,
    ) -> Any:
        rolled = request.param == "roll-ups"
        if rolled:
            while rolling.roll_up(work_of(session, now=NIGHT)):
                pass
        reader = Reader(
            session=session,
            window=window_of(first, end, ZONE, as_of),
            filters=Filters(dimensions=dimensions, event=event),
            rolled=rolled,
        )
        if by:
            parts = count_by(reader, METRICS[code], by)
            return {name: [_told(one) for one in found] for name, found in parts.items()}
        return {one.measure.code: _told(one) for one in count(reader, METRICS[code])}

    return numbers


def _told(one: Any) -> tuple[float, float | None, float | None]:
    under = None if one.denominator is None else float(one.denominator)
    return float(one.numerator), under, None if one.value is None else float(one.value)


@pytest.fixture
def listed(session: Session) -> Callable[..., list[str]]:
    """Lists what is behind a number: of each fact the number people use, or its id."""

    def listed(
        code: str,
        measure: str | None = None,
        part: str = "numerator",
        *,
        first: dt.date = MARCH,
        end: dt.date = APRIL,
        as_of: dt.datetime | None = None,
        event: str | None = None,
        **only: str,
    ) -> list[str]:
        reader = Reader(
            session=session,
            window=window_of(first, end, ZONE, as_of),
            filters=Filters(event=event),
        )
        page = list_behind(reader, METRICS[code], part=part, measure=measure, only=only, limit=1000)
        return [row["number"] or str(row["id"]) for row in page.rows]

    return listed
