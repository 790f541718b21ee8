"""Nothing is left out of the shipped diagrams: forms, groups, English names, tables, layout."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from app.decisions.case_files import load_folder
from app.identity.roles import CODES
from app.inbox.forms import findings

ROOT = Path(__file__).parents[2]
BPMN = "{http://www.omg.org/spec/BPMN/20100524/MODEL}"
BPMNDI = "{http://www.omg.org/spec/BPMN/20100524/DI}"
ZEEBE = "{http://camunda.org/schema/zeebe/1.0}"
DIAGRAMS = sorted((ROOT / "bpmn").glob("*/*.bpmn"))
FORMS = sorted((ROOT / "bpmn").glob("*/forms/*.form"))
#: what tables answer; that those groups are known is tested with the registered functions
GROUPS_BY_TABLE = {
    "=[step_group]",
    "=[assign_group]",
    "=[owner_group]",
    "=[routed_group]",
    "=[commander_group]",
    "=[deciding_group]",
    "=[duty.group]",
}
#: the groups of the open tasks of another case
GROUPS_OF_OTHERS = {"=handler_groups"}
each_diagram = pytest.mark.parametrize("diagram", DIAGRAMS, ids=lambda file: file.stem)
each_form = pytest.mark.parametrize("form", FORMS, ids=lambda file: file.stem)


def found(diagram: Path, tag: str, attribute: str) -> set[str]:
    """Collect an attribute of every element of a tag."""
    root = etree.parse(diagram).getroot()
    return {node.get(attribute, "") for node in root.iter(tag)}


def named_without_english(diagram: Path) -> list[str]:
    """List what has a Chinese name on the drawing and no English one."""
    root = etree.parse(diagram).getroot()
    english = f"{BPMN}extensionElements/{ZEEBE}properties/{ZEEBE}property[@name='label_en']"
    return [
        node.get("id", "")
        for node in root.iter(f"{BPMN}*")
        if node.get("name") and node.tag != f"{BPMN}message" and node.find(english) is None
    ]


def undrawn(diagram: Path) -> set[str]:
    """Name the steps, flows and lanes that have no place on the drawing."""
    root = etree.parse(diagram).getroot()
    drawn = {
        node.get("bpmnElement") for node in root.iter(f"{BPMNDI}BPMNShape", f"{BPMNDI}BPMNEdge")
    }
    nodes = root.findall(f".//{BPMN}process/*[@id]") + root.findall(f".//{BPMN}lane")
    return {n.get("id", "") for n in nodes if n.tag != f"{BPMN}laneSet"} - drawn


def components(form: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Visit every component and every choice of a form."""
    for component in form.get("components", ()):
        yield {"english": component["properties"].get("label_en"), **component}
        for choice in component.get("values", ()):
            yield {"english": choice.get("label_en"), **choice}
        yield from components(component)


def form_parts_without_english(form: Path) -> list[dict[str, Any]]:
    """List the fields and choices that have no English name."""
    return [part for part in components(json.loads(form.read_text("utf-8"))) if not part["english"]]


@each_diagram
def test_every_task_of_a_person_has_its_form_beside_the_diagram(diagram: Path) -> None:
    forms = {file.stem for file in diagram.parent.glob("forms/*.form")}

    assert found(diagram, f"{ZEEBE}formDefinition", "formId") == forms


@each_diagram
def test_every_task_of_a_person_goes_to_a_known_group(diagram: Path) -> None:
    groups = found(diagram, f"{ZEEBE}assignmentDefinition", "candidateGroups")

    assert groups <= CODES | GROUPS_BY_TABLE | GROUPS_OF_OTHERS


@each_diagram
def test_every_decision_a_diagram_asks_for_ships_with_it(diagram: Path) -> None:
    assert found(diagram, f"{ZEEBE}calledDecision", "decisionId") <= set(load_folder(ROOT / "dmn"))


@each_diagram
def test_every_process_a_diagram_calls_ships_with_it(diagram: Path) -> None:
    processes = {file.stem for file in DIAGRAMS}

    assert found(diagram, f"{ZEEBE}calledElement", "processId") <= processes


@each_diagram
def test_every_name_on_a_diagram_is_there_in_english(diagram: Path) -> None:
    assert named_without_english(diagram) == []


@each_diagram
def test_every_step_has_its_place_on_the_drawing(diagram: Path) -> None:
    assert undrawn(diagram) == set()


@each_form
def test_every_field_and_choice_of_a_form_is_there_in_english(form: Path) -> None:
    assert form_parts_without_english(form) == []


@each_form
def test_a_shipped_form_has_no_fault(form: Path) -> None:
    assert findings(form.read_bytes(), file=form.name, groups=CODES) == []
