"""The input side of a decision table: each column answers with the set of rules whose cell holds.

A set of rules is an integer: bit n stands for rule n + 1.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from app.decisions.scope import Test, Values

#: strings or numbers, one or several: looked up instead of tested one by one
LITERALS = re.compile(r'(?:"[^"\\]*"|-?\d+(?:\.\d+)?)(?:\s*,\s*(?:"[^"\\]*"|-?\d+(?:\.\d+)?))*')
LITERAL = re.compile(r'"[^"\\]*"|-?\d+(?:\.\d+)?')
MENTIONS_NULL = re.compile(r"\bnull\b")


@dataclass(frozen=True, kw_only=True)
class Column:
    """The cells of one input, gathered by what they say: equal cells are tested once."""

    open: int  #: the rules whose cell is a dash
    on_null: int  #: the rules whose cell speaks of null: they decide about null too
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


def gather(cells: Sequence[tuple[str, Test | None]]) -> Column:
    """Make a column of its cells' texts and tests, from the first rule on."""
    masks: dict[str, int] = {}
    tests: dict[str, Test] = {}
    for number, (text, test) in enumerate(cells):
        masks[text] = masks.get(text, 0) | 1 << number
        if test is not None:
            tests[text] = test
    index: dict[str | Decimal, int] = {}
    for text in filter(LITERALS.fullmatch, tests):
        for literal in literals(text):
            index[literal] = index.get(literal, 0) | masks[text]
    return Column(
        open=sum(mask for text, mask in masks.items() if text not in tests),
        on_null=sum(mask for text, mask in masks.items() if MENTIONS_NULL.search(text)),
        index=index,
        tests=tuple((masks[t], test) for t, test in tests.items()),
        unindexed=tuple((masks[t], test) for t, test in tests.items() if not LITERALS.fullmatch(t)),
    )


def literals(text: str) -> list[str | Decimal]:
    """Return the strings and numbers that a cell of nothing else lists; empty for other cells."""
    if not LITERALS.fullmatch(text):
        return []
    found = LITERAL.findall(text)
    return [f[1:-1] if f.startswith('"') else Decimal(f) for f in found]
