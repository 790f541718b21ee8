"""Gaps: inputs for which no rule fires."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from app.decisions.analysis.budget import Budget
from app.decisions.analysis.coverage import Coverage, Node, boxes_of
from app.decisions.analysis.findings import Gap
from app.decisions.analysis.grid import Grid
from app.decisions.analysis.regions import Box, for_example, region_of, simplified

MOST_STEPS = 600_000  # parts looked at; some half a second
MOST_BOXES = 5_000  # of a diagram that are written out
MOST_SHOWN = 50
TOO_MANY = "gaps: its rules divide the inputs into too many parts"


@dataclass(frozen=True, kw_only=True)
class Gaps:
    """The regions no rule covers, and those of which it cannot be told."""

    gaps: tuple[Gap, ...]
    more_gaps: int
    untold: tuple[Gap, ...]
    more_untold: int


def gaps_of(grid: Grid) -> Gaps:
    """Find the gaps.

    :raises TooLarge: the rules divide the inputs into too many parts
    """
    box = tuple(dimension.everything for dimension in grid.dimensions)
    if not all(box):
        return Gaps(gaps=(), more_gaps=0, untold=(), more_untold=0)
    coverage = Coverage(grid, box, (1 << grid.rules) - 1, Budget(MOST_STEPS, TOO_MANY))
    node = coverage.left_over()
    gaps, more_gaps = _shown(grid, node, box, coverage.gap)
    untold, more_untold = _shown(grid, node, box, coverage.untold)
    return Gaps(
        gaps=tuple(_gap(grid, b, "no rule covers") for b in gaps),
        more_gaps=more_gaps,
        untold=tuple(
            _gap(grid, b, "only rules with a cell outside the analysis may cover") for b in untold
        ),
        more_untold=more_untold,
    )


def _shown(grid: Grid, node: Node | None, box: Box, end: Node) -> tuple[Sequence[Box], int]:
    """Return the boxes that lead to an end, cut to what a person reads, and how many are left."""
    if node is None:
        return (), 0
    ways = _ways(node, end, {})
    found = (part for part, reached in boxes_of(node, box) if reached is end)
    boxes = simplified(list(islice(found, MOST_BOXES)))
    return boxes[:MOST_SHOWN], len(boxes[MOST_SHOWN:]) + max(0, ways - MOST_BOXES)


def _ways(node: Node, end: Node, known: dict[Node, int]) -> int:
    """Count the ways through a diagram to an end."""
    if not node.branches:
        return int(node is end)
    if node not in known:
        known[node] = sum(_ways(following, end, known) for _, following in node.branches)
    return known[node]


def _gap(grid: Grid, box: Box, what: str) -> Gap:
    region = region_of(grid, box)
    return Gap(region=region, text=f"{what} {region.conditions}{for_example(region)}")
