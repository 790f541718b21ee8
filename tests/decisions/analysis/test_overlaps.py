"""Overlaps of small tables, in the words an analyst reads."""

import pytest

from tests.decisions.analysis.small_tables import analysed
from tests.decisions.writing import Column

AMOUNT: list[Column] = [("amount", "number")]
AMOUNT_AND_LINE: list[Column] = [("amount", "number"), ("line", "string")]


def test_two_rules_that_share_an_input_overlap():
    rows = [["[0..200]", '"motor"', "1"], ["[100..300]", "-", "2"], ["> 300", "-", "3"]]

    [overlap] = analysed(AMOUNT_AND_LINE, rows, policy="UNIQUE").overlaps

    assert overlap.rules == (1, 2)
    assert overlap.text == (
        'rules 1 and 2 both match amount in [100..200], line = "motor"; '
        'for example amount = 150, line = "motor"'
    )


def test_rules_that_share_the_same_input_are_one_finding():
    rows = [["5", "1"], ["5, 6", "2"], ["5, 7", "3"]]

    [overlap] = analysed(AMOUNT, rows, policy="UNIQUE").overlaps

    assert overlap.text == "rules 1, 2 and 3 all match amount = 5; for example amount = 5"


def test_ends_that_only_touch_do_not_overlap():
    rows = [["[0..5)", "1"], ["[5..10]", "2"], ["(10..20)", "3"]]

    assert analysed(AMOUNT, rows, policy="UNIQUE").overlaps == ()


def test_columns_that_read_the_same_overlap_only_where_all_their_cells_meet():
    rows = [[">= 0", "< 10", "1"], [">= 10", "< 20", "2"]]

    assert analysed([*AMOUNT, *AMOUNT], rows, policy="UNIQUE").overlaps == ()


@pytest.mark.parametrize("policy", ["FIRST", "PRIORITY", "COLLECT", "RULE ORDER", "OUTPUT ORDER"])
def test_other_hit_policies_know_what_to_do_with_several_rules(policy):
    assert analysed(AMOUNT, [["> 1", "1"], ["> 2", "2"]], policy=policy).overlaps == ()


@pytest.mark.parametrize(
    ("outputs", "said"),
    [
        (("1", "1.0"), []),
        (("amount * 2", "amount * 2"), []),
        (("1", "2"), [(True, "; their outputs differ")]),
        (("amount * 2", "amount + amount"), [(False, "; their outputs may differ")]),
    ],
)
def test_under_any_only_rules_that_say_unlike_things_overlap(outputs, said):
    rows = [["> 1", outputs[0]], ["> 2", outputs[1]]]

    overlaps = analysed(AMOUNT, rows, policy="ANY").overlaps

    assert [(o.certain, o.text.partition(" = 3")[2]) for o in overlaps] == said


def test_a_rule_with_a_cell_outside_the_analysis_takes_no_part():
    rows = [["-", 'starts with(line, "m")', "1"], ["-", "-", "2"]]

    found = analysed(AMOUNT_AND_LINE, rows, policy="UNIQUE")

    assert found.overlaps == ()
    assert [cell.rule for cell in found.outside] == [1]


def test_a_long_list_is_cut_and_the_rest_counted():
    rows = [[f"[{n}..{n + 60}]", "1"] for n in range(20)]

    found = analysed(AMOUNT, rows, policy="UNIQUE")

    assert len(found.overlaps) == 50
    assert found.more_overlaps == 20 * 19 // 2 - 50
