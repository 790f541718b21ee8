"""Elements that are drawn but not executed as such are put into simpler ones before parsing.

A link is a sequence flow. A scope with event sub-processes becomes a body, which is a sub-process
of its own, and each event sub-process hangs on that body by a boundary event. What is made here has
an id that ends in ``__``; the attribute ``standsFor`` names the drawn element.
"""

from lxml import etree

from .triggers import links
from .xml import SYNTHETIC, bpmn, local_name

STANDS_FOR = "standsFor"
#: belongs to the scope itself, not to its body
_STAYS = {
    "laneSet",
    "ioSpecification",
    "extensionElements",
    "documentation",
    "incoming",
    "outgoing",
    "multiInstanceLoopCharacteristics",
}


def desugar(root: etree._Element) -> None:
    """Rewrite a file in place."""
    _links(root)
    for scope in [*root.iter(bpmn("process")), *root.iter(bpmn("subProcess"))]:
        reactions = [child for child in scope if child.get("triggeredByEvent") == "true"]
        if reactions:
            _wrap(scope, reactions)


def _links(root: etree._Element) -> None:
    targets = links(root, "intermediateCatchEvent")
    for source in links(root, "intermediateThrowEvent"):
        for target in targets:
            if source.getparent() is target.getparent() and _link(source) == _link(target):
                _flow(source.getparent(), source, target)
    for target in targets:
        target.tag = bpmn("intermediateThrowEvent")  # a token that comes just goes on


def _link(event: etree._Element) -> str | None:
    definition = event.find(bpmn("linkEventDefinition"))
    return None if definition is None else definition.get("name")


def _flow(scope: etree._Element | None, source: etree._Element, target: etree._Element) -> None:
    assert scope is not None
    start, end = source.get("id", ""), target.get("id", "")
    name = f"{start}_{end}{SYNTHETIC}"
    etree.SubElement(scope, bpmn("sequenceFlow"), id=name, sourceRef=start, targetRef=end)


def _made(scope: etree._Element, tag: str, name: str, stands_for: str = "") -> etree._Element:
    made = etree.SubElement(scope, bpmn(tag), id=name + SYNTHETIC)
    if stands_for:
        made.set(STANDS_FOR, stands_for)
    return made


def _definitions(event: etree._Element) -> list[etree._Element]:
    return [child for child in event if local_name(child).endswith("EventDefinition")]


def _wrap(scope: etree._Element, reactions: list[etree._Element]) -> None:
    """Move the content of a scope into a body, and hang the event sub-processes on it."""
    name = scope.get("id", "")
    content = [c for c in scope if c not in reactions and local_name(c) not in _STAYS]
    body = _made(scope, "subProcess", f"{name}_body", name)
    body.extend(content)
    first = body.find(bpmn("startEvent"))
    start = _made(
        scope, "startEvent", f"{name}_start", "" if first is None else first.get("id", "")
    )
    if first is not None:
        start.extend(_definitions(first))
    _flow(scope, start, body)
    _flow(scope, body, _made(scope, "endEvent", f"{name}_end"))
    for reaction in reactions:
        _hang(scope, body, reaction)


def _hang(scope: etree._Element, body: etree._Element, reaction: etree._Element) -> None:
    first = reaction.find(bpmn("startEvent"))
    if first is None:
        return
    name = reaction.get("id", "")
    event = _made(scope, "boundaryEvent", f"{name}_on", first.get("id", ""))
    event.set("attachedToRef", body.get("id", ""))
    event.set("cancelActivity", first.get("isInterrupting", "true"))
    event.extend(_definitions(first))
    del reaction.attrib["triggeredByEvent"]
    _flow(scope, event, reaction)
    _flow(scope, reaction, _made(scope, "endEvent", f"{name}_end"))
