"""All that can be said about a decision table as a whole."""

from collections.abc import Sequence
from dataclasses import replace

from app.decisions.analysis.budget import TooLarge
from app.decisions.analysis.dead_rules import covered_rules, empty_rules
from app.decisions.analysis.findings import DeadRule, TableAnalysis
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
        accepted=_accepted(table),
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
    merges, more_merges = Merging(table, grid, outputs, met, {d.rule for d in dead}).merges()
    return replace(
        plain,
        gaps=gaps.gaps,
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
    return "the default outputs" if any(output.default for output in table.outputs) else ""


def _accepted(table: Table) -> str:
    """Return why the notes accept the gaps of a table; a note without a reason accepts nothing."""
    lines = (line.strip() for note in table.notes for line in note.splitlines())
    reasons = (
        line[len(start) :].strip() for line in lines for start in ACCEPTING if _begins(line, start)
    )
    return next(filter(None, reasons), "")


def _begins(line: str, start: str) -> bool:
    return line[: len(start)].lower() == start
