"""Keeps the numbers of the month and quarter that ended, for the cycles of service quality."""

import datetime as dt
from collections.abc import Iterator

import sqlalchemy as sa

from app.database import next_key
from app.insurance.quality.models import IndicatorValue
from app.insurance.reports.catalogue import METRICS
from app.insurance.reports.counting import count
from app.insurance.reports.reading import Reader
from app.insurance.reports.shapes import Filters, Number, window_of
from app.work import Work

MONTHS_OF_QUARTER = 3


def keep_indicators(work: Work) -> None:
    """Write the headline number of every metric that counted anything; twice writes it once."""
    for first, end in _periods(work.today):
        reader = Reader(
            session=work.session,
            window=window_of(first, end, work.processes.zone),
            filters=Filters(),
        )
        for code, metric in METRICS.items():
            number = count(reader, metric)[0]
            if number.numerator or number.denominator:
                _keep(work, code, (first, end), number)


def _periods(today: dt.date) -> Iterator[tuple[dt.date, dt.date]]:
    """Yield the month and the quarter that ended last."""
    month = today.replace(day=1)
    yield (month - dt.timedelta(days=1)).replace(day=1), month
    begun = (today.month - 1) // MONTHS_OF_QUARTER * MONTHS_OF_QUARTER + 1
    quarter = today.replace(month=begun, day=1)
    last = quarter - dt.timedelta(days=1)
    yield last.replace(month=last.month - MONTHS_OF_QUARTER + 1, day=1), quarter


def _keep(work: Work, code: str, period: tuple[dt.date, dt.date], number: Number) -> None:
    first, end = period
    found = work.session.scalars(
        sa.select(IndicatorValue).where(
            IndicatorValue.code == code,
            IndicatorValue.line == "",
            IndicatorValue.period_from == first,
            IndicatorValue.period_to == end,
        )
    ).first()
    if found is None:
        found = IndicatorValue(
            id=next_key(work.session), code=code, line="", period_from=first, period_to=end
        )
        work.session.add(found)
    found.numerator, found.denominator = number.numerator, number.denominator
    found.value, found.computed_at = number.value, work.now
    work.session.flush()
