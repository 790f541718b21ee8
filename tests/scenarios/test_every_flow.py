"""Every process that ships has a scenario, and every flow on its drawing is walked by one."""

from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from app.cases import traces
from tests.scenarios.company import Company
from tests.scenarios.halts import ClaimAt
from tests.scenarios.s1 import Walk
from tests.scenarios.s3 import FIRST, MISSING, QUERIED, Review

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
    "receiveTask",
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


def entered(walk: Walk | Review) -> set[Flow]:
    """Return the elements a claim has come by."""
    case = walk.company.claim(walk.claim_no)["case_id"]
    rows = walk.company.get("u_aud", f"/cases/{case}/history", limit=200)["items"]
    return {(row["process"].partition(":")[0], row["element"]) for row in rows}


def reviewed_by_way_of_a_notice(company: Company) -> Review:
    """Let the papers come over the counter, in two parts, and so late that both reminders go."""
    review = Review(company)
    review.reported()
    review.accepted()
    review.arrive_over_the_counter(FIRST)
    review.verifies(**QUERIED)
    review.gives_notice("2026-03-04T10:00")
    company.now_is("2026-04-20T09:00")
    review.hands_in(*MISSING[:1])
    review.hands_in(*MISSING[1:])
    review.verifies(C2="query")
    review.completes("u_doc", "issue_supplement_notice", withdraw=True)
    review.verifies()
    review.concludes("complete")
    return review


def test_every_flow_and_every_step_on_the_drawings_is_walked(
    company_on_sqlite: Company, claim_at: ClaimAt, walked: set[Flow]
) -> None:
    asked = Walk(company_on_sqlite)
    asked.all_until(asked.agree)
    replied = claim_at(Walk.approve)
    replied.reply()

    come_by = entered(paid_and_archived(asked)) | entered(paid_and_archived(replied))
    come_by |= entered(reviewed_by_way_of_a_notice(company_on_sqlite))

    assert drawn("sequenceFlow") - walked == set()
    assert drawn(*STEPS) - come_by == set()
    assert [walk.company.claim(walk.claim_no)["status"] for walk in (asked, replied)] == [
        "archived",
        "archived",
    ]
