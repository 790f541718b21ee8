"""What some rules leave over of a box: a decision diagram over the dimensions of a grid.

Each step looks at one dimension with the set of rules that may still fire; the same set at the
same dimension is looked at once.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.decisions.analysis.budget import Budget
from app.decisions.analysis.grid import Grid, classes
from app.decisions.analysis.regions import Box


@dataclass(frozen=True, kw_only=True, eq=False)
class Node:
    """What is left over from a dimension on; each branch is a set of atoms and what follows.

    A dimension that is passed over does not matter. A node without branches is an end.
    """

    level: int
    branches: tuple[tuple[int, "Node"], ...]


class Coverage:
    """A box, and the rules that may cover it."""

    def __init__(self, grid: Grid, box: Box, rules: int, budget: Budget) -> None:
        numbers = [n for n in range(grid.rules) if rules >> n & 1]
        budget.spend(len(numbers) * len(box))
        cells = [
            [dimension.cells[n] & part for n in numbers]
            for dimension, part in zip(grid.dimensions, box, strict=True)
        ]
        certain = [bool(grid.certain >> n & 1) for n in numbers]
        self._box, self._budget = box, budget
        self._classes = [list(classes(own, part)) for own, part in zip(cells, box, strict=True)]
        self._all = (1 << len(numbers)) - 1
        self._certain = sum(1 << n for n, known in enumerate(certain) if known)
        self._open = _open_from(cells, box, self._all)
        self._alike = _alike_from(cells, certain)
        self.gap = Node(level=len(box), branches=())
        self.untold = Node(level=len(box), branches=())
        self._known: dict[tuple[int, int], Node | None] = {}
        self._made: dict[tuple[int, tuple[tuple[int, Node], ...]], Node] = {}
        self._covered: dict[tuple[int, int], bool] = {}

    def left_over(self) -> Node | None:
        """Return what no rule covers, ending in ``gap``, or in ``untold`` where one may.

        :raises TooLarge: there are too many parts to look at
        """
        return self._look(0, self._all)

    def is_complete(self) -> bool:
        """Tell whether the rules, none of them doubtful, cover all of the box.

        :raises TooLarge: there are too many parts to look at
        """
        return self._covers(0, self._all)

    def _look(self, level: int, alive: int) -> Node | None:
        if alive & self._certain & self._open[level]:
            return None
        if not alive:
            return self.gap
        if level == len(self._box):
            return self.untold
        key = (level, self._without_twins(level, alive))
        if key not in self._known:
            self._known[key] = self._divide(*key)
        return self._known[key]

    def _divide(self, level: int, alive: int) -> Node | None:
        self._budget.spend(len(self._classes[level]))
        found: dict[Node, int] = {}
        for part in self._classes[level]:
            node = self._look(level + 1, alive & part.rules)
            if node is not None:
                found[node] = found.get(node, 0) | part.atoms
        if not found:
            return None
        if list(found.values()) == [self._box[level]]:
            return next(iter(found))
        branches = tuple((atoms, node) for node, atoms in found.items())
        return self._made.setdefault((level, branches), Node(level=level, branches=branches))

    def _covers(self, level: int, alive: int) -> bool:
        if alive & self._open[level]:
            return True
        if not alive:
            return False
        key = (level, self._without_twins(level, alive))
        if key not in self._covered:
            self._budget.spend(len(self._classes[level]))
            self._covered[key] = all(
                self._covers(level + 1, key[1] & part.rules) for part in self._classes[level]
            )
        return self._covered[key]

    def _without_twins(self, level: int, alive: int) -> int:
        """Keep one of the rules that are the same from here on."""
        for twins in self._alike[level]:
            if alive & twins:
                alive = alive & ~twins | twins & -twins
        return alive


def _open_from(cells: Sequence[Sequence[int]], box: Box, rules: int) -> list[int]:
    """Return by dimension the rules that hold everywhere in the box from there on."""
    found = [rules]
    for own, part in zip(reversed(cells), reversed(box), strict=True):
        found.append(found[-1] & sum(1 << n for n, mask in enumerate(own) if mask == part))
    return found[::-1]


def _alike_from(cells: Sequence[Sequence[int]], certain: Sequence[bool]) -> list[list[int]]:
    """Return by dimension the sets of rules that are the same from there on."""
    keys: list[object] = list(certain)
    found: list[list[int]] = []
    for own in reversed(cells):
        names: dict[object, int] = {}
        keys = [names.setdefault(pair, len(names)) for pair in zip(keys, own, strict=True)]
        sets = [0] * len(names)
        for n, key in enumerate(keys):
            assert isinstance(key, int), "a key counts the pairs"
            sets[key] |= 1 << n
        found.append([twins for twins in sets if twins & (twins - 1)])
    return found[::-1]


def boxes_of(node: Node, box: Box) -> Iterator[tuple[Box, Node]]:
    """Yield every way through a diagram as a box, with the end it leads to."""
    if not node.branches:
        yield box, node
    for atoms, following in node.branches:
        yield from boxes_of(following, (*box[: node.level], atoms, *box[node.level + 1 :]))
