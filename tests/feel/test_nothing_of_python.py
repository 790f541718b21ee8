"""Nothing in an expression reaches Python: its attributes, modules, formats or functions."""

import datetime as dt
from decimal import Decimal

import pytest

from app.feel import TYPES, FeelError, Function, compile_expression, lift
from tests.feel.evaluation import result

SCOPE = {"a": 5, "text": "x{0.__class__}", "items": [1], "person": {"name": "Li"}}
NULL = [
    "a.__class__",
    "a.real",
    "a.as_tuple",
    "text.format",
    "text.format(a)",
    "text.upper()",
    '"".join',
    '"".__class__.__mro__',
    "{}.keys",
    "{}.__class__",
    "person.items",
    "person.get",
    "count.__globals__",
    "count.call",
    "(function(x) x).call",
    "(function(x) x).__code__",
    "(function(x) x).overloads",
    '@"2026-06-01".strftime',
    '@"2026-06-01".replace',
    '@"P1D".total_seconds',
    '@"P1Y".__slots__',
    "[1..2].operator",
    "a()",
    "text(1)",
    "open",
    'open("/etc/passwd")',
    'eval("1")',
    '__import__("os")',
    '__import__("os").system("ls")',
    "globals()",
    "self",
    "scope",
    'get value(person, "__class__")',
    'get value("text", "format")',
    "[a, text].__class__[1]",
]
REFUSED = [
    "().__class__",
    "().__class__.__mro__",
    "'x'",
    "a[0].__class__()[",
    "$types",
    "lambda x: x",
    "a if a else 1",
    "f'{a}'",
    "a; b",
    "@a",
    "x := 1",
    "`ls`",
    'function() external {java: {class: "java.lang.Runtime"}}',
]


@pytest.mark.parametrize("text", NULL)
def test_what_python_would_answer_is_null(text):
    assert result(text, SCOPE) == "null"


@pytest.mark.parametrize("text", REFUSED)
def test_what_only_python_understands_does_not_compile(text):
    with pytest.raises(FeelError):
        compile_expression(text)


def test_a_part_of_a_list_is_that_part_of_each_of_its_items():
    assert result("[a, text].append", SCOPE) == "[null, null]"


def test_a_text_is_never_a_format():
    assert result('text + "%s {0} {a}"', SCOPE) == '"x{0.__class__}%s {0} {a}"'


@pytest.mark.parametrize("key", ["$types", "__class__", "\\u0000"])
def test_a_context_cannot_put_a_type_of_its_own_in_the_place_of_the_models(key):
    text = f'{{"{key}": {{number: 1, string: "x"}}, a: 1 instance of number}}.a'
    assert result(text, {"$types": {"number": 1}}) == "true"


def test_the_place_of_the_models_types_is_no_name():
    assert not isinstance(TYPES, str)


def test_a_function_handed_in_can_be_called_and_nothing_else():
    twice = Function(("x",), lambda x: x * 2)
    scope = {"twice": twice}

    assert compile_expression("twice(4)")(scope) == 8
    assert compile_expression("twice.call")(scope) is None
    assert compile_expression("twice.parameters[1]")(scope) is None
    assert compile_expression("string(twice)")(scope) == "function"


@pytest.mark.parametrize(
    "value",
    [
        object(),
        SCOPE.get,
        len,
        int,
        b"bytes",
        {1, 2},
        1j,
        iter([]),
        Decimal("NaN"),
        float("inf"),
        dt.UTC,
        pytest,
    ],
    ids=lambda value: type(value).__name__,
)
def test_no_object_enters_an_expression(value):
    with pytest.raises(FeelError):
        lift(value)
    with pytest.raises(FeelError):
        lift({"list": [value]})
