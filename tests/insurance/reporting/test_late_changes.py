"""What is changed of days long over reaches the roll-ups in the next night."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.audit import operations as audit
from app.insurance.payments.models import PaymentStatus
from app.insurance.reports import rolling
from app.insurance.reports.catalogue import METRICS
from app.insurance.reports.counting import count, count_by
from app.insurance.reports.models import RolledSeries
from app.insurance.reports.reading import Reader
from app.insurance.reports.shapes import Filters, window_of
from tests.insurance.reporting.books import Books, at
from tests.working import ZONE, work_of

MARCH, APRIL = dt.date(2026, 3, 1), dt.date(2026, 4, 1)
#: months after March, and the next night
FIRST_NIGHT = dt.datetime(2026, 8, 10, 1, 30, tzinfo=ZONE)
NEXT_NIGHT = dt.datetime(2026, 8, 11, 1, 30, tzinfo=ZONE)
BETWEEN = dt.datetime(2026, 8, 10, 11, 0, tzinfo=ZONE)
Count = Callable[..., Any]


@pytest.fixture
def rolled(session: Session) -> Count:
    """Counts a metric of March from the roll-ups as they are."""

    def rolled(code: str, *, by: str = "") -> Any:
        window = window_of(MARCH, APRIL, ZONE)
        reader = Reader(session=session, window=window, filters=Filters())
        if by:
            parts = count_by(reader, METRICS[code], by)
            return {key: (one.numerator, one.denominator) for key, (one, *_) in parts.items()}
        first = count(reader, METRICS[code])[0]
        return (first.numerator, first.denominator)

    return rolled


def night(session: Session, now: dt.datetime) -> None:
    while rolling.roll_up(work_of(session, now=now)):
        pass


def acts_on(books: Books, case_id: int | None) -> None:
    """Note in the audit log that somebody did something to a case."""
    work = work_of(books.session, now=BETWEEN)
    audit.record(work, "claim.corrected", case_id=case_id, detail={})
    books.session.flush()


def test_a_payment_claimed_back_months_later_counts_no_more(books: Books, rolled: Count) -> None:
    claim = books.claim("A", loss_time=at("03-01 09:00"), report_time=at("03-01 09:00"))
    payment = books.payment(claim, "03-05 09:00", "4000")
    books.payment(books.claim("B", loss_time=at("03-01 09:00")), "03-05 09:00", "10")
    night(books.session, FIRST_NIGHT)
    assert rolled("M14")[1] == 2

    payment.status = PaymentStatus.REVERSED
    acts_on(books, claim.case_id)
    assert rolled("M14")[1] == 2  # not before the night
    night(books.session, NEXT_NIGHT)

    assert rolled("M14")[1] == 1


def test_a_field_corrected_months_later_moves_what_it_tells_apart(
    books: Books, rolled: Count
) -> None:
    claim = books.claim("A", report_time=at("03-01 09:00"), closed_at=at("03-31 23:59"))
    books.clock(claim, "survey", "met", "03-02 09:00", "03-03 09:00", "03-02 11:00")
    books.clock(books.claim("B"), "survey", "met", "03-02 09:00", "03-03 09:00", "03-02 11:00")
    night(books.session, FIRST_NIGHT)
    assert rolled("M11", by="line") == {"motor_commercial": (2, 2)}

    claim.policy_id = books.policies["health"].id
    acts_on(books, claim.case_id)
    night(books.session, NEXT_NIGHT)

    assert rolled("M11", by="line") == {"health": (1, 1), "motor_commercial": (1, 1)}
    assert rolled("M16") == (1, 2)


def test_a_second_notice_months_later_makes_the_first_one_of_two(
    books: Books, rolled: Count
) -> None:
    claim = books.claim("A")
    books.notice(claim, 1, "03-04 09:00")
    night(books.session, FIRST_NIGHT)
    assert rolled("M18") == (1, 1)

    books.notice(claim, 2, "08-10 11:00")
    acts_on(books, claim.case_id)
    night(books.session, NEXT_NIGHT)

    assert rolled("M18") == (0, 1)


def test_a_complaint_found_to_repeat_another_is_merged_into_it(books: Books, rolled: Count) -> None:
    first = books.complaint("1", "03-02 09:00")
    second = books.complaint("2", "03-05 09:00")
    night(books.session, FIRST_NIGHT)
    assert rolled("M30") == (2, None)

    second.repeat_of_id = first.id
    acts_on(books, second.case_id)
    night(books.session, NEXT_NIGHT)

    assert rolled("M30") == (1, None)


def test_a_loss_reported_months_after_it_was_received_is_of_that_month(
    books: Books, rolled: Count
) -> None:
    books.claim("A", report_time=at("03-05 09:00"))
    night(books.session, FIRST_NIGHT)
    assert rolled("M16") == (0, 1)

    late = books.claim("B", report_time=at("03-31 23:59"), created_at=BETWEEN)
    acts_on(books, late.case_id)
    night(books.session, NEXT_NIGHT)

    assert rolled("M16") == (0, 2)


def test_a_night_is_rolled_up_in_parts_between_which_others_write(
    books: Books, rolled: Count
) -> None:
    claim = books.claim("A", report_time=at("03-01 09:00"), closed_at=at("03-31 23:59"))
    books.payment(claim, "03-05 09:00", "10")
    work = work_of(books.session, now=FIRST_NIGHT)

    more = rolling.roll_up(work)
    first = books.session.scalars(sa.select(RolledSeries.next_on)).all()
    night(books.session, FIRST_NIGHT)
    last = books.session.scalars(sa.select(RolledSeries.next_on)).all()

    assert more
    assert [day for day in first if day is not None] != []
    assert (set(last), len(last) > len(first)) == ({None}, True)
    assert (rolled("M16"), rolled("M14")[1]) == ((1, 1), 1)


def test_only_days_of_which_there_is_news_are_rolled_up_anew(
    books: Books, rolled: Count, monkeypatch: pytest.MonkeyPatch
) -> None:
    claim = books.claim("A", report_time=at("03-01 09:00"))
    books.claim("B", report_time=at("03-02 09:00"))
    night(books.session, FIRST_NIGHT)
    acts_on(books, claim.case_id)
    days: list[dt.date] = []
    whole = rolling._roll_day
    monkeypatch.setattr(rolling, "_roll_day", lambda *told: (days.append(told[2]), whole(*told))[1])

    night(books.session, NEXT_NIGHT)

    settled = dt.date(2026, 8, 10) - rolling.SETTLING
    assert {day for day in days if day < settled} == {dt.date(2026, 3, 1)}
