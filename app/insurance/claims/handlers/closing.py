"""The end of a claim: filed, taken back by the claimant, and what they give back."""

import datetime as dt
from decimal import Decimal
from typing import Any

from app.cases.clocks import cancel_clocks
from app.cases.operations import publish_message
from app.insurance.answers import Answers, money_of
from app.insurance.claims import advances, rules, vocabulary
from app.insurance.claims.advance_models import ClaimRecovery
from app.insurance.claims.handlers.subject import claim_of, note
from app.insurance.claims.models import ArchiveRecord, Claim
from app.insurance.claims.operations.clocks import drop_advances
from app.insurance.claims.progress import move
from app.insurance.claims.vocabulary import ClaimStatus
from app.insurance.records import enter, touch
from app.work import CallLike, Variables, Work


def retention_of(work: Work, claim: Claim, paid_at: dt.datetime | None = None) -> dt.date:
    """Return until when the file of a claim is kept; without a policy it counts from today."""
    policy = claim.policy
    starts_on, ends_on = (
        (work.today, work.today) if policy is None else (policy.starts_on, policy.ends_on)
    )
    inputs = {
        "record": "claim_file",
        "term_gt_1y": rules.is_longer_than_a_year(starts_on, ends_on),
    }
    years = work.ask("retention", inputs).value["years"]
    paid_on = None if paid_at is None else paid_at.astimezone(work.processes.zone).date()
    return rules.retention_until(ends_on, paid_on, int(Decimal(years)))


def record_archive(call: CallLike, answers: Variables) -> Variables:
    """File a closed claim; it may be kept longer than computed, never shorter."""
    work: Work = call.work
    claim = claim_of(call)
    given = Answers(answers)
    index = _read_index(given)
    if not given.truth("checklist"):
        given.refuse("checklist", "the file must be complete")
    computed = dt.date.fromisoformat(call.variables["retention_until"])
    until = given.day("retention_until") or computed
    if until < computed:
        given.refuse("retention_until", f"retention_until lies before {computed.isoformat()}")
    box_no = given.text("box_no", longest=64, required=False)
    given.finish()
    archive = ArchiveRecord(
        claim=claim,
        case_id=call.case_id,
        index=index,
        box_no=box_no or None,
        archived_at=work.now,
        archived_by=work.actor.user_id,
        retention_until=until,
    )
    enter(work, archive)
    claim.closed_at = work.now
    move(work, claim, ClaimStatus.ARCHIVED)
    return {"retention_until": until.isoformat()}


def _read_index(given: Answers) -> list[Any]:
    rows = given.rows("index")
    for at, row in rows:
        given.row(at, row).text("doc", longest=200)
    if not rows:
        given.refuse("index", "index needs at least 1", "too_few")
    return [dict(row) for _, row in rows]


def withdraw(call: CallLike) -> Variables:
    """End a claim that was taken back: no limit runs on, and nothing is reserved for it."""
    work: Work = call.work
    seen = call.variables
    claim = claim_of(call)
    cancel_clocks(work, call.case_id)
    drop_advances(work, claim)
    if claim.status is ClaimStatus.IN_DISPUTE:
        publish_message(
            work,
            name="dispute_withdrawn",
            correlation_key=str(claim.id),
            variables={"withdrawal_reason": seen.get("withdrawal_reason")},
        )
    claim.reserve = Decimal(0)
    claim.closed_at = work.now
    claim.review_open = False
    move(work, claim, ClaimStatus.WITHDRAWN)
    note(
        call,
        claim,
        "claim.withdrawn",
        reason=seen.get("withdrawal_reason"),
        requested_by=seen.get("withdrawal_requested_by"),
        already_paid=claim.already_paid,
    )
    return {"advance_paid": advances.paid_in_advance(work.session, claim.id)}


def record_recovery(call: CallLike, answers: Variables) -> Variables:
    """Keep what the claimant gave back: of the advances, or of what was paid too much.

    Less than that needs a note which says why.
    """
    work: Work = call.work
    claim = claim_of(call)
    given = Answers(answers)
    withdrawn = claim.status is ClaimStatus.WITHDRAWN
    owed = money_of(call.variables["advance_paid" if withdrawn else "overpaid"])
    amount = given.money("amount", required=True)
    if amount is not None and not 0 < amount <= owed:
        given.refuse("amount", f"amount lies between 0.01 and {owed}")
    recovered_at = given.instant("recovered_at", no_later_than=work.now)
    method = given.option("method", vocabulary.RECOVERY_METHODS)
    remark = given.text("note", required=amount != owed)
    given.finish()
    assert amount is not None and recovered_at is not None  # else refused above
    recovery = ClaimRecovery(
        claim_id=claim.id,
        amount=amount,
        recovered_at=recovered_at,
        method=method,
        note=remark or None,
        recorded_by=work.actor.user_id,
    )
    enter(work, recovery)
    claim.already_paid -= amount
    touch(work, claim)
    note(call, claim, "claim.recovered", amount=amount, left=claim.already_paid)
    return {"already_paid": claim.already_paid}
