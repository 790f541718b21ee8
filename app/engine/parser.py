"""Diagram files to SpiffWorkflow specs: one node parser for every tag, flows in the file's order.

SpiffWorkflow orders the flows of a gateway by the drawing; here moving a shape changes nothing.
"""

from typing import Any, ClassVar

from lxml import etree
from SpiffWorkflow.bpmn.parser.BpmnParser import BpmnParser
from SpiffWorkflow.bpmn.parser.ProcessParser import ProcessParser
from SpiffWorkflow.bpmn.parser.TaskParser import TaskParser

from .desugar import STANDS_FOR
from .elements.containers import CallActivity, SubProcess
from .elements.events import BoundaryEvent, CatchEvent, EventGateway, StartEvent, ThrowEvent
from .elements.gateways import ExclusiveGateway, InclusiveGateway, ParallelGateway
from .elements.multi_instance import MultiInstance
from .elements.node import Flow, Node
from .elements.tasks import Task, UserTask
from .errors import InvalidDiagram
from .extensions import read_extensions, read_loop
from .triggers import read_trigger
from .xml import NAMESPACES, SYNTHETIC, bpmn, local_name, text_of

#: every tag that is executed, and what it becomes
ELEMENTS: dict[str, type[Node]] = {
    "startEvent": StartEvent,
    "endEvent": ThrowEvent,
    "intermediateThrowEvent": ThrowEvent,
    "intermediateCatchEvent": CatchEvent,
    "receiveTask": CatchEvent,
    "boundaryEvent": BoundaryEvent,
    "task": Task,
    "manualTask": Task,
    "serviceTask": Task,
    "sendTask": Task,
    "scriptTask": Task,
    "businessRuleTask": Task,
    "userTask": UserTask,
    "exclusiveGateway": ExclusiveGateway,
    "parallelGateway": ParallelGateway,
    "inclusiveGateway": InclusiveGateway,
    "eventBasedGateway": EventGateway,
    "subProcess": SubProcess,
    "callActivity": CallActivity,
}


class ElementParser(TaskParser):
    """Reads one element; flows are connected when all elements of the scope are known."""

    def parse_node(self) -> Node:
        """Make the spec of the element, and of the body around it when it is a multi-instance."""
        loop = read_loop(self.node)
        if loop is None:
            return self._made(self.bpmn_id)
        child = self._made(f"{self.bpmn_id} [child]")
        return MultiInstance(self.spec, self.bpmn_id, loop=loop, child=child.name)

    def _made(self, name: str) -> Node:
        tag = local_name(self.node)
        spec: Node = self.spec_class(self.spec, name, element=tag)
        spec.bpmn_id = self.node.get(STANDS_FOR) or self.bpmn_id
        spec.bpmn_name = self.node.get("name")
        spec.synthetic = self.bpmn_id.endswith(SYNTHETIC)
        spec.extensions = read_extensions(self.node)
        spec.trigger = read_trigger(self.node)
        if tag == "boundaryEvent":
            is_error = spec.trigger is not None and spec.trigger.kind == "error"
            spec.interrupting = is_error or self.node.get("cancelActivity", "true") == "true"
        if tag == "subProcess":
            spec.inside = self.bpmn_id
            self.process_parser.parser.create_parser(self.node)
        return spec


class ScopeParser(ProcessParser):
    """Reads a process or the inside of a sub-process, without recursion along the flows."""

    def create_spec(self) -> Any:
        """SpiffWorkflow names its own elements Start and End; a diagram may do so as well."""
        spec = super().create_spec()
        spec.task_specs.clear()
        spec.start._outputs = []
        return spec

    def add_tasks(self) -> None:
        """Read the elements, then connect them."""
        for node in self.node:
            if local_name(node) in ELEMENTS and node.tag == bpmn(local_name(node)):
                spec = self.parse_node(node)
                if isinstance(spec, StartEvent):
                    self.spec.start.connect(spec)
        if not self.spec.start._outputs:
            raise InvalidDiagram(f"{self.bpmn_id} has no start event")
        for node in self.node:
            if node.tag == bpmn("boundaryEvent"):
                self._named(node, "attachedToRef").boundary.append(node.get("id"))
            elif node.tag == bpmn("sequenceFlow"):
                self._connect(node)

    def _connect(self, node: etree._Element) -> None:
        source, target = self._named(node, "sourceRef"), self._named(node, "targetRef")
        name = node.get("id", "")
        drawn = self.get_node_by_id(source.name)
        flow = Flow(
            name,
            target.name,
            text_of(node, "conditionExpression") or None,
            drawn.get("default") == name,
        )
        source.connect(target)
        source.flows.append(flow)
        target.incoming.append((name, source.name))

    def _named(self, node: etree._Element, attribute: str) -> Any:
        spec = self.spec.task_specs.get(node.get(attribute))
        if spec is None:
            where = f"{node.get('id')}: {attribute} {node.get(attribute)!r}"
            raise InvalidDiagram(f"{where} is not an element of its scope")
        return spec


class FileParser(BpmnParser):
    """Reads one file; what SpiffWorkflow would look for on its own is left out."""

    OVERRIDE_PARSER_CLASSES: ClassVar = {
        bpmn(tag): (ElementParser, spec) for tag, spec in ELEMENTS.items()
    }
    PROCESS_PARSER_CLASS = ScopeParser

    def __init__(self) -> None:
        super().__init__(namespaces=NAMESPACES)

    def _find_dependencies(self, process: etree._Element) -> None:
        """Called processes are found when they are called."""

    def _add_diagram_indexes(self, bpmn: etree._Element) -> None:
        """The layout is for people."""

    def _add_data_stores(self, bpmn: etree._Element) -> None:
        """A data store is a drawing."""

    def _add_correlations(self, bpmn: etree._Element) -> None:
        """Messages are correlated by the key of their subscription."""
