"""A closed claim may be opened again; what was decided and paid before stays known."""

import pytest

from tests.scenarios import rejections, staff
from tests.scenarios.approving import steps
from tests.scenarios.branches import reopens, status
from tests.scenarios.company import Company
from tests.scenarios.halts import ClaimAt
from tests.scenarios.paying import PAYEE, bank_says, knows, payments
from tests.scenarios.s1 import Loss, Walk
from tests.scenarios.test_late_papers import hands_in
from tests.scenarios.test_sent_back_claims import finds

LEAD = "u_cmgr"


@pytest.fixture
def rejected(company: Company) -> Walk:
    """A claim of 32,000 that was rejected, told and filed."""
    staff.hires(company, LEAD, "claims_manager")
    walk = Walk(company, rejections.DRUNK)
    walk.all_until(walk.assess)
    return rejections.rejects_and_files(walk)


@pytest.fixture
def archived(claim_at: ClaimAt) -> Walk:
    """A claim of which 3,600 was paid."""
    walk = claim_at(Walk.archive)
    staff.hires(walk.company, LEAD, "claims_manager")
    return walk


def again(walk: Walk) -> Walk:
    """Open a claim again; return the new one."""
    return Walk(walk.company, walk.loss, reopens(walk)["claim_no"])


def test_new_papers_after_a_refusal_lead_to_a_payment(company: Company, rejected: Walk) -> None:
    new = again(rejected)

    hands_in(new, "police_report")
    assert sorted(company.waiting(new.claim_no)) == ["assess_loss", "verify_documents"]
    new.verify()
    new.review()
    new.assess(at="2026-03-03T09:00")
    new.decides()
    new.approves("u_l1b")
    new.approves("u_l2b")
    new.completes("u_cash", "payee_data", **PAYEE)
    knows(new)
    new.order()
    new.completes("u_fin", "review_payment", result="confirm")
    bank_says(new, "success")
    new.archive()

    former, claim = company.claim(rejected.claim_no), company.claim(new.claim_no)
    assert (former["status"], former["decision"]) == ("reopened", "reject")
    assert (claim["status"], claim["already_paid"]) == ("archived", "32000.00")
    assert claim["reopen_of"] == former["id"]


def test_a_small_claim_that_is_opened_again_needs_the_second_tier(archived: Walk) -> None:
    new = again(archived)
    new.loss = Loss(assessed="3800.00", payable="3800.00")
    new.assess(at="2026-03-04T11:00")
    new.decides()

    new.approves("u_l1a", expect=403)  # who approved the former claim
    new.approves("u_l1b")
    new.approves("u_l2a")

    assert steps(new) == [(1, 1, 2, "approver_l1", False), (1, 2, 2, "approver_l2", False)]


def test_who_assessed_the_former_claim_does_not_decide_on_this_one(archived: Walk) -> None:
    staff.joins(archived.company, "u_ass", "claims_adjudicator")
    new = again(archived)
    new.assess(at="2026-03-04T11:00", by="u_dual")

    refusal = new.decides(by="u_ass", expect=403)

    assert refusal["code"] == "four_eyes_violation"


def settles_more(new: Walk) -> None:
    """Assess 3,800 instead of 3,600, and pay what is left."""
    new.loss = Loss(assessed="3800.00", payable="3800.00")
    new.assess(at="2026-03-04T11:00")
    new.decides()
    new.approves("u_l1b")
    new.approves("u_l2a")
    new.completes("u_cash", "payee_data", **PAYEE)
    new.order()
    bank_says(new, "success")


def test_only_what_is_left_is_paid(archived: Walk) -> None:
    new = again(archived)
    assert archived.company.claim(new.claim_no)["already_paid"] == "3600.00"

    settles_more(new)

    assert [row["amount"] for row in payments(new)] == ["200.00"]
    assert new.company.claim(new.claim_no)["already_paid"] == "3800.00"
    assert new.company.due(new.claim_no, "decision", "statutory") == "2026-04-03"


def test_a_claim_is_opened_again_once_and_then_its_successor(archived: Walk) -> None:
    again(archived)

    refusal = reopens(archived, expect=409)

    assert "reopened" in refusal["detail"]


def test_a_claim_that_is_not_closed_cannot_be_opened_again(claim_at: ClaimAt) -> None:
    walk = claim_at(Walk.agree)
    staff.hires(walk.company, LEAD, "claims_manager")

    reopens(walk, expect=409)


@pytest.mark.parametrize("user", ["u_adj", "u_int", "u_l5a", "u_aud"])
def test_only_the_heads_of_claims_open_one_again(archived: Walk, user: str) -> None:
    reopens(archived, user, expect=403)


def test_a_reason_is_one_of_four(archived: Walk) -> None:
    refusal = reopens(archived, reason="because", expect=422)

    assert [error["pointer"] for error in refusal["errors"]] == ["/reason"]
    assert status(archived) == "archived"


def test_a_suspicion_outlives_the_re_opening(claim_at: ClaimAt) -> None:
    walk = claim_at(Walk.papers)
    staff.hires(walk.company, LEAD, "claims_manager")
    finds(walk, "suspected_fraud", authentic="no")
    walk.completes("u_siu", "investigate", findings="单证系伪造", conclusion="confirmed")
    walk.assess()
    rejections.rejects_and_files(walk)
    new = again(walk)
    new.assess(at="2026-03-03T09:00")

    refusal = new.decides(expect=422)

    assert "fraud" in refusal["detail"]


def test_opened_again_twice_it_still_knows_what_the_papers_showed(archived: Walk) -> None:
    new = again(archived)
    settles_more(new)
    new.archive()
    newest = again(new)

    newest.assess(at="2026-03-05T11:00")
    newest.decides()

    assert "approve_step" in newest.company.waiting(newest.claim_no)


def test_what_was_claimed_back_from_the_bank_is_owed_again(archived: Walk) -> None:
    company = archived.company
    payment = payments(archived)[0]["id"]
    company.post("u_fin", f"/payments/{payment}/reverse", {"reason": "付错收款人"})

    new = again(archived)

    assert company.claim(archived.claim_no)["already_paid"] == "0.00"
    assert company.claim(new.claim_no)["already_paid"] == "0.00"


def test_papers_for_the_former_claim_are_not_taken(archived: Walk) -> None:
    again(archived)
    (file,) = archived.company.uploads("u_int", ["late"])

    archived.company.post(
        "u_int",
        f"/claims/{archived.claim_no}/documents",
        {"documents": [{"doc_type": "police_report", "file": file}]},
        expect=409,
    )
