"""Rules that could be one, in the words an analyst reads."""

import pytest

from tests.decisions.analysis.small_tables import analysed
from tests.decisions.writing import Column

AMOUNT: list[Column] = [("amount", "number")]
AMOUNT_AND_LINE: list[Column] = [("amount", "number"), ("line", "string")]


def merges(inputs: list[Column], rows: list[list[str]], policy: str = "FIRST", **more) -> list[str]:
    return [merge.text for merge in analysed(inputs, rows, policy=policy, **more).mergeable]


def test_neighbours_that_say_the_same_become_one_range():
    rows = [["< 0", "9"], ["[0..10)", "1"], ["[10..20)", "1"]]

    assert merges(AMOUNT, rows) == ["rules 2 and 3 could be one: amount [0..20)"]


def test_more_than_two_become_one_list():
    rows = [["> 5", '"a"', "1"], ["> 5", '"b"', "1"], ["<= 5", '"a"', "2"], ["> 5", '"c"', "1"]]

    assert merges(AMOUNT_AND_LINE, rows, "UNIQUE") == [
        'rules 1, 2 and 4 could be one: line "a", "b", "c"'
    ]


def test_what_together_is_everything_becomes_a_dash():
    assert merges([("rush", "boolean")], [["true", "1"], ["false", "1"]], "UNIQUE") == [
        "rules 1 and 2 could be one: rush any value (-), also when none is given"
    ]


def test_two_columns_that_differ_keep_two_rows():
    assert merges(AMOUNT_AND_LINE, [["1", '"a"', "1"], ["2", '"b"', "1"]]) == []


def test_two_legal_sources_keep_two_rows():
    assert merges(AMOUNT, [["1", "1"], ["2", "1"]], note="law {}") == []


def test_a_rule_that_never_fires_is_not_merged():
    assert merges(AMOUNT, [["1", "1"], ["1", "1"], ["2", "2"]]) == []


def test_a_rule_between_that_says_otherwise_keeps_two_rows():
    assert merges(AMOUNT, [["[1..2]", "1"], ["[2..3]", "2"], ["> 2", "1"]]) == []


def test_a_rule_may_sink_where_it_may_not_rise():
    rows = [["1", "1"], ["[2..3]", "2"], ["> 2", "1"]]

    assert merges(AMOUNT, rows) == [
        "rules 1 and 3 could be one: amount 1, > 2, in the place of rule 3"
    ]


@pytest.mark.parametrize(
    ("policy", "merged"),
    [("FIRST", 1), ("ANY", 1), ("UNIQUE", 0), ("COLLECT", 0), ("RULE ORDER", 0)],
)
def test_rules_that_overlap_are_one_only_where_one_is_heard(policy, merged):
    assert len(merges(AMOUNT, [["[0..5]", "1"], ["[4..9]", "1"]], policy)) == merged


def test_rules_that_treat_null_differently_stay_apart():
    assert merges(AMOUNT, [["null", "1"], ["5", "1"]]) == []


def test_a_rule_for_null_does_not_sink_below_one_that_null_leaves_undecided():
    assert merges(AMOUNT, [["null", "1"], ["5", "2"], ["-", "1"]]) == []
