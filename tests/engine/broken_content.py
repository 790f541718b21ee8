"""Diagrams that each break one rule in what their elements say: events, tasks, values, names."""

from . import diagrams as d
from . import extras as e
from .broken import MESSAGES, REACTION, Broken, alone, beside, changed, node

TWO_TRIGGERS = e.on_timer("PT1H") + e.on_message("m")
NO_SUB = e.on_error("e")


def hanging(trigger: str, name: str = "on_it", *, declares: tuple[str, ...] = ()) -> bytes:
    """The sound process with a boundary event on its task."""
    event = d.boundary(name, "work", trigger)
    return beside(event, d.end("other"), d.flows(f"{name} > other"), declares=declares)


def caught(trigger: str, *, declares: tuple[str, ...] = ()) -> bytes:
    return alone(d.catch("x", trigger), declares=declares)


def ended(trigger: str, *extras: str, declares: tuple[str, ...] = ()) -> bytes:
    """A process whose end event ``x`` throws."""
    content = d.start(), d.end("x", trigger, *extras), d.flows("start > x")
    return d.diagram(*content, declares=declares)


def begun(trigger: str, *, declares: tuple[str, ...] = ()) -> bytes:
    """A process whose start event ``x`` waits for something."""
    return d.diagram(d.start("x", trigger), d.end(), d.flows("x > end"), declares=declares)


def task(*extras: str) -> bytes:
    return alone(d.user_task("x", *extras))


EVENTS = [
    Broken("several_event_definitions", "x", caught(TWO_TRIGGERS, declares=MESSAGES)),
    Broken("event_place", "x", ended(e.on_timer("PT1H"))),
    Broken("event_place", "x", alone(d.catch("x", ""))),
    Broken("event_place", "x", caught(e.on_error("e"), declares=(e.error("e", "E1"),))),
    Broken("event_place", "x", alone(d.throw("x", e.terminating()))),
    Broken(
        "event_place",
        "x",
        alone(d.throw("x", "<bpmn:eventDefinitionRef>m</bpmn:eventDefinitionRef>")),
    ),
    Broken(
        "event_place",
        "inner",
        alone(
            d.sub_process(
                "x",
                d.start("inner", e.on_signal("s")),
                d.end("inner_end"),
                d.flows("inner > inner_end"),
            ),
            declares=(e.signal("s", "s"),),
        ),
    ),
    Broken("unknown_message", "x", ended(e.on_message("nobody"))),
    Broken("unknown_message", "x", alone(node("receiveTask"))),
    Broken("unknown_signal", "x", ended(e.on_signal("nobody"))),
    Broken("unknown_error", "x", ended(e.on_error("nobody"))),
    Broken("unknown_error", "on_it", hanging(e.on_error("nobody"))),
    Broken("unknown_escalation", "x", ended(e.on_escalation())),
    Broken("code_expression", "x", ended(e.on_error("e"), declares=(e.error("e", "=code"),))),
    Broken("correlation_key", "x", caught(e.on_message("m"), declares=(e.message("m"),))),
    Broken("correlation_key", "x", alone(d.receive_task("x", "m"), declares=(e.message("m"),))),
    Broken(
        "correlation_key",
        "on_message",
        beside(d.event_sub_process("react", *REACTION), declares=(e.message("m"),)),
    ),
    Broken("start_expression", "x", begun(e.on_message("m"), declares=(e.message("m", "=name"),))),
    Broken("start_expression", "x", begun(e.on_timer("=today()", "timeDate"))),
    Broken(
        "event_twice",
        "again",
        beside(
            d.boundary("once", "work", e.on_message("m")),
            d.boundary("again", "work", e.on_message("m")),
            d.end("other"),
            d.flows("once > other", "again > other"),
            declares=MESSAGES,
        ),
    ),
    Broken(
        "boundary_host",
        "on_it",
        changed('attachedToRef="work"', 'attachedToRef="start"', hanging(e.on_timer("PT1H"))),
    ),
    Broken(
        "not_interrupting",
        "on_it",
        changed('cancelActivity="true"', 'cancelActivity="false"', hanging(e.on_error())),
    ),
    Broken(
        "link_pair",
        "x",
        d.diagram(d.start(), d.throw("x", e.link("away")), d.end(), d.flows("start > x")),
    ),
    Broken("link_pair", "x", beside(d.catch("x", e.link("here")), d.flows("x > end"))),
    Broken(
        "event_job",
        "x",
        ended(e.on_message("m"), '<zeebe:taskDefinition type="send"/>', declares=MESSAGES),
    ),
]

TIMERS = [
    Broken("timer_missing", "x", caught(e.on_timer(""))),
    Broken("timer_missing", "x", caught("<bpmn:timerEventDefinition/>")),
    Broken("timer_cron", "x", begun(e.on_timer("0 0 9-17 * * MON-FRI", "timeCycle"))),
    Broken("timer_literal", "x", caught(e.on_timer("8 hours"))),
    Broken("timer_literal", "x", caught(e.on_timer("2026-03-01T08:00:00", "timeDate"))),
    Broken("timer_literal", "x", begun(e.on_timer("R/PT0S", "timeCycle"))),
    Broken("timer_cycle", "x", caught(e.on_timer("R3/PT1H", "timeCycle"))),
    Broken("timer_cycle", "on_it", hanging(e.on_timer("R3/PT1H", "timeCycle"))),
]

TASKS = [
    Broken("user_task_dialect", "x", alone(node("userTask"))),
    Broken("task_definition", "x", alone(node("serviceTask"))),
    Broken("task_definition", "x", alone(node("sendTask"))),
    Broken("unknown_handler", "x", alone(d.service_task("x", "claims.no_such"))),
    Broken("script_missing", "x", alone(node("scriptTask"))),
    Broken("script_missing", "x", alone(d.script_task("x", "import os", "result"))),
    Broken(
        "script_code",
        "x",
        changed(
            "</bpmn:scriptTask>",
            "<bpmn:script>import os</bpmn:script></bpmn:scriptTask>",
            alone(d.script_task("x", "=1", "result")),
        ),
    ),
    Broken("decision_missing", "x", alone(node("businessRuleTask"))),
    Broken("result_variable", "x", alone(d.rule_task("x", "known_decision", ""))),
    Broken("result_variable", "x", alone(d.script_task("x", "=1", ""))),
    Broken("called_process_missing", "x", alone(d.call("x", ""))),
    Broken("called_process_missing", "x", alone(node("callActivity"))),
    Broken("unknown_form", "x", task(e.form("no_form"))),
    Broken("unknown_form", "x", task("<zeebe:formDefinition/>")),
    Broken("unknown_decision", "x", alone(d.rule_task("x", "no_decision", "result"))),
    Broken("unknown_process", "x", alone(d.call("x", "no_process"))),
    Broken("unknown_group", "x", task(e.assigned(groups="clerks, nobody"))),
    Broken("unknown_group", "x", task(e.assigned(groups='=["clerks", "nobody"]'))),
    Broken("unknown_listener", "x", task(e.listeners(("completing", "no_listener")))),
    Broken("listener_event", "x", task(e.listeners(("canceling", "known_listener")))),
    Broken(
        "script_and_job",
        "x",
        alone(d.rule_task("x", "known_decision", "r", '<zeebe:taskDefinition type="decide"/>')),
    ),
    Broken("sla_place", "x", alone(d.service_task("x", "work", e.properties(sla="registration")))),
]

LOOPED = d.user_task("x", multi=e.loop("=items", "item"))

VALUES = [
    Broken("mapping", "x", task(e.mapping([("", "a")]))),
    Broken("mapping", "x", task(e.mapping([("=1", "not a name")]))),
    Broken("mapping", "x", task(e.mapping([("=1", "")]))),
    Broken("variable_name", "x", alone(d.script_task("x", "=1", "the result"))),
    Broken("variable_name", "x", alone(d.user_task("x", multi=e.loop("=items", "1st")))),
    Broken("binding", "x", alone(d.call("x", "known_process", binding="newest"))),
    Broken("binding", "x", alone(d.call("x", "known_process", binding="versionTag"))),
    Broken("whole_number", "x", alone(d.service_task("x", "t", retries="often"))),
    Broken("whole_number", "x", task(e.priority("101"))),
    Broken("literal_date", "x", task(e.scheduled(due="tomorrow"))),
    Broken("literal_date", "x", task(e.scheduled(follow_up="2026-03-01"))),
    Broken("input_collection", "x", alone(d.user_task("x", multi=e.loop("")))),
    Broken("input_collection", "x", alone(d.user_task("x", multi=e.loop("items")))),
    Broken(
        "output_collection",
        "x",
        changed('inputElement="item"', 'inputElement="item" outputElement="=item"', alone(LOOPED)),
    ),
    Broken(
        "multi_instance_reaction",
        "react",
        beside(
            d.event_sub_process("react", *REACTION, e.loop("=items", "item")), declares=MESSAGES
        ),
    ),
    Broken(
        "condition_literal",
        "x",
        alone(d.user_task("x", multi=e.loop("=items", "item", until="enough"))),
    ),
]

EXPRESSIONS = [
    Broken("expression", "x", alone(d.script_task("x", "=1 +", "result"))),
    Broken("expression", "x", task(e.properties(sla="=(("))),
    Broken("expression", "m", caught(e.on_message("m"), declares=(e.message("m", key="=a b c"),))),
    Broken("foreign_expression", "x", task(e.assigned(assignee="${starter}"))),
    Broken("foreign_expression", "x", alone(d.service_task("x", "#{bean.type}"))),
    Broken(
        "other_language",
        "x",
        changed(
            "<bpmn:timeDuration>",
            '<bpmn:timeDuration language="javascript">',
            caught(e.on_timer("=later")),
        ),
    ),
    Broken("unknown_function", "x", alone(d.script_task("x", '=__import__("os")', "result"))),
    Broken("unknown_function", "x", task(e.mapping([("=soon(1)", "at")]))),
]

NAMES = [
    Broken("unknown_name", "x", alone(d.script_task("x", "=known + knwon", "known"))),
    Broken(
        "unknown_name",
        "x",
        changed(
            '<bpmn:startEvent id="start"/>',
            '<bpmn:startEvent id="start"><bpmn:extensionElements><zeebe:formDefinition '
            'formId="known_form"/></bpmn:extensionElements></bpmn:startEvent>',
            alone(d.script_task("x", "=nothing_alike", "result")),
        ),
    ),
]
SAID = [*EVENTS, *TIMERS, *TASKS, *VALUES, *EXPRESSIONS, *NAMES]
