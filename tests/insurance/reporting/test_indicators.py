"""The numbers of the month and quarter that ended are kept for the cycles of quality."""

import datetime as dt
from decimal import Decimal

import sqlalchemy as sa

from app.insurance.quality.models import IndicatorValue
from app.insurance.reports.indicators import keep_indicators
from tests.insurance.reporting.books import Books, at
from tests.working import work_of


def test_a_month_and_a_quarter_are_kept_once(books: Books) -> None:
    # 1 of 2 satisfied in March; 2 of 3 in the first quarter; M07 and others counted nothing
    books.opinion("claim", 5, "01-10 09:00")
    books.opinion("claim", 5, "03-10 09:00")
    books.opinion("claim", 1, "03-10 09:00")
    for _ in range(2):
        keep_indicators(work_of(books.session, now=at("04-01 00:45")))

    kept = books.session.scalars(sa.select(IndicatorValue).where(IndicatorValue.code == "M03"))
    told = {(one.period_from, one.period_to): one.value for one in kept}
    assert told == {
        (dt.date(2026, 3, 1), dt.date(2026, 4, 1)): Decimal("0.5"),
        (dt.date(2026, 1, 1), dt.date(2026, 4, 1)): Decimal("0.6667"),
    }
    codes = set(books.session.scalars(sa.select(IndicatorValue.code)))
    assert {"M03"} <= codes <= {"M03", "M40", "M61"}
