"""Every way a claim can take is taken, up to each of its ends."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from tests.scenarios import advancing, benefits, rejections, staff
from tests.scenarios.approving import decides
from tests.scenarios.branches import (
    acts,
    disagrees,
    dispute_closes,
    reassesses,
    reopens,
    says,
    sends_back,
    withdraws,
)
from tests.scenarios.company import Company
from tests.scenarios.drawings import STEPS, Flow, drawn, entered, only
from tests.scenarios.halts import ClaimAt
from tests.scenarios.losses import motor
from tests.scenarios.paying import bank_says, knows
from tests.scenarios.s1 import REPORT, Walk
from tests.scenarios.test_dispute_of_claim import agrees_in_part, pays
from tests.scenarios.test_held_payment import COMPLIANCE, releases
from tests.scenarios.test_late_papers import hands_in
from tests.scenarios.test_reported_by_message import lacking, number_of, tells
from tests.scenarios.test_returned_assessment import returns
from tests.scenarios.test_sent_back_claims import finds

Ways = Iterator[Walk]
NOTHING_SAID = dict.fromkeys(("agreed_amount", "agreed_at", "dispute_reason", "disputed_amount"))
RECOVERED = {"recovered_at": "2026-04-12T00:00:00+08:00", "method": "cheque"}


def sent_back(claim_at: ClaimAt) -> Ways:
    """Send claims back, from the adjudicator and from the approvers."""
    walk = claim_at(Walk.assess)
    returns(walk)
    walk.assess(at="2026-03-02T15:00")
    sends_back(walk, "return_documents")
    walk.verify()
    walk.review()
    walk.assess(at="2026-03-02T15:10")
    sends_back(walk, "investigate")
    walk.assess(at="2026-03-02T15:20")
    walk.decides()
    decides(walk, "u_l1a", "return", return_to="adjudicate")
    walk.decides()
    decides(walk, "u_l1b", "return", return_to="documents")
    yield walk
    refused = benefits.home(claim_at(Walk.report).company, "2026-02-28T10:00:00")
    rejections.refuses(refused)
    decides(refused, "u_l1a", "refuse")
    rejections.refuses(refused)
    refused.approves("u_l1b")
    refused.approves("u_l2a")
    rejections.notifies(refused, "2026-03-02T09:30")
    rejections.archives(refused)
    yield refused


def not_plain(claim_at: ClaimAt) -> Ways:
    """Find claims not covered, or suspect; assess them anew, also after the agreement."""
    walk = claim_at(Walk.papers, rejections.DRUNK)
    finds(walk, "not_covered", c6="fail")
    yield walk
    suspect = claim_at(Walk.papers)
    finds(suspect, "suspected_fraud", authentic="no")
    suspect.assess()
    suspect.adjudicate()
    reassesses(suspect)
    yield suspect
    agreed = claim_at(Walk.agree)
    reassesses(agreed)
    withdraws(agreed)
    yield agreed


def disputed(claim_at: ClaimAt) -> Ways:
    """Disagree: paid in part meanwhile and the rest later, or nothing more."""
    more = claim_at(Walk.approve)
    says(more, "claimant_reply", reply="perhaps", **NOTHING_SAID)
    disagrees(more)
    says(more, "claimant_reply", reply="perhaps", **NOTHING_SAID)
    agrees_in_part(more)
    pays(more, "B-1")
    dispute_closes(more, "new_amount", dispute_amount=3700)
    pays(more, "B-2")
    yield more
    nothing = claim_at(Walk.approve)
    nothing.company.now_is("2026-03-10T00:00")
    nothing.completes(
        "u_adj",
        "record_agreement",
        reply="disagree",
        agreed_at="2026-03-09T10:00:00+08:00",
        reason="金额偏低",
    )
    agrees_in_part(nothing)
    pays(nothing, "B-1")
    dispute_closes(nothing, "upheld")
    yield nothing


def held_in_part(claim_at: ClaimAt) -> Ways:
    """Hold the undisputed part, and release it."""
    walk = claim_at(Walk.approve, motor("30000.00"))
    staff.hires(walk.company, COMPLIANCE, "compliance_officer")
    disagrees(walk)
    acts(walk, "u_int", "reply", reply="agree", agreed_amount="30000.00")
    walk.payee()
    knows(walk, risk="high", result="restrict")
    releases(walk)
    yield walk


def held_up(claim_at: ClaimAt) -> Ways:
    """Hold a payment, release it, cancel it, and pay in the end; open the claim again."""
    walk = claim_at(Walk.approve, motor("30000.00"))
    staff.hires(walk.company, COMPLIANCE, "compliance_officer")
    staff.hires(walk.company, "u_cmgr", "claims_manager")
    walk.reply()
    hands_in(walk, "police_report")
    walk.verify()
    walk.review()
    walk.payee()
    knows(walk, risk="high", result="restrict")
    releases(walk)
    claim_id = walk.company.claim(walk.claim_no)["id"]
    message = {"name": "payment_withdrawn", "correlation_key": claim_id}
    walk.company.post("u_int", "/messages", message)
    walk.payee()
    knows(walk)
    walk.order()
    walk.completes("u_fin", "review_payment", result="confirm")
    bank_says(walk, "success")
    walk.archive()
    yield walk
    yield Walk(walk.company, walk.loss, reopens(walk)["claim_no"])


def paid_in_advance(claim_at: ClaimAt) -> Ways:
    """Let a sum take forty days, return an advance, approve, hold and pay it, take the claim back.

    The way there is walked here and not halted before.
    """
    company = claim_at(Walk.report).company
    walk = advancing.waits_for_the_sum(company, object_id="仓库二号")
    staff.hires(walk.company, COMPLIANCE, "compliance_officer")
    advancing.decides_on_advance(walk)
    decides(walk, "u_l1a", "return", return_to="adjudicate")
    advancing.decides_on_advance(walk)
    walk.approves("u_l1a")
    walk.approves("u_l2a")
    advancing.names_payee(walk)
    knows(walk, risk="high", result="restrict")
    releases(walk)
    advancing.names_payee(walk)
    advancing.orders(walk)
    bank_says(walk, "success", ref="ADV-1")
    withdraws(walk)
    walk.completes("u_cash", "recover_advance", **RECOVERED, amount="60000.00")
    yield walk


def not_in_advance(slow_at: Callable[[], Walk]) -> Ways:
    """Determine nothing, refuse an advance, settle the sum first, and pay too much."""
    none = slow_at()
    advancing.decides_on_advance(none, determinable=False, items=[])
    yield none
    refused = slow_at()
    advancing.decides_on_advance(refused)
    decides(refused, "u_l1a", "refuse")
    yield refused
    settled = slow_at()
    advancing.settles(settled)
    yield settled
    too_much = slow_at()
    advancing.is_paid_in_advance(too_much)
    too_much.loss = replace(too_much.loss, assessed="100000.00", payable="45000.00")
    advancing.settles(too_much, by=("u_l1b", "u_l2b"))
    too_much.completes("u_cash", "recover_overpayment", **RECOVERED, amount="15000.00")
    yield too_much


def by_message(company: Company) -> Ways:
    """Report losses by message: complete, lacking something, known; and one of them twice."""
    first = Walk(company, claim_no=number_of(company, tells(company, "POL-1", **REPORT)))
    yield first
    yield Walk(company, claim_no=number_of(company, tells(company, "POL-1", **REPORT)))
    late = Walk(company, claim_no=number_of(company, tells(company, "POL-3", **lacking("channel"))))
    company.reports("u_int", **{**REPORT, "object_id": "沪C00001"}, external_ref="POL-3")
    company.completes("u_fnol", "complete_fnol", late.claim_no, **REPORT)
    yield late
    again = Walk(
        company, claim_no=number_of(company, tells(company, "POL-2", **lacking("channel")))
    )
    company.completes("u_fnol", "complete_fnol", again.claim_no, **REPORT)
    again.completes(
        "u_reg",
        "confirm_duplicate",
        is_duplicate=True,
        original_claim=first.claim_no,
        reason="重复报案",
    )
    yield again


@pytest.mark.slow
def test_every_flow_and_every_step_of_a_claim_is_walked(
    company_on_sqlite: Company,
    claim_at: ClaimAt,
    slow_at: Callable[[], Walk],
    walked: set[Flow],
) -> None:
    plain = claim_at(Walk.approve)
    plain.agree()
    plain.payee()
    plain.order()
    plain.bank_result()
    plain.archive()
    company_on_sqlite.clock_shows("2026-03-02T09:30")
    walks = [
        Walk(walk.company, claim_no=walk.claim_no)
        for ways in (sent_back, not_plain, disputed, held_in_part, held_up, paid_in_advance)
        for walk in ways(claim_at)
    ]
    walks.extend(not_in_advance(slow_at))
    reported = list(by_message(company_on_sqlite))
    alone = benefits.approved(company_on_sqlite)  # nobody surveys it, nobody has to agree

    come_by = set().union(*map(entered, [plain, *walks, *reported, alone]))

    assert only("claim", drawn("sequenceFlow") - walked) == set()
    assert only("claim", drawn(*STEPS) - come_by) == set()
