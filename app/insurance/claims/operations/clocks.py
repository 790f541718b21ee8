"""The limits that run since the claimant has asked and proved (Insurance Law art. 23, 25)."""

import datetime as dt
from typing import Any

from app.cases.clocks import cancel_clock, follow_facts, pause_clocks, stop_clock
from app.cases.operations import publish_message
from app.cases.operations.publish import LONGEST_TTL
from app.insurance.answers import local_text
from app.insurance.claims import advances, notices, queries, rules
from app.insurance.claims.advance_models import AdvanceStatus
from app.insurance.claims.models import Claim
from app.insurance.records import touch
from app.sla import operations as sla
from app.sla.models import ClockType
from app.sla.queries import list_case_stage_clocks
from app.work import Work

DECISION, ADVANCE, PAYMENT = "decision", "advance_payment", "payment"
UNPAID = (AdvanceStatus.PROPOSED, AdvanceStatus.APPROVED)
STAGES = (DECISION, ADVANCE)
PAUSE = "supplement notice"  # the reason written beside each pause


def facts_of(claim: Claim) -> dict[str, Any]:
    """Return what the limits of a claim depend on."""
    amounts = (claim.payable, claim.reserve, claim.claimed_amount)
    return {
        "lob": queries.lob_of(claim),
        "amount": next(amount for amount in amounts if amount is not None),
        "track": claim.track,
        "cat_level": claim.cat_level,
    }


def follow(work: Work, claim: Claim) -> None:
    """Apply a changed track or amount to the company's limits that run already."""
    if claim.case_id is not None:
        follow_facts(work, claim.case_id, facts_of(claim))


def settle_amount(work: Work, claim: Claim, at: dt.datetime) -> None:
    """End the limit for an advance with the sum itself, and whatever was begun of an advance."""
    assert claim.case_id is not None  # it is the case that has settled the sum
    stop_clock(work, case_id=claim.case_id, stage=ADVANCE, at=at)
    drop_advances(work, claim)
    publish_message(work, name="amount_settled", correlation_key=str(claim.id))


def unsettle(work: Work, claim: Claim) -> None:
    """Let the limits run again that ended with a decision, or with an agreement, that is void.

    The limit for deciding begins anew; the one for an advance counts from request and proofs, as
    the law has it, and the one for paying begins with the next agreement.
    """
    assert claim.case_id is not None  # it is the case that takes it up again
    case_id, facts = claim.case_id, facts_of(claim)
    if claim.decision_at is not None:
        sla.open_clock(work, case_id=case_id, stage=DECISION, facts=facts)
    if claim.agreement_at is not None:
        cancel_clock(work, case_id=case_id, stage=PAYMENT)
    was_paid = advances.paid_in_advance(work.session, claim.id) > 0
    if claim.agreement_at and claim.proofs_received_at and not was_paid:
        since = claim.proofs_received_at
        sla.open_clock(work, case_id=case_id, stage=ADVANCE, facts=facts, at=since)
        _watch_advance(work, claim, case_id)


def drop_advances(work: Work, claim: Claim) -> None:
    """Note that an advance which is not paid yet will not be."""
    for advance in advances.list_advances(work.session, claim.id):
        if advance.status in UNPAID:
            advance.status = AdvanceStatus.DROPPED
            touch(work, advance)


def start_law_clocks(work: Work, claim: Claim) -> dt.datetime | None:
    """Open the clocks once claim form and proofs are there; return when they were.

    A claim that is not triaged yet has no track; its clocks open when its papers are noted.
    """
    if claim.proofs_received_at is not None or claim.track is None or claim.case_id is None:
        return claim.proofs_received_at
    if claim.closed_at or claim.decision_at or claim.reopen_of_id:
        return None  # it is over, decided, or was decided before it was re-opened
    papers = queries.list_documents(work.session, claim.id)
    arrived = rules.proofs_arrived_at((paper.doc_type, paper.received_at) for paper in papers)
    if arrived is None:
        return None
    for stage in STAGES:
        sla.open_clock(work, case_id=claim.case_id, stage=stage, facts=facts_of(claim), at=arrived)
    _watch_advance(work, claim, claim.case_id)
    _stand_still(work, claim, arrived)
    claim.proofs_received_at = arrived
    touch(work, claim)
    return arrived


def _watch_advance(work: Work, claim: Claim, case_id: int) -> None:
    """Tell the case when an advance is to be decided on: when the limit for it warns."""
    clocks = list_case_stage_clocks(work.session, [(case_id, ADVANCE)])[case_id, ADVANCE]
    clock = [clock for clock in clocks if clock.clock_type is ClockType.INTERNAL][-1]
    publish_message(
        work,
        name="proofs_received",
        correlation_key=str(claim.id),
        variables={"advance_due_at": local_text(clock.warn_at, work.processes.zone)},
        ttl=LONGEST_TTL,
    )


def _stand_still(work: Work, claim: Claim, since: dt.datetime) -> None:
    """Let limits that begin while further papers are awaited stand still from their beginning."""
    notice = notices.last_notice(work.session, claim.id)
    if notice is None or notice.exception or notice.satisfied_at is not None:
        return
    assert claim.case_id is not None  # its limits were just opened
    pause_clocks(work, claim.case_id, reason=PAUSE, at=since, stages=STAGES)
