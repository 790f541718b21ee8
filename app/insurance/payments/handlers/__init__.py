"""What the diagram of payment calls, by the names it uses."""

from collections.abc import Mapping

from app.insurance.payments import operations
from app.insurance.payments.handlers import closing, diligence, order, payee
from app.insurance.payments.rules import SUBJECTS
from app.work import Ending, Handler, Listener

HANDLERS: Mapping[str, Handler] = {
    "payments.prepare": payee.prepare,
    "payments.verify_account": payee.verify_account,
    "payments.hold": diligence.hold,
    "payments.execute": order.execute,
    "payments.chase": order.chase,
    "payments.cancel": order.cancel,
    "payments.record_result": closing.record_result,
    "payments.notify_paid": closing.notify_paid,
    "payments.open_subrogation": closing.open_subrogation,
}
LISTENERS: Mapping[str, Listener] = {
    "payments.record_payee": payee.record_payee,
    "payments.fix_payee": payee.fix_payee,
    "payments.record_diligence": diligence.record_diligence,
    "payments.record_compliance": diligence.record_compliance,
    "payments.record_order": order.record_order,
    "payments.record_review": order.record_review,
}
#: payments belong to the root case, whose process is named like what is paid, or run by itself
ENDINGS: Mapping[str, Ending] = dict.fromkeys(
    (*SUBJECTS, "payment"), operations.cancel_payments_of_case
)
