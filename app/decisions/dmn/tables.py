"""Evaluates compiled decision tables."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from app.decision_results import MatchedRule
from app.decisions.dmn import hit_policies
from app.decisions.dmn.cells import InputCell
from app.decisions.dmn.columns import Column
from app.decisions.dmn.scope import Compiler, Place, Test, Values
from app.decisions.dmn.trace import Miss, RuleLook, TableLook, Trace
from app.decisions.dmn.types import Fit
from app.decisions.errors import written
from app.feel import charge
from app.feel.tree import Tests

Cell = Callable[[Values], object]
STEPS_OF_A_TABLE = 100  # beside those of its rules; some 20 microseconds


@dataclass(frozen=True, kw_only=True)
class Input:
    """One input column: what it reads, and which values it takes."""

    label: str
    ref: str
    basic: str  #: the basic type behind ``ref``; "" when composed, Any without one
    read: Cell
    fit: Fit | None
    allowed: Test | None
    domain: tuple[Tests, ...] = ()  #: tests that every value passes, those of its type included


@dataclass(frozen=True, kw_only=True)
class Output:
    """One output column."""

    name: str
    ref: str
    fit: Fit | None
    allowed: Test | None
    domain: tuple[Tests, ...]  #: the trees of the output values, those of its type included
    order: tuple[object, ...]  #: the output values, the first weighs most
    default: Cell | None


@dataclass(frozen=True, kw_only=True)
class OutputCell:
    """One cell of an output column; ``constant`` is UNKNOWN where it depends on the inputs."""

    text: str
    read: Cell
    constant: object


@dataclass(frozen=True, kw_only=True)
class Rule:
    """One row: when it fires, and what it says then."""

    matched: MatchedRule
    inputs: tuple[InputCell, ...]
    outputs: tuple[OutputCell, ...]


@dataclass(frozen=True, kw_only=True)
class Table:
    """A compiled decision table."""

    compiler: Compiler
    place: Place
    policy: str
    aggregation: str
    notes: tuple[str, ...]  #: what stands beside it for its readers
    inputs: tuple[Input, ...]
    columns: tuple[Column, ...]
    outputs: tuple[Output, ...]
    rules: tuple[Rule, ...]

    def run(self, values: Values, trace: Trace) -> object:
        """Evaluate: rules that fire join the trace."""
        charge(STEPS_OF_A_TABLE + len(self.rules))
        given: list[object] = []
        for column in self.inputs:
            value = column.read(values)
            if value is not None and (column.fit or column.allowed):
                value = self._take(column, value, values)
                if value is None:
                    return None
            given.append(value)
        if trace.looks is not None:
            trace.looks.append(self._look(values, given))
        alive = (1 << len(self.rules)) - 1
        for column_, value in zip(self.columns, given, strict=True):
            alive = column_.holding(values, value, alive)
            if not alive:
                break
        if not self.compiler.standard and any(value is None for value in given):
            self._ensure_null_decides_nothing(values, given, alive)
        return self._conclude(values, trace, given, numbers(alive, self.policy))

    def _take(self, column: Input, value: object, values: Values) -> object:
        place = self.place.at(column=column.label)
        fitted = column.fit(value) if column.fit else value
        if fitted is None:
            reason = f"input {column.label!r}: {written(value)} is not of type {column.ref}"
            self.compiler.undecided(place, reason, kind=f"{column.label} is of another type")
        elif column.allowed and column.allowed(values, fitted) is not True:
            reason = f"input {column.label!r}: {written(value)} is not among the allowed values"
            self.compiler.undecided(place, reason, kind=f"{column.label} is not allowed")
            return None
        return fitted

    def _ensure_null_decides_nothing(
        self, values: Values, given: Sequence[object], alive: int
    ) -> None:
        """Refuse when a rule that matters fails only because an input is null."""
        possible = (1 << len(self.rules)) - 1
        for column, value in zip(self.columns, given, strict=True):
            possible = column.possible(values, value, possible)
        open_rules = possible & ~alive
        if self.policy == hit_policies.FIRST and alive:
            open_rules &= (alive & -alive) - 1  # only the rules above the one that fires
        elif self.policy not in hit_policies.NULL_MATTERS | {hit_policies.FIRST}:
            return
        if open_rules:
            rule = numbers(open_rules, hit_policies.FIRST)[0] + 1
            names = [c.label for c, v in zip(self.inputs, given, strict=True) if v is None]
            reason = f"whether it fires cannot be told: null is given for {', '.join(names)}"
            kind = f"null is given for {', '.join(names)}"
            self.compiler.undecided(self.place.at(rule=rule), reason, kind=kind)

    def _look(self, values: Values, given: Sequence[object]) -> TableLook:
        looks = []
        for rule in self.rules:
            cells = zip(self.inputs, rule.inputs, given, strict=True)
            misses = tuple(
                Miss(column=column.label, text=cell.text, given=value)
                for column, cell, value in cells
                if cell.test is not None and cell.test(values, value) is not True
            )
            looks.append(RuleLook(rule=rule.matched, misses=misses))
        return TableLook(decision=self.place.decision, policy=self.policy, rules=tuple(looks))

    def _conclude(
        self, values: Values, trace: Trace, given: Sequence[object], hits: Sequence[int]
    ) -> object:
        if not hits:
            return self._without_match(values, given)
        if self.policy == hit_policies.UNIQUE and len(hits) > 1:
            self._several(hits, given, "match")
            return None
        rows = [[cell.read(values) for cell in self.rules[hit].outputs] for hit in hits]
        if self.policy == hit_policies.ANY and not hit_policies.all_equal(rows):
            self._several(hits, given, "match with unequal outputs")
            return None
        if self.policy in hit_policies.BY_RANK:
            orders = [output.order for output in self.outputs]
            ranked = hit_policies.ranked(hits, rows, orders)
            hits, rows = [hit for hit, _ in ranked], [row for _, row in ranked]
        told = hits[:1] if self.policy == hit_policies.PRIORITY else hits
        trace.matched.extend(self.rules[hit].matched for hit in told)
        if self.policy in hit_policies.SINGLE:
            return self._pack(rows[0])
        packed = [self._pack(row) for row in rows]
        if not self.aggregation:
            return packed
        return hit_policies.AGGREGATES[self.aggregation]({"hits": packed})

    def _pack(self, row: Sequence[object]) -> object:
        if len(self.outputs) == 1:
            return row[0]
        return {output.name: value for output, value in zip(self.outputs, row, strict=True)}

    def _without_match(self, values: Values, given: Sequence[object]) -> object:
        if all(output.default for output in self.outputs):
            return self._pack([o.default(values) if o.default else None for o in self.outputs])
        value = hit_policies.without_match(self.policy, self.aggregation)
        if value is None:
            reason = f"no rule matches {self._shown(given)}"
            self.compiler.undecided(self.place, reason, kind="no rule matches")
        return value

    def _several(self, hits: Sequence[int], given: Sequence[object], what: str) -> None:
        rules = ", ".join(str(hit + 1) for hit in hits)
        reason = f"rules {rules} {what} for {self._shown(given)}"
        self.compiler.undecided(self.place, reason, kind=f"rules {rules} {what}")

    def _shown(self, given: Sequence[object]) -> str:
        pairs = zip(self.inputs, given, strict=True)
        return ", ".join(f"{column.label} = {written(value)}" for column, value in pairs)


def numbers(rules: int, policy: str) -> list[int]:
    """List the rules of a set from 0, in written order; under FIRST only the first."""
    found = []
    while rules:
        lowest = rules & -rules
        found.append(lowest.bit_length() - 1)
        if policy == hit_policies.FIRST:
            break
        rules ^= lowest
    return found


def _alike(rows: Sequence[list[object]]) -> bool:
    return all(hit_policies.equal(rows[0], row) for row in rows[1:])
