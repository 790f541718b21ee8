"""Where an expression stands while it is compiled, and what is gathered on the way."""

import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from app.decisions.dmn import advice
from app.decisions.dmn.comparisons import mistakes_in
from app.decisions.dmn.trace import Trace
from app.decisions.errors import DecisionError, Fault
from app.feel import (
    Expression,
    FeelError,
    Limited,
    UnaryTests,
    compile_expression,
    compile_unary_tests,
)
from app.feel.tree import Call, Name, Node, walk

Values = dict[str, Any]

#: a compiled piece of logic: what it is worth among these values; rules that fire join the trace
Run = Callable[[Values, Trace], object]
Test = Callable[[Values, object], bool | None]
Found = TypeVar("Found")

#: for what the cells of a file say by themselves; those of the largest file take some tenths
MOST_SECONDS = 10.0


def nothing(values: Values, trace: Trace) -> object:
    """Return null: the worth of logic that is left out."""
    return None


@dataclass(frozen=True, kw_only=True)
class Place:
    """A place in the file, and the names its expressions may use."""

    decision: str
    rule: int | None = None
    column: str = ""
    #: names from outside; None: any name, it is looked up among the variables of the caller
    known: frozenset[str] | None = frozenset()
    local: frozenset[str] = frozenset()  #: declared on the way: context entries, parameters, items
    #: basic types of names, where they are known; ``?`` is the input of a cell
    kinds: Mapping[str, str] = field(default_factory=dict)

    def at(self, *, rule: int | None = None, column: str = "") -> "Place":
        """Return the place of a cell."""
        return replace(self, rule=rule or self.rule, column=column or self.column)

    def within(self, names: Iterable[str]) -> "Place":
        """Return the place inside something that declares more names."""
        shadowed = frozenset(names)
        kinds = {name: of for name, of in self.kinds.items() if name not in shadowed}
        return replace(self, local=self.local | shadowed, kinds=kinds)

    def of_kinds(self, kinds: Mapping[str, str]) -> "Place":
        """Return the place where more is known about the types of names; "" and Any say nothing."""
        plain = {name: of for name, of in kinds.items() if of not in ("", "Any")}
        return replace(self, kinds={**self.kinds, **plain})


@dataclass(kw_only=True)
class Compiler:
    """Compiles the texts of one model and gathers what is wrong with them.

    :param standard: as the DMN standard has it: whatever cannot be compiled or decided is null.
        Without it a fault refuses the model and an undecidable evaluation raises.
    """

    file: str
    standard: bool
    declared: frozenset[str] = frozenset()  #: every name of the model: FEEL needs those with spaces
    faults: list[Fault] = field(default_factory=list)
    reads: set[str] = field(default_factory=set)  #: names looked up among the caller's variables
    may_read: set[str] = field(default_factory=set)  #: the same, or entries of filtered items
    seconds: float = 0.0  #: spent on what cells say by themselves

    def fault(
        self,
        place: Place,
        reason: str,
        text: str = "",
        *,
        code: str = "invalid_model",
        advice: str = "",
        level: str = "error",
    ) -> None:
        """Note what is wrong at a place; the same thing once."""
        found = Fault(
            file=self.file,
            decision=place.decision,
            rule=place.rule,
            column=place.column,
            text=text,
            reason=reason,
            code=code,
            advice=advice,
            level=level,
        )
        if found not in self.faults:
            self.faults.append(found)

    def undecided(self, place: Place, reason: str, *, kind: str = "it has no value") -> None:
        """Refuse to answer: raise, or answer null as the standard does.

        :param kind: the reason without the values at hand
        """
        if not self.standard:
            raise DecisionError(place.decision, reason, rule=place.rule, kind=kind)

    def worked_out(self, text: str, place: Place, work: Callable[[], Found]) -> Found | None:
        """Return what a cell says by itself; None, and a fault, where that goes beyond a limit."""
        if self.seconds > MOST_SECONDS:
            return None  # the file is refused for it
        began = time.monotonic()
        try:
            with Limited(text):
                return work()
        except FeelError as error:
            self.fault(place, error.reason, text, code="limit")
            return None
        finally:
            self.seconds += time.monotonic() - began
            if self.seconds > MOST_SECONDS:
                reason = f"the cells up to here take longer than {MOST_SECONDS:g} seconds"
                self.fault(place, reason, text, code="limit")

    def expression(self, text: str, place: Place) -> Expression | None:
        """Compile an expression; None when it is empty or faulty."""
        if not text:
            return None
        try:
            compiled = compile_expression(text, self.declared)
        except FeelError as error:
            self.fault(place, error.reason, text, code="not_feel")
            return None
        self._check(compiled, place)
        return compiled

    def tests(self, text: str, place: Place) -> UnaryTests | None:
        """Compile the tests of a cell; None when it is empty, a dash or faulty."""
        if text in ("", "-"):
            return None
        try:
            compiled = compile_unary_tests(text, self.declared)
        except FeelError as error:
            how = advice.for_cell(place.kinds.get("?", ""))
            self.fault(place, error.reason, text, code="not_feel", advice=how)
            return None
        self._check(compiled, place)
        return compiled

    def allowed(self, text: str, place: Place) -> Test | None:
        """Compile allowed values; None when anything is allowed."""
        tests = self.tests(text, place)
        return None if tests is None else tests.run

    def _check(self, compiled: Expression | UnaryTests, place: Place) -> None:
        for name in compiled.names:
            if name in place.local:
                continue
            if place.known is None:
                self.reads.add(name)
            elif name not in place.known:
                how = advice.for_name(name, place.known | place.local)
                reason = f"unknown name {name!r}"
                self.fault(place, reason, compiled.text, code="unknown_name", advice=how)
        if not self.standard and _asks_the_time(compiled.tree):
            how = "give the moment as an input, so that the decision can be taken again"
            reason = "a decision does not know what time it is"
            self.fault(place, reason, compiled.text, code="moment", advice=how)
        for reason, how in mistakes_in(compiled.tree, place.kinds):
            self.fault(place, reason, compiled.text, code="literal_type", advice=how)
        if place.known is None:
            self.may_read.update(set(compiled.possible_names) - place.local)


def _asks_the_time(tree: Node) -> bool:
    calls = (node.function for node in walk(tree) if isinstance(node, Call))
    return any(isinstance(called, Name) and called.name in ("now", "today") for called in calls)
