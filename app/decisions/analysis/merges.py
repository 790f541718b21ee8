"""Rules that could be one: they say the same, for the same reason, and differ in one column."""

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass

from app.decisions.analysis.budget import Budget, TooLarge
from app.decisions.analysis.findings import Merge
from app.decisions.analysis.grid import Dimension, Grid
from app.decisions.analysis.outputs import Outputs
from app.decisions.analysis.regions import Box, listed, meet
from app.decisions.analysis.writing import ANYTHING, Written, written
from app.decisions.dmn.hit_policies import ANY, FIRST, PRIORITY, UNIQUE
from app.decisions.dmn.tables import Table

MOST_SHOWN = 50
MOST_STEPS = 2_000_000  # rules looked at between two that may be one; some second
#: of two rules that fire together these policies hear one: the rules may overlap
ONE_IS_HEARD = frozenset({ANY, FIRST, PRIORITY})
ORDER_IS_NOTHING = frozenset({ANY, UNIQUE})


@dataclass(frozen=True, kw_only=True)
class _Cluster:
    """Rules to become one, by number from 0, in the place of one of them."""

    rules: tuple[int, ...]
    at: int


@dataclass(frozen=True, kw_only=True)
class _Stance:
    """How a cell treats null, in a column where null counts."""

    decides: bool  #: whether the rule fires is known; else the evaluation is refused
    holds: bool


class Merging:
    """Looks for the rules of one table that could be one."""

    def __init__(
        self, table: Table, grid: Grid, outputs: Outputs, met: Sequence[int], dead: Set[int]
    ) -> None:
        """Prepare.

        :param dead: numbers from 1 of rules that never fire: they are to go, not to be merged
        """
        self._table, self._grid, self._outputs, self._met = table, grid, outputs, met
        self._dead = dead
        self._budget = Budget(MOST_STEPS, "rules that could be one: too many of them say the same")
        self.limit = ""  #: why not all were looked at
        self._outside = {(cell.rule, cell.column) for cell in grid.outside}

    def merges(self) -> tuple[tuple[Merge, ...], int]:
        """Return what could be merged, and how many more there are than are shown."""
        found: dict[tuple[int, ...], Merge] = {}
        try:
            for merge in self._all():
                found.setdefault(merge.rules, merge)
        except TooLarge as reason:
            self.limit = str(reason)
        merges = sorted(found.values(), key=lambda merge: merge.rules)
        return tuple(merges[:MOST_SHOWN]), len(merges[MOST_SHOWN:])

    def _all(self) -> Iterator[Merge]:
        for column in range(len(self._table.inputs)):
            clusters = (c for members in self._alike(column) for c in self._clusters(members))
            merges = (self._merge(cluster, column) for cluster in clusters)
            yield from (merge for merge in merges if merge is not None)

    def _alike(self, column: int) -> Iterator[list[int]]:
        """Yield the rules that differ in one column at most, and treat null there alike."""
        groups: dict[object, list[int]] = {}
        label = self._table.inputs[column].label
        for number, rule in enumerate(self._table.rules):
            if number + 1 in self._dead or (number + 1, label) in self._outside:
                continue
            others = [self._cell(number, c) for c in range(len(rule.inputs)) if c != column]
            own = self._stance(number, column)
            key = (self._outputs.said[number], rule.matched.annotation, own, *others)
            groups.setdefault(key, []).append(number)
        return (members for members in groups.values() if len(members) > 1)

    def _cell(self, rule: int, column: int) -> object:
        """Return what a cell means; a dash is more than a list of all values: it takes null."""
        text, label = self._table.rules[rule].inputs[column].text, self._table.inputs[column].label
        if text == ANYTHING or (rule + 1, label) in self._outside:
            return text
        speaks = self._table.rules[rule].inputs[column].speaks_of_null
        return (self._grid.columns[column].cells[rule], speaks)

    def _clusters(self, members: list[int]) -> Iterator[_Cluster]:
        while len(members) > 1:
            first, *later = members
            found, at = self._risen(first, later), first
            if len(found) == 1:
                sunk = next((m for m in later if self._can_sink(first, m)), None)
                found, at = ([first], first) if sunk is None else ([first, sunk], sunk)
            if len(found) > 1:
                yield _Cluster(rules=tuple(found), at=at)
            members = [m for m in later if m not in found]

    def _risen(self, first: int, later: Sequence[int]) -> list[int]:
        """Return a rule and those that may join it in its place."""
        found = [first]
        for member in later:
            if self._can_rise(member, found):
                found.append(member)
        return found

    def _can_rise(self, rule: int, into: Sequence[int]) -> bool:
        """Tell whether a rule may join others at the place of the first of them."""
        self._budget.spend(1 + len(into) + rule - into[0])
        together = set(into)
        between = (n for n in range(into[0] + 1, rule) if n not in together)
        return self._may_join(rule, into) and not any(self._disturbs(n, rule) for n in between)

    def _can_sink(self, rule: int, to: int) -> bool:
        """Tell whether a rule may join one below, in its place."""
        self._budget.spend(1 + to - rule)
        between = range(rule + 1, to)
        return self._may_join(rule, [to]) and not any(self._disturbs(n, rule) for n in between)

    def _may_join(self, rule: int, others: Sequence[int]) -> bool:
        if self._table.policy in ONE_IS_HEARD:
            return True
        return not any(self._met[rule] >> other & 1 for other in others)

    def _disturbs(self, passed: int, rule: int) -> bool:
        """Tell whether a rule may not move past another, as both can fire and say unlike things."""
        if self._table.policy in ORDER_IS_NOTHING:
            return False
        if self._table.policy == FIRST and self._null_matters(passed, rule):
            return True
        unlike = self._outputs.said[passed] != self._outputs.said[rule]
        return unlike and bool(self._met[rule] >> passed & 1)

    def _null_matters(self, one: int, other: int) -> bool:
        """Tell whether a null may leave one of two rules undecided where the other fires.

        A FIRST table refuses to answer where a rule above the one that fires is undecided.
        """
        if not any(dimension.null for dimension in self._grid.dimensions):
            return False
        if self._grid.doubtful & (1 << one | 1 << other):
            return True
        wide = meet(self._with_undecided(one), self._with_undecided(other))
        return wide != meet(self._grid.box(one), self._grid.box(other))

    def _with_undecided(self, rule: int) -> Box:
        """Return where a rule holds, or may for all that is known of null."""
        box = [dimension.everything for dimension in self._grid.dimensions]
        for column, cell in zip(self._grid.columns, self._table.rules[rule].inputs, strict=True):
            mask = column.cells[rule]
            if cell.test is not None and not cell.speaks_of_null:
                mask |= self._grid.dimensions[column.dimension].null
            box[column.dimension] &= mask
        return tuple(box)

    def _merge(self, cluster: _Cluster, column: int) -> Merge | None:
        """Describe a merge; None where the union treats null otherwise than its rules do."""
        cells = self._grid.columns[column]
        dimension = self._grid.dimensions[cells.dimension]
        mask = 0
        for rule in cluster.rules:
            mask |= cells.cells[rule]
        union = written(dimension.atoms, mask, briefly=False)
        if self._stance(cluster.at, column) != _stance(dimension, mask, union):
            return None
        cell, label = str(union), self._table.inputs[column].label
        numbers = tuple(rule + 1 for rule in cluster.rules)
        says = "any value (-), also when none is given" if cell == ANYTHING else cell
        at = f", in the place of rule {cluster.at + 1}"
        return Merge(
            rules=numbers,
            column=label,
            column_number=column + 1,
            cell=cell,
            at=cluster.at + 1,
            text=f"{listed(numbers)} could be one: {label} {says}"
            + (at if cluster.at != min(cluster.rules) else ""),
        )

    def _stance(self, rule: int, column: int) -> _Stance:
        """Return how a cell treats null."""
        cell, cells = self._table.rules[rule].inputs[column], self._grid.columns[column]
        null = self._grid.dimensions[cells.dimension].null
        return _Stance(
            decides=cell.speaks_of_null or (cell.test is None and bool(null)),
            holds=bool(cells.cells[rule] & null),
        )


def _stance(dimension: Dimension, mask: int, union: Written) -> _Stance:
    return _Stance(
        decides="null" in union.tests or (not union.tests and bool(dimension.null)),
        holds=bool(mask & dimension.null),
    )
