"""A table as a grid: each column cut into atoms, each cell the set of atoms at which it holds.

Sets of atoms and sets of rules are integers: bit n stands for the atom or the rule at n.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from app.decisions.analysis.atoms import Atom, atoms_of
from app.decisions.analysis.budget import Budget
from app.decisions.analysis.cells import compared_with
from app.decisions.analysis.findings import OutsideCell
from app.decisions.analysis.kinds import KINDS
from app.decisions.dmn.cells import InputCell
from app.decisions.dmn.scope import Test
from app.decisions.dmn.tables import Input, Table
from app.feel import Value
from app.feel.compiler.expressions import compile_tests
from app.feel.tree import Tests

ANALYSED = frozenset({"string", "boolean", "Any"} | {kind.name for kind in KINDS.values()})
MOST_COLUMNS = 200  # a person's table has a dozen
MOST_TESTS = 2_000_000  # cells tried at atoms; some half a second


@dataclass(frozen=True, kw_only=True)
class Class:
    """Atoms of one dimension at which the same rules hold."""

    atoms: int
    rules: int


@dataclass(frozen=True, kw_only=True)
class Dimension:
    """What one or several columns read; a cell outside the analysis holds everywhere."""

    label: str
    atoms: tuple[Atom, ...]
    cells: tuple[int, ...]  #: by rule, where all its cells on these columns hold
    classes: tuple[Class, ...]
    null: int  #: the atoms that are null

    @property
    def everything(self) -> int:
        """Return all atoms."""
        return (1 << len(self.atoms)) - 1


@dataclass(frozen=True, kw_only=True)
class ColumnCells:
    """The cells of one column of the table."""

    dimension: int
    cells: tuple[int, ...]  #: by rule


@dataclass(frozen=True, kw_only=True)
class Grid:
    """What the analyses look at."""

    dimensions: tuple[Dimension, ...]
    columns: tuple[ColumnCells, ...]
    rules: int  #: how many
    outside: tuple[OutsideCell, ...]
    doubtful: int  #: the rules with a cell outside the analysis

    @property
    def certain(self) -> int:
        """Return the rules of which all is known."""
        return ((1 << self.rules) - 1) & ~self.doubtful

    def box(self, rule: int) -> tuple[int, ...]:
        """Return where a rule holds, by dimension."""
        return tuple(dimension.cells[rule] for dimension in self.dimensions)


def grid_of(table: Table) -> Grid:
    """Lay out a table.

    :raises TooLarge: it has too many columns, or these too many different cells
    """
    budget = Budget(MOST_TESTS, "any part: its columns have too many different cells")
    groups = _groups(table.inputs)
    Budget(MOST_COLUMNS, "any part: it has too many columns").spend(len(groups))
    columns: list[ColumnCells | None] = [None] * len(table.inputs)
    dimensions: list[Dimension] = []
    for numbers in groups:
        atoms = _atoms(table, numbers)
        for number in numbers:
            cells = _masks(table, number, atoms, budget)
            columns[number] = ColumnCells(dimension=len(dimensions), cells=cells)
        own = [c.cells for c in columns if c is not None and c.dimension == len(dimensions)]
        dimensions.append(_dimension(table.inputs[numbers[0]].label, atoms, own))
    outside = tuple(_outside(table))
    return Grid(
        dimensions=tuple(dimensions),
        columns=tuple(column for column in columns if column is not None),
        rules=len(table.rules),
        outside=outside,
        doubtful=_set({cell.rule - 1 for cell in outside if cell.rule is not None}),
    )


def _groups(inputs: Sequence[Input]) -> list[list[int]]:
    """Group the columns that read the same."""
    groups: dict[str, list[int]] = {}
    for number, column in enumerate(inputs):
        groups.setdefault(column.label, []).append(number)
    return list(groups.values())


def _set(numbers: set[int]) -> int:
    return sum(1 << number for number in numbers)


def _analysed(column: Input, tests: Tests) -> tuple[Value, ...] | None:
    return compared_with(tests) if column.basic in ANALYSED else None


def _atoms(table: Table, numbers: Sequence[int]) -> list[Atom]:
    """Cut what these columns read into atoms, and leave out those that no value may have."""
    columns = [table.inputs[number] for number in numbers]
    domain = [t for c in columns for t in c.domain if _analysed(c, t) is not None]
    cells = [
        (c, rule.inputs[n]) for n, c in zip(numbers, columns, strict=True) for rule in table.rules
    ]
    known = [cell for c, cell in cells if cell.tree and _analysed(c, cell.tree) is not None]
    trees = [*domain, *(cell.tree for cell in known if cell.tree)]
    values = [value for tree in trees for value in compared_with(tree) or ()]
    basic = next((c.basic for c in columns if c.basic != "Any"), "Any")
    atoms = atoms_of(basic, values, null=any(cell.speaks_of_null for cell in known))
    allowed = [compile_tests(tests) for tests in domain]
    return [atom for atom in atoms if atom.sample is None or _passes(allowed, atom.sample)]


def _passes(tests: Sequence[Test], value: Value) -> bool:
    return all(test({}, value) is True for test in tests)


def _masks(table: Table, number: int, atoms: Sequence[Atom], budget: Budget) -> tuple[int, ...]:
    """Return by rule at which atoms its cell in a column holds."""
    column = table.inputs[number]
    everything = (1 << len(atoms)) - 1
    places = _places(atoms)
    known: dict[str, int] = {}
    for rule in table.rules:
        cell = rule.inputs[number]
        if cell.text in known:
            continue
        if cell.test is None or cell.tree is None or _analysed(column, cell.tree) is None:
            known[cell.text] = everything
        elif cell.listed:
            known[cell.text] = sum(places.get(value, 0) for value in set(cell.listed))
        else:
            budget.spend(len(atoms))
            known[cell.text] = _mask(cell.test, atoms)
    return tuple(known[rule.inputs[number].text] for rule in table.rules)


def _places(atoms: Sequence[Atom]) -> dict[Value, int]:
    """Return the atom of each string and number by itself: lists of such need not be tried."""
    samples = ((n, atom.sample) for n, atom in enumerate(atoms))
    return {sample: 1 << n for n, sample in samples if type(sample) in (str, Decimal)}


def _mask(test: Test, atoms: Sequence[Atom]) -> int:
    """Try a cell at each atom: the cell that runs is the one that is analysed."""
    return sum(1 << n for n, atom in enumerate(atoms) if test({}, atom.sample) is True)


def _dimension(label: str, atoms: list[Atom], columns: list[tuple[int, ...]]) -> Dimension:
    cells = []
    for own in zip(*columns, strict=True):
        mask = own[0]
        for other in own[1:]:
            mask &= other
        cells.append(mask)
    return Dimension(
        label=label,
        atoms=tuple(atoms),
        cells=tuple(cells),
        classes=tuple(classes(cells, (1 << len(atoms)) - 1)),
        null=sum(1 << n for n, atom in enumerate(atoms) if atom.sample is None),
    )


def classes(cells: Sequence[int], within: int) -> Iterator[Class]:
    """Gather the atoms at which the same rules hold, in the order of the atoms."""
    by_rules: dict[int, int] = {}
    for atom, rules in rules_by_atom(cells, within):
        by_rules[rules] = by_rules.get(rules, 0) | 1 << atom
    return (Class(atoms=atoms, rules=rules) for rules, atoms in by_rules.items())


def rules_by_atom(cells: Sequence[int], within: int) -> list[tuple[int, int]]:
    """Return which rules hold at each atom, in the order of the atoms."""
    by_cell: dict[int, int] = {}
    for number, mask in enumerate(cells):
        by_cell[mask & within] = by_cell.get(mask & within, 0) | 1 << number
    everywhere = by_cell.pop(within, 0)
    found = dict.fromkeys(members(within), everywhere)
    for mask, own in by_cell.items():
        for atom in members(mask):
            found[atom] |= own
    return list(found.items())


def members(of: int) -> Iterator[int]:
    """Yield the members of a set by their number from 0."""
    while of:
        lowest = of & -of
        yield lowest.bit_length() - 1
        of ^= lowest


def _outside(table: Table) -> Iterator[OutsideCell]:
    for number, column in enumerate(table.inputs):
        yield from (
            OutsideCell(rule=None, column=column.label, text="allowed values")
            for tests in column.domain
            if _analysed(column, tests) is None
        )
        for row, rule in enumerate(table.rules, 1):
            cell = rule.inputs[number]
            if _is_outside(column, cell):
                yield OutsideCell(rule=row, column=column.label, text=cell.text)


def _is_outside(column: Input, cell: InputCell) -> bool:
    if cell.test is None:
        return False
    return cell.tree is None or _analysed(column, cell.tree) is None
