"""What both engines are asked about one DMN file, and what ours answers."""

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from app.decisions.dmn.model import Decision, Model, load
from app.decisions.dmn.source import (
    Element,
    child,
    descendants,
    name_of,
    normal,
    read,
    text_of,
    type_of,
)
from app.decisions.dmn.types import basic_name
from app.decisions.errors import DecisionError
from app.feel import (
    Expression,
    UnaryTests,
    Value,
    compile_expression,
    compile_unary_tests,
)
from tests.decisions.second_opinion.cells import Cell, cells_of
from tests.decisions.second_opinion.inputs import (
    SAMPLES,
    STRANGERS,
    around,
    different,
    literals,
    of_type,
)
from tests.decisions.second_opinion.values import literal, typed

CONTEXTS = 60  # tried for one expression
TRIALS = 300  # evaluations of a decision, to see what it can yield
OUTCOMES = 40  # of those, kept
#: what we "answer" where a function of the model is called: feelin cannot be handed it, so that
#: the text shows as a difference and has to be listed with a reason
CALLS = "a function of the model is called"
CALLED = ("businessKnowledgeModel", "decisionService", "import")
TYPED = ("inputData", "formalParameter", "contextEntry", "informationItem")


@dataclass(frozen=True, kw_only=True)
class Question:
    """A cell with the values it is tried with."""

    file: str
    cell: Cell
    context: Mapping[str, Value]
    input: Value = None
    ours: Value

    @property
    def tried(self) -> str:
        """The values as a person reads them."""
        given = {"?": self.input} if self.cell.kind == "unary" else {}
        return literal({**given, **self.context})[1:-1]

    def asked(self) -> dict[str, Any]:
        """Return the question as feelin gets it."""
        return {
            "text": self.cell.text,
            "kind": self.cell.kind,
            "input": typed(self.input),
            "context": {name: typed(value) for name, value in self.context.items()},
        }


class File:
    """A DMN file and what can be asked about it."""

    def __init__(self, path: Path) -> None:
        content = path.read_bytes()
        self.stem = path.stem
        self.root: Element = read(content, path.name)
        self.model: Model = load(content, file=path.name)
        self.names = frozenset(normal(e.get("name")) for e in self.root.iter() if e.get("name"))
        self.cells = [cell for cell in cells_of(self.root) if cell.text]
        self._outcomes: dict[str, list[Value]] = {}

    def questions(self) -> Iterator[Question]:
        """Yield every cell with every value to try it with."""
        for cell in self.cells:
            if cell.kind == "unary":
                yield from self._unary(cell, compile_unary_tests(cell.text, self.names))
            else:
                yield from self._expression(cell, compile_expression(cell.text, self.names))

    # --- one cell -------------------------------------------------------------------------

    def _unary(self, cell: Cell, tests: UnaryTests) -> Iterator[Question]:
        column = [compile_unary_tests(text, self.names) for text in cell.beside]
        samples = SAMPLES.get(basic_name(cell.ref), ())
        inputs = different([*around(literals(column)), *samples, *STRANGERS])
        for number, context in enumerate(self._contexts(tests, at_least=len(inputs))):
            value = inputs[number % len(inputs)]
            ours = CALLS if self._calls(tests) else tests(context, value) is True
            yield Question(file=self.stem, cell=cell, context=context, input=value, ours=ours)

    def _expression(self, cell: Cell, expression: Expression) -> Iterator[Question]:
        for context in self._contexts(expression, at_least=1):
            ours = CALLS if self._calls(expression) else expression(context)
            yield Question(file=self.stem, cell=cell, context=context, ours=ours)

    def _calls(self, compiled: Expression | UnaryTests) -> bool:
        """Tell whether a text calls a function of the model."""
        return not self._functions.isdisjoint(compiled.names)

    def _contexts(
        self, compiled: Expression | UnaryTests, *, at_least: int
    ) -> Iterator[dict[str, Value]]:
        """Yield contexts with values for the names of a text."""
        names = sorted({*compiled.names, *(set(compiled.possible_names) & self.names)})
        if not names:
            yield from ({} for _ in range(at_least))
            return
        chance = random.Random(compiled.text)
        own = around(literals([compiled]))
        pools = [different([*self.values(name, own), None]) for name in names]
        rows = [chance.sample(pool, len(pool)) + chance.choices(pool, k=CONTEXTS) for pool in pools]
        for number in range(max(at_least, CONTEXTS)):
            yield {
                name: row[number] if number < len(row) else chance.choice(row)
                for name, row in zip(names, rows, strict=True)
            }

    # --- values of names ------------------------------------------------------------------

    def values(self, name: str, own: Sequence[Value] = ()) -> list[Value]:
        """List values for a name: a decision's outcomes, or of its type what columns say of it.

        :param own: more that may suit it
        """
        decision = self._decisions.get(name)
        if decision is not None:
            return self.outcomes(decision)
        ref = self._types.get(name, "")
        said = literals(self._columns.get(name, []))
        samples = SAMPLES.get(basic_name(ref), STRANGERS)
        return of_type(different([*around(said), *own, *samples]), ref)

    def outcomes(self, decision: Decision) -> list[Value]:
        """List what a decision can yield."""
        if decision.id not in self._outcomes:
            found = different(self._evaluations(decision))[:OUTCOMES]
            assert found, f"{decision.id}: no values tried go together"
            self._outcomes[decision.id] = found
        return self._outcomes[decision.id]

    def _evaluations(self, decision: Decision) -> Iterator[Value]:
        chance = random.Random(decision.id)
        pools = {i.name: of_type(self.values(i.name), i.type) for i in decision.inputs}
        for _ in range(TRIALS):
            inputs = {name: chance.choice(pool) for name, pool in pools.items()}
            try:
                yield decision.evaluate(inputs).value
            except DecisionError:  # values that do not go together
                continue

    @cached_property
    def _functions(self) -> frozenset[str]:
        """The names of functions, and of imports, which may hold some."""
        return frozenset(name_of(element) for element in descendants(self.root, *CALLED))

    @cached_property
    def _decisions(self) -> dict[str, Decision]:
        """The decisions by each of their names."""
        return {name: d for d in self.model.decisions.values() for name in d.node.names}

    @cached_property
    def _columns(self) -> dict[str, list[UnaryTests]]:
        """What columns say, by the name they read or yield."""
        said: dict[str, list[UnaryTests]] = {}
        for column, texts in dict.fromkeys((c.column, c.beside) for c in self.cells):
            compiled = [compile_unary_tests(text, self.names) for text in texts]
            said.setdefault(column, []).extend(compiled)
        return said

    @cached_property
    def _types(self) -> dict[str, str]:
        """Declared types of what is read by name."""
        columns = {text_of(e): type_of(e) for e in descendants(self.root, "inputExpression")}
        declared = {}
        for element in descendants(self.root, *TYPED):
            inner = child(element, "variable")
            variable = inner if inner is not None else element
            declared[name_of(variable)] = type_of(variable)
        return columns | declared
