"""Acts on a dispute from outside its tasks: raised, mediated, sued, judged, taken back."""

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal

from app.cases.operations import publish_message, start_case
from app.cases.operations.publish import LONGEST_TTL
from app.errors import Conflict, FieldError, InvalidInput
from app.insurance.answers import local_text
from app.insurance.disputes import defence, queries, rules
from app.insurance.disputes.models import OVER, Dispute, DisputeStatus
from app.insurance.records import touch
from app.work import Variables, Work

PROCESS, LAWSUIT = "dispute", "lawsuit_filed"


def raise_dispute(
    work: Work,
    facts: Variables,
    *,
    raised_by: str,
    claim_of_party: str,
    disputed_amount: Decimal,
    subject: str,
    evidence: Sequence[str] = (),
) -> Dispute:
    """Open a dispute over a claim.

    :param facts: what of the claim has to be known, as its own message ``dispute_opened`` says it
    :raises Conflict: the claim has one that is open
    """
    if not claim_of_party.strip():
        raise _refusal("claim_of_party", "claim_of_party is required", "required")
    known = queries.find_open(work.session, facts["claim_id"])
    if known is not None:
        raise Conflict(f"dispute {known.dispute_no} over claim {facts['claim_no']} is open")
    said = {
        "raised_by": raised_by,
        "claim_of_party": claim_of_party,
        "disputed_amount": disputed_amount,
        "dispute_subject": subject,
        "evidence": list(evidence),
    }
    started = start_case(work, process_id=PROCESS, variables={**facts, **said})
    opened = queries.find_open(work.session, facts["claim_id"])
    if opened is None or opened.case_id != started.case.id:
        raise Conflict(f"another dispute over claim {facts['claim_no']} was opened just now")
    return opened


def take_mediation(
    work: Work,
    dispute: Dispute,
    *,
    result: str,
    amount: Decimal | None = None,
    at: dt.datetime | None = None,
) -> Dispute:
    """Take the result of a mediation.

    :param at: when it was reached, by default now
    :raises Conflict: the dispute is not in mediation
    :raises InvalidInput: an agreement without a sum, an instant to come or before the filing
    """
    _ensure(dispute, DisputeStatus.IN_MEDIATION)
    _ensure_sum(amount, needed=result == rules.AGREED)
    _ensure_between(work, at, "at", since=rules.begun_at(dispute.ladder))
    return _tell(
        work, dispute, "mediation_result", result=result, amount=amount, at=_text(work, at)
    )


def take_judgment(
    work: Work,
    dispute: Dispute,
    *,
    outcome: str,
    amount: Decimal | None = None,
    effective_at: dt.datetime | None = None,
) -> Dispute:
    """Take what the court decided.

    :param effective_at: since when it binds, by default now
    :raises Conflict: the dispute is not in court, or its defence is not filed
    :raises InvalidInput: a judgment without its sum, an instant to come or before the service
    """
    _ensure(dispute, DisputeStatus.IN_COURT)
    _ensure_sum(amount, needed=outcome != rules.DISMISSED)
    _ensure_between(work, effective_at, "effective_at", since=dispute.served_at)
    at = _text(work, effective_at)
    return _tell(work, dispute, "judgment", outcome=outcome, amount=amount, effective_at=at)


def take_lawsuit(
    work: Work, dispute: Dispute, *, court: str, case_no: str, served_at: dt.datetime
) -> Dispute:
    """Take that the claimant has sued, from whichever step.

    The limit for the defence runs at once. While the cause is being found the lawsuit waits for
    that, and is answered right after it.

    :raises Conflict: the dispute is in court already, or over
    :raises InvalidInput: served in the future, or before the claim was decided
    """
    served = dispute.status is DisputeStatus.IN_COURT and dispute.served_at is not None
    if served or dispute.status in OVER:
        raise Conflict(f"dispute {dispute.dispute_no} is {dispute.status.value}")
    _ensure_between(work, served_at, "served_at", since=rules.decided_at(dispute.ladder))
    dispute.court, dispute.case_no, dispute.served_at = court, case_no, served_at
    dispute.defence_filed_at = None
    touch(work, dispute)
    defence.runs_since(work, dispute, served_at)
    if dispute.status is DisputeStatus.IN_COURT:
        return dispute
    return _tell(work, dispute, LAWSUIT)


def withdraw(work: Work, dispute: Dispute, *, reason: str) -> Dispute:
    """Take a dispute back; the decided sum stands.

    :raises Conflict: it is over
    """
    if dispute.status in OVER:
        raise Conflict(f"dispute {dispute.dispute_no} is {dispute.status.value}")
    return _tell(work, dispute, "dispute_withdrawn", withdrawal_reason=reason)


def _ensure(dispute: Dispute, status: DisputeStatus) -> None:
    if dispute.status is not status:
        raise Conflict(f"dispute {dispute.dispute_no} is {dispute.status.value}")


def _ensure_sum(amount: Decimal | None, *, needed: bool) -> None:
    if needed and amount is None:
        raise _refusal("amount", "amount is required", "required")


def _ensure_between(
    work: Work, at: dt.datetime | None, name: str, *, since: dt.datetime | None
) -> None:
    if at is not None and at > work.now:
        raise _refusal(name, f"{name} lies after {work.now.isoformat()}", "in_future")
    if at is not None and since is not None and at < since:
        raise _refusal(name, f"{name} lies before {_text(work, since)}", "invalid_value")


def _refusal(name: str, detail: str, code: str) -> InvalidInput:
    return InvalidInput(detail, errors=[FieldError(pointer=f"/{name}", code=code, detail=detail)])


def _text(work: Work, at: dt.datetime | None) -> str:
    return local_text(at or work.now, work.processes.zone)


def _tell(work: Work, dispute: Dispute, name: str, **variables: object) -> Dispute:
    waits = name == LAWSUIT and dispute.status is DisputeStatus.ANALYSING
    told = publish_message(
        work,
        name=name,
        correlation_key=str(dispute.claim_id),
        variables=dict(variables),
        ttl=LONGEST_TTL if waits else None,
    )
    if (
        told.case_id is None and not waits
    ):  # an operator holds the case, or somebody works on it just now
        raise Conflict(f"the case of {dispute.dispute_no} cannot take {name} now")
    work.session.refresh(dispute)
    return dispute
