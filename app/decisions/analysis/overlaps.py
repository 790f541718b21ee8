"""Overlaps: inputs for which several rules fire where the hit policy does not allow it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.decisions.analysis.findings import Overlap
from app.decisions.analysis.grid import Grid, members
from app.decisions.analysis.outputs import Outputs, Verdict
from app.decisions.analysis.regions import Box, for_example, listed, meet, region_of
from app.decisions.dmn.hit_policies import ANY, UNIQUE

MOST_PAIRS = 2_000
MOST_SHOWN = 50


@dataclass(frozen=True, kw_only=True)
class _Pair:
    """Two rules that meet, by their number from 0."""

    first: int
    second: int
    certain: bool


def overlaps_of(
    grid: Grid, policy: str, outputs: Outputs, met: Sequence[int]
) -> tuple[tuple[Overlap, ...], int]:
    """Find the overlaps of a UNIQUE or ANY table, and how many more there are than are shown.

    Rules with a cell outside the analysis take no part.
    """
    if policy not in (UNIQUE, ANY):
        return (), 0
    groups: dict[tuple[Box, bool], set[int]] = {}
    pairs = 0
    for pair in _pairs(grid, policy, outputs, met):
        pairs += 1
        box = meet(grid.box(pair.first), grid.box(pair.second))
        if box is not None and pairs <= MOST_PAIRS:
            groups.setdefault((box, pair.certain), set()).update((pair.first, pair.second))
    found = [_overlap(grid, policy, key, rules) for key, rules in list(groups.items())[:MOST_SHOWN]]
    more = max(0, len(groups) - MOST_SHOWN) + max(0, pairs - MOST_PAIRS)
    return tuple(found), more


def _pairs(grid: Grid, policy: str, outputs: Outputs, met: Sequence[int]) -> Iterator[_Pair]:
    for first in members(grid.certain):
        later = met[first] & grid.certain & -(2 << first)
        for second in members(later):
            if policy == UNIQUE:
                yield _Pair(first=first, second=second, certain=True)
                continue
            verdict = outputs.compare(first, second)
            if verdict is not Verdict.EQUAL:
                yield _Pair(first=first, second=second, certain=verdict is Verdict.UNEQUAL)


def _overlap(grid: Grid, policy: str, key: tuple[Box, bool], rules: set[int]) -> Overlap:
    """Describe rules that all hold in a box: each pair of them has it in common."""
    box, certain = key
    region = region_of(grid, box)
    numbers = tuple(rule + 1 for rule in sorted(rules))
    both = "both" if len(numbers) == 2 else "all"
    text = f"{listed(numbers)} {both} match {region.conditions}{for_example(region)}"
    if policy == ANY:
        text += "; their outputs differ" if certain else "; their outputs may differ"
    return Overlap(rules=numbers, region=region, certain=certain, text=text)
