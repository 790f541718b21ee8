"""The order: made out, checked by a second person, sent to the bank, chased, cancelled."""

from app.audit import operations as audit
from app.database import next_business_number
from app.errors import Conflict
from app.insurance.answers import Answers, money_of
from app.insurance.payments import operations, orders, queries, rules
from app.insurance.payments.handlers.payee import payment_of
from app.insurance.payments.models import Payment, PaymentKind, PaymentStatus
from app.insurance.records import touch
from app.work import CallLike, Variables, Work

PREFIX = "PAY"
CONFIRM = "confirm"
HOLD = "hold"
NO_DILIGENCE = "none"


def record_order(call: CallLike, answers: Variables) -> Variables:
    """Make out the order over what is left to pay; one that was returned keeps its number.

    :raises Conflict: it is ordered already, or the same was paid before
    """
    work: Work = call.work
    seen = call.variables
    given = Answers(answers)
    value_date = given.day("value_date")
    if value_date is not None and value_date < work.today:
        given.refuse("value_date", f"value_date lies before {work.today.isoformat()}")
    given.finish()
    payment = payment_of(call)
    _ensure_status(payment, PaymentStatus.DRAFT)
    if queries.is_paid(work.session, payment):
        raise Conflict("this was paid before", code="payment_executed")
    payment.amount = money_of(seen["amount"])
    payment.method = seen["method"]
    payment.second_check, payment.cdd_level = seen["second_check"], seen["cdd_level"]
    payment.value_date = value_date
    payment.ordered_by = work.actor.user_id
    payment.status = PaymentStatus.ORDERED
    if payment.payment_no is None:
        payment.payment_no = next_business_number(work.session, PREFIX, work.today)
        payment.idempotency_key = payment.payment_no
    touch(work, payment)
    return {"payment_no": payment.payment_no}


def record_review(call: CallLike, answers: Variables) -> Variables:
    """Keep that a second person confirmed the order, or give it back to be made out anew."""
    work: Work = call.work
    given = Answers(answers)
    result = given.option("result", rules.REVIEW_RESULTS)
    given.finish()
    payment = payment_of(call)
    _ensure_status(payment, PaymentStatus.ORDERED)
    if result == CONFIRM:
        payment.status, payment.reviewed_by = PaymentStatus.REVIEWED, work.actor.user_id
    else:
        payment.status = PaymentStatus.DRAFT
    touch(work, payment)
    _note(call, "payment.reviewed", payment, result=result)
    return {"review_result": result}


def execute(call: CallLike) -> None:
    """Send the order to the bank.

    :raises Conflict: it lacks the second check or the due diligence that it needs
    """
    work: Work = call.work
    payment = payment_of(call)
    _ensure_payable(payment, cleared=bool(call.variables.get("cdd_cleared")))
    orders.put_order(work, payment)
    payment.sent_at = work.now
    touch(work, payment)
    kind = payment.kind.value
    _note(call, "payment.ordered", payment, amount=payment.amount, method=payment.method, kind=kind)


def _ensure_payable(payment: Payment, *, cleared: bool) -> None:
    # The drawing sees to this; a case on an older drawing must not get past it.
    if payment.method == HOLD:
        raise Conflict("the payee's account is not verified, so the payment is held")
    if payment.cdd_level != NO_DILIGENCE and not cleared:
        raise Conflict(f"due diligence comes first: {payment.cdd_level}")
    if payment.second_check and payment.status is not PaymentStatus.REVIEWED:
        raise Conflict("the order needs the check of a second person")


def chase(call: CallLike) -> None:
    """Ask the bank again what became of the order.

    :raises Conflict: it was asked ``rules.CHASES`` times and has said nothing: call the bank
    """
    work: Work = call.work
    payment = payment_of(call)
    if not rules.waits_for_bank(payment):
        return
    if payment.chased >= rules.CHASES:
        asked = f"though it was asked {payment.chased} times"
        raise Conflict(f"the bank does not answer for payment {payment.payment_no}, {asked}")
    payment.chased += 1
    orders.ask(work, payment)
    touch(work, payment)
    _note(call, "payment.chased", payment, times=payment.chased)


def cancel(call: CallLike) -> Variables:
    """Cancel what is not executed of a subject: of one kind, or of all where none is named.

    A diagram that ends payments from outside calls this with subject_type and subject_id.
    """
    work: Work = call.work
    seen = call.variables
    subject = (str(seen["subject_type"]), int(seen["subject_id"]))
    kind = PaymentKind(seen["kind"]) if seen.get("kind") else None
    for payment in queries.list_unpaid(work.session, *subject, kind=kind):
        operations.cancel_payment(work, payment)
    return {"payment_result": "cancelled", "executed_at": None, "paid_amount": 0}


def _ensure_status(payment: Payment, wanted: PaymentStatus) -> None:
    if payment.status is not wanted:
        raise Conflict(f"payment {payment.id} is {payment.status.value}")


def _note(call: CallLike, action: str, payment: Payment, **detail: object) -> None:
    audit.record(call.work, action, case_id=call.case_id, subject=payment.payment_no, detail=detail)
