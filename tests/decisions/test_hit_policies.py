"""Each hit policy by itself, and what several, unequal or missing matches mean."""

from decimal import Decimal

import pytest

from app.decisions.dmn.model import Decision, Outcome, load
from app.decisions.errors import DecisionError
from tests.decisions.writing import decision, model, table

BANDS = [("< 100", '"low"'), ("[50..200]", '"middle"'), ("> 150", '"high"')]


def bands(policy: str, aggregation: str = "", values: str = "") -> Decision:
    logic = table(
        inputs=[("amount", "number")],
        outputs=[("band", "string", values)],
        rules=BANDS,
        policy=policy,
        aggregation=aggregation,
    )
    return load(model(decision("band", logic))).decisions["band"]


def points(aggregation: str) -> Decision:
    logic = table(
        inputs=[("amount", "number")],
        outputs=[("points", "number")],
        rules=[("> 0", "5"), ("> 10", "7"), ("> 20", "11")],
        policy="COLLECT",
        aggregation=aggregation,
    )
    return load(model(decision("points", logic))).decisions["points"]


def rows(outcome: Outcome) -> list[int]:
    return [rule.index for rule in outcome.matched]


def test_a_unique_table_gives_the_one_rule_that_matches():
    outcome = bands("UNIQUE").evaluate({"amount": 20})

    assert outcome.value == "low"
    assert [(r.decision, r.rule, r.index, r.annotation) for r in outcome.matched] == [
        ("band", "row_1", 1, "note 1")
    ]


def test_several_matches_in_a_unique_table_are_no_answer():
    with pytest.raises(DecisionError, match="rules 1, 2 match for amount = 60"):
        bands("UNIQUE").evaluate({"amount": 60})


@pytest.mark.parametrize("policy", ["UNIQUE", "ANY", "FIRST", "PRIORITY"])
def test_a_single_hit_table_without_a_match_has_no_answer(policy):
    logic = table(
        inputs=[("amount", "number")],
        outputs=[("x", "number", "1")],
        rules=[("> 5", "1")],
        policy=policy,
    )
    small = load(model(decision("small", logic))).decisions["small"]

    with pytest.raises(DecisionError, match="'small': no rule matches amount = 1"):
        small.evaluate({"amount": 1})


@pytest.mark.parametrize("policy", ["COLLECT", "RULE ORDER", "OUTPUT ORDER"])
def test_a_list_table_without_a_match_gives_the_empty_list(policy):
    logic = table(
        inputs=[("amount", "number")],
        outputs=[("x", "number", "1")],
        rules=[("> 5", "1")],
        policy=policy,
    )
    small = load(model(decision("small", logic))).decisions["small"]

    assert small.evaluate({"amount": 1}).value == []


def test_a_first_table_stops_at_the_first_rule():
    outcome = bands("FIRST").evaluate({"amount": 160})

    assert (outcome.value, rows(outcome)) == ("middle", [2])


def test_a_priority_table_gives_the_weightiest_output():
    outcome = bands("PRIORITY", values='"high","middle","low"').evaluate({"amount": 160})

    assert (outcome.value, rows(outcome)) == ("high", [3])


def test_an_output_order_table_lists_by_weight():
    outcome = bands("OUTPUT ORDER", values='"high","middle","low"').evaluate({"amount": 160})

    assert (outcome.value, rows(outcome)) == (["high", "middle"], [3, 2])


def test_a_rule_order_table_lists_in_the_order_of_the_rules():
    outcome = bands("RULE ORDER").evaluate({"amount": 160})

    assert (outcome.value, rows(outcome)) == (["middle", "high"], [2, 3])


def test_a_collect_table_lists_every_match():
    assert bands("COLLECT").evaluate({"amount": 60}).value == ["low", "middle"]


def test_an_any_table_takes_several_rules_that_agree():
    logic = table(
        inputs=[("a", "boolean"), ("b", "boolean")],
        outputs=[("ok", "boolean")],
        rules=[("true", "-", "true"), ("-", "true", "true")],
        policy="ANY",
    )
    outcome = load(model(decision("ok", logic))).decisions["ok"].evaluate({"a": True, "b": True})

    assert (outcome.value, rows(outcome)) == (True, [1, 2])


def test_an_any_table_refuses_rules_that_disagree():
    with pytest.raises(DecisionError, match="rules 1, 2 match with unequal outputs"):
        bands("ANY").evaluate({"amount": 60})


@pytest.mark.parametrize(
    ("aggregation", "value"), [("SUM", 12), ("COUNT", 2), ("MIN", 5), ("MAX", 7)]
)
def test_a_collect_table_can_sum_count_and_take_the_least_or_most(aggregation, value):
    outcome = points(aggregation).evaluate({"amount": 15})

    assert (outcome.value, rows(outcome)) == (Decimal(value), [1, 2])


def test_counting_no_match_gives_zero():
    assert points("COUNT").evaluate({"amount": 0}).value == 0


@pytest.mark.parametrize("aggregation", ["SUM", "MIN", "MAX"])
def test_there_is_no_sum_least_or_most_of_no_match(aggregation):
    with pytest.raises(DecisionError, match="no rule matches"):
        points(aggregation).evaluate({"amount": 0})


def test_several_outputs_come_as_a_context():
    logic = table(
        inputs=[("amount", "number")],
        outputs=[("tier", "number"), ("group", "string")],
        rules=[("< 10", "1", '"clerks"'), (">= 10", "2", '"seniors"')],
    )
    tier = load(model(decision("tier", logic))).decisions["tier"]

    assert tier.evaluate({"amount": 12}).value == {"tier": Decimal(2), "group": "seniors"}


def test_the_default_output_answers_where_no_rule_matches():
    logic = table(
        inputs=[("amount", "number")], outputs=[("x", "number")], rules=[("> 5", "1")]
    ).replace(
        'typeRef="number"></output>',
        'typeRef="number"><defaultOutputEntry><text>9</text></defaultOutputEntry></output>',
    )
    small = load(model(decision("small", logic))).decisions["small"]
    outcome = small.evaluate({"amount": 1})

    assert (outcome.value, rows(outcome)) == (Decimal(9), [])
