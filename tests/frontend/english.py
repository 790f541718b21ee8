"""A shipped diagram in English: each name as ``label_en`` gives it, with room to be read."""

import math
from pathlib import Path

from lxml import etree

ZEEBE = "{http://camunda.org/schema/zeebe/1.0}"
BPMNDI = "{http://www.omg.org/spec/BPMN/20100524/DI}"
DC = "{http://www.omg.org/spec/DD/20100524/DC}"
LETTER = 6.5  # units wide, at the 11 dots of a label
LINE = 14  # units high
WIDEST = 90  # units, as bpmn-js has it


def in_english(diagram: Path) -> str:
    """Return a diagram with its English names."""
    tree = etree.parse(diagram)
    names = {}
    for said in tree.iterfind(f".//{ZEEBE}property[@name='label_en']"):
        named = said.getparent().getparent().getparent()
        names[named.get("id")] = said.get("value")
        named.set("name", said.get("value"))
    for label in tree.iterfind(f".//{BPMNDI}BPMNLabel[{DC}Bounds]"):
        _make_room(label, names.get(label.getparent().get("bpmnElement"), ""))
    return etree.tostring(tree, encoding="unicode")


def _make_room(label: etree._Element, name: str) -> None:
    """Widen a label that was drawn for two or three signs; above its element it grows upwards."""
    bounds, shape = label.find(f"{DC}Bounds"), label.getparent().find(f"{DC}Bounds")
    x, y, width = (float(bounds.get(side)) for side in ("x", "y", "width"))
    wanted = max(width, min(WIDEST, LETTER * len(name) + LETTER))
    bounds.set("width", str(wanted))
    if shape is None:  # a flow, whose label stands beside it
        return
    bounds.set("x", str(x - (wanted - width) / 2))
    if y < float(shape.get("y")):
        lines = math.ceil(LETTER * len(name) / wanted)
        bounds.set("y", str(y - LINE * (lines - 1)))
