"""A null matters only where it decides."""

import pytest

from app.decisions.dmn.model import Decision, load
from app.decisions.errors import DecisionError
from tests.decisions.writing import decision, literal, model, table

RULES = [('"a"', "> 10", "1"), ('"a"', "<= 10", "2"), ('"b"', "-", "3")]


def tier(policy: str, rules: list[tuple[str, str, str]] = RULES) -> Decision:
    logic = table(
        inputs=[("line", "string"), ("amount", "number")],
        outputs=[("tier", "number")],
        rules=rules,
        policy=policy,
    )
    return load(model(decision("tier", logic))).decisions["tier"]


@pytest.mark.parametrize("policy", ["UNIQUE", "ANY", "PRIORITY", "FIRST"])
def test_a_rule_that_only_a_null_keeps_from_firing_is_no_answer(policy):
    with pytest.raises(DecisionError, match="null is given for amount") as refused:
        tier(policy).evaluate({"line": "a"})
    assert refused.value.rule == 1


@pytest.mark.parametrize("policy", ["UNIQUE", "ANY", "PRIORITY", "FIRST"])
def test_a_null_that_no_open_rule_tests_changes_nothing(policy):
    assert tier(policy).evaluate({"line": "b", "amount": None}).value == 3


@pytest.mark.parametrize("policy", ["UNIQUE", "ANY", "PRIORITY"])
def test_a_null_matters_even_when_another_rule_matches(policy):
    rules = [('"a"', "-", "1"), ('"a"', "> 10", "1")]

    with pytest.raises(DecisionError, match="rule 2"):
        tier(policy, rules).evaluate({"line": "a"})


def test_under_first_a_null_below_the_rule_that_fires_does_not_matter():
    rules = [('"a"', "-", "1"), ('"a"', "> 10", "2")]

    assert tier("FIRST", rules).evaluate({"line": "a"}).value == 1


def test_under_first_a_null_above_the_rule_that_fires_matters():
    rules = [('"a"', "> 10", "1"), ('"a"', "-", "2")]

    with pytest.raises(DecisionError, match="rule 1"):
        tier("FIRST", rules).evaluate({"line": "a"})


@pytest.mark.parametrize("policy", ["COLLECT", "RULE ORDER", "OUTPUT ORDER"])
def test_in_a_list_table_a_null_simply_does_not_match(policy):
    assert tier(policy).evaluate({"line": "a"}).value == []


def test_a_cell_that_speaks_of_null_decides_about_it():
    rules = [("-", "null", "1"), ("-", "not(null)", "2")]

    assert tier("UNIQUE", rules).evaluate({"line": "a"}).value == 1
    assert tier("UNIQUE", rules).evaluate({"line": "a", "amount": 5}).value == 2


def test_an_output_may_be_null_where_the_cell_says_so():
    assert tier("FIRST", [("-", "-", "null")]).evaluate({}).value is None
    assert tier("FIRST", [("-", "-", "")]).evaluate({}).value is None


def test_an_output_that_comes_out_null_unmeant_is_no_answer():
    with pytest.raises(DecisionError, match="output 'tier' is null: amount \\+ 1"):
        tier("FIRST", [("-", "-", "amount + 1")]).evaluate({"line": "a"})


def test_an_expression_that_comes_out_null_unmeant_is_no_answer():
    half = load(model(decision("half", literal("amount / 2")))).decisions["half"]

    with pytest.raises(DecisionError, match="the value is null"):
        half.evaluate({"amount": None})


def test_an_expression_that_speaks_of_null_may_be_null():
    half = load(model(decision("half", literal("if amount = null then null else amount / 2"))))

    assert half.decisions["half"].evaluate({}).value is None


def test_the_standard_goes_on_with_null():
    logic = table(
        inputs=[("amount", "number")], outputs=[("x", "")], rules=[("> 5", "1"), ("> 7", "2")]
    )
    parts = (
        '<inputData id="amount" name="amount"/>',
        decision("small", logic, requires=["input:amount"]),
    )
    small = load(model(*parts), standard=True).decisions["small"]

    assert small.evaluate({"amount": 1}).value is None
    assert small.evaluate({"amount": 9}).value is None
