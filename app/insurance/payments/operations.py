"""Acts on a payment from outside its tasks: the bank's answer."""

import datetime as dt

from app.audit import operations as audit
from app.cases.operations import publish_message
from app.cases.operations.publish import LONGEST_TTL
from app.errors import Conflict, FieldError, InvalidInput
from app.insurance.answers import local_text
from app.insurance.payments import queries, rules
from app.insurance.payments.models import Payment, PaymentStatus
from app.insurance.records import touch
from app.work import Work

MESSAGE = "payment_result"


def record_result(
    work: Work,
    payment_id: int | str,
    *,
    status: str,
    bank_ref: str | None,
    executed_at: dt.datetime | None = None,
) -> Payment:
    """Take the bank's answer to an order; the same answer again changes nothing.

    :param executed_at: when the bank did it, by default now
    :raises Conflict: it was answered otherwise before, or nothing was ordered
    :raises InvalidInput: no such answer, or an instant to come
    """
    _check(work, status, executed_at)
    payment = queries.lock_payment(work.session, payment_id)
    if payment.status in rules.STATUS_OF_RESULT.values():
        return _repeated(payment, status, bank_ref, executed_at)
    if payment.status not in rules.WAITING_FOR_BANK:
        raise Conflict(f"payment {payment.id} is {payment.status.value}")
    payment.status = rules.STATUS_OF_RESULT[status]
    payment.bank_ref = bank_ref
    payment.executed_at = executed_at or work.now
    touch(work, payment)
    _tell(work, payment, status)
    return payment


def _check(work: Work, status: str, executed_at: dt.datetime | None) -> None:
    wrong = []
    if status not in rules.RESULTS:
        wrong.append(("status", f"{status} is not one of {', '.join(rules.RESULTS)}"))
    if executed_at is not None and executed_at > work.now:
        wrong.append(("executed_at", f"executed_at lies after {work.now.isoformat()}"))
    if wrong:
        errors = [
            FieldError(pointer=f"/{name}", code="invalid_value", detail=detail)
            for name, detail in wrong
        ]
        raise InvalidInput("; ".join(detail for _, detail in wrong), errors=errors)


def _repeated(
    payment: Payment, status: str, bank_ref: str | None, executed_at: dt.datetime | None
) -> Payment:
    same = payment.status is rules.STATUS_OF_RESULT[status] and payment.bank_ref == bank_ref
    if same and executed_at in (None, payment.executed_at):
        return payment
    answered = f"the bank has answered for payment {payment.payment_no}: {payment.status.value}"
    is_paid = payment.status is PaymentStatus.EXECUTED
    raise Conflict(answered, code="payment_executed" if is_paid else None)


def _tell(work: Work, payment: Payment, status: str) -> None:
    assert payment.executed_at is not None  # set with the answer
    audit.record(
        work,
        "payment.answered",
        case_id=payment.case_id,
        subject=payment.payment_no,
        detail={"status": status, "bank_ref": payment.bank_ref},
    )
    publish_message(
        work,
        name=MESSAGE,
        correlation_key=str(payment.id),
        variables={
            "status": status,
            "bank_ref": payment.bank_ref,
            "executed_at": local_text(payment.executed_at, work.processes.zone),
        },
        ttl=LONGEST_TTL,
        message_id=f"result-{payment.payment_no}",
    )
