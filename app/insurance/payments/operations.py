"""Acts on a payment from outside its tasks: the bank's answer, cancelling, releasing, reversing."""

import datetime as dt

from app.audit import operations as audit
from app.cases.operations import publish_message
from app.cases.operations.publish import LONGEST_TTL
from app.errors import Conflict, FieldError, InvalidInput, NotAllowed
from app.inbox.queries import people_of
from app.insurance.answers import local_text
from app.insurance.payments import orders, queries, rules
from app.insurance.payments.models import Payment, PaymentStatus, Recovery
from app.insurance.records import enter, touch
from app.work import Work

MESSAGE = "payment_result"
#: where a case may wait for a payment that is held: the sum itself, its undisputed part, an advance
RELEASED = ("payment_released", "part_payment_released", "advance_payment_released")


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
    if payment.status in rules.RESULT_OF_STATUS:
        return _repeated(payment, status, bank_ref, executed_at)
    was_cancelled = payment.status is PaymentStatus.CANCELLED and payment.sent_at is not None
    if not was_cancelled and not rules.waits_for_bank(payment):
        raise Conflict(f"payment {payment.id} is {payment.status.value}")
    astray = was_cancelled or queries.is_paid(work.session, payment)
    payment.status = rules.STATUS_OF_RESULT[status]
    payment.bank_ref = bank_ref
    payment.executed_at = executed_at or work.now
    if astray and payment.status is PaymentStatus.EXECUTED:
        # The bank was faster than the withdrawal, or the same was paid by another order.
        _claim_back(work, payment, "paid though cancelled" if was_cancelled else "paid twice")
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
    same = rules.RESULT_OF_STATUS[payment.status] == status and payment.bank_ref == bank_ref
    if same and executed_at in (None, payment.executed_at):
        return payment
    answered = f"the bank has answered for payment {payment.payment_no}: {payment.status.value}"
    is_paid = payment.status is not PaymentStatus.FAILED
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


def cancel_payment(work: Work, payment: Payment) -> None:
    """Cancel a payment that is not made; the bank is told where it has the order."""
    if rules.waits_for_bank(payment):
        orders.withdraw(work, payment)
    former, payment.status = payment.status, PaymentStatus.CANCELLED
    touch(work, payment)
    audit.record(
        work,
        "payment.cancelled",
        case_id=payment.case_id,
        subject=payment.payment_no or str(payment.id),
        detail={"was": former.value},
    )


def cancel_payments_of_case(work: Work, case_id: int, reason: str) -> None:
    """Cancel what is not paid of a case that an operator has ended: nothing is paid without one."""
    for payment in queries.list_unpaid_of_case(work.session, case_id):
        cancel_payment(work, payment)


def release(work: Work, payment_id: int | str, *, reason: str) -> Payment:
    """Let what was held be paid after all: its case makes out a new payment.

    :raises Conflict: it is not held, or its case waits for no release
    """
    payment = queries.lock_payment(work.session, payment_id)
    if payment.status is not PaymentStatus.HELD:
        raise Conflict(f"payment {payment.payment_no or payment.id} is {payment.status.value}")
    payment.status = PaymentStatus.CANCELLED
    touch(work, payment)
    audit.record(
        work,
        "payment.released",
        case_id=payment.case_id,
        subject=payment.payment_no or str(payment.id),
        detail={"reason": reason},
    )
    key = str(payment.id)
    told = (publish_message(work, name=name, correlation_key=key) for name in RELEASED)
    if all(message.case_id is None for message in told):
        raise Conflict(f"nothing waits for the release of payment {payment.id}")
    return payment


def reverse(work: Work, payment_id: int | str, *, reason: str) -> Payment:
    """Claim back what was paid.

    :raises Conflict: it is not paid, or reversed already
    :raises NotAllowed: four_eyes_violation, the actor made out the order or confirmed it
    """
    payment = queries.lock_payment(work.session, payment_id)
    if not people_of(work, payment.case_id).isdisjoint((payment.ordered_by, payment.reviewed_by)):
        raise NotAllowed(
            f"whoever made out or confirmed payment {payment.payment_no} may not reverse it",
            code="four_eyes_violation",
        )
    if payment.status is not PaymentStatus.EXECUTED:
        raise Conflict(f"payment {payment.payment_no or payment.id} is {payment.status.value}")
    _claim_back(work, payment, reason)
    touch(work, payment)
    return payment


def _claim_back(work: Work, payment: Payment, reason: str) -> None:
    payment.status = PaymentStatus.REVERSED
    enter(work, Recovery(payment=payment, reason=reason, amount=payment.amount))
    audit.record(
        work,
        "payment.claimed_back",
        case_id=payment.case_id,
        subject=payment.payment_no,
        detail={"amount": payment.amount, "reason": reason},
    )
