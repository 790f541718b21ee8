"""Every process that ships has a scenario, and every flow on its drawing is walked by one."""

from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from app.cases import traces
from tests.scenarios import benefits, rejections
from tests.scenarios.company import Company
from tests.scenarios.halts import ClaimAt
from tests.scenarios.s1 import Walk
from tests.scenarios.test_returned_assessment import returns

BPMN = "{http://www.omg.org/spec/BPMN/20100524/MODEL}"
DIAGRAMS = sorted((Path(__file__).parents[2] / "bpmn").rglob("*.bpmn"))
STEPS = (
    "startEvent",
    "endEvent",
    "boundaryEvent",
    "intermediateCatchEvent",
    "userTask",
    "serviceTask",
    "businessRuleTask",
    "callActivity",
    "parallelGateway",
    "exclusiveGateway",
    "subProcess",
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


@pytest.fixture
def walked(monkeypatch: pytest.MonkeyPatch) -> set[Flow]:
    """The flows that tokens take while a test runs."""
    seen: set[Flow] = set()
    draw_history = traces.draw_history

    def watch(work: Any, case_id: int, instance: Any) -> None:
        seen.update((key.partition(":")[0], flow) for key, flow in instance.flows)
        draw_history(work, case_id, instance)

    monkeypatch.setattr(traces, "draw_history", watch)
    return seen


def paid_and_archived(walk: Walk) -> Walk:
    """Take the steps after the agreement."""
    walk.payee()
    walk.order()
    walk.bank_result()
    walk.archive()
    return walk


def entered(walk: Walk) -> set[Flow]:
    """Return the elements a claim has come by."""
    case = walk.company.claim(walk.claim_no)["case_id"]
    rows = walk.company.get("u_aud", f"/cases/{case}/history", limit=200)["items"]
    return {(row["process"].partition(":")[0], row["element"]) for row in rows}


def refused(company: Company) -> Walk:
    """Refuse to register a loss after the end of the policy."""
    walk = benefits.home(company, "2026-03-01T00:30:00")
    rejections.refuses(walk)
    walk.approves("u_l1a")
    walk.approves("u_l2a")
    rejections.notifies(walk, "2026-03-02T09:30")
    rejections.archives(walk)
    return walk


def agreed_by_itself(company: Company) -> Walk:
    """Approve what a death is paid, which nobody surveys and nobody has to agree to."""
    walk = benefits.life(company, "2026-03-10")
    walk.completes("u_reg", "register_claim", decision="register", reserve_amount="500000.00")
    benefits.hands_in_papers(walk)
    walk.verify()
    walk.review()
    benefits.investigates(walk)
    benefits.assesses(walk)
    returns(walk)
    benefits.assesses(walk)
    benefits.adjudicates(walk)
    walk.approves("u_l3a")
    walk.approves("u_l4a")
    return walk


def told_twice(walk: Walk) -> Walk:
    """Report a loss again, and find that it is known."""
    again = walk.company.reports("u_int", **walk.report_with())["claim_no"]
    duplicate = Walk(walk.company, walk.loss, again)
    told = {"is_duplicate": True, "original_claim": walk.claim_no, "reason": "重复报案"}
    duplicate.completes("u_reg", "confirm_duplicate", **told)
    return duplicate


def test_every_flow_and_every_step_on_the_drawings_is_walked(
    company_on_sqlite: Company, claim_at: ClaimAt, walked: set[Flow]
) -> None:
    told_no = refused(company_on_sqlite)
    asked = Walk(company_on_sqlite)
    asked.all_until(asked.agree)
    replied = claim_at(Walk.approve)
    replied.reply()
    walks = [
        paid_and_archived(replied),
        told_no,
        paid_and_archived(asked),
        agreed_by_itself(company_on_sqlite),
        told_twice(replied),
    ]

    come_by = set().union(*map(entered, walks))

    assert drawn("sequenceFlow") - walked == set()
    assert drawn(*STEPS) - come_by == set()
    assert [walk.company.claim(walk.claim_no)["status"] for walk in walks] == [
        "archived",
        "archived",
        "archived",
        "paying",
        "duplicate",
    ]
