"""What a diagram says about each of its elements, as drawn: for lists, forms and labels."""

from collections.abc import Mapping
from dataclasses import dataclass

from lxml import etree

from .extensions import Extensions, Form, Listener, read_extensions
from .xml import bpmn, find, local_name

LABEL_EN = "label_en"
_NOT_ELEMENTS = {"incoming", "outgoing", "extensionElements", "documentation", "laneSet"}


@dataclass(frozen=True, kw_only=True)
class ElementInfo:
    """One element as drawn; texts that may be FEEL are kept as written."""

    id: str
    name: str
    kind: str  #: the BPMN tag, e.g. userTask, sequenceFlow, lane
    scope: str  #: id of the process or sub-process it is drawn in
    lane: str | None  #: the lane's name
    label_en: str | None
    documentation: str | None
    properties: Mapping[str, str]
    form: Form | None
    groups: str | None
    job_type: str | None
    decision_id: str | None
    called_process: str | None
    listeners: tuple[Listener, ...]
    source: str | None = None  #: of a sequence flow
    target: str | None = None  #: of a sequence flow
    attached_to: str | None = None  #: of a boundary event

    @property
    def form_id(self) -> str | None:
        return self.form.form_id if self.form else None


def read_elements(process: etree._Element) -> dict[str, ElementInfo]:
    """Read every element of a process, those of its sub-processes, flows and lanes included."""
    lanes = _lanes(process)
    return {
        node.get("id", ""): _info(node, lanes)
        for node in process.iter()
        if node is not process and node.get("id") and _is_element(node)
    }


def _is_element(node: etree._Element) -> bool:
    if local_name(node) == "lane":
        return True
    parent = node.getparent()
    inside = parent is not None and local_name(parent) in ("process", "subProcess")
    return inside and local_name(node) not in _NOT_ELEMENTS and node.tag == bpmn(local_name(node))


def _lanes(process: etree._Element) -> dict[str, str]:
    return {
        (member.text or "").strip(): lane.get("name", "")
        for lane in find(process, ".//bpmn:lane")
        for member in lane.iterchildren(bpmn("flowNodeRef"))
    }


def _lane_of(node: etree._Element, lanes: Mapping[str, str]) -> str | None:
    for place in (node, *node.iterancestors()):
        if place.get("id") in lanes:
            return lanes[place.get("id", "")]
    return None


def _scope_of(node: etree._Element) -> str:
    places = (p for p in node.iterancestors() if local_name(p) in ("process", "subProcess"))
    return next((place.get("id", "") for place in places), "")


def _info(node: etree._Element, lanes: Mapping[str, str]) -> ElementInfo:
    given: Extensions = read_extensions(node)
    return ElementInfo(
        id=node.get("id", ""),
        name=node.get("name") or "",
        kind=local_name(node),
        scope=_scope_of(node),
        lane=_lane_of(node, lanes),
        label_en=given.properties.get(LABEL_EN),
        documentation=node.findtext(bpmn("documentation")),
        properties=given.properties,
        form=given.form,
        groups=given.assignment.groups,
        job_type=given.job.type if given.job else None,
        decision_id=given.decision.decision_id if given.decision else None,
        called_process=given.called.process_id if given.called else None,
        listeners=given.listeners,
        source=node.get("sourceRef"),
        target=node.get("targetRef"),
        attached_to=node.get("attachedToRef"),
    )
