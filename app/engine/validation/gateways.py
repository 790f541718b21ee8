"""Rules of gateways: conditions, default flows, and events that one of them waits for."""

from collections.abc import Iterator, Mapping

from lxml import etree

from app.engine.expressions import is_expression
from app.engine.xml import bpmn, local_name, text_of

from .drawing import GATEWAYS, Drawing, definitions_of
from .rules import Fault, Known, Rule

TITLE = "Gateways and conditions"
RULES: Mapping[str, Rule] = {
    "gateway_without_flow": Rule("a choosing gateway without an outgoing flow", "draw its flows"),
    "flow_without_condition": Rule(
        "a flow without a condition where a gateway has to choose",
        "give it a condition, or make it the gateway's default flow",
    ),
    "default_flow": Rule(
        "a default flow that the gateway does not have, that has a condition, or of an element "
        "that chooses nothing",
        "mark one flow without a condition of an exclusive or inclusive gateway",
    ),
    "condition_place": Rule(
        "a condition on a flow that no choosing gateway sends",
        "draw an exclusive or inclusive gateway before it",
    ),
    "condition_literal": Rule(
        "a condition that is not FEEL", "write an expression that is true or false: =amount > 5000"
    ),
    "event_gateway_target": Rule(
        "an event gateway that leads to something that does not wait, or that others lead to",
        "lead it to message, timer or signal catch events or receive tasks of its own",
    ),
    "event_gateway_timers": Rule(
        "an event gateway with more than one timer", "keep the one that fires first"
    ),
}
_WAITED = {"messageEventDefinition", "timerEventDefinition", "signalEventDefinition"}


def check(drawing: Drawing, knows: Known) -> Iterator[Fault]:
    """Check every gateway and the conditions of flows."""
    for node in drawing.elements:
        if local_name(node) in GATEWAYS:
            yield from _choosing(drawing, node)
        elif node.get("default"):
            yield Fault("default_flow", node)
        if local_name(node) == "eventBasedGateway":
            yield from _waiting(drawing, node)
    for flow in drawing.flows:
        yield from _condition(drawing, flow)


def _choosing(drawing: Drawing, node: etree._Element) -> Iterator[Fault]:
    flows, default = drawing.flows_from(node), node.get("default")
    if not flows:
        yield Fault("gateway_without_flow", node)
    for flow in flows:
        is_bare = not text_of(flow, "conditionExpression")
        if is_bare and len(flows) > 1 and flow.get("id") != default:
            detail = f"{node.get('id')!r} cannot choose: this flow has no condition"
            yield Fault("flow_without_condition", flow, detail)
        if not is_bare and flow.get("id") == default:
            yield Fault("default_flow", node, "its default flow has a condition")
    if default and default not in [flow.get("id") for flow in flows]:
        yield Fault("default_flow", node, f"{default!r} is none of its flows")


def _condition(drawing: Drawing, flow: etree._Element) -> Iterator[Fault]:
    text = text_of(flow, "conditionExpression")
    if not text:
        return
    source = drawing.by_id.get(flow.get("sourceRef", ""))
    if source is not None and local_name(source) not in GATEWAYS:
        yield Fault("condition_place", flow)
    if not is_expression(text):
        yield Fault("condition_literal", flow, f"{text!r} is not FEEL")


def _waiting(drawing: Drawing, node: etree._Element) -> Iterator[Fault]:
    if not drawing.flows_from(node):
        yield Fault("gateway_without_flow", node)
    targets = drawing.targets(node)
    for target in targets:
        if not _waits(target):
            yield Fault("event_gateway_target", node, f"{target.get('id')!r} does not wait")
        elif len(drawing.incoming[target.get("id", "")]) > 1:
            yield Fault("event_gateway_target", node, f"others lead to {target.get('id')!r} too")
    timers = [target for target in targets if target.find(bpmn("timerEventDefinition")) is not None]
    if len(timers) > 1:
        yield Fault("event_gateway_timers", node)


def _waits(node: etree._Element) -> bool:
    if local_name(node) == "receiveTask":
        return True
    kinds = {local_name(definition) for definition in definitions_of(node)}
    return local_name(node) == "intermediateCatchEvent" and kinds <= _WAITED
