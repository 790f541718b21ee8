"""What the shipped drawings show, and what a claim has come by of it."""

from pathlib import Path

from lxml import etree

from tests.scenarios.s1 import Walk

BPMN = "{http://www.omg.org/spec/BPMN/20100524/MODEL}"
DIAGRAMS = sorted((Path(__file__).parents[2] / "bpmn").rglob("*.bpmn"))
STEPS = (
    "startEvent",
    "endEvent",
    "boundaryEvent",
    "intermediateCatchEvent",
    "receiveTask",
    "userTask",
    "serviceTask",
    "businessRuleTask",
    "callActivity",
    "subProcess",
    "parallelGateway",
    "exclusiveGateway",
)
Flow = tuple[str, str]  # process and flow, or process and step


def drawn(*tags: str) -> set[Flow]:
    """Return the elements of these tags by process."""
    processes = [
        process
        for diagram in DIAGRAMS
        for process in etree.parse(diagram).getroot().iter(f"{BPMN}process")
    ]
    return {
        (process.get("id", ""), node.get("id", ""))
        for process in processes
        for node in process.iter(*(f"{BPMN}{tag}" for tag in tags))
    }


def only(process: str, elements: set[Flow]) -> set[str]:
    """Name the elements that belong to one process."""
    return {element for where, element in elements if where == process}


def entered(walk: Walk) -> set[Flow]:
    """Return the elements a case has come by."""
    case = walk.company.get("u_aud", f"/cases/{walk.claim_no}")["id"]
    rows = walk.company.get("u_aud", f"/cases/{case}/history", limit=200)["items"]
    return {(row["process"].partition(":")[0], row["element"]) for row in rows}
