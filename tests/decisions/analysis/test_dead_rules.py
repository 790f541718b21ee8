"""Rules that can never fire, in the words an analyst reads."""

import pytest

from tests.decisions.analysis.small_tables import analysed
from tests.decisions.writing import Column

AMOUNT: list[Column] = [("amount", "number")]
RANKED: list[Column] = [("tier", "string", '"high", "low"')]


def dead(inputs: list[Column], rows: list[list[str]], policy: str = "FIRST", **more) -> list[str]:
    return [rule.text for rule in analysed(inputs, rows, policy=policy, **more).never_firing]


@pytest.mark.parametrize("policy", ["UNIQUE", "FIRST", "COLLECT"])
def test_a_range_from_high_to_low_is_empty(policy):
    assert dead(AMOUNT, [["[10..5]", "1"], ["7", "2"]], policy) == [
        "rule 1 can never fire: no allowed value of amount passes its cell [10..5]"
    ]


def test_a_range_beyond_the_allowed_values_is_empty():
    inputs: list[Column] = [("amount", "number", "[0..100]")]

    assert dead(inputs, [["> 100", "1"], ["-", "2"]]) == [
        "rule 1 can never fire: no allowed value of amount passes its cell > 100"
    ]


def test_cells_on_the_same_input_may_exclude_each_other():
    assert dead([*AMOUNT, *AMOUNT], [["< 5", "> 7", "1"], ["-", "-", "2"]]) == [
        "rule 1 can never fire: its cells on amount exclude each other"
    ]


def test_a_rule_below_a_wider_one_never_fires():
    assert dead(AMOUNT, [["> 5", "1"], ["> 10", "2"], ["-", "3"]]) == [
        "rule 2 can never fire: rule 1 above it covers it"
    ]


def test_several_rules_together_can_cover_one_below():
    rows = [["< 0", "1"], ["[0..10)", "2"], ["-1", "3"], ["[10..30]", "4"], ["[5..20]", "5"]]

    assert dead(AMOUNT, rows) == [
        "rule 3 can never fire: rule 1 above it covers it",
        "rule 5 can never fire: rules 2 and 4 above it cover it",
    ]


def test_a_last_rule_of_dashes_never_fires_where_every_allowed_value_is_covered():
    rows = [["true", "1"], ["false", "2"], ["-", "3"]]

    assert dead([("rush", "boolean")], rows) == [
        "rule 3 can never fire: rules 1 and 2 above it cover it"
    ]


def test_a_rule_that_wins_a_single_value_fires():
    assert dead(AMOUNT, [["< 5", "1"], ["> 5", "2"], ["-", "3"]]) == []


def test_a_rule_of_lower_priority_may_never_be_heard():
    rows = [["> 10", '"low"'], ["> 5", '"high"'], ["<= 5", '"low"']]

    assert dead(AMOUNT, rows, "PRIORITY", outputs=RANKED) == [
        "rule 1 can never fire: rule 2 of higher priority covers it"
    ]


@pytest.mark.parametrize("policy", ["UNIQUE", "ANY", "COLLECT", "RULE ORDER"])
def test_where_no_rule_comes_first_none_is_covered(policy):
    assert dead(AMOUNT, [["> 5", "1"], ["> 10", "1"]], policy) == []


def test_a_rule_with_a_cell_outside_the_analysis_covers_nothing():
    assert dead(AMOUNT, [["abs(?) > 3", "1"], ["5", "2"]]) == []
