"""What an event waits for or throws: message, signal, timer, error, escalation, terminate, link."""

import functools
from dataclasses import dataclass

from lxml import etree

from .extensions import read_extensions
from .xml import bpmn, find, local_name, text_of

KINDS = {
    "messageEventDefinition": "message",
    "timerEventDefinition": "timer",
    "signalEventDefinition": "signal",
    "errorEventDefinition": "error",
    "escalationEventDefinition": "escalation",
    "terminateEventDefinition": "terminate",
    "linkEventDefinition": "link",
}
MESSAGE_TASKS = ("receiveTask", "sendTask")
TIMER_FORMS = ("timeDate", "timeDuration", "timeCycle")
REFERRED = ("message", "signal", "error", "escalation")
#: caught by whoever stands around the thrower, not waited for
CAUGHT_BY_SCOPE = ("error", "escalation")


@dataclass(frozen=True, kw_only=True)
class Trigger:
    """One event definition; ``name``, ``correlation_key`` and ``text`` may be FEEL."""

    kind: str
    name: str | None = None
    code: str | None = None
    correlation_key: str | None = None
    timer_form: str | None = None
    text: str = ""


def read_trigger(node: etree._Element) -> Trigger | None:
    """Read the event definition of an event, or the message of a send or receive task."""
    if local_name(node) in MESSAGE_TASKS:
        return _referred(node, "message", node) if node.get("messageRef") else None
    definition = next((child for child in node if local_name(child) in KINDS), None)
    if definition is None:
        return None
    kind = KINDS[local_name(definition)]
    if kind == "timer":
        return _timer(definition)
    if kind in ("terminate", "link"):
        return Trigger(kind=kind, name=definition.get("name"))
    return _referred(node, kind, definition)


def _timer(definition: etree._Element) -> Trigger:
    for form in TIMER_FORMS:
        text = text_of(definition, form)
        if text is not None:
            return Trigger(kind="timer", timer_form=form, text=text)
    return Trigger(kind="timer")


@functools.lru_cache(1)  # events of one file are read one after the other
def _declared(root: etree._Element) -> dict[tuple[str, str | None], etree._Element]:
    """Return the messages, signals, errors and escalations of a file by kind and id."""
    declared = root.iterchildren(*map(bpmn, REFERRED))
    return {(local_name(node), node.get("id")): node for node in declared}


def _referred(node: etree._Element, kind: str, definition: etree._Element) -> Trigger:
    root = node.getroottree().getroot()
    target = _declared(root).get((kind, definition.get(f"{kind}Ref")))
    if target is None:
        return Trigger(kind=kind)
    return Trigger(
        kind=kind,
        name=target.get("name"),
        code=target.get(f"{kind}Code"),
        correlation_key=read_extensions(target).correlation_key,
    )


def links(root: etree._Element, tag: str) -> list[etree._Element]:
    """Return the link events of one kind (``intermediateThrowEvent`` or ``…CatchEvent``)."""
    return find(root, f".//bpmn:{tag}[bpmn:linkEventDefinition]")
