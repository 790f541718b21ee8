"""Small BPMN files for tests, as the modeler writes them: each function gives one element.

    diagram(start(), user_task("check"), end(), flows("start > check > end"))

A flow line is a chain ``a > b > c``; its last flow may have a condition (``g > b if =n < 3``) or be
the default (``g > c default``).
"""

import itertools
import re
from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape, quoteattr

_NAMESPACES = (
    'xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" '
    'xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" '
    'xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" '
    'xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" '
    'xmlns:modeler="http://camunda.org/schema/modeler/1.0" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
)
_PLATFORM = (
    'modeler:executionPlatform="Camunda Cloud" modeler:executionPlatformVersion="8.8.0" '
    'targetNamespace="http://bpmn.io/schema/bpmn"'
)
_DRAWN = re.compile(
    r"<bpmn:(?:startEvent|endEvent|intermediate\w+Event|boundaryEvent|\w*[tT]ask|\w+Gateway"
    r'|subProcess|callActivity)\b[^>]*? id="([^"]+)"'
)
_numbers = itertools.count(1)
Pairs = Sequence[tuple[str, str]]


def _tag(name: str, /, *content: str, **attributes: object) -> str:
    given = {key.rstrip("_"): value for key, value in attributes.items() if value is not None}
    text = "".join(f" {key}={quoteattr(_text(value))}" for key, value in given.items())
    inner = "".join(content)
    return f"<{name}{text}>{inner}</{name}>" if inner else f"<{name}{text}/>"


def _text(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def extension(*elements: str) -> str:
    """The extension elements of an element; nothing when there are none."""
    content = "".join(elements)
    return _tag("bpmn:extensionElements", content) if content else ""


# ---------------------------------------------------------------- files
def diagram(
    *content: str, process_id: str = "p", declares: Sequence[str] = (), also: Sequence[str] = ()
) -> bytes:
    """A file with one executable process.

    :param declares: its messages, errors, signals, escalations
    :param also: further processes of the file
    """
    processes = process(process_id, *content) + "".join(also)
    return _file(processes, declares, process_id)


def process(process_id: str, *content: str, executable: bool = True) -> str:
    """A process, to stand in a file beside another."""
    return _tag("bpmn:process", *content, id=process_id, name=process_id, isExecutable=executable)


def _file(processes: str, declares: Sequence[str], name: str) -> bytes:
    bounds = _tag("dc:Bounds", x=0, y=0, width=36, height=36)
    drawn = dict.fromkeys(_DRAWN.findall(processes))
    shapes = [
        _tag("bpmndi:BPMNShape", bounds, id=f"{element}_di", bpmnElement=element)
        for element in drawn
    ]
    plane = _tag("bpmndi:BPMNPlane", *shapes, id=f"{name}_plane", bpmnElement=name)
    picture = _tag("bpmndi:BPMNDiagram", plane, id=f"{name}_diagram")
    head = f'<?xml version="1.0" encoding="UTF-8"?>\n<bpmn:definitions {_NAMESPACES} {_PLATFORM}'
    body = f"{''.join(declares)}{processes}{picture}"
    return f'{head} id="{name}_file">{body}</bpmn:definitions>'.encode()


def message(message_id: str, name: str | None = None, *, key: str | None = None) -> str:
    """A message with its correlation key."""
    subscription = _tag("zeebe:subscription", correlationKey=key) if key else ""
    return _tag("bpmn:message", extension(subscription), id=message_id, name=name or message_id)


def error(error_id: str, code: str) -> str:
    return _tag("bpmn:error", id=error_id, name=code, errorCode=code)


def escalation(escalation_id: str, code: str) -> str:
    return _tag("bpmn:escalation", id=escalation_id, name=code, escalationCode=code)


def signal(signal_id: str, name: str) -> str:
    return _tag("bpmn:signal", id=signal_id, name=name)


# ---------------------------------------------------------------- triggers
def on_message(message_id: str) -> str:
    return _tag("bpmn:messageEventDefinition", messageRef=message_id)


def on_timer(text: str, form: str = "timeDuration") -> str:
    return _tag("bpmn:timerEventDefinition", _tag(f"bpmn:{form}", escape(text)))


def on_error(error_id: str | None = None) -> str:
    return _tag("bpmn:errorEventDefinition", errorRef=error_id)


def on_escalation(escalation_id: str | None = None) -> str:
    return _tag("bpmn:escalationEventDefinition", escalationRef=escalation_id)


def on_signal(signal_id: str) -> str:
    return _tag("bpmn:signalEventDefinition", signalRef=signal_id)


def terminating() -> str:
    return _tag("bpmn:terminateEventDefinition")


def link(name: str) -> str:
    return _tag("bpmn:linkEventDefinition", name=name)


# ---------------------------------------------------------------- extension elements
def mapping(inputs: Pairs = (), outputs: Pairs = ()) -> str:
    """Input and output mappings: (source, target)."""
    lines = [_tag("zeebe:input", source=source, target=target) for source, target in inputs]
    lines += [_tag("zeebe:output", source=source, target=target) for source, target in outputs]
    return _tag("zeebe:ioMapping", *lines)


def properties(**values: str) -> str:
    lines = [_tag("zeebe:property", name=name, value=value) for name, value in values.items()]
    return _tag("zeebe:properties", *lines)


def headers(values: Mapping[str, str]) -> str:
    lines = [_tag("zeebe:header", key=key, value=value) for key, value in values.items()]
    return _tag("zeebe:taskHeaders", *lines)


def assigned(
    *, assignee: str | None = None, groups: str | None = None, users: str | None = None
) -> str:
    return _tag(
        "zeebe:assignmentDefinition",
        assignee=assignee,
        candidateGroups=groups,
        candidateUsers=users,
    )


def form(form_id: str, *, binding: str | None = None, version_tag: str | None = None) -> str:
    return _tag("zeebe:formDefinition", formId=form_id, bindingType=binding, versionTag=version_tag)


def scheduled(*, due: str | None = None, follow_up: str | None = None) -> str:
    return _tag("zeebe:taskSchedule", dueDate=due, followUpDate=follow_up)


def priority(text: str) -> str:
    return _tag("zeebe:priorityDefinition", priority=text)


def listeners(*lines: tuple[str, str]) -> str:
    """Task listeners: (event, registered name)."""
    found = [_tag("zeebe:taskListener", eventType=event, type=name) for event, name in lines]
    return _tag("zeebe:taskListeners", *found)


def loop(
    items: str,
    item: str | None = None,
    *,
    output: tuple[str, str] | None = None,
    sequential: bool = False,
    until: str | None = None,
) -> str:
    """A multi-instance marker; ``output`` is (collection, element expression)."""
    collection, element = output or (None, None)
    given = _tag(
        "zeebe:loopCharacteristics",
        inputCollection=items,
        inputElement=item,
        outputCollection=collection,
        outputElement=element,
    )
    condition = _tag("bpmn:completionCondition", escape(until)) if until else ""
    name = "bpmn:multiInstanceLoopCharacteristics"
    return _tag(name, extension(given), condition, isSequential=sequential)


# ---------------------------------------------------------------- elements
def start(element_id: str = "start", trigger: str = "", *, interrupting: bool | None = None) -> str:
    return _tag("bpmn:startEvent", trigger, id=element_id, isInterrupting=interrupting)


def end(element_id: str = "end", trigger: str = "", *extras: str) -> str:
    return _tag("bpmn:endEvent", extension(*extras), trigger, id=element_id)


def user_task(element_id: str, *extras: str, multi: str = "") -> str:
    content = extension(_tag("zeebe:userTask"), *extras)
    return _tag("bpmn:userTask", content, multi, id=element_id, name=element_id)


def service_task(
    element_id: str, job_type: str | None = None, *extras: str, multi: str = "", retries: str = "3"
) -> str:
    job = _tag("zeebe:taskDefinition", type=job_type or element_id, retries=retries)
    content = extension(job, *extras)
    return _tag("bpmn:serviceTask", content, multi, id=element_id, name=element_id)


def script_task(element_id: str, expression: str, result: str, *extras: str) -> str:
    script = _tag("zeebe:script", expression=expression, resultVariable=result)
    return _tag("bpmn:scriptTask", extension(script, *extras), id=element_id)


def rule_task(
    element_id: str, decision_id: str, result: str, *extras: str, binding: str | None = None
) -> str:
    called = _tag(
        "zeebe:calledDecision", decisionId=decision_id, resultVariable=result, bindingType=binding
    )
    return _tag("bpmn:businessRuleTask", extension(called, *extras), id=element_id)


def plain_task(element_id: str, *extras: str) -> str:
    return _tag("bpmn:task", extension(*extras), id=element_id)


def call(
    element_id: str,
    process_id: str,
    *extras: str,
    parent_variables: bool = True,
    child_variables: bool = True,
    binding: str | None = None,
    version_tag: str | None = None,
    multi: str = "",
) -> str:
    called = _tag(
        "zeebe:calledElement",
        processId=process_id,
        propagateAllParentVariables=parent_variables,
        propagateAllChildVariables=child_variables,
        bindingType=binding,
        versionTag=version_tag,
    )
    return _tag("bpmn:callActivity", extension(called, *extras), multi, id=element_id)


def sub_process(element_id: str, *content: str, extras: str = "", multi: str = "") -> str:
    return _tag("bpmn:subProcess", extension(extras), multi, *content, id=element_id)


def event_sub_process(element_id: str, *content: str) -> str:
    return _tag("bpmn:subProcess", *content, id=element_id, triggeredByEvent=True)


def exclusive(element_id: str, *, default: bool = False) -> str:
    return _tag("bpmn:exclusiveGateway", id=element_id, default=_default(element_id, default))


def inclusive(element_id: str, *, default: bool = False) -> str:
    return _tag("bpmn:inclusiveGateway", id=element_id, default=_default(element_id, default))


def parallel(element_id: str) -> str:
    return _tag("bpmn:parallelGateway", id=element_id)


def event_gateway(element_id: str) -> str:
    return _tag("bpmn:eventBasedGateway", id=element_id)


def catch(element_id: str, trigger: str, *extras: str) -> str:
    return _tag("bpmn:intermediateCatchEvent", extension(*extras), trigger, id=element_id)


def throw(element_id: str, trigger: str = "", *extras: str) -> str:
    return _tag("bpmn:intermediateThrowEvent", extension(*extras), trigger, id=element_id)


def receive_task(element_id: str, message_id: str, *extras: str) -> str:
    return _tag("bpmn:receiveTask", extension(*extras), id=element_id, messageRef=message_id)


def boundary(
    element_id: str, host: str, trigger: str, *extras: str, interrupting: bool = True
) -> str:
    return _tag(
        "bpmn:boundaryEvent",
        extension(*extras),
        trigger,
        id=element_id,
        attachedToRef=host,
        cancelActivity=interrupting,
    )


# ---------------------------------------------------------------- flows
def _default(source: str, wanted: bool) -> str | None:
    return f"{source}_default" if wanted else None


def flows(*lines: str) -> str:
    """Sequence flows; see the head of this file."""
    return "".join(_line(line) for line in lines)


def _line(line: str) -> str:
    path, _, condition = line.partition(" if ")
    is_default = path.endswith(" default")
    stops = [stop.strip() for stop in path.removesuffix(" default").split(">")]
    pairs = list(itertools.pairwise(stops))
    return "".join(
        flow(source, target, condition=condition or None, default=is_default)
        if number == len(pairs)
        else flow(source, target)
        for number, (source, target) in enumerate(pairs, start=1)
    )


def flow(source: str, target: str, *, condition: str | None = None, default: bool = False) -> str:
    """One sequence flow."""
    name = _default(source, default) or f"flow_{next(_numbers)}"
    inner = ""
    if condition:
        kind = {"xsi:type": "bpmn:tFormalExpression"}
        inner = _tag("bpmn:conditionExpression", escape(condition), **kind)
    return _tag("bpmn:sequenceFlow", inner, id=name, sourceRef=source, targetRef=target)
