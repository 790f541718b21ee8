"""Values along their lines: each position is one value, and its text is read back as that value."""

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.decisions.analysis.kinds import DAY, HOUR, KINDS, Kind, kind_name, literal
from app.decisions.analysis.stretches import Stretch, cut
from app.feel import YearsMonths, compile_expression

KIND = st.sampled_from([kind for name, kind in KINDS.items() if name != "number"])


@st.composite
def positions(draw: st.DrawFn) -> tuple[Kind, int]:
    kind = draw(KIND)
    limit = 9_999_999_999 if kind.highest is None else kind.highest
    lowest = -limit if kind.lowest is None else kind.lowest
    return kind, draw(st.integers(lowest, limit))


@given(positions())
def test_a_position_is_one_value(drawn: tuple[Kind, int]) -> None:
    kind, position = drawn

    assert kind.position(kind.value(position)) == position


@given(positions())
def test_a_value_is_written_as_it_is_read(drawn: tuple[Kind, int]) -> None:
    kind, position = drawn
    value = kind.value(position)

    assert compile_expression(literal(value))({}) == value


@given(st.text())
def test_a_text_is_written_as_it_is_read(text: str) -> None:
    assert compile_expression(literal(text))({}) == text


@pytest.mark.parametrize(
    ("value", "name"),
    [
        (Decimal(5), "number"),
        (dt.date(2026, 1, 1), "date"),
        (dt.time(10), "time"),
        (dt.time(10, tzinfo=dt.UTC), "time with zone"),
        (YearsMonths(3), "years and months duration"),
    ],
)
def test_times_with_and_without_a_zone_are_two_kinds(value, name):
    assert kind_name(value) == name


@pytest.mark.parametrize(
    ("position", "written"),
    [
        (10 * HOUR, 'time("10:00:00Z")'),
        (-HOUR // 2, 'time("00:30:00+01:00")'),
        (DAY + HOUR // 2, 'time("23:30:00-01:00")'),
    ],
)
def test_a_time_beyond_the_day_of_utc_has_an_offset(position, written):
    assert literal(KINDS["time with zone"].value(position)) == written


def test_days_leave_nothing_between_neighbours():
    day = dt.date(2026, 1, 1).toordinal()

    assert [s.is_point for s in cut(KINDS["date"], [day, day + 1, day + 3])] == [
        False,
        True,
        True,
        False,
        True,
        False,
    ]


@given(st.decimals(allow_nan=False, allow_infinity=False), st.decimals(-9, 9), st.booleans())
def test_the_example_of_a_stretch_lies_inside(low: Decimal, length: Decimal, upward: bool) -> None:
    low, high = sorted([low, low + length])
    number = KINDS["number"]
    half = Stretch(kind=number, low=low if upward else None, high=None if upward else high)

    assert not upward or half.sample > low
    assert upward or half.sample < high
