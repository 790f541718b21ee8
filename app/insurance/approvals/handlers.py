"""What the diagram of approval calls."""

from collections.abc import Mapping

from app.database import next_key
from app.insurance.answers import Answers, local_text, money_of
from app.insurance.approvals import queries, rules
from app.insurance.approvals.models import ApprovalRecord
from app.work import CallLike, Handler, Listener, Variables, Work


def record_step(call: CallLike, answers: Variables) -> Variables:
    """Add the record of one approver's decision."""
    given = Answers(answers)
    decision = given.option("decision", rules.DECISIONS)
    opinion = given.text("opinion")
    if given.has("opinion") and len(opinion) < 2:
        given.refuse("opinion", "opinion needs at least 2 characters", "too_short")
    conditions = given.text("conditions", required=False)
    given.finish()
    work: Work = call.work
    seen = call.variables
    number = _round_of(work, seen)
    record = ApprovalRecord(
        id=next_key(work.session),
        case_id=call.case_id,
        subject_type=seen["subject_type"],
        subject_id=int(seen["subject_id"]),
        round=number,
        step=int(seen["step"]),
        tier=int(seen["tier"]),
        group_code=seen["step_group"],
        approver_id=work.actor.user_id,
        approver_name=work.actor.name,
        decided_at=work.now,
        decision=decision,
        opinion=opinion,
        conditions=conditions or None,
        amount_seen=money_of(seen["amount"]),
    )
    work.session.add(record)
    work.session.flush()
    return {"decision": decision}


def _round_of(work: Work, seen: Variables) -> int:
    """Return the round a step belongs to: the first step of a path begins one."""
    last = queries.last_round(work.session, seen["subject_type"], int(seen["subject_id"]))
    return last + 1 if int(seen["step"]) == 1 else last


def conclude(call: CallLike) -> Variables:
    """Say how the latest round ended."""
    work: Work = call.work
    subject = call.variables["subject_type"], int(call.variables["subject_id"])
    number = queries.last_round(work.session, *subject)
    records = queries.list_round(work.session, *subject, number)
    result = rules.result_of([record.decision for record in records])
    last = records[-1]
    return {
        "approval_result": result,
        "return_to": "adjudicate" if result == "returned" else None,
        "approved_at": local_text(last.decided_at, work.processes.zone),
        "approved_amount": last.amount_seen,
        "tier": last.tier,
        "round": number,
    }


HANDLERS: Mapping[str, Handler] = {"approvals.conclude": conclude}
LISTENERS: Mapping[str, Listener] = {"approvals.record_step": record_step}
