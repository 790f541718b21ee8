"""Boxes of a grid, and how a person reads them.

A box is one set of atoms for each dimension.
"""

from collections.abc import Sequence

from app.decisions.analysis.findings import Region
from app.decisions.analysis.grid import Grid
from app.decisions.analysis.kinds import literal
from app.decisions.analysis.writing import example, written

Box = tuple[int, ...]


def region_of(grid: Grid, box: Box) -> Region:
    """Describe a box."""
    parts = list(zip(grid.dimensions, box, strict=True))
    values = {d.label: example(d.atoms, mask) for d, mask in parts}
    narrow = {d.label: written(d.atoms, mask) for d, mask in parts if mask != d.everything}
    return Region(
        cells={label: str(tests) for label, tests in narrow.items()},
        conditions=", ".join(tests.about(label) for label, tests in narrow.items()) or "any input",
        example=values,
        example_text=", ".join(f"{label} = {literal(values[label])}" for label in narrow),
    )


def for_example(region: Region) -> str:
    """Return the end of a sentence about a region."""
    return f"; for example {region.example_text}" if region.example_text else ""


def meet(left: Box, right: Box) -> Box | None:
    """Return what two boxes have in common."""
    common = tuple(a & b for a, b in zip(left, right, strict=True))
    return common if all(common) else None


def simplified(boxes: Sequence[Box]) -> list[Box]:
    """Join boxes that differ in one dimension, until none do."""
    found = list(dict.fromkeys(boxes))
    while True:
        fewer = _joined_once(found)
        if len(fewer) == len(found):
            return fewer
        found = fewer


def _joined_once(boxes: list[Box]) -> list[Box]:
    for dimension in range(len(boxes[0]) if boxes else 0):
        groups: dict[Box, int] = {}
        for box in boxes:
            others = (*box[:dimension], *box[dimension + 1 :])
            groups[others] = groups.get(others, 0) | box[dimension]
        boxes = [(*o[:dimension], mask, *o[dimension:]) for o, mask in groups.items()]
    return boxes


def listed(rules: Sequence[int]) -> str:
    """Return rule numbers for a sentence."""
    if len(rules) == 1:
        return f"rule {rules[0]}"
    numbers = [str(rule) for rule in rules]
    return f"rules {', '.join(numbers[:-1])} and {numbers[-1]}"
