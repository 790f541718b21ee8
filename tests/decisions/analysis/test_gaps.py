"""Gaps of small tables, in the words an analyst reads."""

import pytest

from tests.decisions.analysis.small_tables import analysed
from tests.decisions.writing import Column, item

DATES = ['< date("2026-03-01")', '(date("2026-03-01")..date("2026-04-01")]']
MOMENTS = ['< date and time("2026-03-01T12:00:00")', '> date and time("2026-03-01T18:00:00")']
WORDS = '"motor", "cargo", "life"'


def gaps_of_column(ref: str, cells: list[str], values: str = "") -> list[str]:
    found = analysed([("x", ref, values)], [[cell, "1"] for cell in cells])
    return [gap.text.removeprefix("no rule covers ") for gap in found.gaps]


@pytest.mark.parametrize(
    ("ref", "cells", "gap"),
    [
        ("number", ["<= 50000", ">= 100000"], "x in (50000..100000); for example x = 80000"),
        ("number", ["<= 1000000"], "x > 1000000; for example x = 1100000"),
        ("number", ["<= 5", ">= 6"], "x in (5..6); for example x = 5.5"),
        ("number", [">= 0.9"], "x < 0.9; for example x = 0"),
        ("number", ["< 5", "> 5"], "x = 5; for example x = 5"),
        ("number", ["not(3)"], "x = 3; for example x = 3"),
        ("number", ["not([1..2], [4..8])"], "x in ([1..2], [4..8]); for example x = 1"),
        ("number", ["? < 1 or ? > 3"], "x in [1..3]; for example x = 2"),
        ("string", ['"motor"'], 'x != "motor"; for example x = "other"'),
        ("string", ['"车险"'], 'x != "车险"; for example x = "其他"'),
        ("string", ['"a", "other"'], 'x not in ("a", "other"); for example x = "other 2"'),
        ("string", ['not("a", "b")'], 'x in ("a", "b"); for example x = "a"'),
        ("boolean", ["true"], "x = false; for example x = false"),
        ("date", DATES, 'x in (date("2026-03-01"), > date("2026-04-01"))'),
        ("date", ['< date("2026-03-01")', '> date("2026-03-03")'], "[date"),
        ("dateTime", MOMENTS, "T15:00:00"),
        ("time", ['< time("09:00:00")', '>= time("17:30:00")'], 'x = time("13:00:00")'),
        ("time", ['<= time("23:30:00")'], 'x > time("23:30:00"); for example x = time("23:45:00")'),
        ("dayTimeDuration", ['<= duration("P3D")'], 'for example x = duration("P4D")'),
        ("yearMonthDuration", ['<= duration("P6M")', '> duration("P7M")'], 'x = duration("P7M");'),
        ("", ["< 5"], "x >= 5; for example x = 5"),
    ],
)
def test_a_gap_is_shown_as_a_region_and_a_readable_example(ref, cells, gap):
    found = gaps_of_column(ref, cells)

    assert len(found) == 1
    assert gap in found[0]


@pytest.mark.parametrize(
    ("ref", "cells"),
    [
        ("number", ["< 5", ">= 5"]),
        ("number", ["[1..5]", "not([1..5])"]),
        ("number", ["-"]),
        ("boolean", ["true", "false"]),
        ("string", ['"a"', 'not("a")']),
        ("date", ['<= date("2026-02-28")', '>= date("2026-03-01")']),
        ("yearMonthDuration", ['<= duration("P6M")', '>= duration("P7M")']),
        ("number", ["null", "not(null)"]),
    ],
)
def test_cells_that_meet_leave_no_gap(ref, cells):
    assert gaps_of_column(ref, cells) == []


def test_values_that_are_not_allowed_are_no_gap():
    assert gaps_of_column("string", ['"motor", "cargo"', '"life"'], WORDS) == []
    assert gaps_of_column("number", ["[0..10]", "> 10"], ">= 0") == []


def test_the_allowed_values_of_a_type_count_as_well():
    found = analysed([("line", "Line")], [['"motor"', "1"]], types=item("Line", "string", WORDS))

    assert [gap.region.cells for gap in found.gaps] == [{"line": '"cargo", "life"'}]


def test_a_gap_names_only_the_columns_that_restrict_it():
    inputs: list[Column] = [("amount", "number"), ("line", "string", WORDS), ("rush", "boolean")]
    rows = [["<= 5000", "-", "-", "1"], ["> 10000", "-", "-", "2"], ["-", '"life"', "-", "3"]]

    [gap] = analysed(inputs, rows).gaps

    assert gap.text == (
        'no rule covers amount in (5000..10000], line in ("motor", "cargo"); '
        'for example amount = 8000, line = "motor"'
    )
    assert set(gap.region.example) == {"amount", "line", "rush"}


def test_two_columns_that_read_the_same_are_looked_at_together():
    inputs: list[Column] = [("amount", "number"), ("amount", "number")]
    rows = [[">= 0", "< 10", "1"], [">= 10", "-", "2"]]

    assert [gap.region.cells for gap in analysed(inputs, rows).gaps] == [{"amount": "< 0"}]


def test_null_is_a_gap_only_in_a_column_that_speaks_of_it():
    assert gaps_of_column("number", ["not(null)"]) == ["x = null; for example x = null"]
    assert gaps_of_column("number", ["< 5", ">= 5"]) == []


def test_times_with_a_zone_are_looked_at_where_a_cell_names_one():
    found = gaps_of_column("time", ['< time("10:00:00Z")', '> time("10:00:00Z")'])

    assert found[0].startswith('x in [time("10:00:00Z")..time("10:00:00Z")]')


def test_what_only_a_cell_outside_the_analysis_may_cover_is_told_apart():
    rows = [['contains(?, "glass")', "< 5", "1"], ["-", ">= 10", "2"]]

    found = analysed([("note", "string"), ("amount", "number")], rows)

    assert [str(cell) for cell in found.outside] == ['rule 1, column note: contains(?, "glass")']
    assert [gap.region.cells for gap in found.gaps] == [{"amount": "[5..10)"}]
    assert [gap.text for gap in found.untold] == [
        "only rules with a cell outside the analysis may cover amount < 5; for example amount = 4"
    ]


def test_what_another_rule_covers_for_certain_is_no_doubt():
    rows = [['contains(?, "glass")', "< 5", "1"], ['"a"', "< 5", "2"], ["-", ">= 5", "3"]]

    found = analysed([("note", "string"), ("amount", "number")], rows)

    assert found.gaps == ()
    assert [gap.region.cells for gap in found.untold] == [{"note": 'not("a")', "amount": "< 5"}]


def test_allowed_values_outside_the_analysis_are_named():
    found = analysed([("code", "string", "string length(?) = 3")], [['"abc"', "1"]])

    assert [str(cell) for cell in found.outside] == ["column code: allowed values"]


@pytest.mark.parametrize(
    ("policy", "rows", "open_gaps"),
    [
        ("UNIQUE", [["< 5", "1"]], 1),
        ("FIRST", [["< 5", "1"]], 1),
        ("FIRST", [["< 5", "1"], ["-", "2"]], 0),
        ("COLLECT", [["< 5", "1"]], 0),
    ],
)
def test_a_gap_is_open_where_an_evaluation_has_no_answer(policy, rows, open_gaps):
    assert len(analysed([("x", "number")], rows, policy=policy).open_gaps) == open_gaps


def test_a_table_of_no_rules_leaves_everything_open():
    [gap] = analysed([("x", "number")], []).gaps

    assert gap.text == "no rule covers any input"
