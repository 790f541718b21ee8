"""Every function a diagram names is there, and every function that is there is named by one."""

import re

import pytest
from flask import Flask
from lxml import etree

from app.identity.roles import CODES
from app.insurance.contingency import rules
from app.transaction import PROCESSES
from app.work import Processes
from tests.complete.sources import ROOT

BPMN = "{http://www.omg.org/spec/BPMN/20100524/MODEL}"
ZEEBE = "{http://camunda.org/schema/zeebe/1.0}"
DIAGRAMS = sorted((ROOT / "bpmn").rglob("*.bpmn"))
#: called by others, whose record is the caller's; or all that is kept are facts and counts
WITHOUT_RECORD = {"approval", "claim_document_review", "inbound_message", "revisit_report"}
OFFERED = {"sla.open", "sla.stop"}  # to diagrams that analysts draw; the shipped ones do without


@pytest.fixture
def processes(app: Flask) -> Processes:
    """What diagrams may call."""
    found: Processes = app.extensions[PROCESSES]
    return found


def named(tag: str) -> set[str]:
    """Collect the types that elements of a tag name in the shipped diagrams."""
    roots = [etree.parse(diagram).getroot() for diagram in DIAGRAMS]
    return {node.get("type", "") for root in roots for node in root.iter(f"{ZEEBE}{tag}")}


def without(tag: str, extension: str) -> list[str]:
    """List the elements of a kind that lack an extension element."""
    roots = [etree.parse(diagram).getroot() for diagram in DIAGRAMS]
    return [
        node.get("id", "")
        for root in roots
        for node in root.iter(f"{BPMN}{tag}")
        if node.find(f"{BPMN}extensionElements/{ZEEBE}{extension}") is None
    ]


def test_every_service_task_has_its_function(processes: Processes) -> None:
    assert without("serviceTask", "taskDefinition") == []
    assert named("taskDefinition") - set(processes.handlers) == set()


def test_every_function_of_a_service_task_is_used(processes: Processes) -> None:
    assert set(processes.handlers) - OFFERED - named("taskDefinition") == set()


def test_every_listener_is_there_and_used(processes: Processes) -> None:
    assert named("taskListener") == set(processes.listeners)


def test_every_process_with_a_record_ends_it_with_its_case(processes: Processes) -> None:
    roots = [etree.parse(diagram).getroot() for diagram in DIAGRAMS]
    shipped = {node.get("id", "") for root in roots for node in root.iter(f"{BPMN}process")}

    assert set(processes.endings) == shipped - WITHOUT_RECORD


@pytest.mark.parametrize("extension", ["formDefinition", "assignmentDefinition", "taskListeners"])
def test_every_task_of_a_person_has_form_group_and_listener(extension: str) -> None:
    assert without("userTask", extension) == []


def test_every_rule_task_asks_a_table_and_every_call_a_process() -> None:
    assert without("businessRuleTask", "calledDecision") == []
    assert without("callActivity", "calledElement") == []


def test_every_process_has_a_start_that_people_understand() -> None:
    starts = [
        (diagram, node.get("name"))
        for diagram in DIAGRAMS
        for node in etree.parse(diagram).getroot().iterfind(f"{BPMN}process/{BPMN}startEvent")
    ]

    assert {diagram for diagram, _ in starts} == set(DIAGRAMS)
    assert all(name for _, name in starts)


@pytest.mark.parametrize("tier", range(1, 6))
def test_every_step_of_an_approval_goes_to_a_known_group(tier: int) -> None:
    # a task whose groups no drawing names: the table of paths does
    rows = (ROOT / "dmn/approval_path.cases.csv").read_text("utf-8").splitlines()[1:]
    groups = set(re.findall(r"approver_l\d", "".join(rows)))

    assert f"approver_l{tier}" in groups
    assert groups <= CODES


def test_overdue_work_goes_to_known_groups_and_is_told_to_known_groups() -> None:
    table = etree.parse(ROOT / "dmn/escalation.dmn").getroot()
    answers = " ".join(table.xpath("//*[local-name()='outputEntry']//text()"))
    groups = set(re.findall(r"[a-z]+_[a-z]+", answers))

    assert {"overdue_handler", "claims_manager"} <= groups
    assert groups <= CODES


def test_a_service_request_goes_to_a_known_group() -> None:
    table = etree.parse(ROOT / "dmn/service_routing.dmn").getroot()
    answers = " ".join(table.xpath("//*[local-name()='outputValues'][1]//text()"))
    groups = set(re.findall(r'"(\w+)"', answers)) - {"simple", "complex"}

    assert {"service_agent", "claims_supervisor", "compliance_officer"} <= groups
    assert groups <= CODES


def test_contingencies_go_to_known_commanders_and_departments() -> None:
    table = etree.parse(ROOT / "dmn/contingency_measures.dmn").getroot()
    answers = " ".join(table.xpath("//*[local-name()='outputEntry']//text()"))

    assert set(re.findall(r"cat_[a-z_]+", answers)) == set(rules.COMMANDERS)
    assert {*rules.COMMANDERS, *rules.GROUP_OF_DEPARTMENT.values()} <= CODES
