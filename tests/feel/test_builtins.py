"""Each built-in function by itself."""

import datetime as dt
from itertools import product

import pytest

from app.feel import Function, compile_expression, show
from app.feel.builtins.table import BUILTINS
from app.feel.calls import invoke
from tests.feel import collection_table, value_table
from tests.feel.evaluation import result

CALLS = [*value_table.ALL, *collection_table.ALL]


@pytest.mark.parametrize(("text", "expected"), CALLS)
def test_a_builtin_function_yields_what_the_standard_says(text, expected):
    assert result(text) == expected


@pytest.mark.parametrize("name", sorted(BUILTINS))
def test_every_builtin_function_stands_in_the_table(name):
    assert any(text.startswith(f"{name}(") for text, _ in CALLS)


@pytest.mark.parametrize("name", sorted(BUILTINS))
def test_a_builtin_function_without_arguments_is_null_and_no_error(name):
    assert compile_expression(f"{name}()")({}) is None


ODD = [
    compile_expression(text)({})
    for text in (
        *("null", "1", "-1.5", '"x"', '"["', "[]", "[[null]]", "{}", "{key: 1, value: 2}"),
        *("[1..2]", "(< 1)", 'date("2026-01-01")', '@"08:00:00Z"', '@"P1D"', '@"P1Y"', "abs"),
    )
]


@pytest.mark.parametrize("name", sorted(BUILTINS))
def test_a_builtin_function_takes_any_values_without_an_error(name):
    calls = [list(values) for n in (1, 2, 3) for values in product(ODD, repeat=n)]
    results = [show(invoke(BUILTINS[name], call)) for call in calls]
    assert len(results) == len(calls)


def test_the_present_is_what_the_scope_hands_in():
    instant = dt.datetime(2026, 6, 1, 9, 30, tzinfo=dt.UTC)
    scope = {"now": Function((), lambda: instant)}
    assert compile_expression("now().year")(scope) == 2026


def test_a_variable_named_like_a_function_does_not_hide_the_function():
    assert (
        result('if date > date("2026-01-01") then "late" else "early"', {"date": None}) == '"early"'
    )
