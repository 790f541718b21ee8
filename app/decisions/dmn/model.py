"""A DMN model as the project uses it: load it, look up its decisions, evaluate them."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from app.decision_results import MatchedRule
from app.decisions.dmn.graph import Graph, requirements_of
from app.decisions.dmn.nodes import DecisionNode, Evaluation, InputData, Node, Service
from app.decisions.dmn.notes import annotation_of
from app.decisions.dmn.scope import Compiler
from app.decisions.dmn.source import Element, child, children, name_of, normal, read
from app.decisions.dmn.tables import Table
from app.decisions.dmn.trace import Trace
from app.decisions.errors import DecisionError, DecisionErrors, Fault
from app.feel import FeelError, Limited, lift, lower

#: returns the imported model of a namespace, None when there is none
Imports = Callable[[str], bytes | None]


@dataclass(frozen=True, kw_only=True)
class DecisionInput:
    """A value the caller gives: its name and its declared type ("" for any)."""

    name: str
    type: str


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What one evaluation found; ``value`` is a FEEL value."""

    value: object
    matched: tuple[MatchedRule, ...]
    inputs: Mapping[str, Any]  #: what it was found from, as JSON


@dataclass(frozen=True, kw_only=True)
class Decision:
    """One decision of a model."""

    id: str
    name: str
    inputs: tuple[DecisionInput, ...]
    rules: tuple[MatchedRule, ...]  #: every rule of its own table
    node: DecisionNode
    required: Mapping[str, Node]  #: decisions it is built on, by each of their names
    tables: tuple[Table, ...]  #: those of its own logic

    def evaluate(
        self,
        inputs: Mapping[str, object],
        *,
        fixed: Mapping[str, object] | None = None,
        trace: Trace | None = None,
    ) -> Outcome:
        """Evaluate among these inputs.

        :param fixed: values of required decisions, by name, that are not to be worked out
        :param trace: filled on the way, also where there is no answer in the end
        :raises DecisionError: it has no answer
        """
        try:
            with Limited():
                held = {self.required[name]: lift(v) for name, v in (fixed or {}).items()}
                run = Evaluation(given=inputs, fixed=held, trace=trace or Trace())
                value = run.value(self.node, inputs)
                used = self.read(inputs)
        except FeelError as error:
            raise DecisionError(self.id, str(error)) from error
        return Outcome(value=value, matched=tuple(run.trace.matched), inputs=used)

    def read(self, inputs: Mapping[str, object]) -> dict[str, Any]:
        """Return what the decision reads of these inputs, as JSON.

        :raises FeelError: something among them is no value
        """
        return {i.name: lower(lift(inputs.get(i.name))) for i in self.inputs}


@dataclass(frozen=True, kw_only=True)
class Model:
    """A compiled model."""

    file: str
    name: str
    namespace: str
    decisions: Mapping[str, Decision]  #: by id
    services: Mapping[str, Service]  #: by name
    tables: tuple[Table, ...]  #: every decision table, those of knowledge models too
    warnings: tuple[Fault, ...]  #: what may be wrong with it

    def find(self, name: str) -> Decision | None:
        """Return the decision of this id or name."""
        named = (d for d in self.decisions.values() if d.name == normal(name))
        return self.decisions.get(name) or next(named, None)


def load(
    xml: bytes, *, imports: Imports | None = None, file: str = "", standard: bool = False
) -> Model:
    """Compile a model.

    :param standard: where the standard says null and goes on, do so, instead of refusing
    :raises DecisionErrors: names every cell that is wrong
    """
    loading = _Loading(imports=imports or _no_imports, file=file, standard=standard)
    graph = loading.graph(read(xml, file), ())
    errors = [fault for fault in loading.faults if fault.level == "error"]
    if errors and not standard:
        raise DecisionErrors(errors)
    decisions = {i: _decision(graph, node) for i, node in graph.decisions.items()}
    return Model(
        file=file,
        name=graph.name,
        namespace=graph.namespace,
        decisions=decisions,
        services={name: s for s in graph.services for name in s.names},
        tables=tuple(graph.tables),
        warnings=tuple(loading.faults),
    )


def _no_imports(namespace: str) -> bytes | None:
    return None


@dataclass(frozen=True, kw_only=True)
class _Loading:
    """What is the same for a model and all it imports."""

    imports: Imports
    file: str
    standard: bool
    faults: list[Fault] = field(default_factory=list)

    def graph(self, root: Element, above: tuple[str, ...]) -> Graph:
        """Compile a model and first what it imports; ``above`` are the models that import it."""
        compiler = Compiler(file=self.file, standard=self.standard, faults=self.faults)
        above = (*above, normal(root.get("namespace")))
        imported: dict[str, Graph] = {}
        for element in children(root, "import"):
            namespace = normal(element.get("namespace"))
            content = None if namespace in above else self.imports(namespace)
            if content is not None:
                imported[name_of(element)] = self.graph(read(content, self.file), above)
            elif "DMN" in element.get("importType", "DMN"):
                reason = f"the imported model {namespace!r} is missing"
                self.faults.append(Fault(file=self.file, reason=reason))
        return Graph(root, compiler, imported)


def _decision(graph: Graph, node: DecisionNode) -> Decision:
    element = graph.elements[node.id]
    below = list(_below(node))
    inputs = {name: type_ for n in (*below, node) for name, type_ in _inputs_of(n)}
    return Decision(
        id=node.id,
        name=name_of(element) or node.id,
        inputs=tuple(DecisionInput(name=n, type=t) for n, t in sorted(inputs.items())),
        rules=tuple(_rules(element, node.id)),
        node=node,
        required={name: n for n in below if isinstance(n, DecisionNode) for name in n.names},
        tables=tuple(t for t in graph.tables if t.place.decision == node.id),
    )


def _below(node: Node) -> Iterator[Node]:
    """Yield everything a node is built on, each once."""
    seen: set[Node] = set()
    ahead = [r.node for r in requirements_of(node)]
    while ahead:
        found = ahead.pop()
        if found not in seen:
            seen.add(found)
            yield found
            ahead.extend(r.node for r in requirements_of(found))


def _inputs_of(node: Node) -> Iterator[tuple[str, str]]:
    if isinstance(node, InputData):
        yield node.names[0], node.ref
    if isinstance(node, DecisionNode):
        yield from ((name, ref) for name, (ref, _) in node.reads.items())


def _rules(element: Element, decision: str) -> Iterator[MatchedRule]:
    table = child(element, "decisionTable")
    for number, row in enumerate(children(table, "rule") if table is not None else (), 1):
        yield MatchedRule(
            decision=decision,
            rule=row.get("id", ""),
            index=number,
            annotation=annotation_of(row),
        )
