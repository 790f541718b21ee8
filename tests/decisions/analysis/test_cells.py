"""Which cells the analysis understands: those that only compare the input with values."""

import datetime as dt
from decimal import Decimal

import pytest

from app.decisions.analysis.cells import compared_with
from app.feel import compile_unary_tests
from tests.decisions.analysis.small_tables import analysed

DAY = dt.date(2026, 1, 1)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("5", [5]),
        ("-5, > 7", [-5, 7]),
        ("[1..2), ]3..4[", [1, 2, 3, 4]),
        ("not(1, 2)", [1, 2]),
        ("[1, 2]", [1, 2]),
        ("!= 3", [3]),
        ("null", [None]),
        ('"a", "b"', ["a", "b"]),
        ('!= "a"', ["a"]),
        ('date("2026-01-01"), @"2026-01-01"', [DAY, DAY]),
        ("? > 3", [3]),
        ("3 < ?", [3]),
        ("? between 1 and 2", [1, 2]),
        ("? in (1, [2..3], > 4)", [1, 2, 3, 4]),
        ("? in [1, 2]", [1, 2]),
        ("? > 3 and not(? = 5) or ? = 1", [3, 5, 1]),
    ],
)
def test_a_cell_that_compares_with_values_is_understood(text, values):
    assert compared_with(compile_unary_tests(text).tree) == tuple(
        Decimal(value) if isinstance(value, int) else value for value in values
    )


@pytest.mark.parametrize(
    "text",
    [
        'contains(?, "glass")',
        "? + 1 > 5",
        "abs(?) > 3",
        "? = ?",
        "limit",
        "< limit",
        "[1..limit]",
        "? > limit",
        "? between 1 and limit",
        "? + 1 between 1 and 2",
        "? + 1 in (1, 2)",
        '> "m"',
        '["a".."m"]',
        '? < "m"',
        "not(true, false)[1]",
        "? instance of number",
    ],
)
def test_any_other_cell_is_outside_the_analysis(text):
    assert compared_with(compile_unary_tests(text, frozenset({"limit"})).tree) is None


@pytest.mark.parametrize("ref", ["list", "context"])
def test_cells_on_lists_and_contexts_are_outside_the_analysis(ref):
    found = analysed([("x", ref), ("y", "number")], [["? = null", "< 5", "1"], ["-", "> 5", "2"]])

    assert [cell.rule for cell in found.outside] == [1]
    assert [gap.region.cells for gap in found.gaps] == [{"y": "5"}]
