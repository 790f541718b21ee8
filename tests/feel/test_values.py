"""The border between FEEL values and JSON, and values as text."""

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.feel import FeelError, Function, YearsMonths, compile_expression, kind, lift, lower, show

JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**20), 10**20)
    | st.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=-1e9, max_value=1e9)
    | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=20,
)
LENGTHS = st.timedeltas(dt.timedelta(days=-100_000), dt.timedelta(days=100_000))


@given(JSON)
def test_a_json_value_comes_back_as_it_went_in(value):
    assert lower(lift(value)) == value


@given(JSON)
def test_lifting_twice_changes_nothing(value):
    assert lift(lift(value)) == lift(value)


@given(st.dates() | st.datetimes() | st.times() | LENGTHS)
def test_a_moment_or_length_of_time_comes_back_from_its_text(value):
    assert compile_expression(f'@"{lower(value)}"')({}) == value


@given(st.integers(-100_000, 100_000))
def test_months_come_back_from_their_text(months):
    assert compile_expression(f'@"{lower(YearsMonths(months))}"')({}) == YearsMonths(months)


@given(
    st.decimals(allow_nan=False, allow_infinity=False, places=6, min_value=-1e15, max_value=1e15)
)
def test_a_number_comes_back_from_its_text(number):
    assert compile_expression(show(number))({}) == number


@pytest.mark.parametrize(
    ("value", "lowered"),
    [
        (Decimal("5.00"), 5),
        (Decimal("5.10"), Decimal("5.10")),
        (Decimal("1E+3"), 1000),
        (dt.date(2026, 6, 1), "2026-06-01"),
        (dt.timedelta(hours=26), "P1DT2H"),
        (YearsMonths(14), "P1Y2M"),
        ([dt.time(8, 30)], ["08:30:00"]),
    ],
)
def test_a_value_is_stored_as_plain_json(value, lowered):
    assert (lower(value), type(lower(value))) == (lowered, type(lowered))


@pytest.mark.parametrize(
    ("value", "lifted"),
    [(1, Decimal(1)), (0.1, Decimal("0.1")), (True, True), ((1, 2), [Decimal(1), Decimal(2)])],
)
def test_numbers_are_exact_once_lifted(value, lifted):
    assert lift(value) == lifted
    assert type(lift(value)) is type(lifted)


@pytest.mark.parametrize("value", [object(), float("nan"), float("inf"), b"x", {1, 2}, print])
def test_nothing_but_values_enters_an_expression(value):
    with pytest.raises(FeelError):
        lift(value)


def test_a_function_cannot_be_stored():
    with pytest.raises(FeelError):
        lower(Function((), lambda: None))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("null", "null"),
        ("true", "boolean"),
        ("1", "number"),
        ('"a"', "string"),
        ('@"2026-06-01"', "date"),
        ('@"08:00:00"', "time"),
        ('@"2026-06-01T08:00:00"', "date and time"),
        ('@"P1D"', "days and time duration"),
        ('@"P1Y"', "years and months duration"),
        ("[]", "list"),
        ("{}", "context"),
        ("[1..2]", "range"),
        ("abs", "function"),
    ],
)
def test_every_value_has_a_kind(text, name):
    assert kind(compile_expression(text)({})) == name
