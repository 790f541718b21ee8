"""Rules of what is written into extension elements: mappings, bindings, numbers, dates, lists."""

import re
from collections.abc import Iterator, Mapping

from lxml import etree

from app.engine import timers
from app.engine.errors import EngineError
from app.engine.expressions import is_expression
from app.engine.extensions import read_loop
from app.engine.xml import bpmn, local_name, zeebe_elements

from .drawing import Drawing, is_reaction, owner_of
from .rules import Fault, Known, Rule

TITLE = "Mappings and values"
RULES: Mapping[str, Rule] = {
    "mapping": Rule(
        "an input or output mapping without a source, or whose target is no variable name",
        "write the source as FEEL and the target as a name or a path: =a.b to total.net",
    ),
    "variable_name": Rule(
        "a variable whose name FEEL cannot read",
        "use letters, digits and _ only, and do not begin with a digit",
    ),
    "binding": Rule(
        "a binding other than latest, deployment or versionTag with a version tag",
        "choose one of the three; for versionTag name the tag",
    ),
    "whole_number": Rule(
        "retries or a priority that is no whole number, or a priority over 100",
        "write a whole number, e.g. 3, or an expression",
    ),
    "literal_date": Rule(
        "a due or follow-up date that is no instant",
        "write an instant with its zone (2026-03-01T08:00:00+08:00) or an expression",
    ),
    "input_collection": Rule(
        "a multi-instance without an input collection",
        "give it a list as an expression: =items",
    ),
    "output_collection": Rule(
        "a multi-instance with only one of output collection and output element",
        "name both: the list to fill, and what each instance adds",
    ),
    "multi_instance_reaction": Rule(
        "an event sub-process as a multi-instance", "put the multi-instance inside it"
    ),
}
_NAME = re.compile(r"[^\W\d]\w*")
_PATH = re.compile(r"[^\W\d]\w*(\.[^\W\d]\w*)*")
BINDINGS = ("latest", "deployment", "versionTag")
_VARIABLES = {
    "calledDecision": ("resultVariable",),
    "script": ("resultVariable",),
    "loopCharacteristics": ("inputElement", "outputCollection"),
}
_NUMBERS = {"taskDefinition": "retries", "priorityDefinition": "priority"}
HIGHEST_PRIORITY = 100


def check(drawing: Drawing, knows: Known) -> Iterator[Fault]:
    """Check what extension elements say."""
    for node in drawing.nodes():
        for name, element in zeebe_elements(node):
            for fault in _extension(name, element):
                yield Fault(fault[0], owner_of(node), fault[1])
    for node in drawing.elements:
        yield from _multi_instance(node)


def _extension(name: str, element: etree._Element) -> Iterator[tuple[str, str]]:
    if name == "ioMapping":
        yield from _mappings(element)
    for attribute in _VARIABLES.get(name, ()):
        variable = element.get(attribute)
        if variable and not _NAME.fullmatch(variable):
            yield "variable_name", f"{attribute} {variable!r} is no name"
    yield from _binding(element)
    if name in _NUMBERS:
        yield from _number(_NUMBERS[name], element.get(_NUMBERS[name]))
    if name == "taskSchedule":
        for attribute in ("dueDate", "followUpDate"):
            yield from _date(attribute, element.get(attribute))


def _mappings(element: etree._Element) -> Iterator[tuple[str, str]]:
    for line in element:
        target = line.get("target", "")
        if local_name(line) not in ("input", "output") or not line.get("source"):
            yield "mapping", f"the mapping to {target!r} has no source"
        if not _PATH.fullmatch(target):
            yield "mapping", f"{target!r} is no variable"


def _binding(element: etree._Element) -> Iterator[tuple[str, str]]:
    kind = element.get("bindingType", "latest")
    if kind not in BINDINGS:
        yield "binding", f"there is no binding {kind!r}"
    elif kind == "versionTag" and not element.get("versionTag"):
        yield "binding", "it binds to a version tag and names none"


def _number(attribute: str, text: str | None) -> Iterator[tuple[str, str]]:
    if text is None or is_expression(text):
        return
    number = int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else -1
    if number < 0 or (attribute == "priority" and number > HIGHEST_PRIORITY):
        yield "whole_number", f"{attribute} is {text!r}"


def _date(attribute: str, text: str | None) -> Iterator[tuple[str, str]]:
    if not text or is_expression(text):
        return
    try:
        timers.instant(text)
    except EngineError:
        yield "literal_date", f"{attribute} is {text!r}"


def _multi_instance(node: etree._Element) -> Iterator[Fault]:
    loop = read_loop(node)
    if loop is None:
        return
    if not is_expression(loop.input_collection) and not _is_counted(node):
        yield Fault("input_collection", node)
    if bool(loop.output_collection) != bool(loop.output_element):
        yield Fault("output_collection", node)
    if loop.completion_condition and not is_expression(loop.completion_condition):
        yield Fault("condition_literal", node, f"{loop.completion_condition!r} is not FEEL")
    if is_reaction(node):
        yield Fault("multi_instance_reaction", node)


def _is_counted(node: etree._Element) -> bool:
    marker = node.find(bpmn("multiInstanceLoopCharacteristics"))
    return marker is not None and marker.find(bpmn("loopCardinality")) is not None
