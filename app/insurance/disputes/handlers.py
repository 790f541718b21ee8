"""What the diagram of disputes calls: opened, analysed, approved, told and closed."""

from collections.abc import Mapping

from app.audit import operations as audit
from app.cases.operations import publish_message
from app.cases.operations.publish import LONGEST_TTL
from app.cases.queries import get_case
from app.insurance.answers import Answers, local_text, money_of
from app.insurance.authority import tier_amount
from app.insurance.disputes import cancelling, court, queries, rules, talks
from app.insurance.disputes.models import Dispute, DisputeStatus
from app.insurance.disputes.subject import dispute_of, note, now_of
from app.insurance.records import enter, touch
from app.work import CallLike, Ending, Handler, Listener, Variables, Work

#: yes or no, as the claim says it; what it does not say is no
KNOWN_OF_CLAIM = (
    "reopened",
    "investigated",
    "clause_cited",
    "clock_breached",
    "explained_proof",
    "related_party",
    "claim_waits",
)
UPHELD = "upheld"
CLOSED, IMPROVEMENT = "dispute_closed", "improvement_proposed"  # messages


def open_dispute(call: CallLike) -> Variables:
    """Enter a dispute, once for each claim that has none that is open.

    :raises InvalidInput: whoever opened it left something out
    """
    work: Work = call.work
    seen = call.variables
    told = _read_dispute(call)
    known = queries.find_open(work.session, told.claim_id)
    if known is None:
        enter(work, told)
        note(call, told, "dispute.opened", subject=told.subject, demanded=told.demanded)
    dispute = known or told
    return {
        "known": known is not None,
        "dispute_id": dispute.id,
        "dispute_no": dispute.dispute_no,
        "subject_of_dispute": dispute.subject,
        "amount": dispute.demanded,
        "extended": False,
        "negotiated": seen.get("negotiation_failed_at") is not None,
        "litigation": False,
        "claim_dismissed": False,
        **dict.fromkeys(("settled_amount", "settled_at", "court", "case_no", "served_at")),
        "subject": f"{seen['claim_no']} · ¥{dispute.demanded:,.2f}",
        **{name: bool(seen.get(name)) for name in KNOWN_OF_CLAIM},
    }


def _read_dispute(call: CallLike) -> Dispute:
    work: Work = call.work
    seen = call.variables
    given = Answers(seen, "")
    offered = given.money("offered_amount", required=True)
    demanded = given.money("disputed_amount", required=True)
    claim_id = given.key("claim_id")
    raised_by = given.option("raised_by", rules.RAISED_BY)
    told = given.text("claim_of_party")
    subject = given.option("dispute_subject", rules.SUBJECTS)
    given.finish()
    assert offered is not None and demanded is not None and claim_id is not None  # refused above
    number = get_case(work.session, call.case_id).business_key
    assert number is not None  # the process has a prefix for it
    ladder = rules.first_steps(seen.get("reported_at"), seen.get("decided_at"), now_of(work))
    failed_at = seen.get("negotiation_failed_at")
    if failed_at is not None:
        ladder = rules.negotiated(ladder, seen.get("negotiated_since"), failed_at)
    return Dispute(
        dispute_no=number,
        case_id=call.case_id,
        claim_id=claim_id,
        status=DisputeStatus.ANALYSING,
        raised_by=raised_by,
        claim_of_party=told,
        subject=subject,
        ladder=ladder,
        offered=offered,
        demanded=demanded,
        offers=[],
        evidence=given.names("evidence"),
    )


def record_analysis(call: CallLike, answers: Variables) -> Variables:
    """Keep the cause and what the company would settle for.

    A clause that can be read in two ways is read for the insured (Insurance Law art. 30).
    """
    dispute = dispute_of(call)
    given = Answers(answers)
    dispute.cause = given.option("cause", rules.CAUSES)
    dispute.clause_ambiguous = given.truth("clause_ambiguous")
    dispute.position = given.text("position")
    most = given.money("max_settlement", required=True)
    if most is not None and most < dispute.offered:
        given.refuse("max_settlement", f"max_settlement is less than the offered {dispute.offered}")
    given.finish()
    dispute.max_settlement = most
    dispute.status = DisputeStatus.NEGOTIATING
    touch(call.work, dispute)
    note(
        call,
        dispute,
        "dispute.analysed",
        cause=dispute.cause,
        clause_ambiguous=dispute.clause_ambiguous,
    )
    return {
        "cause": dispute.cause,
        "clause_ambiguous": dispute.clause_ambiguous,
        "max_settlement": dispute.max_settlement,
    }


def prepare_approval(call: CallLike) -> Variables:
    """Say by which sum the approvers are chosen; in court they begin with the third tier."""
    work: Work = call.work
    seen = call.variables
    dispute = dispute_of(call)
    dispute.status = DisputeStatus.APPROVING
    touch(work, dispute)
    amount = money_of(seen["settled_amount"])
    return {"tier_amount": tier_amount(work, amount, seen["cat_level"])}


def record_return(call: CallLike) -> Variables:
    """Take back what approvers did not approve: it is negotiated anew, or answered in court."""
    work: Work = call.work
    dispute = dispute_of(call)
    in_court = call.variables["litigation"]
    dispute.agreed = dispute.agreed_at = None
    dispute.status = DisputeStatus.IN_COURT if in_court else DisputeStatus.NEGOTIATING
    if not in_court:
        dispute.ladder = rules.climbed(dispute.ladder, rules.NEGOTIATION, now_of(work))
    touch(work, dispute)
    note(call, dispute, "dispute.not_approved", result=call.variables["approval_result"])
    return {"settled_amount": None, "negotiated": False}


def conclude(call: CallLike) -> Variables:
    """Tell the claim on which sum the dispute has ended.

    A claim that is over does not wait for it: somebody has to open it again, and soon, since what
    was agreed is to be paid within ten days (Insurance Law art. 23).
    """
    seen = call.variables
    dispute = dispute_of(call)
    dispute.status = DisputeStatus.CONCLUDED
    dispute.outcome = _outcome(seen, dispute)
    _tell_closed(call, dispute)
    return {"must_reopen": dispute.outcome != UPHELD and not seen["claim_waits"]}


def _outcome(seen: Variables, dispute: Dispute) -> str:
    if seen["claim_dismissed"] or dispute.agreed == dispute.offered:
        return UPHELD
    return "judgment" if seen["litigation"] else "new_amount"


def _tell_closed(call: CallLike, dispute: Dispute) -> None:
    work: Work = call.work
    touch(work, dispute)
    agreed_at = dispute.agreed_at or work.now
    # Told to a claim that waits for it, and to no other: it must not meet a later dispute.
    publish_message(
        work,
        name=CLOSED,
        correlation_key=str(dispute.claim_id),
        variables={
            "dispute_no": dispute.dispute_no,
            "dispute_result": dispute.outcome,
            "dispute_amount": dispute.agreed,
            "dispute_agreed_at": local_text(agreed_at, work.processes.zone),
            "litigation": bool(call.variables.get("litigation")),
        },
        message_id=f"{CLOSED}-{dispute.dispute_no}",
    )
    note(call, dispute, "dispute.concluded", outcome=dispute.outcome, amount=dispute.agreed)


def record_closing(call: CallLike, answers: Variables) -> Variables:
    """Keep the lesson, and propose what prevents the next dispute of that kind."""
    work: Work = call.work
    dispute = dispute_of(call)
    given = Answers(answers)
    dispute.lesson = given.text("lesson")
    dispute.prevention = given.option("prevention", rules.PREVENTIONS)
    reopened = given.truth("claim_reopened", required=False)
    if call.variables.get("must_reopen") and not reopened:
        given.refuse("claim_reopened", "the claim has to be opened again to pay what was agreed")
    given.finish()
    dispute.status, dispute.closed_at = DisputeStatus.CLOSED, work.now
    touch(work, dispute)
    publish_message(
        work,
        name=IMPROVEMENT,
        correlation_key=dispute.dispute_no,
        variables={
            "source": dispute.dispute_no,
            "problem": dispute.lesson,
            "prevention": dispute.prevention,
        },
        ttl=LONGEST_TTL,
        message_id=f"{IMPROVEMENT}-{dispute.dispute_no}",
    )
    note(call, dispute, "dispute.closed", prevention=dispute.prevention)
    return {"prevention": dispute.prevention}


def record_withdrawal(call: CallLike) -> None:
    """End a dispute that was taken back; the decided sum stands."""
    work: Work = call.work
    dispute = dispute_of(call)
    dispute.ladder = rules.ended(dispute.ladder, "withdrawn", now_of(work))
    dispute.status, dispute.outcome = DisputeStatus.WITHDRAWN, "withdrawn"
    dispute.agreed = dispute.agreed_at = None
    dispute.closed_at = work.now
    audit.record(
        work,
        "dispute.withdrawn",
        case_id=call.case_id,
        subject=dispute.dispute_no,
        detail={"reason": call.variables.get("withdrawal_reason")},
    )
    _tell_closed(call, dispute)


HANDLERS: Mapping[str, Handler] = {
    "disputes.open": open_dispute,
    "disputes.remind_of_mediation": talks.remind_of_mediation,
    "disputes.take_mediation": talks.take_mediation,
    "disputes.prepare_approval": prepare_approval,
    "disputes.record_return": record_return,
    "disputes.begin_litigation": court.begin_litigation,
    "disputes.take_judgment": court.take_judgment,
    "disputes.conclude": conclude,
    "disputes.record_withdrawal": record_withdrawal,
}
LISTENERS: Mapping[str, Listener] = {
    "disputes.record_analysis": record_analysis,
    "disputes.record_negotiation": talks.record_negotiation,
    "disputes.record_external": talks.record_external,
    "disputes.record_litigation": court.record_litigation,
    "disputes.record_closing": record_closing,
}
ENDINGS: Mapping[str, Ending] = {"dispute": cancelling.end_dispute}
