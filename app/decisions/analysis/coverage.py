"""What some rules leave over of a box: a decision diagram over the dimensions of a grid.

Each step looks at one dimension with the set of rules that may still fire; the same set at the
same dimension is looked at once.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from app.decisions.analysis.budget import Budget
from app.decisions.analysis.grid import Grid, classes
from app.decisions.analysis.regions import Box


@dataclass(frozen=True, kw_only=True, eq=False)
class Node:
    """What is left over; each branch is a set of atoms of a dimension and what follows there.

    A dimension that is passed over does not matter. A node without branches is an end.
    """

    dimension: int
    branches: tuple[tuple[int, "Node"], ...]


@dataclass(frozen=True, kw_only=True)
class _Part:
    """One dimension of the box, and of the rules within it."""

    dimension: int
    box: int
    cells: tuple[int, ...]


class Coverage:
    """A box, and the rules that may cover it."""

    def __init__(
        self, grid: Grid, box: Box, rules: int, budget: Budget, *, as_written: bool = False
    ) -> None:
        """Prepare.

        :param as_written: look at the columns in their order, which reads best; else those with
            few classes come first, which is quickest: others multiply what these have divided
        """
        numbers = [n for n in range(grid.rules) if rules >> n & 1]
        budget.spend(len(numbers) * len(box))
        parts = [
            _Part(dimension=n, box=mask, cells=tuple(dimension.cells[r] & mask for r in numbers))
            for n, (dimension, mask) in enumerate(zip(grid.dimensions, box, strict=True))
        ]
        divided = [(part, list(classes(part.cells, part.box))) for part in parts]
        if not as_written:
            divided.sort(key=lambda pair: len(pair[1]))
        self._box, self._budget = box, budget
        self._parts = [part for part, _ in divided]
        self._classes = [found for _, found in divided]
        certain = [bool(grid.certain >> n & 1) for n in numbers]
        self._all = (1 << len(numbers)) - 1
        self._certain = sum(1 << n for n, known in enumerate(certain) if known)
        self._open = _open_from(self._parts, self._all)
        self._alike = _alike_from(self._parts, certain)
        self.gap = Node(dimension=len(box), branches=())
        self.untold = Node(dimension=len(box), branches=())
        self._known: dict[tuple[int, int], Node | None] = {}
        self._made: dict[tuple[int, tuple[tuple[int, Node], ...]], Node] = {}
        self._covered: set[tuple[int, int]] = set()

    def left_over(self) -> Node | None:
        """Return what no rule covers, ending in ``gap``, or in ``untold`` where one may.

        :raises TooLarge: there are too many parts to look at
        """
        return self._look(0, self._all)

    def first_left_over(self) -> Box | None:
        """Return some part that no rule covers, whether known or not; None where there is none.

        :raises TooLarge: there are too many parts to look at
        """
        return self._search(0, self._all, self._box)

    def _look(self, level: int, alive: int) -> Node | None:
        if alive & self._certain & self._open[level]:
            return None
        if not alive:
            return self.gap
        if level == len(self._parts):
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
        if list(found.values()) == [self._parts[level].box]:
            return next(iter(found))
        branches = tuple((atoms, node) for node, atoms in found.items())
        node = Node(dimension=self._parts[level].dimension, branches=branches)
        return self._made.setdefault((level, branches), node)

    def _search(self, level: int, alive: int, box: Box) -> Box | None:
        if alive & self._open[level]:
            return None
        if not alive:
            return box
        key = (level, self._without_twins(level, alive))
        if key in self._covered:
            return None
        self._budget.spend(len(self._classes[level]))
        for part in self._classes[level]:
            within = narrowed(box, self._parts[level].dimension, part.atoms)
            found = self._search(level + 1, key[1] & part.rules, within)
            if found is not None:
                return found
        self._covered.add(key)
        return None

    def _without_twins(self, level: int, alive: int) -> int:
        """Keep one of the rules that are the same from here on."""
        for twins in self._alike[level]:
            if alive & twins:
                alive = alive & ~twins | twins & -twins
        return alive


def narrowed(box: Box, dimension: int, atoms: int) -> Box:
    """Return a box with other atoms in one dimension."""
    return (*box[:dimension], atoms, *box[dimension + 1 :])


def _open_from(parts: Sequence[_Part], rules: int) -> list[int]:
    """Return by level the rules that hold everywhere in the box from there on."""
    found = [rules]
    for part in reversed(parts):
        everywhere = sum(1 << n for n, mask in enumerate(part.cells) if mask == part.box)
        found.append(found[-1] & everywhere)
    return found[::-1]


def _alike_from(parts: Sequence[_Part], certain: Sequence[bool]) -> list[list[int]]:
    """Return by level the sets of rules that are the same from there on."""
    keys = [int(known) for known in certain]
    found: list[list[int]] = []
    for part in reversed(parts):
        names: dict[tuple[int, int], int] = {}
        pairs = zip(keys, part.cells, strict=True)
        keys = [names.setdefault(pair, len(names)) for pair in pairs]
        sets = [0] * len(names)
        for n, key in enumerate(keys):
            sets[key] |= 1 << n
        found.append([twins for twins in sets if twins & (twins - 1)])
    return found[::-1]


def ways_to(end: Node, node: Node, known: dict[Node, int]) -> int:
    """Count the ways through a diagram to an end, for each of its nodes."""
    if node not in known:
        below = sum(ways_to(end, following, known) for _, following in node.branches)
        known[node] = below + (node is end)
    return known[node]


def boxes_to(ways: Mapping[Node, int], node: Node, box: Box) -> Iterator[Box]:
    """Yield every way through a diagram to the end whose ways are counted, as a box."""
    if not node.branches:
        yield box
    for atoms, following in node.branches:
        if ways[following]:
            yield from boxes_to(ways, following, narrowed(box, node.dimension, atoms))
