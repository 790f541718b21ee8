"""Three-valued logic, equality and order."""

import pytest

from tests.feel.evaluation import result

CONJUNCTIONS = [
    ("true and true", "true"),
    ("true and false", "false"),
    ("true and null", "null"),
    ("false and null", "false"),
    ("null and null", "null"),
    ("null and false", "false"),
    ('true and "true"', "null"),
    ("true and true and null and false", "false"),
]
DISJUNCTIONS = [
    ("true or null", "true"),
    ("false or null", "null"),
    ("null or true", "true"),
    ("false or false", "false"),
    ('false or "true"', "null"),
    ("false or null or true", "true"),
]
EQUALITY = [
    ("1 = 1.0", "true"),
    ('1 = "1"', "null"),
    ("null = null", "true"),
    ("1 = null", "false"),
    ("1 != null", "true"),
    ('1 != "1"', "null"),
    ("[1, 2] = [1, 2]", "true"),
    ("[1, 2] = [2, 1]", "false"),
    ("[1] = [1, 2]", "false"),
    ("{a: 1, b: 2} = {b: 2, a: 1}", "true"),
    ("{a: 1} = {a: 2}", "false"),
    ("[1..2] = [1..2]", "true"),
    ("[1..2] = [1..2)", "false"),
    ('@"2026-06-01" = @"2026-06-01"', "true"),
    ('@"2026-06-01T08:00:00Z" = @"2026-06-01T16:00:00+08:00"', "true"),
    ('@"2026-06-01T08:00:00Z" = @"2026-06-01T08:00:00"', "false"),
    ('@"08:00:00Z" = @"16:00:00+08:00"', "true"),
    ("abs = abs", "true"),
    ("(< 5) = (< 5)", "true"),
    ("(= 5) = [5..5]", "false"),
    ('@"08:00:00Z" = @"08:00:00"', "false"),
    ("5 in (= 5)", "true"),
    ("5 in [(= 5), (!= 4)]", "true"),
    ("4 in [(!= 4)]", "false"),
    ('"a" in [[1..2]]', "null"),
    ('"a" in ["b", [1..2]]', "null"),
    ("[1] in [[1], [2]]", "true"),
    ("5 in [null..6]", "null"),
    ("5 in (> 4)", "true"),
    ("not(5 in [(<= 4)])", "true"),
    ('[1.."a"]', "null"),
]
ORDER = [
    ("1 < 2", "true"),
    ("2 <= 2", "true"),
    ('"a" < "b"', "true"),
    ('1 < "b"', "null"),
    ("1 < null", "null"),
    ("true < false", "null"),
    ("[1] < [2]", "null"),
    ('@"2026-06-01" < @"2026-06-02"', "true"),
    ('@"08:00:00" >= @"09:00:00"', "false"),
    ('@"08:00:00Z" < @"09:00:00"', "null"),
    ('@"P1D" > @"PT23H"', "true"),
    ('@"P1Y" > @"P11M"', "true"),
    ('@"P1Y" > @"P364D"', "null"),
    ('(@"2026-06-01T08:00:00Z" < @"2026-06-01T08:00:00")', "null"),
]


@pytest.mark.parametrize(("text", "expected"), CONJUNCTIONS)
def test_one_false_decides_and_where_null_stays_open(text, expected):
    assert result(text) == expected


@pytest.mark.parametrize(("text", "expected"), DISJUNCTIONS)
def test_one_true_decides_or_where_null_stays_open(text, expected):
    assert result(text) == expected


@pytest.mark.parametrize(("text", "expected"), EQUALITY)
def test_values_of_one_kind_are_equal_or_not_and_others_are_neither(text, expected):
    assert result(text) == expected


@pytest.mark.parametrize(("text", "expected"), ORDER)
def test_only_values_of_one_ordered_kind_have_an_order(text, expected):
    assert result(text) == expected
