"""An explanation names the rules that fired, and what kept the nearest others from it."""

import pytest

from app.decisions.dmn.model import load
from app.decisions.explanations import Explanation, explain_decision
from tests.decisions.writing import decision, input_data, literal, model, table

LOGIC = table(
    inputs=[("line", "string"), ("amount", "number")],
    outputs=[("tier", "number")],
    rules=[
        ('"auto"', "< 10", "1"),
        ('"auto"', "[10..100)", "2"),
        ('"home"', "< 10", "3"),
        ('"home"', ">= 10", "4"),
    ],
)


def explained(inputs: dict[str, object], *, key: str = "tier") -> Explanation:
    parts = [
        decision("tier", LOGIC),
        input_data("amount", "number"),
        decision("doubled", literal("amount * 2"), requires=["input:amount"]),
        decision("fine", literal("doubled > 10"), requires=["decision:doubled"]),
    ]
    decisions = load(model(*parts)).decisions
    return explain_decision(decisions[key], inputs, digest="d1", version=3)


def test_an_explanation_says_what_was_decided_from_what_by_which_rule():
    found = explained({"line": "auto", "amount": 5})

    assert (found.decision, found.version, found.digest, found.value) == ("tier", 3, "d1", 1)
    assert [(rule.index, rule.annotation) for rule in found.matched] == [(1, "note 1")]
    assert found.inputs == {"amount": 5, "line": "auto"}
    assert found.failure is None


def test_a_near_miss_says_which_cell_kept_the_rule_from_firing():
    found = explained({"line": "auto", "amount": 5})

    second, third = found.near_misses
    assert [(m.column, m.text, m.given) for m in second.missed] == [("amount", "[10..100)", 5)]
    assert [(m.column, m.text, m.given) for m in third.missed] == [("line", '"home"', "auto")]
    assert found.near_misses[0].missed[0].reason == "amount is 5, the rule asks for [10..100)"


def test_where_no_rule_matches_the_nearest_ones_say_why():
    found = explained({"line": "auto", "amount": 100})

    assert (found.value, found.matched) == (None, ())
    assert "no rule matches" in found.failure
    assert [near.index for near in found.near_misses] == [1, 2, 4]


@pytest.mark.parametrize(("amount", "value"), [(4, False), (6, True)])
def test_a_decision_without_a_table_is_explained_by_its_value(amount, value):
    found = explained({"amount": amount}, key="fine")

    assert (found.value, found.near_misses) == (value, ())


def test_what_is_no_value_of_its_column_is_said():
    found = explained({"line": "auto", "amount": "much"})

    assert "input 'amount': \"much\" is not of type number" in found.failure


def test_a_rule_that_holds_below_the_one_that_decides_is_named():
    logic = table(
        inputs=[("amount", "number")],
        outputs=[("tier", "number")],
        rules=[("< 10", "1"), ("< 100", "2")],
        policy="FIRST",
    )
    found = explain_decision(
        load(model(decision("tier", logic))).decisions["tier"],
        {"amount": 5},
        digest="d",
        version=1,
    )

    assert [rule.index for rule in found.matched] == [1]
    assert [rule.index for rule in found.also_hold] == [2]
