"""What the diagram of payment calls."""

from collections.abc import Mapping

from app.audit import operations as audit
from app.database import next_business_number
from app.errors import Conflict
from app.insurance.answers import Answers, local_text, money_of
from app.insurance.customers import queries as customers
from app.insurance.payments import bank, queries, rules
from app.insurance.payments.models import Payment, PaymentKind, PaymentStatus
from app.insurance.records import enter, touch
from app.work import CallLike, Handler, Listener, Variables, Work

PREFIX = "PAY"
TRANSFER = "bank_transfer"
HOLD = "hold"
NO_DILIGENCE = "none"


def record_payee(call: CallLike, answers: Variables) -> Variables:
    """Keep who is to be paid and how; the account is nowhere but in this record."""
    work: Work = call.work
    given = Answers(answers)
    payment = _draft_of(call)
    payment.payee_name = given.text("payee_name", longest=100)
    payment.payee_type = given.option("payee_type", rules.PAYEE_TYPES)
    payment.payee_relation = given.option("relation", rules.RELATIONS)
    payment.requested_method = given.option("requested_method", rules.METHODS)
    by_transfer = payment.requested_method == TRANSFER
    payment.payee_account = given.text("account_no", longest=64, required=by_transfer) or None
    payment.payee_bank = given.text("bank", longest=100, required=by_transfer) or None
    payment.payee_id_type = given.text("id_type", longest=32, required=False) or None
    payment.payee_id_no = given.text("id_no", longest=64, required=False) or None
    given.finish()
    enter(work, payment)
    return {
        "payment_id": payment.id,
        "payee_type": payment.payee_type,
        "requested_method": payment.requested_method,
    }


def _draft_of(call: CallLike) -> Payment:
    seen = call.variables
    return Payment(
        case_id=call.case_id,
        subject_type=seen["subject_type"],
        subject_id=int(seen["subject_id"]),
        kind=PaymentKind(seen["kind"]),
        running_no=1,
        status=PaymentStatus.DRAFT,
    )


def _payment_of(call: CallLike) -> Payment:
    return queries.get_payment(call.work.session, int(call.variables["payment_id"]))


def verify_account(call: CallLike) -> Variables:
    """Check the payee's account and say what is left to pay."""
    work: Work = call.work
    seen = call.variables
    payment = _payment_of(call)
    payment.account_verified = _is_verified(payment, seen.get("payee"))
    touch(work, payment)
    risk = customers.highest_risk(work.session, name=payment.payee_name, id_no=payment.payee_id_no)
    total, paid = money_of(seen["amount_total"]), money_of(seen["already_paid"])
    return {
        "account_verified": payment.account_verified,
        "amount": rules.amount_due(total, paid),
        "customer_risk": risk.value,
    }


def _is_verified(payment: Payment, known: Mapping[str, str] | None) -> bool:
    if payment.requested_method == TRANSFER and not (payment.payee_account and payment.payee_bank):
        return False
    holder = payment.payee_name if known is None else known["name"]
    return rules.account_matches(payment.payee_name, holder)


def record_order(call: CallLike, answers: Variables) -> Variables:
    """Make out the order over what is left to pay.

    :raises Conflict: it needs a second person, due diligence, or must be held
    """
    work: Work = call.work
    seen = call.variables
    _ensure_payable(seen)
    given = Answers(answers)
    value_date = given.day("value_date")
    given.finish()
    payment = _payment_of(call)
    if payment.status is not PaymentStatus.DRAFT:
        raise Conflict(f"payment {payment.id} is {payment.status.value}")
    if queries.is_paid(work.session, payment):
        raise Conflict("this was paid before", code="payment_executed")
    payment.amount = money_of(seen["amount"])
    payment.method = seen["method"]
    payment.second_check, payment.cdd_level = seen["second_check"], seen["cdd_level"]
    payment.value_date = value_date
    payment.ordered_by = work.actor.user_id
    payment.status = PaymentStatus.ORDERED
    payment.payment_no = next_business_number(work.session, PREFIX, work.today)
    payment.idempotency_key = payment.payment_no
    touch(work, payment)
    return {"payment_no": payment.payment_no}


def _ensure_payable(seen: Variables) -> None:
    if seen["method"] == HOLD:
        raise Conflict("the payee's account is not verified, so the payment is held")
    if seen["cdd_level"] != NO_DILIGENCE:
        raise Conflict(f"due diligence comes first: {seen['cdd_level']}")
    if seen["second_check"]:
        raise Conflict("the order needs the check of a second person")


def execute(call: CallLike) -> None:
    """Send the order to the bank."""
    payment = _payment_of(call)
    bank.put_order(call.work, payment)
    audit.record(
        call.work,
        "payment.ordered",
        case_id=call.case_id,
        subject=payment.payment_no,
        detail={"amount": payment.amount, "method": payment.method, "kind": payment.kind.value},
    )


def record_result(call: CallLike) -> Variables:
    """Say how the payment ended.

    :raises Conflict: the bank could not pay
    """
    payment = _payment_of(call)
    if payment.status is not PaymentStatus.EXECUTED or payment.executed_at is None:
        raise Conflict(f"payment {payment.payment_no} is {payment.status.value}")
    return {
        "payment_result": "paid",
        "executed_at": local_text(payment.executed_at, call.work.processes.zone),
        "paid_amount": payment.amount,
    }


HANDLERS: Mapping[str, Handler] = {
    "payments.verify_account": verify_account,
    "payments.execute": execute,
    "payments.record_result": record_result,
}
LISTENERS: Mapping[str, Listener] = {
    "payments.record_payee": record_payee,
    "payments.record_order": record_order,
}
