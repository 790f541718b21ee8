"""Every process that ships has a scenario, and every flow on its drawing is walked by one."""

from tests.scenarios import approving, benefits, rejections
from tests.scenarios.company import Company
from tests.scenarios.drawings import STEPS, Flow, drawn, entered
from tests.scenarios.halts import ClaimAt
from tests.scenarios.overdue import handles, overdue_of
from tests.scenarios.s1 import Walk
from tests.scenarios.test_returned_assessment import returns

#: processes whose branches have a test of their own
APART = {"payment", "claim_document_review"}


def paid_and_archived(walk: Walk) -> Walk:
    """Take the steps after the agreement."""
    walk.payee()
    walk.order()
    walk.bank_result()
    walk.archive()
    return walk


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
    come_by |= handled_late(replied.company) | approving.every_way(company_on_sqlite)

    assert other_than(APART, drawn("sequenceFlow") - walked) == set()
    assert other_than(APART, drawn(*STEPS) - come_by) == set()
    assert [walk.company.claim(walk.claim_no)["status"] for walk in walks] == [
        "archived",
        "archived",
        "archived",
        "paying",
        "duplicate",
    ]
