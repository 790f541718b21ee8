"""Turns a claim round from outside its tasks: taken back, assessed anew, opened again."""

from decimal import Decimal

from app.audit import operations as audit
from app.cases.operations import publish_message, start_case
from app.database import next_business_number
from app.errors import Conflict
from app.insurance.answers import Answers
from app.insurance.claims import advances, queries, vocabulary
from app.insurance.claims.models import Claim
from app.insurance.claims.operations.clocks import DECISION, facts_of
from app.insurance.claims.operations.documents import tell_late
from app.insurance.claims.operations.report import PREFIX, PROCESS, start_variables
from app.insurance.claims.progress import move, note
from app.insurance.claims.vocabulary import ClaimStatus
from app.insurance.records import enter, touch
from app.sla import operations as sla
from app.work import Variables, Work

#: from these on there is nothing to take back
OVER = (
    ClaimStatus.PAID,
    ClaimStatus.REJECTED,
    ClaimStatus.ARCHIVED,
    ClaimStatus.DUPLICATE,
    ClaimStatus.WITHDRAWN,
    ClaimStatus.REOPENED,
    ClaimStatus.CANCELLED,
)
REASSESSABLE = (
    ClaimStatus.ADJUDICATING,
    ClaimStatus.APPROVING,
    ClaimStatus.AWAITING_AGREEMENT,
    ClaimStatus.PAYING,
)
#: what a re-opened claim takes over from the one it continues
KEPT = (
    "policy_no",
    "policy_id",
    "org_unit",
    "policy_status",
    "object_id",
    "reporter_name",
    "reporter_phone",
    "reporter_relation",
    "channel",
    "loss_time",
    "report_time",
    "loss_place",
    "loss_cause",
    "loss_type",
    "loss_description",
    "claimed_amount",
    "injury",
    "deaths",
    "liability_clear",
    "police_reported",
    "proofs_received_at",
    "risk_score",
    "risk_level",
    "track",
    "survey_mode",
    "event_id",
    "cat_level",
    "reserve",
    "already_paid",
)


def withdraw(work: Work, claim: Claim, *, reason: str, requested_by: str) -> Claim:
    """Take a claim back; what runs for it ends, and what was paid in advance is recovered.

    :param requested_by: who asked for it
    :raises Conflict: it is paid, or over
    """
    _ensure_unpaid(work, claim)
    if claim.status in OVER:
        raise Conflict(f"claim {claim.claim_no} is {claim.status.value}")
    said = {"withdrawal_reason": reason, "withdrawal_requested_by": requested_by}
    return _tell(work, claim, "claim_withdrawn", said)


def reassess(work: Work, claim: Claim, *, reason: str) -> Claim:
    """Have a loss assessed anew: the round of approval that runs is void.

    :raises Conflict: it is not assessed yet, or paid
    """
    _ensure_unpaid(work, claim)
    if claim.status not in REASSESSABLE:
        raise Conflict(f"claim {claim.claim_no} is {claim.status.value}")
    return _tell(work, claim, "reassess", {"reassess_reason": reason})


def _ensure_unpaid(work: Work, claim: Claim) -> None:
    """Refuse a claim of which the settled sum, or a part of it, is paid.

    :raises Conflict: payment_executed
    """
    if claim.status is ClaimStatus.PAID or advances.paid_of_sum(work.session, claim) > 0:
        paid = f"{claim.already_paid} of claim {claim.claim_no} is paid"
        raise Conflict(paid, code="payment_executed")


def _tell(work: Work, claim: Claim, name: str, variables: Variables) -> Claim:
    told = publish_message(work, name=name, correlation_key=str(claim.id), variables=variables)
    if told.case_id is None:  # an operator holds the case, or it has moved on just now
        raise Conflict(f"the case of {claim.claim_no} cannot take {name} now")
    return claim


def note_reversal(work: Work, claim_id: int, amount: Decimal) -> None:
    """Note that a payment of a claim was claimed back: it counts as paid no more."""
    claim = queries.get_claim(work.session, claim_id)
    claim.already_paid = max(Decimal(0), claim.already_paid - amount)
    touch(work, claim)


def reopen(work: Work, former: Claim, *, reason: str, text: str) -> Claim:
    """Open a closed claim again, as a claim of its own that begins with the assessment.

    Papers, decisions and payments of the former one stay known; it needs a higher approval.

    :raises Conflict: it is not closed, or was re-opened already
    :raises InvalidInput: with every field that is wrong
    """
    given = Answers({"reason": reason, "text": text}, "")
    given.option("reason", vocabulary.REOPEN_REASONS)
    given.text("text")
    given.finish()
    if former.status is not ClaimStatus.ARCHIVED:
        raise Conflict(f"claim {former.claim_no} is {former.status.value}, not closed")
    move(work, former, ClaimStatus.REOPENED)
    claim = Claim(**{name: getattr(former, name) for name in KEPT})
    claim.reopen_of_id = former.id
    claim.investigate = False
    claim.status = ClaimStatus.ASSESSING
    claim.claim_no = next_business_number(work.session, PREFIX, work.today)
    enter(work, claim)
    claim.created_by = former.created_by  # whoever reported the loss sees this one too
    note(work, claim)
    _start(work, claim, former)
    detail = {"reopens": former.claim_no, "reason": reason, "text": text}
    audit.record(
        work, "claim.reopened", case_id=claim.case_id, subject=claim.claim_no, detail=detail
    )
    return claim


def _start(work: Work, claim: Claim, former: Claim) -> None:
    """Start the case, and the limit for deciding, which begins with the re-opening."""
    variables = {**start_variables(work, claim), **_known(work, claim, former)}
    started = start_case(work, process_id=PROCESS, variables=variables, business_key=claim.claim_no)
    claim.case_id = started.case.id
    touch(work, claim)
    sla.open_clock(work, case_id=started.case.id, stage=DECISION, facts=facts_of(claim))
    papers = queries.list_documents(work.session, claim.id)
    unread = [paper.id for paper in papers if paper.authentic is None]
    if unread:
        tell_late(work, claim, unread[-1])


def _known(work: Work, claim: Claim, former: Claim) -> Variables:
    """Return what the inquiry of the former claim has found."""
    known = (former, *queries.list_former_claims(work.session, former))
    reviews = (queries.last_review(work.session, one.id) for one in known)
    review = next((review for review in reviews if review is not None), None)
    found = {} if review is None else {row["check"]: row["result"] for row in review.checks}
    checks = [
        {
            "check": check,
            "result": "deferred" if check in vocabulary.DEFERRABLE else found.get(check, "query"),
        }
        for check in vocabulary.CHECKS
    ]
    return {
        "reopen_of": former.claim_no,
        "registration": vocabulary.REGISTER,
        "review_outcome": (review and review.outcome) or "complete",
        "checks": checks,
        "investigated": queries.find_conclusion(work.session, former) is not None,
        "is_duplicate": False,
        "lob": queries.lob_of(claim),
        "sum_insured": None if claim.policy is None else claim.policy.sum_insured,
        "policy_id": claim.policy_id,
        "policy_status": claim.policy_status and claim.policy_status.value,
        "amount": claim.claimed_amount,
        "track": claim.track,
        "risk_level": claim.risk_level,
        "survey_mode": claim.survey_mode,
        "cat_level": claim.cat_level,
        "event_id": claim.event_id,
        "already_paid": claim.already_paid,
        "segregation_from": queries.list_former_cases(work.session, claim),
        "reserve": claim.reserve,
    }
