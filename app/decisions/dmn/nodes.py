"""The nodes of a decision graph and how one run goes through them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from app.decisions.dmn.scope import Run
from app.decisions.dmn.trace import Trace
from app.decisions.dmn.types import Fit
from app.decisions.errors import DecisionError, written
from app.feel import Function, lift

Given = Mapping[str, object]  # what the caller gives: process variables, or inputs of a request


@dataclass(kw_only=True)
class Evaluation:
    """One run: what was given, what is known so far, what it leaves behind.

    :param fixed: values of decisions that are not to be worked out
    """

    given: Given
    fixed: Mapping["Node", object] = field(default_factory=dict)
    known: dict["Node", object] = field(default_factory=dict)
    trace: Trace = field(default_factory=Trace)

    def value(self, node: "Node", given: Given) -> object:
        """Return what a node is worth, worked out once."""
        if node in self.fixed:
            return self.fixed[node]
        if node not in self.known:
            self.known[node] = node.work_out(self, given)
        return self.known[node]


class Node(Protocol):
    """Something a decision can require."""

    @property
    def names(self) -> tuple[str, ...]: ...

    def work_out(self, run: Evaluation, given: Given) -> object: ...


@dataclass(frozen=True, kw_only=True, eq=False)
class Requirement:
    """An arrow of the graph; ``path`` names the imported model that the node is in."""

    path: tuple[str, ...]
    node: Node

    def value(self, run: Evaluation, given: Given) -> object:
        """Return the node's value; what an imported one takes may come under the import's name."""
        for prefix in self.path:
            inner = given.get(prefix)
            given = inner if isinstance(inner, dict) else given
        return run.value(self.node, given)

    def add_to(self, scope: dict[str, object], run: Evaluation, given: Given) -> None:
        """Put the node's value where expressions find it: under each of its names."""
        value = self.value(run, given)
        place = scope
        for prefix in self.path:
            held = place.get(prefix)
            inner_place = dict(held) if isinstance(held, dict) else {}
            place[prefix] = inner_place
            place = inner_place
        for name in reversed(self.node.names):
            place[name] = value


@dataclass(frozen=True, kw_only=True, eq=False)
class InputData:
    """A value that comes from the caller."""

    names: tuple[str, ...]
    ref: str
    fit: Fit | None
    standard: bool

    def work_out(self, run: Evaluation, given: Given) -> object:
        """Take the value, fitted to its type."""
        value = lift(next((given[n] for n in self.names if n in given), None))
        return fitted_input(
            self.names[0], value, self.ref, self.fit if value is not None else None, self.standard
        )


def fitted_input(name: str, value: object, ref: str, fit: Fit | None, standard: bool) -> object:
    """Fit what the caller gave to the declared type.

    :raises DecisionError: it does not conform (the standard takes null instead)
    """
    if fit is None:
        return value
    found = fit(value)
    if found is None and value is not None and not standard:
        raise DecisionError(name, f"input {name!r}: {written(value)} is not of type {ref}")
    return found


def scope_of(
    requirements: Sequence[Requirement], run: Evaluation, given: Given
) -> dict[str, object]:
    """Return the values of what is required, by name."""
    scope: dict[str, object] = {}
    for requirement in requirements:
        requirement.add_to(scope, run, given)
    return scope


@dataclass(kw_only=True, eq=False)
class KnowledgeModel:
    """A function that decisions share; its logic is compiled when all nodes are known."""

    names: tuple[str, ...]
    requirements: tuple[Requirement, ...] = ()
    logic: Run
    base: Mapping[str, Any] = field(default_factory=dict)

    def work_out(self, run: Evaluation, given: Given) -> object:
        """Return the function, closed over what it requires."""
        scope = {**self.base, **scope_of(self.requirements, run, given)}
        return self.logic(scope, run.trace)


@dataclass(kw_only=True, eq=False)
class DecisionNode:
    """A decision of the graph."""

    id: str
    names: tuple[str, ...]
    requirements: tuple[Requirement, ...] = ()
    logic: Run
    #: the names it looks up among the caller's variables, if it has no information requirements
    reads: Mapping[str, tuple[str, Fit | None]] = field(default_factory=dict)
    may_read: frozenset[str] = frozenset()  #: the same, but they may be entries of filtered items
    base: Mapping[str, Any] = field(default_factory=dict)
    standard: bool = False

    def work_out(self, run: Evaluation, given: Given) -> object:
        """Evaluate the logic among the values it requires."""
        scope = {**self.base, **scope_of(self.requirements, run, given)}
        for name, (ref, fit) in self.reads.items():
            if name not in scope:
                value = lift(given.get(name))
                scope[name] = fitted_input(name, value, ref, fit, self.standard)
        for name in self.may_read:
            if name in given and name not in scope:
                scope[name] = lift(given[name])
        return self.logic(scope, run.trace)


@dataclass(kw_only=True, eq=False)
class Service:
    """A part of the graph that is called as one function."""

    names: tuple[str, ...]
    inputs: tuple[tuple[str, Node, Fit | None], ...] = ()  #: parameters, in the order of the call
    outputs: tuple[tuple[str, Requirement], ...] = ()
    fit: Callable[[object], object] | None = None

    def work_out(self, run: Evaluation, given: Given) -> object:
        """Return the service as a function."""
        names = tuple(name for name, _, _ in self.inputs)

        def call(*arguments: object) -> object:
            return self.call(run, dict(zip(names, arguments, strict=False)))

        return Function(names, call)

    def call(self, run: Evaluation, given: Given) -> object:
        """Work out the output decisions; decisions that are inputs are taken as given."""
        fixed: dict[Node, object] = {
            node: fit(lift(given.get(name))) if fit else lift(given.get(name))
            for name, node, fit in self.inputs
            if isinstance(node, DecisionNode)
        }
        inner = Evaluation(given=given, fixed=fixed, trace=run.trace)
        values = {name: output.value(inner, given) for name, output in self.outputs}
        value = next(iter(values.values())) if len(values) == 1 else values
        return self.fit(value) if self.fit else value
