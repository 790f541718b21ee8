"""Which rules can fire for the same input."""

from app.decisions.analysis.grid import Dimension, Grid, members, rules_by_atom


def meetings(grid: Grid) -> list[int]:
    """Return by rule the set of rules that meet it somewhere, itself included.

    A cell outside the analysis is taken to hold everywhere.
    """
    met = [(1 << grid.rules) - 1] * grid.rules
    for dimension in grid.dimensions:
        sharing = _sharing(dimension)
        for rule, cell in enumerate(dimension.cells):
            met[rule] &= sharing[cell]
    return met


def _sharing(dimension: Dimension) -> dict[int, int]:
    """Return by cell the rules that hold at one of its atoms."""
    at = dict(rules_by_atom(dimension.cells, dimension.everything))
    somewhere = 0
    for rules in at.values():
        somewhere |= rules
    found = {}
    for cell in set(dimension.cells):
        met = somewhere if cell == dimension.everything else 0
        for atom in members(cell) if not met else ():
            met |= at[atom]
        found[cell] = met
    return found
