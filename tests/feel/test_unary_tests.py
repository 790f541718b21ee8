"""Cells of decision tables."""

import datetime as dt
from decimal import Decimal

import pytest

from app.feel import compile_unary_tests
from tests.feel.evaluation import passes

D = Decimal
JUNE = dt.date(2026, 6, 1)
CELLS = [
    ("-", 1, True),
    ("", None, True),
    ("  - ", "x", True),
    ("[10000..50000)", D("10000"), True),
    ("[10000..50000)", D("49999.99"), True),
    ("[10000..50000)", D("50000"), False),
    ("]10000..50000]", D("10000"), False),
    ("]10000..50000]", D("50000"), True),
    ("(1..3)", 1, False),
    ("(1..3)", 2, True),
    ("[1..3]", 3, True),
    ("[1..3]", "2", None),
    ("[1..3]", None, None),
    ("< 5000", D("4999.99"), True),
    ("< 5000", 5000, False),
    ("<= 5000", 5000, True),
    ("> 5000", 5000, False),
    (">= 5000", 5000, True),
    ("< 5000", "x", None),
    ("< 5000", None, None),
    ("= 5", 5, True),
    ("!= 5", 4, True),
    ('"auto","home"', "auto", True),
    ('"auto","home"', "marine", False),
    ('"auto","home"', None, False),
    ('"auto","home"', 1, None),
    ('not("fraud")', "fraud", False),
    ('not("fraud")', "clean", True),
    ('not("a","b")', "b", False),
    ('not("a","b")', "c", True),
    ("not(1, [3..4])", 2, True),
    ("not(< 3)", 2, False),
    ("<10, [20..30]", 15, False),
    ("<10, [20..30]", 25, True),
    ("true", True, True),
    ("true", False, False),
    ("false", None, False),
    ("null", None, True),
    ("null", 1, False),
    ("not(null)", 1, True),
    ("not(null)", None, False),
    ("-5", -5, True),
    ("0.3", D("0.3"), True),
    ('"UK", "IE" // islands', "IE", True),
    ('contains(?, "glass")', "window glass", True),
    ('contains(?, "glass")', "door", False),
    ('? in ["a","b"]', "b", True),
    ("? > 5 and ? < 7", 6, True),
    ("? * 2 > 5", None, None),
    ("not(? > 5)", 6, False),
    ("not(? > 5) and ? > 1", 3, True),
    ("not(true) or ? = 3", 3, True),
    ("not((? > 5) or (? < 2))", 3, True),
    ('["a","b"]', "a", True),
    ('["a","b"]', ["a", "b"], True),
    ("[1, [3..4]]", D("3.5"), True),
    ('>= date and time("2026-06-01T12:00:00")', dt.datetime(2026, 6, 1, 13), True),  # noqa: DTZ001
    ('[date("2026-01-01")..date("2026-12-31")]', JUNE, True),
    ('[date("2026-01-01")..date("2026-12-31")]', "2026-06-01", None),
    ('<= duration("P3D")', dt.timedelta(days=2), True),
    ('@"2026-06-01"', JUNE, True),
]


@pytest.mark.parametrize(("cell", "value", "expected"), CELLS)
def test_a_cell_holds_fails_or_stays_open(cell, value, expected):
    assert passes(cell, value) is expected


@pytest.mark.parametrize(
    ("cell", "value", "expected"),
    [
        ("limit", 100, True),
        ("< limit", 99, True),
        ("[low..limit]", 100, True),
        ("? > limit", 101, True),
        ("known", "auto", True),
        ("low > 5", 1, True),
        ("low > 50", 1, False),
        ("other limit", 7, True),
        ("not(limit)", 100, False),
    ],
)
def test_a_cell_may_name_other_inputs(cell, value, expected):
    scope = {"limit": 100, "low": 10, "known": ["auto", "home"], "other limit": 7}
    assert passes(cell, value, scope) is expected


def test_a_dash_is_marked_as_always_holding():
    marks = [compile_unary_tests(cell).always for cell in ("-", "", '"a"')]
    assert marks == [True, True, False]
