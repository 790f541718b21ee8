"""Literals, operators and forms."""

from decimal import Decimal

import pytest

from app.feel import TYPES, compile_expression
from tests.feel.evaluation import result

LITERALS = [
    ("1", "1"),
    (".5", "0.5"),
    ("1.50", "1.5"),
    ("1e3", "1000"),
    ("1.2E-2", "0.012"),
    ("12345678901234567890123456789012345", "12345678901234567890123456789012340"),
    ('"text"', '"text"'),
    ('"\\"quoted\\""', '""quoted""'),
    ('"\\u7406\\u8d54"', '"理赔"'),
    ('"\\U01F40E"', '"🐎"'),
    ("true", "true"),
    ("null", "null"),
    ('@"2026-06-01"', "2026-06-01"),
    ('@"08:30:00"', "08:30:00"),
    ('@"2026-06-01T08:30:00"', "2026-06-01T08:30:00"),
    ('@"P1DT1H"', "P1DT1H"),
    ('@"P1Y"', "P1Y"),
    ("[1, [2], []]", "[1, [2], []]"),
    ('{a: 1, "b c": 2}', "{a: 1, b c: 2}"),
    ("{a: 1, b: a + 1}", "{a: 1, b: 2}"),
    ("[1..5)", "[1..5)"),
    ("]1..5[", "(1..5)"),
    ("(< 5)", "(< 5)"),
    ("1 // the rest is a comment", "1"),
    ("1 /* so is this */ + 1", "2"),
]
OPERATORS = [
    ("1 + 2 * 3", "7"),
    ("(1 + 2) * 3", "9"),
    ("10 - 2 - 3", "5"),
    ("2 ** 3 ** 2", "64"),
    ("-2 ** 2", "4"),
    ("--2", "2"),
    ("0.1 + 0.2 = 0.3", "true"),
    ("1 / 3", "0.3333333333333333333333333333333333"),
    ("1 / 0", "null"),
    ("10 ** 7000", "null"),
    ("12345678901234567890123456789012345 - 1 > 0", "true"),
    ('"a" + "b"', '"ab"'),
    ('"a" + 1', "null"),
    ("1 + null", "null"),
    ('date("2026-01-31") + duration("P1M")', "2026-02-28"),
    ('date("2026-03-31") - duration("P1M")', "2026-02-28"),
    ('duration("P1Y") + date("2024-02-29")', "2025-02-28"),
    ('date("2026-06-01") + duration("P1D")', "2026-06-02"),
    ('date("2026-06-02") - date("2026-06-01")', "P1D"),
    ('date("9999-12-31") + duration("P1D")', "null"),
    ('time("23:00:00") + duration("PT2H")', "01:00:00"),
    ('time("08:00:00") - time("09:30:00")', "-PT1H30M"),
    ('@"2026-06-01T08:00:00Z" - @"2026-06-01T08:00:00+08:00"', "PT8H"),
    ('@"2026-06-01T08:00:00Z" - @"2026-06-01T08:00:00"', "null"),
    (
        '@"2026-03-29T01:30:00@Europe/Berlin" + duration("PT1H")',
        "2026-03-29T03:30:00@Europe/Berlin",
    ),
    ('duration("P1D") * 1.5', "P1DT12H"),
    ('2 * duration("P1Y")', "P2Y"),
    ('duration("P1D") / duration("PT6H")', "4"),
    ('duration("P1Y") / 4', "P3M"),
    ('duration("P1D") / 0', "null"),
    ('-duration("P1Y2M")', "-P1Y2M"),
    ('-"a"', "null"),
    ('1 ** "a"', "null"),
    ('"a" - 1', "null"),
    ('"a" * 2', "null"),
    ("[1] / 2", "null"),
    ('duration("P999999999D") + duration("P1D")', "null"),
    ('duration("P999999999Y") * 99', "null"),
    ('time("08:00:00Z") - time("08:00:00")', "null"),
    ('@"2026-06-01T08:00:00" - duration("P1M")', "2026-05-01T08:00:00"),
    ('@"2026-06-01T08:00:00" - duration("PT9H")', "2026-05-31T23:00:00"),
    ('date("2026-06-02") - @"2026-06-01T00:00:00Z"', "P1D"),
    ('@"2026-06-02T00:00:00Z" - date("2026-06-01")', "P1D"),
    ('date("2026-06-02") - duration("P1D")', "2026-06-01"),
    ('duration("P1D") - duration("PT1H")', "PT23H"),
    ('duration("P1Y") - duration("P1M")', "P11M"),
    ('duration("P1Y") + duration("P1M")', "P1Y1M"),
    ('duration("P1Y") / duration("P6M")', "2"),
    ('duration("P1D") / 2', "PT12H"),
    ('time("08:00:00") - duration("PT9H")', "23:00:00"),
]
FORMS = [
    ('if 1 < 2 then "a" else "b"', '"a"'),
    ('if null then "a" else "b"', '"b"'),
    ("if false then 1 else if true then 2 else 3", "2"),
    ("for i in [1, 2] return i * 2", "[2, 4]"),
    ("for i in 1..3 return i", "[1, 2, 3]"),
    ("for i in 3..1 return i", "[3, 2, 1]"),
    ("for i in [1..3) return i", "[1, 2]"),
    ("for i in [3..1] return i", "null"),
    ("for i in [1, 2], j in [i, 10] return j", "[1, 10, 2, 10]"),
    ("for i in 1..4 return if i = 1 then 1 else i * partial[-1]", "[1, 2, 6, 24]"),
    ("for i in [1, 2] return partial", "[[], [[]]]"),
    ("for i in null return i", "null"),
    ("for i in 5 return i", "[5]"),
    ('for d in date("2026-06-01")..date("2026-06-03") return d.day', "[1, 2, 3]"),
    ("some x in [1, 2] satisfies x > 1", "true"),
    ("every x in [1, 2] satisfies x > 1", "false"),
    ("some x in [1, null] satisfies x > 1", "null"),
    ("every x in [] satisfies x > 1", "true"),
    ("some x in [1, 2], y in [2, 3] satisfies x = y", "true"),
    ("[1, 2, 3][2]", "2"),
    ("[1, 2, 3][-1]", "3"),
    ("[1, 2, 3][4]", "null"),
    ("[1, 2, 3][item > 1]", "[2, 3]"),
    ("[{a: 1}, {a: 2}][a > 1]", "[{a: 2}]"),
    ("[{a: 1}, {a: 2}].a", "[1, 2]"),
    ("5[item > 1]", "[5]"),
    ("{a: {b: 1}}.a.b", "1"),
    ("{a: 1}.b", "null"),
    ("(function(x) x + 1)(2)", "3"),
    ("{f: function(a: number, b) a + b, r: f(b: 1, a: 2)}.r", "3"),
    ('{f: function(a: number) a, r: f("x")}.r', "null"),
    ("{f: function(n) if n = 0 then 0 else n + f(n - 1), r: f(10)}.r", "55"),
    ("(1)(2)", "null"),
    ("(1)(a: 2)", "null"),
    ("date(day: 1, month: 6)", "null"),
    ('substring(text: "a")', "null"),
    ("max(list: [1, 2])", "2"),
    ("some x in null satisfies x", "null"),
    ('for i in ["a".."b"] return i', "null"),
    ("for i in 1..1.5 return i", "null"),
    ("for i in [1..2] return i", "[1, 2]"),
    ("for i in (1..3) return i", "[2]"),
    ("[1, 2, 3][item + 0.5]", "null"),
    ("[1, 2, 3][1 + 1]", "2"),
    ("null[item > 1]", "[]"),
    ("5 between 1 and 10", "true"),
    ("5 between 6 and 10", "false"),
    ("5 in (1..5)", "false"),
    ("5 in (1..5]", "true"),
    ("5 in ((1 + 1)..(2 + 3)]", "true"),
    ("5 in (1 + 4)", "true"),
    ("3 in ([1..5], (7..9))", "true"),
    ("5 in (1, 5)", "true"),
    ("5 in [1, 5]", "true"),
    ("5 in (< 3, > 4)", "true"),
    ("5 in ([1..3], [5..6])", "true"),
    ('date("2026-06-01").year', "2026"),
    ('date("2026-06-01").weekday', "1"),
    ('time("08:30:15").minute', "30"),
    ('time("08:30:15+08:00").time offset', "PT8H"),
    ('@"2026-06-01T08:00:00@Asia/Shanghai".timezone', '"Asia/Shanghai"'),
    ('duration("P1DT2H").hours', "2"),
    ('duration("-P1Y2M").months', "-2"),
    ("[1..5).end included", "false"),
    ("[1..5[.start", "1"),
]
INSTANCES = [
    ("1 instance of number", "true"),
    ('"a" instance of number', "false"),
    ("null instance of number", "false"),
    ("[1, 2] instance of list<number>", "true"),
    ('[1, "a"] instance of list<number>', "false"),
    ("{a: 1} instance of context<a: number>", "true"),
    ("{b: 1} instance of context<a: number>", "false"),
    ("[1..2] instance of range<number>", "true"),
    ('date("2026-06-01") instance of date', "true"),
    ('date("2026-06-01") instance of date and time', "false"),
    ('duration("P1Y") instance of years and months duration', "true"),
    ("abs instance of function<number> -> number", "true"),
    ("1 instance of Any", "true"),
]


@pytest.mark.parametrize(("text", "expected"), LITERALS)
def test_a_literal_is_read_as_written(text, expected):
    assert result(text) == expected


@pytest.mark.parametrize(("text", "expected"), OPERATORS)
def test_an_operator_computes_exactly_or_yields_null(text, expected):
    assert result(text) == expected


@pytest.mark.parametrize(("text", "expected"), FORMS)
def test_a_form_yields_what_the_standard_says(text, expected):
    assert result(text) == expected


@pytest.mark.parametrize(("text", "expected"), INSTANCES)
def test_a_value_is_an_instance_of_its_own_type(text, expected):
    assert result(text) == expected


@pytest.mark.parametrize(("number", "small"), [(5, True), (50, False)])
def test_a_type_of_the_model_is_asked_of_the_scope(number, small):
    scope = {"amount": Decimal(number), TYPES: {"tSmall": lambda value: value < 10}}
    assert compile_expression("amount instance of tSmall")(scope) is small
