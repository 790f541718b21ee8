"""Rules of events: what each may wait for or throw, and what it names."""

from collections.abc import Iterator, Mapping

from lxml import etree

from app.engine.expressions import is_expression
from app.engine.triggers import KINDS, Trigger, read_trigger
from app.engine.xml import bpmn, local_name, zeebe_elements

from .drawing import ACTIVITIES, Drawing, definitions_of, elements_of, is_reaction, starts_of
from .rules import Fault, Known, Rule

TITLE = "Events"
RULES: Mapping[str, Rule] = {
    "several_event_definitions": Rule(
        "several event definitions on one event", "draw one event for each"
    ),
    "event_place": Rule(
        "an event of a kind that cannot stand there",
        "see the table of events: which kind may start, be caught, thrown or end",
    ),
    "unknown_message": Rule(
        "an event or task whose message does not exist or has no name", "choose or make a message"
    ),
    "unknown_signal": Rule(
        "an event whose signal does not exist or has no name", "choose or make a signal"
    ),
    "unknown_error": Rule(
        "an error event whose error does not exist, or that throws one without a code",
        "choose an error and give it a code; only a catching event may leave it out",
    ),
    "unknown_escalation": Rule(
        "an escalation event whose escalation does not exist, or that throws one without a code",
        "choose an escalation and give it a code; only a catching event may leave it out",
    ),
    "code_expression": Rule(
        "the code of an error or escalation as an expression", "write the code itself"
    ),
    "correlation_key": Rule(
        "waiting for a message without a correlation key",
        "give the message a subscription correlation key, e.g. =claim_id",
    ),
    "start_expression": Rule(
        "an expression in what starts a process",
        "write the name or the time itself: before the start there are no variables",
    ),
    "event_twice": Rule("two events that wait for the same in the same place", "keep one of them"),
    "boundary_host": Rule(
        "a boundary event that hangs on no activity of its scope", "attach it to an activity"
    ),
    "not_interrupting": Rule(
        "an error event that does not interrupt", "make it interrupting: an error ends the activity"
    ),
    "link_pair": Rule(
        "a link event without its one counterpart of the same name in the same scope",
        "give each throwing link exactly one catching link of its name",
    ),
    "event_job": Rule(
        "a throwing or end event with a job",
        "draw a service task before the event; the event itself publishes its message",
    ),
}
PROCESS_START = "start of a process"
REACTION_START = "start of an event sub-process"
INNER_START = "start of a sub-process"
#: where an event stands -> the kinds that it may be; "" is none
PLACES: Mapping[str, frozenset[str]] = {
    PROCESS_START: frozenset({"", "message", "timer", "signal"}),
    REACTION_START: frozenset({"message", "timer", "signal", "error", "escalation"}),
    INNER_START: frozenset({""}),
    "intermediateCatchEvent": frozenset({"message", "timer", "signal", "link"}),
    "boundaryEvent": frozenset({"message", "timer", "signal", "error", "escalation"}),
    "intermediateThrowEvent": frozenset({"", "message", "signal", "escalation", "link"}),
    "endEvent": frozenset({"", "message", "signal", "error", "escalation", "terminate"}),
}
_THROWS = ("intermediateThrowEvent", "endEvent", "sendTask")
_CODED = ("error", "escalation")


def check(drawing: Drawing, knows: Known) -> Iterator[Fault]:
    """Check every event and message task."""
    for node in drawing.elements:
        tag = local_name(node)
        if tag.endswith("Event"):
            yield from _event(node)
        trigger = read_trigger(node)
        if trigger is not None:
            yield from _named(node, trigger)
        elif tag == "receiveTask":
            yield Fault("unknown_message", node, "it names no message")
        if tag == "boundaryEvent":
            yield from _boundary(drawing, node)
    yield from _links(drawing)
    yield from _twice(drawing)


def place_of(event: etree._Element) -> str:
    """Say where an event stands, as the table of places names it."""
    if local_name(event) != "startEvent":
        return local_name(event)
    scope = event.getparent()
    if scope is None or local_name(scope) == "process":
        return PROCESS_START
    return REACTION_START if is_reaction(scope) else INNER_START


def _event(node: etree._Element) -> Iterator[Fault]:
    definitions = definitions_of(node)
    referred = node.findall(bpmn("eventDefinitionRef"))
    if len(definitions) + len(referred) > 1 or node.get("parallelMultiple") == "true":
        yield Fault("several_event_definitions", node)
    kinds = [KINDS[local_name(d)] for d in definitions if local_name(d) in KINDS]
    if not definitions or kinds or referred:
        kind = kinds[0] if kinds else ""
        if kind not in PLACES[place_of(node)] or referred:
            shown = f"{kind} event" if kind else "event without a definition"
            yield Fault("event_place", node, f"no {shown} can be a {place_of(node)}")
    if local_name(node) in _THROWS and "taskDefinition" in dict(zeebe_elements(node)):
        yield Fault("event_job", node)
    if kinds == ["error"] and "false" in (node.get("cancelActivity"), node.get("isInterrupting")):
        yield Fault("not_interrupting", node)


def _named(node: etree._Element, trigger: Trigger) -> Iterator[Fault]:
    if trigger.kind in ("message", "signal") and not trigger.name:
        yield Fault(f"unknown_{trigger.kind}", node, f"it names no {trigger.kind}")
    if trigger.kind in _CODED:
        yield from _coded(node, trigger)
    place = place_of(node)
    awaits = trigger.kind == "message" and place not in (*_THROWS, PROCESS_START)
    if awaits and not trigger.correlation_key:
        yield Fault("correlation_key", node)
    if place == PROCESS_START and is_expression(trigger.name or trigger.text):
        yield Fault("start_expression", node)


def _coded(node: etree._Element, trigger: Trigger) -> Iterator[Fault]:
    reference = f"{trigger.kind}Ref"
    refers = any(definition.get(reference) for definition in definitions_of(node))
    if not trigger.code and (refers or local_name(node) in _THROWS):
        yield Fault(f"unknown_{trigger.kind}", node, f"its {trigger.kind} has no code")
    if is_expression(trigger.code):
        yield Fault("code_expression", node)


def _boundary(drawing: Drawing, node: etree._Element) -> Iterator[Fault]:
    host = drawing.by_id.get(node.get("attachedToRef", ""))
    is_there = host is not None and host.getparent() is node.getparent()
    if host is None or not is_there or local_name(host) not in ACTIVITIES or is_reaction(host):
        detail = f"{node.get('attachedToRef')!r} is no activity beside it"
        yield Fault("boundary_host", node, detail)


def _links(drawing: Drawing) -> Iterator[Fault]:
    for scope in drawing.scopes:
        throwing = _links_of(scope, "intermediateThrowEvent")
        catching = _links_of(scope, "intermediateCatchEvent")
        for node, name in throwing:
            if not name or [other for _, other in catching].count(name) != 1:
                yield Fault("link_pair", node, f"no single link {name!r} catches it")
        for node, name in catching:
            if name not in [other for _, other in throwing]:
                yield Fault("link_pair", node, f"no link {name!r} is thrown")


def _links_of(scope: etree._Element, tag: str) -> list[tuple[etree._Element, str | None]]:
    return [
        (node, definition.get("name"))
        for node in scope.findall(bpmn(tag))
        for definition in node.findall(bpmn("linkEventDefinition"))
    ]


def _twice(drawing: Drawing) -> Iterator[Fault]:
    """Find events that compete for the same message, signal, error or escalation."""
    for node in drawing.elements:
        yield from _same(drawing.events_on(node))
        if local_name(node) == "eventBasedGateway":
            yield from _same(drawing.targets(node))
    for scope in drawing.scopes:
        if local_name(scope) == "process":
            yield from _same(starts_of(scope))
        reactions = [child for child in elements_of(scope) if is_reaction(child)]
        yield from _same([start for reaction in reactions for start in starts_of(reaction)])


def _same(events: list[etree._Element]) -> Iterator[Fault]:
    seen = set()
    for event in events:
        trigger = read_trigger(event)
        if trigger is None or trigger.kind == "timer":
            continue
        waited = (trigger.kind, trigger.name if trigger.kind not in _CODED else trigger.code)
        if waited in seen:
            yield Fault("event_twice", event, f"another waits for {waited[0]} {waited[1]!r} too")
        seen.add(waited)
