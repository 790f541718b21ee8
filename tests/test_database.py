"""Keys, money, instants: what every table relies on."""

import datetime as dt
from decimal import Decimal

import pytest
from sqlalchemy.orm import Session

from app import clock, database


def test_keys_rise_and_are_never_given_twice(session: Session) -> None:
    keys = [database.next_key(session) for _ in range(250)]

    assert keys == sorted(set(keys))


def test_keys_of_a_rolled_back_block_are_not_used_again_in_that_session(session: Session) -> None:
    first = database.next_key(session)
    session.commit()
    second = database.next_key(session)

    assert second > first


def test_business_numbers_run_per_prefix_and_day(session: Session) -> None:
    day = dt.date(2026, 3, 2)

    assert database.next_business_number(session, "CLM", day) == "CLM-20260302-000001"
    assert database.next_business_number(session, "CLM", day) == "CLM-20260302-000002"
    assert database.next_business_number(session, "CMP", day) == "CMP-20260302-000001"


def test_the_test_clock_stands_still_and_never_goes_back(session: Session) -> None:
    assert clock.now(session) == clock.TEST_START

    clock.set_test_clock(session, clock.TEST_START + dt.timedelta(days=1))

    assert clock.now(session) == clock.TEST_START + dt.timedelta(days=1)
    with pytest.raises(clock.Conflict):
        clock.set_test_clock(session, clock.TEST_START)


def test_money_rounds_half_up_to_the_fen() -> None:
    assert database.round_money(Decimal("2.675")) == Decimal("2.68")


@pytest.mark.parametrize("text", ["0.3333333333333333333333333333333333", "1.25", "-7", "0.1"])
def test_a_decimal_keeps_all_its_digits_as_json(text: str) -> None:
    held = {"amount": [Decimal(text)], "note": "number-1"}

    assert database.from_json(database.to_json(held)) == held
