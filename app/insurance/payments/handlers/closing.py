"""After the bank has paid: what the case is told, the payee's notice, whom to recover from."""

from app.audit import operations as audit
from app.errors import Conflict
from app.insurance.answers import local_text
from app.insurance.payments.handlers.payee import payment_of
from app.insurance.payments.letters import write_paid
from app.insurance.payments.models import PaymentStatus, Subrogation
from app.insurance.records import enter
from app.work import CallLike, Variables, Work


def record_result(call: CallLike) -> Variables:
    """Say how the payment ended.

    :raises Conflict: the bank has not paid
    """
    payment = payment_of(call)
    if payment.status is not PaymentStatus.EXECUTED or payment.executed_at is None:
        raise Conflict(f"payment {payment.payment_no} is {payment.status.value}")
    return {
        "payment_result": "paid",
        "executed_at": local_text(payment.executed_at, call.work.processes.zone),
        "paid_amount": payment.amount,
    }


def notify_paid(call: CallLike) -> None:
    """Tell the payee of the payment by a letter."""
    payment = payment_of(call)
    write_paid(call.work, payment)
    audit.record(
        call.work,
        "payment.payee_notified",
        case_id=call.case_id,
        subject=payment.payment_no,
        detail={"amount": payment.amount, "method": payment.method},
    )


def open_subrogation(call: CallLike) -> None:
    """Open the recovery of what was paid from the third party that is liable.

    Source: Insurance Law art. 60, within the sum paid.
    """
    work: Work = call.work
    payment = payment_of(call)
    third_party = call.variables["third_party"]
    row = Subrogation(
        payment_id=payment.id,
        subject_type=payment.subject_type,
        subject_id=payment.subject_id,
        third_party=third_party,
        amount_paid=payment.amount,
    )
    enter(work, row)
    audit.record(
        work,
        "payment.subrogation_opened",
        case_id=call.case_id,
        subject=payment.payment_no,
        detail={"amount": payment.amount},
    )
