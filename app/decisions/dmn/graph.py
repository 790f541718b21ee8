"""Builds the graph of one model: its nodes, what they require, and their compiled logic."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from app.decisions.dmn.boxed import KINDS, Boxes
from app.decisions.dmn.cells import speaks_of_null
from app.decisions.dmn.nodes import (
    DecisionNode,
    InputData,
    KnowledgeModel,
    Node,
    Requirement,
    Service,
)
from app.decisions.dmn.scope import Compiler, Place, Run, Values, nothing
from app.decisions.dmn.source import (
    Element,
    child,
    children,
    descendants,
    name_of,
    normal,
    tag,
    text_of,
    type_of,
)
from app.decisions.dmn.trace import Trace
from app.decisions.dmn.types import FROM_JSON, PLAIN, Fit, Types
from app.feel import TYPES

_DECLARING = (
    "variable",
    "itemComponent",
    "parameter",
    "formalParameter",
    "column",
    "output",
    "decision",
    "inputData",
    "businessKnowledgeModel",
    "decisionService",
)
_LOOPS = ("for", "some", "every")


class Graph:
    """The nodes of one model and of those it imports.

    :param imported: graphs of imported models by the name they are imported under
    """

    def __init__(self, root: Element, compiler: Compiler, imported: Mapping[str, "Graph"]) -> None:
        self.namespace, self.name = normal(root.get("namespace")), name_of(root)
        self.compiler, self.imported = compiler, imported
        compiler.declared = frozenset(_declared(root, imported))
        types = {name: graph.types for name, graph in imported.items()}
        self.types: Types = Types(root, compiler, types)
        self._boxes = Boxes(compiler=compiler, types=self.types)
        self._base = {TYPES: self.types.tests()} if self.types.items else {}
        self.tables = self._boxes.tables
        self.elements: dict[str, Element] = {}
        self.nodes: dict[str, Node] = {}
        for element in children(root, *_MAKERS):
            self._add(element)
        self._link(root)
        self.decisions = {i: n for i, n in self.nodes.items() if isinstance(n, DecisionNode)}
        self.services = [n for n in self.nodes.values() if isinstance(n, Service)]
        for node_id, node in self.nodes.items():
            self._ensure_no_cycle(node_id, node)

    def find(self, href: str) -> Requirement | None:
        """Return the node an ``href`` names, with the path of imports that leads to it."""
        namespace, _, node_id = href.rpartition("#")
        if namespace in ("", self.namespace):
            found = self.nodes.get(node_id)
            return None if found is None else Requirement(path=(), node=found)
        for name, graph in self.imported.items():
            inner = graph.find(href)
            if inner is not None:
                return Requirement(path=(name, *inner.path), node=inner.node)
        return None

    def _add(self, element: Element) -> None:
        node_id = element.get("id", "")
        place = Place(decision=node_id or name_of(element))
        if not node_id:
            self.compiler.fault(place, f"the {tag(element)} has no id", code="graph")
        elif node_id in self.elements:
            self.compiler.fault(place, "the id is used twice", code="graph")
        self.elements[node_id] = element
        self.nodes[node_id] = _MAKERS[tag(element)](self, element)

    # --- making the nodes -----------------------------------------------------------------

    def _input_data(self, element: Element) -> Node:
        ref = type_of(child(element, "variable"))
        standard = self.compiler.standard
        self.types.check_ref(ref, Place(decision=name_of(element)))
        return InputData(
            names=_names(element),
            ref=ref,
            fit=self.types.fitter(ref, PLAIN if standard else FROM_JSON),
            standard=standard,
        )

    def _knowledge_model(self, element: Element) -> Node:
        return KnowledgeModel(names=_names(element), logic=nothing, base=self._base)

    def _decision(self, element: Element) -> Node:
        return DecisionNode(
            id=element.get("id", ""),
            names=_names(element),
            logic=nothing,
            base=self._base,
            standard=self.compiler.standard,
        )

    def _service(self, element: Element) -> Node:
        return Service(names=_names(element))

    # --- linking and compiling -------------------------------------------------------------

    def _link(self, root: Element) -> None:
        for element in children(root, *_MAKERS):
            node = self.nodes[element.get("id", "")]
            if isinstance(node, DecisionNode | KnowledgeModel):
                node.requirements = tuple(self._requirements(element))
            elif isinstance(node, Service):
                self._link_service(element, node)
        for element in children(root, "businessKnowledgeModel", "decision"):
            node = self.nodes[element.get("id", "")]
            if isinstance(node, KnowledgeModel):
                logic = child(element, "encapsulatedLogic")
                node.logic = self._boxes.function(logic, self._place(element, node.requirements))
            elif isinstance(node, DecisionNode):
                self._compile(element, node)

    def _requirements(self, element: Element) -> Iterator[Requirement]:
        for arrow in children(element, "knowledgeRequirement", "informationRequirement"):
            for end in children(arrow, "requiredInput", "requiredDecision", "requiredKnowledge"):
                found = self.find(end.get("href", ""))
                if found is not None:
                    yield found
                else:
                    place = Place(decision=element.get("id", ""))
                    reason = f"it requires {end.get('href')!r}: no such element"
                    self.compiler.fault(place, reason, code="graph")

    def _place(self, element: Element, requirements: tuple[Requirement, ...]) -> Place:
        names = {n for r in requirements for n in (r.path[:1] or r.node.names)}
        return Place(decision=element.get("id", "") or name_of(element), local=frozenset(names))

    def _compile(self, element: Element, node: DecisionNode) -> None:
        place = self._place(element, node.requirements)
        compiler = self.compiler
        lone = not children(element, "informationRequirement") and not compiler.standard
        if lone:
            place = replace(place, known=None)
        if child(element, *KINDS) is None:
            compiler.fault(place, "the decision has no logic", code="graph")
        place = place.of_kinds(self._kinds(element, node))
        compiler.reads.clear()
        compiler.may_read.clear()
        run = self._boxes.body(element, place)
        run = self._boxes.fitted(run, type_of(child(element, "variable")), place)
        node.logic = run if compiler.standard else self._never_null(element, run, place)
        types = _types_of_inputs(element)
        node.reads = {name: self._read(types.get(name, "")) for name in sorted(compiler.reads)}
        node.may_read = frozenset(compiler.may_read - compiler.reads)

    def _kinds(self, element: Element, node: DecisionNode) -> dict[str, str]:
        """Return the basic types of the names that its expressions may read."""
        refs = _types_of_inputs(element)
        for required in node.requirements:
            if isinstance(required.node, InputData) and not required.path:
                refs.update(dict.fromkeys(required.node.names, required.node.ref))
        return {name: self.types.basic_of(ref) for name, ref in refs.items()}

    def _read(self, ref: str) -> tuple[str, Fit | None]:
        return ref, self.types.fitter(ref, FROM_JSON)

    def _never_null(self, element: Element, run: Run, place: Place) -> Run:
        """Return logic that refuses to be null, unless its expression speaks of null itself."""
        text = text_of(child(element, "literalExpression"))
        expression = self.compiler.expression(text, place) if text else None
        if expression is None or speaks_of_null(expression.tree):
            return run

        def checked(values: Values, trace: Trace) -> object:
            value = run(values, trace)
            if value is None:
                self.compiler.undecided(place, f"the value is null: {text}")
            return value

        return checked

    def _link_service(self, element: Element, service: Service) -> None:
        inputs = []
        for end in children(element, "inputDecision", "inputData"):
            found = self.find(end.get("href", ""))
            if found is None:
                continue
            fit = None
            if isinstance(found.node, DecisionNode):
                target = self.elements.get(found.node.id)
                fit = self.types.fitter(type_of(child(target, "variable")))
            inputs.append((found.node.names[0], found.node, fit))
        outputs = [self.find(e.get("href", "")) for e in children(element, "outputDecision")]
        service.inputs = tuple(inputs)
        service.outputs = tuple((r.node.names[0], r) for r in outputs if r is not None)
        service.fit = self.types.fitter(self.types.returned(type_of(child(element, "variable"))))

    def _ensure_no_cycle(self, node_id: str, start: Node) -> None:
        seen: set[Node] = set()
        ahead = [r.node for r in requirements_of(start)]
        while ahead:
            node = ahead.pop()
            if node is start:
                self.compiler.fault(Place(decision=node_id), "it requires itself", code="graph")
                return
            if node not in seen:
                seen.add(node)
                ahead.extend(r.node for r in requirements_of(node))


_MAKERS = {
    "inputData": Graph._input_data,
    "decision": Graph._decision,
    "businessKnowledgeModel": Graph._knowledge_model,
    "decisionService": Graph._service,
}


def requirements_of(node: Node) -> tuple[Requirement, ...]:
    """Return what a node requires itself."""
    return node.requirements if isinstance(node, DecisionNode | KnowledgeModel) else ()


def _names(element: Element) -> tuple[str, ...]:
    """Return the names under which expressions reach a node, the first before the others."""
    variable = child(element, "variable")
    given = (name_of(variable), name_of(element), normal(element.get("id")))
    return tuple(dict.fromkeys(name for name in given if name))


def _types_of_inputs(decision: Element) -> dict[str, str]:
    """Return the type that input columns declare for the names they read."""
    sources = descendants(decision, "inputExpression")
    return {text_of(e): type_of(e) for e in sources if type_of(e)}


def _declared(root: Element, imported: Mapping[str, Graph]) -> Iterator[str]:
    for element in descendants(root, *_DECLARING):
        if name_of(element):
            yield name_of(element)
    for loop in descendants(root, *_LOOPS):
        yield normal(loop.get("iteratorVariable"))
    for name, graph in imported.items():
        yield name
        yield from graph.compiler.declared
