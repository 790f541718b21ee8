"""Every process that ships has a scenario, and every flow on its drawing is walked by one."""

from tests.scenarios import approving
from tests.scenarios.company import Company
from tests.scenarios.drawings import STEPS, Flow, drawn
from tests.scenarios.halts import ClaimAt
from tests.scenarios.overdue import handles, overdue_of
from tests.scenarios.s1 import Walk

#: processes whose branches have a test of their own
APART = {
    "claim",
    "claim_document_review",
    "contingency",
    "customer_care",
    "complaint",
    "dispute",
    "inbound_message",
    "payment",
    "revisit",
    "revisit_report",
    "quality_cycle",
    "service_request",
    "training",
}


def entered_by(company: Company, case: str) -> set[Flow]:
    """Return the elements a case has come by."""
    rows = company.get("u_aud", f"/cases/{case}/history", limit=200)["items"]
    return {(row["process"].partition(":")[0], row["element"]) for row in rows}


def other_than(processes: set[str], elements: set[Flow]) -> set[Flow]:
    """Leave out what belongs to some processes."""
    return {(process, element) for process, element in elements if process not in processes}


def handled_late(company: Company) -> set[Flow]:
    """Let a claim be registered three days late; return what the handling of that came by."""
    walk = Walk(company)
    walk.claim_no = company.reports("u_int", **walk.report_with(object_id="沪B67890"))["claim_no"]
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
    late = claim_at(Walk.report)
    company_on_sqlite.clock_shows("2026-03-02T14:00")

    come_by = handled_late(late.company) | approving.every_way(company_on_sqlite)

    assert other_than(APART, drawn("sequenceFlow") - walked) == set()
    assert other_than(APART, drawn(*STEPS) - come_by) == set()
