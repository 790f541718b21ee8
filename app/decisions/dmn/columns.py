"""The input side of a decision table: each column answers with the set of rules whose cell holds.

A set of rules is an integer: bit n stands for rule n + 1.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from app.decisions.dmn.cells import InputCell
from app.decisions.dmn.scope import Test, Values


@dataclass(frozen=True, kw_only=True)
class Column:
    """The cells of one input, gathered by what they say: equal cells are tested once."""

    open: int  #: the rules whose cell is a dash
    on_null: int  #: the rules whose cell speaks of null: they decide about null too
    #: the rules that hold for a string or number, for cells that list only such
    index: Mapping[str | Decimal, int]
    tests: tuple[tuple[int, Test], ...]  #: all cells
    unindexed: tuple[tuple[int, Test], ...]  #: the cells that the index does not answer

    def holding(self, values: Values, value: object, alive: int) -> int:
        """Return the rules among ``alive`` whose cell holds for a value."""
        found = self.open
        tests = self.tests
        if type(value) is str or type(value) is Decimal:
            found |= self.index.get(value, 0)
            tests = self.unindexed
        for rules, test in tests:
            if rules & alive and test(values, value) is True:
                found |= rules
        return found & alive

    def possible(self, values: Values, value: object, alive: int) -> int:
        """Return the rules that hold, or would if the value were known."""
        holding = self.holding(values, value, alive)
        return holding if value is not None else alive & (holding | ~self.on_null)


def gather(cells: Sequence[InputCell]) -> Column:
    """Make a column of its cells, from the first rule on."""
    masks: dict[str, int] = {}
    for number, cell in enumerate(cells):
        masks[cell.text] = masks.get(cell.text, 0) | 1 << number
    distinct = {cell.text: cell for cell in cells}
    index: dict[str | Decimal, int] = {}
    for text, cell in distinct.items():
        for value in cell.listed:
            index[value] = index.get(value, 0) | masks[text]
    tests = [(masks[t], c.test, bool(c.listed)) for t, c in distinct.items() if c.test is not None]
    return Column(
        open=sum(masks[t] for t, c in distinct.items() if c.test is None),
        on_null=sum(masks[t] for t, c in distinct.items() if c.speaks_of_null),
        index=index,
        tests=tuple((mask, test) for mask, test, _ in tests),
        unindexed=tuple((mask, test) for mask, test, listed in tests if not listed),
    )
