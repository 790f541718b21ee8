"""Which rules can fire for the same input."""

from collections.abc import Iterator

from app.decisions.analysis.grid import Dimension, Grid


def meetings(grid: Grid) -> list[int]:
    """Return by rule the set of rules that meet it somewhere, itself included.

    A cell outside the analysis is taken to hold everywhere.
    """
    met = [(1 << grid.rules) - 1] * grid.rules
    for dimension in grid.dimensions:
        sharing = {cell: _sharing(dimension, cell) for cell in set(dimension.cells)}
        for rule, cell in enumerate(dimension.cells):
            met[rule] &= sharing[cell]
    return met


def _sharing(dimension: Dimension, cell: int) -> int:
    """Return the rules that hold at one of these atoms."""
    found = 0
    for part in dimension.classes:
        if part.atoms & cell:
            found |= part.rules
    return found


def numbers_in(rules: int) -> Iterator[int]:
    """Yield the rules of a set by their number from 0."""
    while rules:
        lowest = rules & -rules
        yield lowest.bit_length() - 1
        rules ^= lowest
