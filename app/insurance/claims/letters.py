"""Collects what letters tell of a claim; what they say about it is written in ``letters``."""

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from app.insurance.claims import queries
from app.insurance.claims.models import Claim, RejectionNotice, SupplementNotice
from app.insurance.claims.names import DECISION_NAMES, DOC_TYPE_NAMES, RATIO_NAMES, SUM_NAMES
from app.insurance.letters import contents
from app.insurance.letters.contents import About, Content, Row, Settlement
from app.insurance.letters.models import Letter, LetterKind
from app.insurance.letters.operations import write_letter
from app.work import Work

LIFE = "life"
OTHERS = ("beneficiary", "third_party")  # reporters who claim for themselves
SUBJECT = "claim"
NO_REASON = "未提供或不完整"


def write_result(work: Work, claim: Claim) -> Letter:
    """Tell the claimant what is paid, how that was computed, and that they may agree or not."""
    payable = claim.payable or Decimal(0)
    settled = Settlement(
        decision=DECISION_NAMES[claim.decision or "pay"],
        payable=payable,
        already_paid=claim.already_paid,
        steps=_steps(work, claim, payable),
        agreed=claim.agreement_at is not None,
    )
    return _write(
        work, claim, LetterKind.RESULT, contents.result(_about(work, claim), settled, work.today)
    )


def write_rejection(work: Work, claim: Claim, notice: RejectionNotice) -> Letter:
    """Tell the claimant why nothing is paid; dated as it was delivered."""
    delivered_on = _local(work, notice.delivered_at).date()
    content = contents.rejection(
        _about(work, claim),
        reasons=notice.reasons,
        clause=notice.clause,
        decided_on=_local(work, claim.decision_at or notice.delivered_at).date(),
        date=delivered_on,
    )
    return _write(work, claim, LetterKind.REJECTION, content)


def write_supplement(work: Work, claim: Claim, notice: SupplementNotice) -> Letter:
    """Name the missing papers to the claimant; dated as it was delivered."""
    papers = [
        Row(name=DOC_TYPE_NAMES[row["doc_type"]], value=row["reason"] or NO_REASON)
        for row in notice.items
    ]
    delivered_on = _local(work, notice.delivered_at).date()
    content = contents.supplement(_about(work, claim), papers, delivered_on)
    return _write(work, claim, LetterKind.SUPPLEMENT, content)


def _write(work: Work, claim: Claim, kind: LetterKind, content: Content) -> Letter:
    policy = claim.policy
    own = policy is None or claim.reporter_relation in OTHERS
    recipient = claim.reporter_name if own or policy is None else policy.policyholder.name
    return write_letter(
        work,
        kind,
        content,
        recipient=recipient,
        subject=(SUBJECT, claim.id),
        case_id=claim.case_id,
    )


def _about(work: Work, claim: Claim) -> About:
    return About(
        claim_no=claim.claim_no,
        policy_no=claim.policy_no,
        product=None if claim.policy is None else claim.policy.product.name,
        loss_at=_local(work, claim.loss_time),
        loss_place=claim.loss_place,
        claimed=claim.claimed_amount,
        is_life=queries.lob_of(claim) == LIFE,
    )


def _local(work: Work, instant: dt.datetime) -> dt.datetime:
    return instant.astimezone(work.processes.zone)


def _steps(work: Work, claim: Claim, payable: Decimal) -> list[Row]:
    """Return the calculation in words; where something else was decided, that as the last step."""
    assessments = queries.list_assessments(work.session, claim.id)
    computed = (assessments[-1].computed or {}) if assessments else {}
    rows = steps_in_words(computed)
    if computed and Decimal(str(computed["payable"])) != payable:
        rows.append(Row(name="审核后核定", value=contents.money(payable)))
    return rows


def steps_in_words(computed: Mapping[str, Any]) -> list[Row]:
    """Return the named steps of a calculation in their order."""
    rows = []
    for name, value in computed.items():
        number = Decimal(str(value))
        if name in SUM_NAMES:
            rows.append(Row(name=SUM_NAMES[name], value=contents.money(number)))
        elif name in RATIO_NAMES and number != 1:
            rows.append(Row(name=RATIO_NAMES[name], value=f"{number:.2%}"))
    return rows
