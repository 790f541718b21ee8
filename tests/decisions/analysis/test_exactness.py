"""The findings about random tables, against every point that the compiled cells can tell apart."""

import pytest
from hypothesis import HealthCheck, given, settings

from app.decisions.analysis import DeadRule, TableAnalysis, analyse
from app.decisions.dmn.tables import Table
from tests.decisions.analysis.random_tables import (
    NO_ANSWER,
    Drawn,
    deciding,
    hits,
    lies_in,
    points,
    tables,
    value_at,
)

pytestmark = pytest.mark.slow

SINGLE = ["UNIQUE", "ANY", "FIRST", "PRIORITY"]
ALL = [*SINGLE, "RULE ORDER", "OUTPUT ORDER", "COLLECT"]
thoroughly = settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def wrongly_told_gaps(table: Table, found: TableAnalysis) -> list[object]:
    """List the points that lie in a gap and are covered, or are neither."""
    regions = [gap.region.cells for gap in found.gaps]
    return [
        point
        for point in points(table)
        if any(lies_in(point, region) for region in regions) == bool(hits(table, point))
    ]


def covered_examples(table: Table, found: TableAnalysis) -> list[object]:
    """List the examples of gaps that lie elsewhere or at which a rule holds."""
    regions = [gap.region for gap in found.gaps]
    return [
        region.example
        for region in regions
        if hits(table, region.example) or not lies_in(region.example, region.cells)
    ]


def wrongly_told_overlaps(table: Table, found: TableAnalysis) -> list[object]:
    """List the points at which the rules that hold are not those of the overlaps there."""
    return [
        point
        for point in points(table)
        if {r for o in found.overlaps if lies_in(point, o.region.cells) for r in o.rules}
        != (set(hits(table, point)) if len(hits(table, point)) > 1 else set())
    ]


def wrongly_told_doubts(table: Table, found: TableAnalysis) -> list[object]:
    """List the points that lie in a gap though covered, or in no region though not covered."""
    gaps = [gap.region.cells for gap in found.gaps]
    untold = [gap.region.cells for gap in found.untold]
    return [
        point
        for point in points(table)
        if not is_rightly_told(
            covered=bool(hits(table, point)),
            in_gap=any(lies_in(point, region) for region in gaps),
            in_doubt=any(lies_in(point, region) for region in untold),
        )
    ]


def is_rightly_told(*, covered: bool, in_gap: bool, in_doubt: bool) -> bool:
    return not in_gap if covered or in_doubt else in_gap


def unequal(table: Table, rules: tuple[int, ...]) -> bool:
    return len({table.rules[rule - 1].outputs[0].constant for rule in rules}) > 1


def wrongly_told_conflicts(table: Table, found: TableAnalysis) -> list[object]:
    """List the points at which rules disagree and no overlap says so, or the reverse."""
    regions = [overlap.region.cells for overlap in found.overlaps]
    return [
        point
        for point in points(table)
        if any(lies_in(point, region) for region in regions) != unequal(table, hits(table, point))
    ]


def lone_examples(table: Table, found: TableAnalysis) -> list[object]:
    """List the examples of overlaps at which not all of its rules hold."""
    return [
        overlap.region.example
        for overlap in found.overlaps
        if not set(overlap.rules) <= set(hits(table, overlap.region.example))
    ]


def rules_that_hold(table: Table) -> set[int]:
    return {rule for point in points(table) for rule in hits(table, point)}


def covers(table: Table, dead: DeadRule) -> bool:
    """Tell whether wherever a rule holds, one of those said to cover it holds too."""
    return all(
        set(dead.covered_by) & set(found)
        for found in (hits(table, point) for point in points(table))
        if dead.rule in found
    )


def rules_that_decide(table: Table) -> set[int]:
    return {rule for point in points(table) if (rule := deciding(table, point)) is not None}


def changed_by_merging(drawn: Drawn) -> list[object]:
    """List the points at which a table is worth something else after a merge."""
    table = drawn.compiled()
    return [
        (merge.text, point)
        for merge in analyse(table).mergeable
        for after in [drawn.with_one_for(merge).compiled()]
        for point in points(table)
        if value_at(table, point) != value_at(after, point)
    ]


@thoroughly
@given(tables(ALL))
def test_gaps_are_exactly_the_points_no_rule_covers(drawn: Drawn) -> None:
    table = drawn.compiled()

    found = analyse(table)

    assert found.complete
    assert wrongly_told_gaps(table, found) == []
    assert covered_examples(table, found) == []


@thoroughly
@given(tables(SINGLE))
def test_at_the_example_of_a_gap_there_is_no_answer(drawn: Drawn) -> None:
    table = drawn.compiled()

    found = analyse(table)

    assert {value_at(table, gap.region.example) for gap in found.gaps} <= {NO_ANSWER}


@thoroughly
@given(tables(["UNIQUE"]))
def test_overlaps_of_a_unique_table_are_exactly_where_several_rules_hold(drawn: Drawn) -> None:
    table = drawn.compiled()

    found = analyse(table)

    assert wrongly_told_overlaps(table, found) == []
    assert lone_examples(table, found) == []


@thoroughly
@given(tables(["ANY"]))
def test_overlaps_of_an_any_table_are_exactly_where_rules_disagree(drawn: Drawn) -> None:
    table = drawn.compiled()

    found = analyse(table)

    assert wrongly_told_conflicts(table, found) == []
    assert lone_examples(table, found) == []


@thoroughly
@given(tables(["FIRST", "PRIORITY"]))
def test_rules_that_never_fire_are_exactly_those_that_decide_nothing(drawn: Drawn) -> None:
    table = drawn.compiled()

    dead = {rule.rule for rule in analyse(table).never_firing}

    assert dead == {rule.matched.index for rule in table.rules} - rules_that_decide(table)


@thoroughly
@given(tables(["UNIQUE", "ANY", "RULE ORDER", "OUTPUT ORDER", "COLLECT"]))
def test_where_all_rules_are_heard_only_an_empty_cell_never_fires(drawn: Drawn) -> None:
    table = drawn.compiled()

    dead = {rule.rule for rule in analyse(table).never_firing}

    assert dead == {rule.matched.index for rule in table.rules} - rules_that_hold(table)


@thoroughly
@given(tables(["FIRST"]))
def test_the_rules_said_to_cover_another_do_so_alone(drawn: Drawn) -> None:
    table = drawn.compiled()

    dead = [rule for rule in analyse(table).never_firing if rule.covered_by]

    assert [rule.text for rule in dead if not covers(table, rule)] == []


@thoroughly
@given(tables(ALL, most_columns=2))
def test_a_merge_changes_no_value(drawn: Drawn) -> None:
    assert changed_by_merging(drawn) == []


@thoroughly
@given(tables(ALL, outside=True))
def test_cells_outside_the_analysis_leave_doubts_and_no_false_gaps(drawn: Drawn) -> None:
    table = drawn.compiled()

    found = analyse(table)

    assert wrongly_told_doubts(table, found) == []
    assert lone_examples(table, found) == []


@thoroughly
@given(tables(["FIRST", "PRIORITY"], outside=True))
def test_no_rule_is_called_dead_for_a_cell_outside_the_analysis(drawn: Drawn) -> None:
    table = drawn.compiled()

    dead = {rule.rule for rule in analyse(table).never_firing}

    assert dead & rules_that_decide(table) == set()


@thoroughly
@given(tables(ALL, most_columns=2, outside=True))
def test_a_merge_beside_cells_outside_the_analysis_changes_no_value(drawn: Drawn) -> None:
    assert changed_by_merging(drawn) == []
