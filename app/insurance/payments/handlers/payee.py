"""Who is paid: their data, the check of their account, and mending it after a failed payment."""

from collections.abc import Mapping

from app.errors import Conflict, InvalidInput
from app.insurance.answers import Answers, money_of
from app.insurance.customers import queries as customers
from app.insurance.customers.rules import mask_account
from app.insurance.payments import queries, rules
from app.insurance.payments.models import Payment, PaymentKind, PaymentStatus
from app.insurance.records import enter, touch
from app.work import CallLike, Variables, Work

TRANSFER = "bank_transfer"


def prepare(call: CallLike) -> Variables:
    """Begin a payment: whoever was paid for the same subject before is taken over.

    ``third_party`` is the caller's to give: who is liable for the loss, else null.

    :raises InvalidInput: the caller left something out
    """
    work: Work = call.work
    seen = call.variables
    _ensure_called_rightly(seen)
    known = queries.find_verified_payee(
        work.session, seen["subject_type"], int(seen["subject_id"]), holder=_holder(seen)
    )
    payment = None if known is None else enter(work, _draft_like(call, known))
    return {
        "payee_known": payment is not None,
        "third_party": seen.get("third_party") or None,
        "approval_id": seen.get("approval_id"),
        "cdd_cleared": False,
        "payment_result": None,
        "executed_at": None,
        "paid_amount": 0,
        **_told_of(payment),
    }


def _ensure_called_rightly(seen: Variables) -> None:
    given = Answers(seen, root="")
    given.option("subject_type", rules.SUBJECTS)
    given.key("subject_id")
    given.option("kind", [kind.value for kind in PaymentKind])
    given.text("lob")
    given.money("amount_total", required=True)
    given.money("already_paid", required=True)
    given.text("third_party", longest=200, required=False)
    if not isinstance(_holder(seen), str | None):
        given.refuse("payee", "the name of the payee must be text")
    try:
        given.finish()
    except InvalidInput as refusal:
        wrong = (f"{error.pointer.strip('/')}: {error.detail}" for error in refusal.errors)
        detail = f"payment is called wrongly, {'; '.join(wrong)}"
        raise InvalidInput(detail, errors=refusal.errors) from refusal


def _holder(seen: Variables) -> str | None:
    """Return the name of who is to be paid, where the caller knows it."""
    payee = seen.get("payee")
    return payee.get("name") if isinstance(payee, Mapping) else None


#: what the process knows of a payee; of the account only its end
TOLD = ("payment_id", "payee_name", "payee_type", "requested_method", "masked_account")


def _told_of(payment: Payment | None) -> Variables:
    if payment is None:
        return dict.fromkeys(TOLD)
    account = payment.payee_account
    return {
        "payment_id": payment.id,
        "payee_name": payment.payee_name,
        "payee_type": payment.payee_type,
        "requested_method": payment.requested_method,
        "masked_account": account and mask_account(account),
    }


def _draft_of(call: CallLike) -> Payment:
    seen = call.variables
    kind = PaymentKind(seen["kind"])
    subject = (str(seen["subject_type"]), int(seen["subject_id"]))
    return Payment(
        case_id=call.case_id,
        subject_type=subject[0],
        subject_id=subject[1],
        kind=kind,
        running_no=queries.next_running_no(call.work.session, *subject, kind),
        status=PaymentStatus.DRAFT,
    )


def _draft_like(call: CallLike, known: Payment) -> Payment:
    payment = _draft_of(call)
    for name in rules.PAYEE_FIELDS:
        setattr(payment, name, getattr(known, name))
    return payment


def record_payee(call: CallLike, answers: Variables) -> Variables:
    """Keep who is to be paid and how; the account is nowhere but in this record."""
    payment = _draft_of(call)
    _read(call, payment, answers)
    enter(call.work, payment)
    return _told_of(payment)


def fix_payee(call: CallLike, answers: Variables) -> Variables:
    """Begin another payment with corrected data; the bank knows each order number only once.

    Another payee is to be examined anew.

    :raises Conflict: the payment has not failed
    """
    failed = payment_of(call)
    if failed.status is not PaymentStatus.FAILED:
        raise Conflict(f"payment {failed.payment_no} is {failed.status.value}")
    payment = _draft_of(call)
    payment.running_no = failed.running_no
    payment.replaces_id = failed.id
    _read(call, payment, answers)
    enter(call.work, payment)
    cleared = bool(call.variables["cdd_cleared"]) and rules.is_same_payee(failed, payment)
    return {**_told_of(payment), "cdd_cleared": cleared}


def _read(call: CallLike, payment: Payment, answers: Variables) -> None:
    given = Answers(answers)
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
    if not payment.payee_account:
        _ensure_method_fits(call, payment, given)
        given.finish()


def _ensure_method_fits(call: CallLike, payment: Payment, given: Answers) -> None:
    """Refuse a method without account where the table of methods will choose a transfer."""
    inputs = {
        "account_verified": True,
        "payee_type": payment.payee_type,
        "lob": call.variables["lob"],
        "requested": payment.requested_method,
        "amount": _amount_due(call),
    }
    method = call.work.ask("payout_method", inputs).value["method"]
    if method == TRANSFER:
        given.refuse(
            "requested_method", f"this sum goes to this payee by {method}: an account is needed"
        )


def _amount_due(call: CallLike) -> object:
    seen = call.variables
    return rules.amount_due(money_of(seen["amount_total"]), money_of(seen["already_paid"]))


def payment_of(call: CallLike) -> Payment:
    """Return the payment that a case is at."""
    return queries.get_payment(call.work.session, int(call.variables["payment_id"]))


def verify_account(call: CallLike) -> Variables:
    """Check the payee's account and say what is left to pay."""
    work: Work = call.work
    payment = payment_of(call)
    payment.account_verified = _is_verified(payment, _holder(call.variables))
    touch(work, payment)
    risk = customers.highest_risk(work.session, name=payment.payee_name, id_no=payment.payee_id_no)
    return {
        "account_verified": payment.account_verified,
        "amount": _amount_due(call),
        "customer_risk": risk.value,
    }


def _is_verified(payment: Payment, holder: str | None) -> bool:
    if payment.requested_method == TRANSFER and not (payment.payee_account and payment.payee_bank):
        return False
    return holder is None or rules.account_matches(payment.payee_name, holder)
