"""Rules of the file as a whole: readable, of the dialect, executable, with ids and a drawing."""

from collections import Counter
from collections.abc import Iterator, Mapping

from lxml import etree

from app.engine.triggers import REFERRED
from app.engine.xml import MAX_FILE_BYTES, SYNTHETIC, bpmn, find, local_name

from .drawing import Drawing, owner_of
from .rules import Fault, Known, Rule

TITLE = "The file"
RULES: Mapping[str, Rule] = {
    "file_too_large": Rule(
        f"a file of more than {MAX_FILE_BYTES // 1024 // 1024} MB",
        "split the process and join its parts by call activities",
    ),
    "not_xml": Rule(
        "a file that cannot be read as XML", "save the diagram anew in the modeler and deploy that"
    ),
    "document_type": Rule(
        "a document type declaration or entities of its own",
        "remove the DOCTYPE; a modeler never writes one",
    ),
    "not_bpmn": Rule(
        "a file whose root is not definitions of BPMN 2.0",
        "save the diagram as BPMN 2.0, with the namespace of the standard",
    ),
    "other_dialect": Rule(
        "elements or attributes of another engine's dialect",
        "model for Camunda 8; the zeebe extension elements say the same",
    ),
    "not_executable": Rule(
        "a file without an executable process", "set the process to executable in the modeler"
    ),
    "missing_id": Rule("an element, a flow or a process without an id", "give it an id"),
    "duplicate_id": Rule("the same id twice", "give each element an id of its own"),
    "bad_id": Rule(
        "an id with other characters than letters, digits, _ - and ., longer than 120, or ending "
        f"in {SYNTHETIC}",
        "rename the element",
    ),
    "not_drawn": Rule(
        "an element without a shape in the diagram layout",
        "draw it in the modeler; what runs must be seen",
    ),
    "not_parsed": Rule(
        "a diagram that the engine cannot put together", "mend what the reason says"
    ),
}
LONGEST_ID = 120  # what the tables hold
_FOREIGN = {
    "http://camunda.org/schema/1.0/bpmn",
    "http://activiti.org/bpmn",
    "http://flowable.org/bpmn",
    "http://spiffworkflow.org/bpmn/schema/1.0/core",
}


def check(drawing: Drawing, knows: Known) -> Iterator[Fault]:
    """Check the file as a whole."""
    if not drawing.processes:
        yield Fault("not_executable", drawing.root)
    yield from _ids(drawing)
    yield from _layout(drawing)
    yield from _dialect(drawing.root)


def _ids(drawing: Drawing) -> Iterator[Fault]:
    declared = drawing.root.iterchildren(*map(bpmn, REFERRED))
    for node in (*drawing.processes, *drawing.elements, *drawing.flows, *declared):
        name = node.get("id", "")
        if not name:
            yield Fault("missing_id", node, f"a {local_name(node)} has no id")
        elif not _is_plain(name):
            yield Fault("bad_id", node, f"the id {name[:LONGEST_ID]!r} cannot be used")
    counted = Counter(node.get("id") for node in _all(drawing.root) if node.get("id"))
    for node in _all(drawing.root):
        if counted.get(node.get("id"), 0) > 1:
            detail = f"the id {node.get('id')!r} is used {counted.pop(node.get('id'))} times"
            yield Fault("duplicate_id", node, detail)


def _is_plain(name: str) -> bool:
    letters = name.replace("-", "_").replace(".", "_")
    word = all(letter == "_" or letter.isalnum() for letter in letters)
    return word and len(name) <= LONGEST_ID and not name.endswith(SYNTHETIC)


def _all(root: etree._Element) -> Iterator[etree._Element]:
    return (node for node in root.iter() if isinstance(node.tag, str))


def _layout(drawing: Drawing) -> Iterator[Fault]:
    shapes = find(drawing.root, ".//bpmndi:BPMNShape[dc:Bounds]")
    drawn = {shape.get("bpmnElement") for shape in shapes}
    for node in drawing.elements:
        if node.get("id") not in drawn:
            yield Fault("not_drawn", node)


def _dialect(root: etree._Element) -> Iterator[Fault]:
    seen = set()
    for node in _all(root):
        names = [node.tag, *map(str, node.attrib)]
        foreign = [name for name in names if _namespace(str(name)) in _FOREIGN]
        owner = owner_of(node)
        if foreign and owner not in seen:
            seen.add(owner)
            local = etree.QName(str(foreign[0])).localname
            yield Fault("other_dialect", owner, f"{local!r} is of another engine's dialect")


def _namespace(name: str) -> str:
    return name[1:].partition("}")[0] if name.startswith("{") else ""
