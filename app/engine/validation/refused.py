"""Rules of what is drawn and not executed: elements, markers and extension elements."""

from collections.abc import Iterator, Mapping

from lxml import etree

from app.engine.parser import ELEMENTS
from app.engine.xml import BPMN, ZEEBE, bpmn, local_name, zeebe_elements

from .drawing import TASKS, Drawing, owner_of
from .rules import WARNING, Fault, Known, Rule

TITLE = "Not executed"
RULES: Mapping[str, Rule] = {
    "compensation": Rule(
        "compensation: events, markers and handlers",
        "draw what undoes the work as ordinary steps, or as an error path",
    ),
    "ad_hoc": Rule(
        "ad-hoc sub-processes", "draw the order with flows, or offer the steps behind a gateway"
    ),
    "transaction": Rule("transactions", "use a sub-process with an error event on its border"),
    "conditional_event": Rule(
        "conditional events", "wait for a message or a signal that whoever changes the data sends"
    ),
    "cancel_event": Rule("cancel events", "use an error event"),
    "complex_gateway": Rule("complex gateways", "use an inclusive or a parallel gateway"),
    "loop_marker": Rule(
        "the loop marker on an activity", "draw the loop with an exclusive gateway"
    ),
    "loop_cardinality": Rule(
        "a multi-instance that only has a number", "give it an input collection, e.g. =1..n"
    ),
    "instantiating": Rule(
        "receive tasks and event gateways that start a process", "use a message start event"
    ),
    "performer": Rule(
        "people named by the standard's own elements (performer, potentialOwner …)",
        "use the assignment of the task: assignee, candidate groups, candidate users",
    ),
    "execution_listener": Rule(
        "execution listeners", "draw a service task before or after the element"
    ),
    "unknown_element": Rule("an element that the engine does not know", "remove or replace it"),
    "unknown_extension": Rule(
        "an extension element that the engine does not know", "remove it, or say it otherwise"
    ),
    "misplaced_extension": Rule(
        "an extension element where it has no effect", "move it to an element that uses it"
    ),
    "misplaced_input": Rule(
        "input mappings on start and boundary events",
        "only what comes with the event can be mapped: use output mappings",
    ),
    "job_priority": Rule(
        "a priority of a job", "remove it; jobs are handed out in the order they came", WARNING
    ),
}
_TAGS = {
    "compensateEventDefinition": "compensation",
    "adHocSubProcess": "ad_hoc",
    "transaction": "transaction",
    "conditionalEventDefinition": "conditional_event",
    "cancelEventDefinition": "cancel_event",
    "complexGateway": "complex_gateway",
    "standardLoopCharacteristics": "loop_marker",
    "loopCardinality": "loop_cardinality",
    "performer": "performer",
    "humanPerformer": "performer",
    "potentialOwner": "performer",
    "resourceRole": "performer",
}
#: drawn beside the elements, without effect
_DRAWN_ONLY = {
    "laneSet",
    "sequenceFlow",
    "textAnnotation",
    "association",
    "group",
    "dataObject",
    "dataObjectReference",
    "dataStoreReference",
    "incoming",
    "outgoing",
    "documentation",
    "extensionElements",
    "ioSpecification",
    "property",
    "dataInputAssociation",
    "dataOutputAssociation",
    "multiInstanceLoopCharacteristics",
    "auditing",
    "monitoring",
    "category",
}
_JOBS = ("serviceTask", "sendTask", "scriptTask", "businessRuleTask")
_EVENTS = (
    "startEvent",
    "endEvent",
    "intermediateCatchEvent",
    "intermediateThrowEvent",
    "boundaryEvent",
)
_THROWS = ("intermediateThrowEvent", "endEvent")
#: extension element -> where it has an effect; empty: everywhere
EXTENSIONS: Mapping[str, tuple[str, ...]] = {
    "taskDefinition": _JOBS,
    "script": ("scriptTask",),
    "calledDecision": ("businessRuleTask",),
    "calledElement": ("callActivity",),
    "formDefinition": ("userTask", "startEvent"),
    "assignmentDefinition": ("userTask",),
    "taskSchedule": ("userTask",),
    "priorityDefinition": ("userTask",),
    "userTask": ("userTask",),
    "taskListeners": ("userTask",),
    "versionTag": ("process",),
    "subscription": ("message",),
    "taskHeaders": (*_JOBS, "userTask"),
    "loopCharacteristics": ("multiInstanceLoopCharacteristics",),
    "ioMapping": (*TASKS, *_EVENTS, "subProcess", "callActivity"),
    "properties": (),
}


def check(drawing: Drawing, knows: Known) -> Iterator[Fault]:
    """Check that everything drawn is executed."""
    for node in drawing.nodes():
        yield from _node(node)
    for node in (*drawing.nodes(), *drawing.root.findall(bpmn("message"))):
        yield from _foreign_extensions(node)
        for name, element in zeebe_elements(node):
            broken = _extension(local_name(node), name, element)
            if broken is not None:
                yield Fault(broken[0], owner_of(node), broken[1])


def _node(node: etree._Element) -> Iterator[Fault]:
    tag = local_name(node)
    if tag in _TAGS and node.tag == bpmn(tag):
        yield Fault(_TAGS[tag], owner_of(node))
    elif _is_foreign(node):
        yield Fault("unknown_element", owner_of(node), f"{tag!r} is not known here")
    if node.get("isForCompensation") == "true":
        yield Fault("compensation", node)
    if node.get("instantiate") == "true":
        yield Fault("instantiating", node)


def _is_foreign(node: etree._Element) -> bool:
    """Whether something stands among the elements of a scope that is none."""
    parent = node.getparent()
    if parent is None or local_name(parent) not in ("process", "subProcess"):
        return False
    known = local_name(node) in ELEMENTS or local_name(node) in _DRAWN_ONLY
    return not (known and str(node.tag).startswith(f"{{{BPMN}}}"))


def _foreign_extensions(node: etree._Element) -> Iterator[Fault]:
    for group in node.iterchildren(bpmn("extensionElements")):
        for child in group:
            if isinstance(child.tag, str) and not child.tag.startswith(f"{{{ZEEBE}}}"):
                yield Fault("unknown_extension", owner_of(node), f"{child.tag!r} is not known")


def _extension(place: str, name: str, element: etree._Element) -> tuple[str, str] | None:
    """Return the rule that an extension element breaks, and how."""
    if name == "executionListeners":
        return "execution_listener", ""
    if name == "jobPriorityDefinition":
        return "job_priority", ""
    if name not in EXTENSIONS:
        return "unknown_extension", f"{name!r} is not executed"
    if name == "taskDefinition" and place in _THROWS:
        return None  # has a rule of its own
    if EXTENSIONS[name] and place not in EXTENSIONS[name]:
        return "misplaced_extension", f"{name!r} has no effect on a {place}"
    if place in ("startEvent", "boundaryEvent") and _has_inputs(element):
        return "misplaced_input", ""
    return None


def _has_inputs(mapping: etree._Element) -> bool:
    return any(local_name(line) == "input" for line in mapping)
