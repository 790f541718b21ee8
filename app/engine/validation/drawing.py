"""A diagram file as the checks walk it: scopes, elements and flows as drawn."""

from collections import defaultdict
from collections.abc import Iterator

from lxml import etree

from app.engine.parser import ELEMENTS
from app.engine.xml import bpmn, local_name

GATEWAYS = ("exclusiveGateway", "inclusiveGateway")
TASKS = (
    "task",
    "manualTask",
    "userTask",
    "serviceTask",
    "sendTask",
    "receiveTask",
    "scriptTask",
    "businessRuleTask",
)
ACTIVITIES = (*TASKS, "subProcess", "callActivity")


class Drawing:
    """The executable processes of a file."""

    def __init__(self, root: etree._Element) -> None:
        self.root = root
        self.processes = [
            process
            for process in root.findall(bpmn("process"))
            if process.get("isExecutable") == "true"
        ]
        #: processes and sub-processes
        self.scopes = [
            scope
            for process in self.processes
            for scope in process.iter(bpmn("process"), bpmn("subProcess"))
        ]
        self.elements = [node for scope in self.scopes for node in elements_of(scope)]
        self.flows = [flow for scope in self.scopes for flow in scope.findall(bpmn("sequenceFlow"))]
        self.by_id = {node.get("id", ""): node for node in self.elements}
        #: element id -> its flows, in the order of the file
        self.outgoing: dict[str, list[etree._Element]] = defaultdict(list)
        self.incoming: dict[str, list[etree._Element]] = defaultdict(list)
        self._borders: dict[str, list[etree._Element]] = defaultdict(list)
        for node in self.elements:
            if node.get("attachedToRef"):
                self._borders[node.get("attachedToRef", "")].append(node)
        for flow in self.flows:
            self.outgoing[flow.get("sourceRef", "")].append(flow)
            self.incoming[flow.get("targetRef", "")].append(flow)

    def nodes(self) -> Iterator[etree._Element]:
        """Give every node inside the executable processes."""
        for process in self.processes:
            for node in process.iter():
                if isinstance(node.tag, str):
                    yield node

    def flows_from(self, node: etree._Element) -> list[etree._Element]:
        return self.outgoing.get(node.get("id", ""), [])

    def targets(self, node: etree._Element) -> list[etree._Element]:
        """Return the elements that the flows of an element lead to."""
        found = (self.by_id.get(flow.get("targetRef", "")) for flow in self.flows_from(node))
        return [target for target in found if target is not None]

    def events_on(self, node: etree._Element) -> list[etree._Element]:
        """Return the boundary events of an activity."""
        return self._borders.get(node.get("id", ""), [])


def elements_of(scope: etree._Element) -> list[etree._Element]:
    """Return the elements drawn directly in a scope."""
    return [
        node
        for node in scope
        if local_name(node) in ELEMENTS and node.tag == bpmn(local_name(node))
    ]


def starts_of(scope: etree._Element) -> list[etree._Element]:
    return scope.findall(bpmn("startEvent"))


def is_reaction(node: etree._Element) -> bool:
    """Whether a sub-process waits for an event of its own."""
    return node.get("triggeredByEvent") == "true"


def definitions_of(node: etree._Element) -> list[etree._Element]:
    """Return the event definitions of an event, executed or not."""
    return [child for child in node if local_name(child).endswith("EventDefinition")]


def owner_of(node: etree._Element) -> etree._Element:
    """Return the drawn element that a node belongs to: the nearest around it with an id."""
    places = [node, *node.iterancestors()]
    named = (p for p in places if p.get("id") and not local_name(p).endswith("EventDefinition"))
    return next(named, node)
