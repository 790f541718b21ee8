"""What the bank is told of a payment: the order, a question about it, its withdrawal."""

from app.insurance.payments.models import Payment
from app.outbox import operations as outbox
from app.work import Work

ORDER = "bank.payment_order"
QUESTION = "bank.payment_question"
WITHDRAWAL = "bank.payment_withdrawal"


def put_order(work: Work, payment: Payment) -> None:
    """Have a payment order sent after the commit; the bank knows it by its number.

    The account stays in the payment's own row: whoever sends reads it there.
    """
    more = {
        "amount": payment.amount,
        "currency": "CNY",
        "method": payment.method,
        "value_date": payment.value_date,
    }
    _put(work, payment, ORDER, key="", **more)


def ask(work: Work, payment: Payment) -> None:
    """Have the bank asked what became of an order."""
    _put(work, payment, QUESTION, key=f"-question-{payment.chased}")


def withdraw(work: Work, payment: Payment) -> None:
    """Have the bank told not to pay an order; should it have paid, it answers that."""
    _put(work, payment, WITHDRAWAL, key="-withdrawal")


def _put(work: Work, payment: Payment, kind: str, *, key: str, **more: object) -> None:
    assert payment.payment_no is not None  # an order has a number
    payload = {"payment_id": str(payment.id), "payment_no": payment.payment_no, **more}
    outbox.put(
        work, kind, payload, idempotency_key=payment.payment_no + key, case_id=payment.case_id
    )
