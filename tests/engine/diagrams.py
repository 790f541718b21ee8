"""Small BPMN files for tests, as the modeler writes them: each function gives one element.

    diagram(start(), user_task("check"), end(), flows("start > check > end"))

A flow line is a chain ``a > b > c``; its last flow may have a condition (``g > b if =n < 3``) or be
the default (``g > c default``).
"""

import itertools
import re
from collections.abc import Sequence
from xml.sax.saxutils import escape

from .extras import extension, tag

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
    return tag("bpmn:process", *content, id=process_id, name=process_id, isExecutable=executable)


def _file(processes: str, declares: Sequence[str], name: str) -> bytes:
    bounds = tag("dc:Bounds", x=0, y=0, width=36, height=36)
    drawn = dict.fromkeys(_DRAWN.findall(processes))
    shapes = [
        tag("bpmndi:BPMNShape", bounds, id=f"{element}_di", bpmnElement=element)
        for element in drawn
    ]
    plane = tag("bpmndi:BPMNPlane", *shapes, id=f"{name}_plane", bpmnElement=name)
    picture = tag("bpmndi:BPMNDiagram", plane, id=f"{name}_diagram")
    head = f'<?xml version="1.0" encoding="UTF-8"?>\n<bpmn:definitions {_NAMESPACES} {_PLATFORM}'
    body = f"{''.join(declares)}{processes}{picture}"
    return f'{head} id="{name}_file">{body}</bpmn:definitions>'.encode()


# ---------------------------------------------------------------- elements
def start(element_id: str = "start", trigger: str = "", *, interrupting: bool | None = None) -> str:
    return tag("bpmn:startEvent", trigger, id=element_id, isInterrupting=interrupting)


def end(element_id: str = "end", trigger: str = "", *extras: str) -> str:
    return tag("bpmn:endEvent", extension(*extras), trigger, id=element_id)


def user_task(element_id: str, *extras: str, multi: str = "") -> str:
    content = extension(tag("zeebe:userTask"), *extras)
    return tag("bpmn:userTask", content, multi, id=element_id, name=element_id)


def service_task(
    element_id: str, job_type: str | None = None, *extras: str, multi: str = "", retries: str = "3"
) -> str:
    job = tag("zeebe:taskDefinition", type=job_type or element_id, retries=retries)
    content = extension(job, *extras)
    return tag("bpmn:serviceTask", content, multi, id=element_id, name=element_id)


def script_task(element_id: str, expression: str, result: str, *extras: str) -> str:
    script = tag("zeebe:script", expression=expression, resultVariable=result)
    return tag("bpmn:scriptTask", extension(script, *extras), id=element_id)


def rule_task(
    element_id: str, decision_id: str, result: str, *extras: str, binding: str | None = None
) -> str:
    called = tag(
        "zeebe:calledDecision", decisionId=decision_id, resultVariable=result, bindingType=binding
    )
    return tag("bpmn:businessRuleTask", extension(called, *extras), id=element_id)


def plain_task(element_id: str, *extras: str) -> str:
    return tag("bpmn:task", extension(*extras), id=element_id)


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
    called = tag(
        "zeebe:calledElement",
        processId=process_id,
        propagateAllParentVariables=parent_variables,
        propagateAllChildVariables=child_variables,
        bindingType=binding,
        versionTag=version_tag,
    )
    return tag("bpmn:callActivity", extension(called, *extras), multi, id=element_id)


def sub_process(element_id: str, *content: str, extras: str = "", multi: str = "") -> str:
    return tag("bpmn:subProcess", extension(extras), multi, *content, id=element_id)


def event_sub_process(element_id: str, *content: str) -> str:
    return tag("bpmn:subProcess", *content, id=element_id, triggeredByEvent=True)


def exclusive(element_id: str, *, default: bool = False) -> str:
    return tag("bpmn:exclusiveGateway", id=element_id, default=_default(element_id, default))


def inclusive(element_id: str, *, default: bool = False) -> str:
    return tag("bpmn:inclusiveGateway", id=element_id, default=_default(element_id, default))


def parallel(element_id: str) -> str:
    return tag("bpmn:parallelGateway", id=element_id)


def event_gateway(element_id: str) -> str:
    return tag("bpmn:eventBasedGateway", id=element_id)


def catch(element_id: str, trigger: str, *extras: str) -> str:
    return tag("bpmn:intermediateCatchEvent", extension(*extras), trigger, id=element_id)


def throw(element_id: str, trigger: str = "", *extras: str) -> str:
    return tag("bpmn:intermediateThrowEvent", extension(*extras), trigger, id=element_id)


def receive_task(element_id: str, message_id: str, *extras: str) -> str:
    return tag("bpmn:receiveTask", extension(*extras), id=element_id, messageRef=message_id)


def boundary(
    element_id: str, host: str, trigger: str, *extras: str, interrupting: bool = True
) -> str:
    return tag(
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
        inner = tag("bpmn:conditionExpression", escape(condition), **kind)
    return tag("bpmn:sequenceFlow", inner, id=name, sourceRef=source, targetRef=target)
