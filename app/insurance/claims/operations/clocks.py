"""The limits that run since the claimant has asked and proved (Insurance Law art. 23, 25)."""

import datetime as dt
from typing import Any

from app.cases.clocks import follow_facts, pause_clocks
from app.insurance.claims import notices, queries, rules
from app.insurance.claims.models import Claim
from app.insurance.records import touch
from app.sla import operations as sla
from app.work import Work

STAGES = ("decision", "advance_payment")
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


def start_law_clocks(work: Work, claim: Claim) -> dt.datetime | None:
    """Open the clocks once claim form and proofs are there; return when they were.

    A claim that is not triaged yet has no track; its clocks open when its papers are noted.
    """
    if claim.proofs_received_at is not None or claim.track is None or claim.case_id is None:
        return claim.proofs_received_at
    papers = queries.list_documents(work.session, claim.id)
    arrived = rules.proofs_arrived_at((paper.doc_type, paper.received_at) for paper in papers)
    if arrived is None:
        return None
    for stage in STAGES:
        sla.open_clock(work, case_id=claim.case_id, stage=stage, facts=facts_of(claim), at=arrived)
    _stand_still(work, claim, arrived)
    claim.proofs_received_at = arrived
    touch(work, claim)
    return arrived


def _stand_still(work: Work, claim: Claim, since: dt.datetime) -> None:
    """Let limits that begin while further papers are awaited stand still from their beginning."""
    notice = notices.last_notice(work.session, claim.id)
    if notice is None or notice.exception or notice.satisfied_at is not None:
        return
    assert claim.case_id is not None  # its limits were just opened
    pause_clocks(work, claim.case_id, reason=PAUSE, at=since, stages=STAGES)
