"""Every process that ships has a scenario, and every flow on its drawing is walked by one."""

from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from app.cases import traces
from tests.scenarios import approving
from tests.scenarios.company import Company
from tests.scenarios.halts import ClaimAt
from tests.scenarios.overdue import handles, overdue_of
from tests.scenarios.s1 import Walk

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
    return entered_by(walk.company, walk.company.claim(walk.claim_no)["case_id"])


def entered_by(company: Company, case: str) -> set[Flow]:
    """Return the elements a case has come by."""
    rows = company.get("u_aud", f"/cases/{case}/history", limit=200)["items"]
    return {(row["process"].partition(":")[0], row["element"]) for row in rows}


def handled_late(company: Company) -> set[Flow]:
    """Let a claim be registered three days late; return what the handling of that came by."""
    walk = Walk(company)
    walk.claim_no = company.reports("u_int", **walk.report_with())["claim_no"]
    company.now_is("2026-03-09T00:00")
    handled, left = (overdue_of(walk, stage) for stage in ("registration", "checklist_notice"))
    handles(company, handled)
    told_again = {"name": "clock_breached", "data": {"clock_id": left["clock"]["id"]}}
    company.post("u_int", "/messages", told_again)
    walk.completes("u_reg", "register_claim", decision="register", reserve_amount="3800.00")
    return entered_by(company, handled["case_id"]) | entered_by(company, left["case_id"])


def test_every_flow_and_every_step_on_the_drawings_is_walked(
    company_on_sqlite: Company, claim_at: ClaimAt, walked: set[Flow]
) -> None:
    asked = Walk(company_on_sqlite)
    asked.all_until(asked.agree)
    replied = claim_at(Walk.approve)
    replied.reply()

    come_by = entered(paid_and_archived(asked)) | entered(paid_and_archived(replied))
    come_by |= handled_late(asked.company) | approving.every_way(company_on_sqlite)

    assert drawn("sequenceFlow") - walked == set()
    assert drawn(*STEPS) - come_by == set()
    assert [walk.company.claim(walk.claim_no)["status"] for walk in (asked, replied)] == [
        "archived",
        "archived",
    ]
