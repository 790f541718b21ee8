"""Definitions: one version of a process, parsed once, shared read-only by all its instances."""

from collections.abc import Callable
from typing import Any

from lxml import etree
from SpiffWorkflow.bpmn.parser.ValidationException import ValidationException

from . import xml
from .desugar import desugar
from .errors import InvalidDiagram
from .extensions import read_extensions
from .outline import ElementInfo, read_elements
from .parser import ELEMENTS, FileParser
from .triggers import Trigger

#: process id -> the key that names this version for ever, e.g. ``claim:3``, and its number
KeyOf = Callable[[str], tuple[str, int]]


class Definition:
    """One version of one process."""

    def __init__(
        self, key: str, version: int, node: etree._Element, elements: dict[str, ElementInfo]
    ) -> None:
        self.key = key
        self.version = version
        self.process_id = node.get("id", "")
        self.name = node.get("name") or self.process_id
        extensions = read_extensions(node)
        self.version_tag = extensions.version_tag
        self.label_en = extensions.properties.get("label_en")
        #: prefix of the numbers that cases get when whoever starts them names none, e.g. ``OVD``
        self.number_prefix = extensions.properties.get("number_prefix")
        #: every drawn element, flow and lane, by id
        self.elements = elements
        #: the graphs: of the process and of each sub-process
        self.specs: dict[str, Any] = {}
        #: start event id -> what starts the process there, None for a plain start
        self.starts: dict[str, Trigger | None] = {}

    def __repr__(self) -> str:
        return f"<Definition {self.key}>"

    @property
    def spec(self) -> Any:
        """The graph of the process itself."""
        return self.specs[self.process_id]

    def node(self, element_id: str) -> Any:
        """Return the element's spec, or None."""
        found = (specs.task_specs.get(element_id) for specs in self.specs.values())
        return next((spec for spec in found if spec is not None), None)

    def add_specs(self, parser: FileParser) -> None:
        """Take the graphs from the parser, inner ones as they are met."""
        names = [self.process_id]
        while names:
            name = names.pop()
            spec = self.specs[name] = parser.get_spec(name)
            names += [node.inside for node in spec.task_specs.values() if node.inside]
        self.starts = {start.bpmn_id: start.trigger for start in self.spec.start.outputs}


def read(data: bytes) -> etree._Element:
    """Read a diagram file as XML.

    :raises InvalidDiagram: it is not a BPMN file
    """
    root = xml.read(data)
    if root.tag != xml.bpmn("definitions"):
        raise InvalidDiagram(f"the file is not BPMN: it begins with {root.tag!r}", code="not_bpmn")
    return root


def _ensure_ids(root: etree._Element) -> None:
    """Flows, elements and processes are named by their ids everywhere."""
    seen: set[str] = set()
    for node in root.iter(*map(xml.bpmn, ("process", "sequenceFlow", *ELEMENTS))):
        name = node.get("id")
        if not name or name in seen:
            raise InvalidDiagram(
                f"{xml.local_name(node)}: the id {name!r} is missing or used twice"
            )
        seen.add(name)


def parse(data: bytes, key_of: KeyOf) -> list[Definition]:
    """Parse every executable process of a file.

    :raises InvalidDiagram: the file cannot be executed
    """
    root = read(data)
    _ensure_ids(root)
    processes = [p for p in root.findall(xml.bpmn("process")) if p.get("isExecutable") == "true"]
    definitions = [Definition(*key_of(p.get("id", "")), p, read_elements(p)) for p in processes]
    desugar(root)
    parser = FileParser()
    try:
        parser.add_bpmn_xml(root)
        for definition in definitions:
            definition.add_specs(parser)
    except (ValidationException, KeyError) as error:
        raise InvalidDiagram(str(error)) from error
    return definitions
