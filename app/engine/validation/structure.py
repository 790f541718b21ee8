"""Rules of how elements hang together: starts, ends, flows between them."""

from collections.abc import Iterator, Mapping

from lxml import etree

from app.engine.xml import bpmn, local_name

from .drawing import Drawing, definitions_of, elements_of, is_reaction, starts_of
from .rules import WARNING, Fault, Known, Rule

TITLE = "Starts, ends and flows"
RULES: Mapping[str, Rule] = {
    "start_missing": Rule("a process or sub-process without a start event", "draw one"),
    "several_starts": Rule(
        "several start events in a sub-process, or several without a trigger in a process",
        "keep one, and lead its flow to where the others led",
    ),
    "end_missing": Rule("a process or sub-process without an end event", "draw one"),
    "event_subprocess_beside_starts": Rule(
        "an event sub-process in a scope with several start events",
        "keep one start event, or call a process that holds the event sub-process",
    ),
    "event_subprocess_flow": Rule(
        "flows to or from an event sub-process", "its start event starts it: remove the flows"
    ),
    "flow_unconnected": Rule(
        "a flow whose source or target does not exist", "connect it in the modeler, or remove it"
    ),
    "flow_crosses": Rule(
        "a flow that crosses the border of a sub-process",
        "end inside, and go on outside from the sub-process or from an event on its border",
    ),
    "flow_direction": Rule(
        "a flow into a start, boundary or catching link event, or out of an end or throwing link "
        "event",
        "turn the flow round or remove it",
    ),
    "unreachable": Rule("an element that no token can reach", "connect it, or remove it", WARNING),
}
_SOURCES = ("startEvent", "boundaryEvent")


def check(drawing: Drawing, knows: Known) -> Iterator[Fault]:
    """Check starts, ends and flows."""
    for scope in drawing.scopes:
        yield from _scope(drawing, scope)
    for flow in drawing.flows:
        yield from _flow(drawing, flow)
    yield from _unreachable(drawing)


def _scope(drawing: Drawing, scope: etree._Element) -> Iterator[Fault]:
    starts, ends = starts_of(scope), scope.findall(bpmn("endEvent"))
    reacts = [child for child in scope if is_reaction(child)]
    plain = [start for start in starts if not definitions_of(start)]
    is_process = local_name(scope) == "process"
    if not starts:
        yield Fault("start_missing", scope)
    if not ends:
        yield Fault("end_missing", scope)
    if len(plain if is_process else starts) > 1:
        yield Fault("several_starts", scope)
    if reacts and len(starts) > 1:
        yield Fault("event_subprocess_beside_starts", reacts[0])
    for reaction in reacts:
        name = reaction.get("id", "")
        if drawing.outgoing.get(name) or drawing.incoming.get(name):
            yield Fault("event_subprocess_flow", reaction)


def _flow(drawing: Drawing, flow: etree._Element) -> Iterator[Fault]:
    source = drawing.by_id.get(flow.get("sourceRef", ""))
    target = drawing.by_id.get(flow.get("targetRef", ""))
    if source is None or target is None:
        missing = flow.get("sourceRef" if source is None else "targetRef")
        yield Fault("flow_unconnected", flow, f"there is no element {missing!r}")
        return
    if not source.getparent() is target.getparent() is flow.getparent():
        detail = f"it leads from {source.get('id')!r} to {target.get('id')!r} across a border"
        yield Fault("flow_crosses", flow, detail)
    if local_name(target) in _SOURCES or _is_link(target, "intermediateCatchEvent"):
        yield Fault("flow_direction", flow, f"it leads into {target.get('id')!r}")
    if local_name(source) == "endEvent" or _is_link(source, "intermediateThrowEvent"):
        yield Fault("flow_direction", flow, f"it leads out of {source.get('id')!r}")


def _is_link(node: etree._Element, tag: str) -> bool:
    return local_name(node) == tag and node.find(bpmn("linkEventDefinition")) is not None


def _unreachable(drawing: Drawing) -> Iterator[Fault]:
    for scope in drawing.scopes:
        reached = _reached(drawing, scope)
        for node in elements_of(scope):
            if node.get("id") not in reached:
                yield Fault("unreachable", node)


def _reached(drawing: Drawing, scope: etree._Element) -> set[str | None]:
    """Return the elements of a scope that a token can come to."""
    entries = [n for n in elements_of(scope) if local_name(n) == "startEvent" or is_reaction(n)]
    links = [n for n in elements_of(scope) if _is_link(n, "intermediateCatchEvent")]
    waiting, seen = entries + links, set[str | None]()
    while waiting:
        node = waiting.pop()
        if node.get("id") not in seen:
            seen.add(node.get("id"))
            waiting += drawing.targets(node) + drawing.events_on(node)
    return seen
