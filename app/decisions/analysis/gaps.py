"""Gaps: inputs for which no rule fires."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import islice

from app.decisions.analysis.budget import Budget, TooLarge
from app.decisions.analysis.coverage import Coverage, Node, boxes_to, ways_to
from app.decisions.analysis.findings import Gap
from app.decisions.analysis.grid import Grid
from app.decisions.analysis.regions import Box, for_example, region_of, simplified

FEW_STEPS = 20_000  # parts looked at in the order of the columns
MOST_STEPS = 1_000_000  # parts looked at in the quickest order; some second
MOST_BOXES = 5_000  # of a diagram that are written out
MOST_SHOWN = 50
TOO_MANY = "gaps: its rules divide the inputs into too many parts"
ONE_OF_THEM = "; one gap is shown, there may be more"


@dataclass(frozen=True, kw_only=True)
class Gaps:
    """The regions no rule covers, and those of which it cannot be told."""

    gaps: tuple[Gap, ...] = ()
    more_gaps: int = 0
    untold: tuple[Gap, ...] = ()
    more_untold: int = 0
    limit: str = ""  #: why they are not all


def gaps_of(grid: Grid) -> Gaps:
    """Find the gaps; of a table that is too large one, if it is soon found."""
    box = tuple(dimension.everything for dimension in grid.dimensions)
    if not all(box):
        return Gaps()
    try:
        coverage, node = _left_over(grid, box)
    except TooLarge as reason:
        return _one_of_many(grid, box, str(reason))
    gaps, more_gaps = _shown(grid, node, box, coverage.gap)
    untold, more_untold = _shown(grid, node, box, coverage.untold)
    found = [_gap(grid, box, "no rule covers") for box in gaps]
    vague = {cell.column for cell in grid.outside if cell.rule is None}
    perhaps = [gap for gap in found if vague & set(gap.region.cells)]
    return Gaps(
        gaps=tuple(gap for gap in found if gap not in perhaps),
        more_gaps=more_gaps,
        untold=(
            *(replace(gap, text=f"{gap.text}; it may not be allowed") for gap in perhaps),
            *(
                _gap(grid, b, "only rules with a cell outside the analysis may cover")
                for b in untold
            ),
        ),
        more_untold=more_untold,
    )


def _left_over(grid: Grid, box: Box) -> tuple[Coverage, Node | None]:
    few, many = Budget(FEW_STEPS, TOO_MANY), Budget(MOST_STEPS, TOO_MANY)
    coverage = Coverage(grid, box, _every_rule(grid), few, as_written=True)
    try:
        return coverage, coverage.left_over()
    except TooLarge:
        coverage = Coverage(grid, box, _every_rule(grid), many)
        return coverage, coverage.left_over()


def _every_rule(grid: Grid) -> int:
    return (1 << grid.rules) - 1


def _one_of_many(grid: Grid, box: Box, limit: str) -> Gaps:
    coverage = Coverage(grid, box, _every_rule(grid), Budget(MOST_STEPS, TOO_MANY))
    try:
        found = coverage.first_left_over()
    except TooLarge:
        return Gaps(limit=limit)
    if found is None:
        return Gaps() if not grid.doubtful else Gaps(limit=limit)
    return Gaps(gaps=(_gap(grid, found, "no rule covers"),), limit=limit + ONE_OF_THEM)


def _shown(grid: Grid, node: Node | None, box: Box, end: Node) -> tuple[Sequence[Box], int]:
    """Return the boxes that lead to an end, cut to what a person reads, and how many are left."""
    ways: dict[Node, int] = {}
    if node is None or not ways_to(end, node, ways):
        return (), 0
    boxes = simplified(list(islice(boxes_to(ways, node, box), MOST_BOXES)))
    return boxes[:MOST_SHOWN], len(boxes[MOST_SHOWN:]) + max(0, ways[node] - MOST_BOXES)


def _gap(grid: Grid, box: Box, what: str) -> Gap:
    region = region_of(grid, box)
    return Gap(region=region, text=f"{what} {region.conditions}{for_example(region)}")
