"""Whether two rules say the same."""

from enum import Enum

from app.decisions.dmn import hit_policies
from app.decisions.dmn.tables import OutputCell, Rule, Table
from app.feel import UNKNOWN, kind, show

Said = tuple[tuple[str, str], ...]


class Verdict(Enum):
    """How the outputs of two rules compare."""

    EQUAL = "equal"  #: for every input
    UNEQUAL = "unequal"  #: for every input
    OPEN = "open"  #: they are worked out from the input


class Outputs:
    """The outputs of a table's rules, compared as FEEL compares them."""

    def __init__(self, table: Table) -> None:
        self._rules = table.rules
        self._orders = [output.order for output in table.outputs]
        self.said = [_said(rule) for rule in table.rules]
        self._known: dict[tuple[Said, Said], Verdict] = {}

    def compare(self, first: int, second: int) -> Verdict:
        """Compare the outputs of two rules, by their number from 0."""
        pair = (self.said[first], self.said[second])
        if pair[0] == pair[1]:
            return Verdict.EQUAL
        if pair not in self._known:
            self._known[pair] = self._compared(self._rules[first], self._rules[second])
        return self._known[pair]

    def _compared(self, first: Rule, second: Rule) -> Verdict:
        cells = zip(first.outputs, second.outputs, strict=True)
        verdicts = {_compare(a, b) for a, b in cells}
        if Verdict.UNEQUAL in verdicts:
            return Verdict.UNEQUAL
        return Verdict.OPEN if Verdict.OPEN in verdicts else Verdict.EQUAL

    def ranks(self) -> list[list[int] | None]:
        """Return how early each rule's outputs stand among the output values; None: computed."""
        return [self._rank(rule) for rule in self._rules]

    def _rank(self, rule: Rule) -> list[int] | None:
        row = [cell.constant for cell in rule.outputs]
        if any(value is UNKNOWN for value in row):
            return None
        return hit_policies.rank(row, self._orders)


def _said(rule: Rule) -> Said:
    """Return what a rule says, such that equal outputs are the same."""
    return tuple(_key(cell) for cell in rule.outputs)


def _key(cell: OutputCell) -> tuple[str, str]:
    of = "computed" if cell.constant is UNKNOWN else kind(cell.constant)
    return (of, cell.text if of in ("computed", "function") else show(cell.constant))


def _compare(first: OutputCell, second: OutputCell) -> Verdict:
    if _key(first) == _key(second):
        return Verdict.EQUAL
    if UNKNOWN in (first.constant, second.constant):
        return Verdict.OPEN
    same = hit_policies.equal(first.constant, second.constant)
    return Verdict.EQUAL if same else Verdict.UNEQUAL
