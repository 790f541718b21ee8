"""Types by name, and the implicit conversions."""

import pytest

from app.feel import FeelError, coerce, compile_expression, show
from app.feel.parser import parse_type

COERCIONS = [
    ("5", "number", "5"),
    ("[5]", "number", "5"),
    ("[5, 6]", "number", "null"),
    ("5", "list<number>", "[5]"),
    ('["a"]', "list<number>", "null"),
    ("5", "string", "null"),
    ("null", "string", "null"),
    ('@"2026-06-01"', "dateTime", "2026-06-01T00:00:00Z"),
    ('@"P1D"', "dayTimeDuration", "P1D"),
    ("5", "integer", "5"),
    ("{a: 1, b: 2}", "context<a: number>", "{a: 1, b: 2}"),
    ('{a: "x"}', "context<a: number, b: string>", "null"),
    ("[1..2]", "range<string>", "null"),
    ("abs", "function<number, string> -> list<number>", "function"),
    ('"x"', "Any", "x"),
]


@pytest.mark.parametrize(("text", "type_name", "expected"), COERCIONS)
def test_a_value_becomes_the_declared_type_or_null(text, type_name, expected):
    value = compile_expression(text)({})
    assert show(coerce(value, parse_type(type_name))) == expected


@pytest.mark.parametrize(
    "text",
    ["", "list<", "list<number", "context<a>", "context<a: number b: string>", "number number"],
)
def test_a_broken_type_is_refused(text):
    with pytest.raises(FeelError):
        parse_type(text)
