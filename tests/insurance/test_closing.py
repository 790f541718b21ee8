"""From the approval to the archive."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from app.errors import Conflict, InvalidInput
from app.insurance.claims import queries
from app.insurance.claims.handlers import agreement, closing, decision, payout
from app.insurance.claims.models import Claim
from app.insurance.claims.operations.clocks import facts_of
from app.insurance.claims.vocabulary import ClaimStatus
from app.sla import operations as sla_operations
from app.sla import queries as sla
from app.sla.models import ClockState
from app.work import Work
from tests.insurance.calls import CASE, call, reported
from tests.insurance.conftest import NINE_THIRTY

NOW = "2026-03-02T09:30:00+08:00"
APPROVED = {
    "approval_result": "approved",
    "approved_at": "2026-03-02T09:10:00+08:00",
    "approved_amount": Decimal(3600),
    "decision": "pay",
    "tier": 1,
}
AGREEMENT = {"reply": "agree", "agreed_amount": "3600.00", "agreed_at": NOW}
PAID = {"payment_result": "paid", "executed_at": NOW, "paid_amount": Decimal(3600)}


@pytest.fixture
def approved(work: Work) -> Claim:
    claim = reported(work)
    decision.record_decision(call(work, claim, **APPROVED))
    return claim


def open_clock(work: Work, claim: Claim, stage: str) -> None:
    early = NINE_THIRTY - dt.timedelta(hours=1)
    sla_operations.open_clock(work, case_id=CASE, stage=stage, facts=facts_of(claim), at=early)


def stopped(work: Work, stage: str) -> set[tuple[ClockState, dt.datetime | None]]:
    clocks = sla.list_clocks(work.session, CASE)
    return {(clock.state, clock.stopped_at) for clock in clocks if clock.stage == stage}


def test_the_limit_for_deciding_ends_with_the_last_approval(work: Work) -> None:
    claim = reported(work)
    open_clock(work, claim, "decision")

    left = decision.record_decision(call(work, claim, **APPROVED))

    approved_at = NINE_THIRTY - dt.timedelta(minutes=20)
    assert left == {
        "next_step": "decided",
        "decision_at": "2026-03-02T09:10:00+08:00",
        "auto_agreed": False,
    }
    assert (claim.decision, claim.decision_at) == ("pay", approved_at)
    assert claim.status is ClaimStatus.AWAITING_AGREEMENT
    assert stopped(work, "decision") == {(ClockState.MET, approved_at)}


def test_all_that_was_claimed_needs_no_agreement(work: Work) -> None:
    claim = reported(work)

    left = decision.record_decision(
        call(work, claim, **{**APPROVED, "approved_amount": Decimal(3800)})
    )

    assert (left["auto_agreed"], left["agreed_amount"]) == (True, 3800)
    assert left["agreed_at"] == left["decision_at"] == "2026-03-02T09:10:00+08:00"
    assert (claim.status, claim.agreement_at) == (ClaimStatus.PAYING, claim.decision_at)


@pytest.mark.parametrize("result", ["returned", "refused"])
def test_only_an_approved_decision_goes_on(work: Work, result: str) -> None:
    with pytest.raises(Conflict, match=result):
        decision.record_decision(
            call(work, reported(work), **{**APPROVED, "approval_result": result})
        )


def test_the_claimant_agrees_to_the_decided_sum(work: Work, approved: Claim) -> None:
    left = agreement.record_agreement(call(work, approved), AGREEMENT)

    assert (left["reply"], left["agreed_amount"], left["agreed_at"]) == ("agree", 3600, NOW)
    assert approved.agreement_at == NINE_THIRTY


@pytest.mark.parametrize(
    ("answers", "pointer"),
    [
        ({"reply": "perhaps"}, "/data/reply"),
        ({"reply": "disagree"}, "/data/reason"),
        ({"reply": "disagree", "reason": " "}, "/data/reason"),
        (
            {"reply": "disagree", "reason": "太少", "disputed_amount": "3600.00"},
            "/data/disputed_amount",
        ),
        ({"agreed_amount": "3600.01"}, "/data/agreed_amount"),
        ({"agreed_amount": ""}, "/data/agreed_amount"),
        ({"agreed_at": "2026-03-02T09:30:01+08:00"}, "/data/agreed_at"),
        ({"agreed_at": "2026-03-02T09:09:59+08:00"}, "/data/agreed_at"),
        ({"agreed_at": "tomorrow"}, "/data/agreed_at"),
    ],
)
def test_a_wrong_agreement_is_refused(
    work: Work, approved: Claim, answers: dict[str, str], pointer: str
) -> None:
    with pytest.raises(InvalidInput) as refusal:
        agreement.record_agreement(call(work, approved), {**AGREEMENT, **answers})

    assert [error.pointer for error in refusal.value.errors] == [pointer]


def test_the_agreement_starts_the_limit_for_paying(work: Work, approved: Claim) -> None:
    open_clock(work, approved, "advance_payment")

    left = payout.start_payment(call(work, approved, agreed_at=NOW, agreed_amount=3600))

    assert left == {"payee": None, "already_paid": Decimal(0), "payment_kind": "final"}
    assert stopped(work, "advance_payment") == {(ClockState.MET, NINE_THIRTY)}
    assert stopped(work, "payment") == {(ClockState.RUNNING, None)}


def test_a_payment_ends_its_limit_and_says_how_long_the_file_is_kept(
    work: Work, approved: Claim
) -> None:
    open_clock(work, approved, "payment")

    left = payout.record_payment(call(work, approved, **PAID))

    assert left == {"already_paid": Decimal(3600), "retention_until": "2036-12-31"}
    assert (approved.status, approved.already_paid) == (ClaimStatus.PAID, Decimal(3600))
    assert stopped(work, "payment") == {(ClockState.MET, NINE_THIRTY)}


def test_a_payment_that_is_held_leaves_the_claim_unpaid(work: Work, approved: Claim) -> None:
    seen = {**PAID, "payment_result": "held", "payment_kind": "final"}

    left = payout.record_payment(call(work, approved, **seen))

    assert left == {}
    assert (approved.status, approved.already_paid) == (ClaimStatus.AWAITING_AGREEMENT, 0)


def test_nothing_is_paid_that_was_not_agreed(work: Work, approved: Claim) -> None:
    with pytest.raises(Conflict, match="None was agreed"):
        payout.start_payment(call(work, approved, agreed_at=NOW, agreed_amount=None))


def test_on_an_older_drawing_only_a_payment_that_was_made_goes_on(
    work: Work, approved: Claim
) -> None:
    with pytest.raises(Conflict):
        payout.record_payment(call(work, approved, **{**PAID, "payment_result": "held"}))


def archive(work: Work, claim: Claim, **answers: Any) -> dict[str, Any]:
    usual = {"index": [{"doc": "claim_form"}], "checklist": True}
    seen = call(work, claim, retention_until="2036-12-31")
    return closing.record_archive(seen, {**usual, **answers}) or {}


def test_a_paid_claim_is_filed(work: Work, approved: Claim) -> None:
    left = archive(work, approved)

    claim = queries.get_claim(work.session, approved.claim_no)
    assert left == {"retention_until": "2036-12-31"}
    assert (claim.status, claim.closed_at) == (ClaimStatus.ARCHIVED, NINE_THIRTY)
    work.session.refresh(claim)
    assert claim.archive is not None
    assert claim.archive.index == [{"doc": "claim_form"}]


def test_a_file_may_be_kept_longer(work: Work, approved: Claim) -> None:
    assert archive(work, approved, retention_until="2040-01-01") == {
        "retention_until": "2040-01-01"
    }


@pytest.mark.parametrize(
    ("answers", "pointer"),
    [
        ({"retention_until": "2036-12-30"}, "/data/retention_until"),
        ({"retention_until": "never"}, "/data/retention_until"),
        ({"checklist": False}, "/data/checklist"),
        ({"index": []}, "/data/index"),
        ({"index": [{"doc": ""}]}, "/data/index/0/doc"),
    ],
)
def test_a_wrong_filing_is_refused(
    work: Work, approved: Claim, answers: dict[str, Any], pointer: str
) -> None:
    with pytest.raises(InvalidInput) as refusal:
        archive(work, approved, **answers)

    assert pointer in [error.pointer for error in refusal.value.errors]
