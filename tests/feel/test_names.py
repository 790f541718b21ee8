"""Which names an expression reads, and names of several words."""

import pytest

from app.feel import compile_expression, compile_unary_tests, lift, show
from tests.feel.evaluation import result


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("a + b * a", ("a", "b")),
        ("claim.amount > limit", ("claim", "limit")),
        ("count(items)", ("items",)),
        ("due(created, 5)", ("due", "created")),
        ("for x in xs return x + y", ("xs", "y")),
        ("some x in xs satisfies x > partial", ("xs",)),
        ("function(a, b) a + b + c", ("c",)),
        ("{a: b, c: a}", ("b",)),
        ("{f: function(n) f(n)}", ()),
        ("{a: a}", ("a",)),
        ("items[amount > limit]", ("items",)),
        ("5 in (low, > high)", ("low", "high")),
        ("now()", ()),
        ("sort(xs, max)", ("xs",)),
        ("1 + 1", ()),
        ("if a then b else c", ("a", "b", "c")),
    ],
)
def test_free_names_are_exactly_those_read_from_outside(text, names):
    assert compile_expression(text).names == names


def test_names_in_a_filter_are_only_possible_names():
    assert compile_expression("items[amount > limit]").possible_names == ("amount", "limit")


def test_a_declared_name_is_read_even_where_a_function_is_called_so():
    assert compile_expression("count > 3", frozenset({"count"})).names == ("count",)


def test_the_input_of_a_cell_is_no_free_name():
    assert compile_unary_tests("? > limit").names == ("limit",)


def test_each_name_comes_with_its_position():
    assert compile_expression("a + limt").name_positions == {"a": 0, "limt": 4}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("loss date + 1", "8"),
        ("loss  date + 1", "8"),
        ("pre-bureau risk", '"low"'),
        ("applicant's age * 2", "60"),
        ("loss dates", "9"),
        ("policy.sum insured", "100"),
        ("理赔金额 > 5", "true"),
    ],
)
def test_declared_names_may_hold_spaces_and_signs(text, expected):
    scope = {
        "loss date": 7,
        "pre-bureau risk": "low",
        "applicant's age": 30,
        "loss dates": 9,
        "policy": {"sum insured": 100},
        "sum insured": None,
        "理赔金额": 6,
    }
    assert result(text, scope) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{loss date: 1, next day: loss date + 1}.next day", "2"),
        ("for my item in [1, 2] return my item + 1", "[2, 3]"),
        ("some my item in [1, 2] satisfies my item = 2", "true"),
        ("(function(first part, second part) first part + second part)(1, 2)", "3"),
    ],
)
def test_a_text_may_declare_names_of_several_words_itself(text, expected):
    assert result(text) == expected


@pytest.mark.parametrize(
    ("scope", "expected"),
    [({"claim.amount": 5}, "5"), ({"claim": {"amount": 6}}, "6"), ({}, "null")],
)
def test_a_declared_name_with_a_dot_may_be_a_path(scope, expected):
    run = compile_expression("claim.amount", frozenset({"claim.amount"}))
    assert show(run(lift(scope))) == expected


def test_an_unknown_name_is_null():
    assert result("nobody") == "null"


def test_names_of_several_words_from_outside_and_of_the_text_itself_are_told_apart():
    text = "{own key: 2, sum: other  name + own key - day of year}.sum"
    scope = {"other name": 40, "day of year": 1, "unused name": 0}

    assert result(text, scope) == "41"
