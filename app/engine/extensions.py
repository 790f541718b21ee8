"""What the modeler adds to an element: the ``zeebe:`` extension elements, as typed values.

Every text may be FEEL when it starts with ``=``; it is kept as written.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from lxml import etree

from .xml import bpmn, text_of, zeebe_elements

DEFAULT_RETRIES = "3"


@dataclass(frozen=True, kw_only=True)
class Binding:
    """Which version of a form, decision or process is meant."""

    kind: str = "latest"  #: latest, deployment or versionTag
    version_tag: str | None = None
    caller: str = ""  #: key of the definition that asks, filled in when it asks


class IoMapping(NamedTuple):
    """One line of an input or output mapping; the target may be a path ``a.b.c``."""

    source: str
    target: str


class Listener(NamedTuple):
    """A task listener: the event (creating, completing …) and the registered name."""

    event: str
    type: str


@dataclass(frozen=True, kw_only=True)
class Job:
    type: str
    retries: str


@dataclass(frozen=True, kw_only=True)
class Script:
    expression: str
    result_variable: str


@dataclass(frozen=True, kw_only=True)
class CalledDecision:
    decision_id: str
    result_variable: str
    binding: Binding


@dataclass(frozen=True, kw_only=True)
class CalledProcess:
    process_id: str
    binding: Binding
    all_parent_variables: bool
    all_child_variables: bool


@dataclass(frozen=True, kw_only=True)
class Form:
    form_id: str | None
    binding: Binding
    external_reference: str | None


@dataclass(frozen=True, kw_only=True)
class Assignment:
    assignee: str | None = None
    groups: str | None = None
    users: str | None = None


@dataclass(frozen=True, kw_only=True)
class Schedule:
    due: str | None = None
    follow_up: str | None = None


@dataclass(frozen=True, kw_only=True)
class Loop:
    """Multi-instance: one instance per item of the collection."""

    sequential: bool
    input_collection: str
    input_element: str | None
    output_collection: str | None
    output_element: str | None
    completion_condition: str | None


@dataclass(kw_only=True)
class Extensions:
    """All extension elements of one element; not changed once read."""

    job: Job | None = None
    script: Script | None = None
    decision: CalledDecision | None = None
    called: CalledProcess | None = None
    form: Form | None = None
    assignment: Assignment = field(default_factory=Assignment)
    schedule: Schedule = field(default_factory=Schedule)
    priority: str | None = None
    version_tag: str | None = None
    correlation_key: str | None = None
    is_user_task: bool = False
    headers: Mapping[str, str] = field(default_factory=dict)
    properties: Mapping[str, str] = field(default_factory=dict)
    inputs: tuple[IoMapping, ...] = ()
    outputs: tuple[IoMapping, ...] = ()
    listeners: tuple[Listener, ...] = ()
    execution_listeners: tuple[Listener, ...] = ()

    def listening(self, event: str) -> tuple[str, ...]:
        """The names registered for one event of the task."""
        return tuple(listener.type for listener in self.listeners if listener.event == event)


def _binding(node: etree._Element) -> Binding:
    return Binding(kind=node.get("bindingType", "latest"), version_tag=node.get("versionTag"))


def _decision(node: etree._Element) -> CalledDecision:
    return CalledDecision(
        decision_id=node.get("decisionId", ""),
        result_variable=node.get("resultVariable", ""),
        binding=_binding(node),
    )


def _called(node: etree._Element) -> CalledProcess:
    return CalledProcess(
        process_id=node.get("processId", ""),
        binding=_binding(node),
        all_parent_variables=node.get("propagateAllParentVariables", "true") == "true",
        all_child_variables=node.get("propagateAllChildVariables", "true") == "true",
    )


def _form(node: etree._Element) -> Form:
    return Form(
        form_id=node.get("formId"),
        binding=_binding(node),
        external_reference=node.get("externalReference") or node.get("formKey"),
    )


def _assignment(node: etree._Element) -> Assignment:
    return Assignment(
        assignee=node.get("assignee"),
        groups=node.get("candidateGroups"),
        users=node.get("candidateUsers"),
    )


def _mappings(node: etree._Element) -> dict[str, Any]:
    found: dict[str, list[IoMapping]] = {"inputs": [], "outputs": []}
    for child in node:
        kind = "inputs" if str(child.tag).endswith("}input") else "outputs"
        found[kind].append(IoMapping(child.get("source", ""), child.get("target", "")))
    return {kind: tuple(lines) for kind, lines in found.items()}


def _listeners(node: etree._Element) -> tuple[Listener, ...]:
    return tuple(Listener(child.get("eventType", ""), child.get("type", "")) for child in node)


def _pairs(node: etree._Element, key: str) -> dict[str, str]:
    return {child.get(key, ""): child.get("value", "") for child in node}


#: extension element -> the fields of Extensions that it fills
READERS: Mapping[str, Callable[[etree._Element], dict[str, Any]]] = {
    "taskDefinition": lambda node: {
        "job": Job(type=node.get("type", ""), retries=node.get("retries", DEFAULT_RETRIES))
    },
    "script": lambda node: {
        "script": Script(
            expression=node.get("expression", ""), result_variable=node.get("resultVariable", "")
        )
    },
    "calledDecision": lambda node: {"decision": _decision(node)},
    "calledElement": lambda node: {"called": _called(node)},
    "formDefinition": lambda node: {"form": _form(node)},
    "assignmentDefinition": lambda node: {"assignment": _assignment(node)},
    "taskSchedule": lambda node: {
        "schedule": Schedule(due=node.get("dueDate"), follow_up=node.get("followUpDate"))
    },
    "priorityDefinition": lambda node: {"priority": node.get("priority")},
    "versionTag": lambda node: {"version_tag": node.get("value")},
    "subscription": lambda node: {"correlation_key": node.get("correlationKey")},
    "userTask": lambda node: {"is_user_task": True},
    "taskHeaders": lambda node: {"headers": _pairs(node, "key")},
    "properties": lambda node: {"properties": _pairs(node, "name")},
    "ioMapping": _mappings,
    "taskListeners": lambda node: {"listeners": _listeners(node)},
    "executionListeners": lambda node: {"execution_listeners": _listeners(node)},
}


def read_extensions(node: etree._Element) -> Extensions:
    """Read the extension elements of one element; unknown ones are the validator's business."""
    fields: dict[str, Any] = {}
    for name, element in zeebe_elements(node):
        if name in READERS:
            fields.update(READERS[name](element))
    return Extensions(**fields)


def read_loop(node: etree._Element) -> Loop | None:
    """Read the multi-instance marker of an activity."""
    marker = node.find(bpmn("multiInstanceLoopCharacteristics"))
    if marker is None:
        return None
    given = next((e for name, e in zeebe_elements(marker) if name == "loopCharacteristics"), None)
    attributes = dict(given.attrib) if given is not None else {}
    return Loop(
        sequential=marker.get("isSequential") == "true",
        input_collection=attributes.get("inputCollection", ""),
        input_element=attributes.get("inputElement"),
        output_collection=attributes.get("outputCollection"),
        output_element=attributes.get("outputElement"),
        completion_condition=text_of(marker, "completionCondition") or None,
    )
