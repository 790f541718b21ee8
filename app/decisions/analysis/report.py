"""All that can be said about a decision table as a whole."""

from collections.abc import Sequence
from dataclasses import replace

from app.decisions.analysis.budget import TooLarge
from app.decisions.analysis.dead_rules import covered_rules, empty_rules
from app.decisions.analysis.findings import DeadRule, Gap, TableAnalysis
from app.decisions.analysis.gaps import gaps_of
from app.decisions.analysis.grid import Grid, grid_of
from app.decisions.analysis.meetings import meetings
from app.decisions.analysis.merges import Merging
from app.decisions.analysis.outputs import Outputs
from app.decisions.analysis.overlaps import overlaps_of
from app.decisions.dmn.tables import Table

ACCEPTING = ("accepted gap:", "可接受的空缺：", "可接受的空缺:")


def analyse(table: Table) -> TableAnalysis:
    """Analyse a table.

    Gaps are what no rule covers, whatever the hit policy and the default outputs; ``open_gaps``
    are those that matter. Null counts only in a column one of whose cells speaks of it; columns
    that read different expressions are taken to be independent of each other.
    """
    plain = TableAnalysis(
        decision=table.place.decision,
        policy=table.policy,
        catch_all=_catch_all(table),
    )
    try:
        grid = grid_of(table)
    except TooLarge as reason:
        return replace(plain, limits=(str(reason),))
    gaps = gaps_of(grid)
    limits = [gaps.limit] if gaps.limit else []
    outputs, met = Outputs(table), meetings(grid)
    overlaps, more_overlaps = overlaps_of(grid, table.policy, outputs, met)
    dead = _dead(grid, table, outputs, met, limits=limits)
    merging = Merging(table, grid, outputs, met, {d.rule for d in dead})
    merges, more_merges = merging.merges()
    minor = (merging.limit,) if merging.limit else ()
    return replace(
        plain,
        gaps=_with_acceptance(gaps.gaps, table),
        more_gaps=gaps.more_gaps,
        untold=gaps.untold,
        more_untold=gaps.more_untold,
        overlaps=overlaps,
        more_overlaps=more_overlaps,
        never_firing=tuple(dead),
        mergeable=merges,
        more_mergeable=more_merges,
        outside=grid.outside,
        limits=tuple(limits),
        minor_limits=minor,
    )


def _dead(
    grid: Grid, table: Table, outputs: Outputs, met: Sequence[int], *, limits: list[str]
) -> list[DeadRule]:
    found = list(empty_rules(grid, table))
    try:
        for dead in covered_rules(grid, table.policy, outputs, met):
            found.append(dead)  # one by one: those found before it grew too large stay
    except TooLarge as reason:
        limits.append(str(reason))
    return sorted(found, key=lambda dead: dead.rule)


def _catch_all(table: Table) -> str:
    """Return what answers where no other rule does."""
    for rule in table.rules:
        if all(cell.test is None for cell in rule.inputs):
            return f"rule {rule.matched.index}"
    return "the default outputs" if all(output.default for output in table.outputs) else ""


def _with_acceptance(gaps: Sequence[Gap], table: Table) -> tuple[Gap, ...]:
    """Return the gaps with the reasons for which the table's notes accept them."""
    reasons = _accepted(table)
    return tuple(
        replace(gap, accepted=reasons.get(_plain(gap.region.conditions), "")) for gap in gaps
    )


def _accepted(table: Table) -> dict[str, str]:
    """Return by their conditions the gaps that notes accept, with the reasons.

    A line of a note is ``accepted gap: CONDITIONS | REASON``, the conditions as the analysis
    words them, so that another gap is never accepted along with it.
    """
    lines = (line.strip() for note in table.notes for line in note.splitlines())
    parts = (
        line[len(start) :].partition("|")
        for line in lines
        for start in ACCEPTING
        if _begins(line, start)
    )
    found = {_plain(conditions): reason.strip() for conditions, _, reason in parts}
    return {conditions: reason for conditions, reason in found.items() if reason}


def _plain(conditions: str) -> str:
    return " ".join(conditions.split())


def _begins(line: str, start: str) -> bool:
    return line[: len(start)].lower() == start
