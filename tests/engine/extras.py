"""What elements of test diagrams carry: extension elements, triggers, and what these refer to."""

from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape, quoteattr

Pairs = Sequence[tuple[str, str]]


def tag(name: str, /, *content: str, **attributes: object) -> str:
    given = {key.rstrip("_"): value for key, value in attributes.items() if value is not None}
    text = "".join(f" {key}={quoteattr(_text(value))}" for key, value in given.items())
    inner = "".join(content)
    return f"<{name}{text}>{inner}</{name}>" if inner else f"<{name}{text}/>"


def _text(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def extension(*elements: str) -> str:
    """The extension elements of an element; nothing when there are none."""
    content = "".join(elements)
    return tag("bpmn:extensionElements", content) if content else ""


# ---------------------------------------------------------------- what triggers refer to
def message(message_id: str, name: str | None = None, *, key: str | None = None) -> str:
    """A message with its correlation key."""
    subscription = tag("zeebe:subscription", correlationKey=key) if key else ""
    return tag("bpmn:message", extension(subscription), id=message_id, name=name or message_id)


def error(error_id: str, code: str) -> str:
    return tag("bpmn:error", id=error_id, name=code, errorCode=code)


def escalation(escalation_id: str, code: str) -> str:
    return tag("bpmn:escalation", id=escalation_id, name=code, escalationCode=code)


def signal(signal_id: str, name: str) -> str:
    return tag("bpmn:signal", id=signal_id, name=name)


# ---------------------------------------------------------------- triggers
def on_message(message_id: str) -> str:
    return tag("bpmn:messageEventDefinition", messageRef=message_id)


def on_timer(text: str, form: str = "timeDuration") -> str:
    return tag("bpmn:timerEventDefinition", tag(f"bpmn:{form}", escape(text)))


def on_error(error_id: str | None = None) -> str:
    return tag("bpmn:errorEventDefinition", errorRef=error_id)


def on_escalation(escalation_id: str | None = None) -> str:
    return tag("bpmn:escalationEventDefinition", escalationRef=escalation_id)


def on_signal(signal_id: str) -> str:
    return tag("bpmn:signalEventDefinition", signalRef=signal_id)


def terminating() -> str:
    return tag("bpmn:terminateEventDefinition")


def link(name: str) -> str:
    return tag("bpmn:linkEventDefinition", name=name)


# ---------------------------------------------------------------- extension elements
def mapping(inputs: Pairs = (), outputs: Pairs = ()) -> str:
    """Input and output mappings: (source, target)."""
    lines = [tag("zeebe:input", source=source, target=target) for source, target in inputs]
    lines += [tag("zeebe:output", source=source, target=target) for source, target in outputs]
    return tag("zeebe:ioMapping", *lines)


def properties(**values: str) -> str:
    lines = [tag("zeebe:property", name=name, value=value) for name, value in values.items()]
    return tag("zeebe:properties", *lines)


def headers(values: Mapping[str, str]) -> str:
    lines = [tag("zeebe:header", key=key, value=value) for key, value in values.items()]
    return tag("zeebe:taskHeaders", *lines)


def assigned(
    *, assignee: str | None = None, groups: str | None = None, users: str | None = None
) -> str:
    return tag(
        "zeebe:assignmentDefinition",
        assignee=assignee,
        candidateGroups=groups,
        candidateUsers=users,
    )


def form(form_id: str, *, binding: str | None = None, version_tag: str | None = None) -> str:
    return tag("zeebe:formDefinition", formId=form_id, bindingType=binding, versionTag=version_tag)


def scheduled(*, due: str | None = None, follow_up: str | None = None) -> str:
    return tag("zeebe:taskSchedule", dueDate=due, followUpDate=follow_up)


def priority(text: str) -> str:
    return tag("zeebe:priorityDefinition", priority=text)


def listeners(*lines: tuple[str, str]) -> str:
    """Task listeners: (event, registered name)."""
    found = [tag("zeebe:taskListener", eventType=event, type=name) for event, name in lines]
    return tag("zeebe:taskListeners", *found)


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
    given = tag(
        "zeebe:loopCharacteristics",
        inputCollection=items,
        inputElement=item,
        outputCollection=collection,
        outputElement=element,
    )
    condition = tag("bpmn:completionCondition", escape(until)) if until else ""
    name = "bpmn:multiInstanceLoopCharacteristics"
    return tag(name, extension(given), condition, isSequential=sequential)
