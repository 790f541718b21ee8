"""A diagram as it is shown: what is drawn and how it is called, nothing of how it runs."""

from lxml import etree

from .outline import LABEL_EN
from .xml import BPMN, ZEEBE, bpmn, read

_LETTER = 6.5  # units wide, at the 11 dots of a label
_WIDEST = 90  # units, as bpmn-js has it
_HIDDEN = ("extensionElements", "documentation", "conditionExpression")
_BOUNDS = "{http://www.omg.org/spec/DD/20100524/DC}Bounds"
_LABEL = "{http://www.omg.org/spec/BPMN/20100524/DI}BPMNLabel"


def drawing(content: bytes, *, english: bool) -> str:
    """Return the XML of a deployed file to draw, with names of one language."""
    root = read(content)
    if english:
        _name_in_english(root)
    for node in list(root.iter(*map(bpmn, _HIDDEN))):
        parent = node.getparent()
        if parent is not None:
            parent.remove(node)
    return etree.tostring(root, encoding="unicode")


def _name_in_english(root: etree._Element) -> None:
    """Put each ``label_en`` in the place of its name, and give it room."""
    names: dict[str, str] = {}
    properties = f"{{{ZEEBE}}}property[@name='{LABEL_EN}']"
    for element in root.iter(f"{{{BPMN}}}*"):
        said = element.find(f"{bpmn('extensionElements')}/{{{ZEEBE}}}properties/{properties}")
        if said is not None and said.get("value"):
            names[element.get("id", "")] = said.get("value", "")
            element.set("name", said.get("value", ""))
    for label in root.iter(_LABEL):
        owner, bounds = label.getparent(), label.find(_BOUNDS)
        if owner is not None and bounds is not None:
            _widen(bounds, names.get(owner.get("bpmnElement", ""), ""))


def _widen(bounds: etree._Element, name: str) -> None:
    """Widen a label that was drawn for two or three signs, to both sides."""
    x, width = (float(bounds.get(side, "0")) for side in ("x", "width"))
    wanted = max(width, min(_WIDEST, _LETTER * (len(name) + 1)))
    bounds.set("width", str(wanted))
    bounds.set("x", str(x - (wanted - width) / 2))
