"""Diagrams that each break one rule in how they are drawn: the file, elements, flows, gateways."""

from typing import NamedTuple
from xml.sax.saxutils import escape

from . import diagrams as d
from . import extras as e


class Broken(NamedTuple):
    """A file, the only rule it breaks, and the element where it does."""

    rule: str
    element: str
    content: bytes


def alone(element: str, name: str = "x", *, declares: tuple[str, ...] = ()) -> bytes:
    """A process of one element between start and end."""
    return d.diagram(
        d.start(), element, d.end(), d.flows(f"start > {name} > end"), declares=declares
    )


def beside(*content: str, declares: tuple[str, ...] = ()) -> bytes:
    """A sound process ``start > work > end`` with something beside it."""
    line = d.flows("start > work > end")
    return d.diagram(d.start(), d.user_task("work"), d.end(), line, *content, declares=declares)


def changed(old: str, new: str, content: bytes = b"") -> bytes:
    """The sound process with one text changed."""
    found = (content or beside()).decode()
    assert old in found
    return found.replace(old, new, 1).encode()


def node(tag: str, content: str = "", name: str = "x", attributes: str = "") -> str:
    """An element as raw XML, for what no modeler should write."""
    return f'<bpmn:{tag} id="{name}" {attributes}>{content}</bpmn:{tag}>'


def flow_of(name: str, source: str, target: str, *, condition: str = "") -> str:
    """A flow with an id of its own."""
    text = f"<bpmn:conditionExpression>{escape(condition)}</bpmn:conditionExpression>"
    attributes = f'sourceRef="{source}" targetRef="{target}"'
    return node("sequenceFlow", text if condition else "", name, attributes)


SOUND = beside()
ENDS = d.end() + d.end("other")


def gate(*content: str) -> bytes:
    """A process with a gateway ``x`` between a start and two ends."""
    return d.diagram(d.start(), *content, ENDS, d.flows("start > x"))


FILE = [
    Broken("file_too_large", "", SOUND + b" " * 10_000_000),
    Broken("not_xml", "", SOUND[:-20]),
    Broken("document_type", "", SOUND.replace(b"?>", b"?><!DOCTYPE x>", 1)),
    Broken("not_bpmn", "", SOUND.replace(b"BPMN/20100524/MODEL", b"BPMN/2.0/MODEL")),
    Broken(
        "other_dialect",
        "work",
        changed(
            'name="work"',
            'name="work" xmlns:c="http://camunda.org/schema/1.0/bpmn" c:assignee="${me}"',
        ),
    ),
    Broken("not_executable", "", changed('isExecutable="true"', 'isExecutable="false"')),
    Broken("missing_id", "", changed('sequenceFlow id="', 'sequenceFlow di="')),
    Broken("duplicate_id", "end", changed('id="p_plane"', 'id="end"')),
    Broken("bad_id", "w__", SOUND.replace(b'"work"', b'"w__"')),
    Broken("bad_id", "w" * 121, SOUND.replace(b'"work"', b'"' + b"w" * 121 + b'"')),
    Broken("not_drawn", "work", changed('bpmnElement="work"', 'bpmnElement="worker"')),
]

REFUSED = [
    Broken("compensation", "x", alone(d.throw("x", "<bpmn:compensateEventDefinition/>"))),
    Broken("compensation", "x", alone(node("task", attributes='isForCompensation="true"'))),
    Broken("ad_hoc", "x", beside(node("adHocSubProcess"))),
    Broken("transaction", "x", beside(node("transaction"))),
    Broken("conditional_event", "x", alone(d.catch("x", "<bpmn:conditionalEventDefinition/>"))),
    Broken("cancel_event", "x", alone(d.throw("x", "<bpmn:cancelEventDefinition/>"))),
    Broken("complex_gateway", "x", beside(node("complexGateway"))),
    Broken("loop_marker", "x", alone(node("task", "<bpmn:standardLoopCharacteristics/>"))),
    Broken(
        "loop_cardinality",
        "x",
        alone(
            node(
                "task",
                "<bpmn:multiInstanceLoopCharacteristics><bpmn:loopCardinality>3"
                "</bpmn:loopCardinality></bpmn:multiInstanceLoopCharacteristics>",
            )
        ),
    ),
    Broken(
        "instantiating",
        "x",
        alone(
            node("receiveTask", attributes='messageRef="m" instantiate="true"'),
            declares=(e.message("m", key="=key"),),
        ),
    ),
    Broken("performer", "work", changed("</bpmn:userTask>", "<bpmn:performer/></bpmn:userTask>")),
    Broken(
        "execution_listener",
        "x",
        alone(
            d.plain_task(
                "x",
                "<zeebe:executionListeners><zeebe:executionListener eventType='start' type='log'/>"
                "</zeebe:executionListeners>",
            )
        ),
    ),
    Broken("unknown_element", "x", beside(node("callChoreography"))),
    Broken("unknown_element", "p", beside('<other:task xmlns:other="http://example.com/"/>')),
    Broken("unknown_extension", "x", alone(d.plain_task("x", "<zeebe:agentDefinition/>"))),
    Broken(
        "unknown_extension",
        "x",
        alone(d.plain_task("x", '<userTask xmlns="http://camunda.org/schema/zeebe/2.0"/>')),
    ),
    Broken("misplaced_extension", "x", alone(d.user_task("x", '<zeebe:taskDefinition type="t"/>'))),
    Broken("misplaced_extension", "x", alone(d.plain_task("x", e.form("known_form")))),
    Broken(
        "misplaced_input",
        "on_time",
        beside(
            d.boundary("on_time", "work", e.on_timer("PT1H"), e.mapping([("=1", "one")])),
            d.end("late"),
            d.flows("on_time > late"),
        ),
    ),
    Broken(
        "job_priority",
        "x",
        alone(d.service_task("x", "t", '<zeebe:jobPriorityDefinition priority="5"/>')),
    ),
]

INNER = d.start("inner"), d.end("inner_end"), d.flows("inner > inner_end")
REACTION = (
    d.start("on_message", e.on_message("m")),
    d.end("reacted"),
    d.flows("on_message > reacted"),
)
MESSAGES = (e.message("m", key="=key"), e.message("n", key="=key"))

STRUCTURE = [
    Broken("start_missing", "x", alone(d.sub_process("x", d.end("inner_end")))),
    Broken("start_missing", "p", d.diagram(d.end())),
    Broken("several_starts", "x", alone(d.sub_process("x", *INNER, d.start("second")))),
    Broken("several_starts", "p", beside(d.start("second"), d.flows("second > work"))),
    Broken("end_missing", "x", alone(d.sub_process("x", d.start("inner")))),
    Broken("end_missing", "p", d.diagram(d.start())),
    Broken(
        "event_subprocess_beside_starts",
        "react",
        beside(
            d.start("second", e.on_message("n")),
            d.flows("second > work"),
            d.event_sub_process("react", *REACTION),
            declares=MESSAGES,
        ),
    ),
    Broken(
        "event_subprocess_flow",
        "react",
        beside(d.event_sub_process("react", *REACTION), d.flows("react > end"), declares=MESSAGES),
    ),
    Broken("flow_unconnected", "lost", beside(flow_of("lost", "work", "nobody"))),
    Broken(
        "flow_crosses",
        "across",
        alone(d.sub_process("x", *INNER) + flow_of("across", "start", "inner_end")),
    ),
    Broken("flow_direction", "back", beside(flow_of("back", "work", "start"))),
    Broken("flow_direction", "on", beside(flow_of("on", "end", "work"))),
    Broken("unreachable", "x", beside(d.plain_task("x"))),
]

WAITING = (
    d.event_gateway("x"),
    d.catch("first", e.on_timer("PT1H")),
    d.catch("second", e.on_timer("PT2H")),
    d.flows("x > first > end", "x > second > other"),
)

GATEWAYS = [
    Broken("gateway_without_flow", "x", gate(d.exclusive("x"))),
    Broken("gateway_without_flow", "x", gate(d.event_gateway("x"))),
    Broken(
        "flow_without_condition",
        "bare",
        gate(
            d.exclusive("x"),
            d.flows("x > end if =a"),
            flow_of("bare", "x", "other"),
        ),
    ),
    Broken(
        "flow_without_condition",
        "bare",
        gate(
            d.inclusive("x", default=True),
            d.flows("x > end default"),
            flow_of("bare", "x", "other"),
        ),
    ),
    Broken("default_flow", "x", gate(d.exclusive("x", default=True), d.flows("x > end if =a"))),
    Broken(
        "default_flow",
        "x",
        gate(
            d.exclusive("x", default=True),
            d.flows("x > end if =b"),
            d.flow("x", "other", condition="=a", default=True),
        ),
    ),
    Broken("default_flow", "x", alone(node("task", attributes='default="some_flow"'))),
    Broken(
        "condition_place",
        "chosen",
        gate(d.plain_task("x"), flow_of("chosen", "x", "end", condition="=a")),
    ),
    Broken(
        "condition_literal",
        "chosen",
        gate(d.exclusive("x"), flow_of("chosen", "x", "end", condition="a > 3")),
    ),
    Broken(
        "event_gateway_target",
        "x",
        gate(d.event_gateway("x"), d.plain_task("work"), d.flows("x > work > end")),
    ),
    Broken(
        "event_gateway_target",
        "x",
        gate(*WAITING[:2], d.flows("x > first > end"), d.plain_task("y"), d.flows("y > first")),
    ),
    Broken("event_gateway_timers", "x", gate(*WAITING)),
]
DRAWN = [*FILE, *REFUSED, *STRUCTURE, *GATEWAYS]
