"""Who must be known before they are paid: due diligence, suspicion, and holding a payment."""

from app.audit import operations as audit
from app.errors import Conflict
from app.insurance.answers import Answers
from app.insurance.payments import queries, rules
from app.insurance.payments.handlers.payee import payment_of
from app.insurance.payments.models import (
    DueDiligence,
    Payment,
    PaymentStatus,
    SuspiciousReport,
)
from app.insurance.records import enter, touch
from app.work import CallLike, Variables, Work

CLEAR, REPORT, CONTINUE = "clear", "report", "continue"


def record_diligence(call: CallLike, answers: Variables) -> Variables:
    """Keep what the examination of a payee found; a suspicion is reported.

    Source: Anti-money-laundering Law (2024) art. 31, identity and authority of beneficiaries.
    """
    work: Work = call.work
    payment = payment_of(call)
    given = Answers(answers)
    found = DueDiligence(
        payment_id=payment.id,
        level=str(call.variables["cdd_level"]),
        id_verified=given.truth("id_verified"),
        relation_verified=given.truth("relation_verified"),
        risk=given.option("risk", rules.RISKS),
        result=given.option("result", rules.DILIGENCE_RESULTS),
    )
    if found.result == CLEAR and not (found.id_verified and found.relation_verified):
        given.refuse("result", "clear needs identity and relation verified")
    given.finish()
    enter(work, found)
    if found.result == REPORT:
        enter(work, SuspiciousReport(due_diligence_id=found.id, payment_id=payment.id))
        _note(call, "payment.suspicion_reported", payment, level=found.level)
    return {"cdd_result": found.result, "cdd_cleared": found.result == CLEAR}


def record_compliance(call: CallLike, answers: Variables) -> Variables:
    """Keep whether compliance lets a suspicious payment go on."""
    work: Work = call.work
    payment = payment_of(call)
    given = Answers(answers)
    decision = given.option("decision", rules.COMPLIANCE_DECISIONS)
    reason = given.text("reason")
    given.finish()
    report = queries.find_open_report(work.session, payment.id)
    if report is None:
        raise Conflict(f"payment {payment.id} has no suspicion to decide on")
    report.decision, report.reason = decision, reason
    report.decided_by, report.decided_at = work.actor.user_id, work.now
    touch(work, report)
    _note(call, "payment.suspicion_decided", payment, decision=decision)
    return {"cdd_cleared": decision == CONTINUE}


def hold(call: CallLike) -> Variables:
    """Hold a payment that must not be made for now."""
    work: Work = call.work
    payment = payment_of(call)
    payment.status = PaymentStatus.HELD
    touch(work, payment)
    _note(call, "payment.held", payment, cdd_level=call.variables["cdd_level"])
    return {"payment_result": "held", "executed_at": None, "paid_amount": 0}


def _note(call: CallLike, action: str, payment: Payment, **detail: object) -> None:
    audit.record(call.work, action, case_id=call.case_id, subject=str(payment.id), detail=detail)
