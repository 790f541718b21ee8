"""Rules about payments: what is still to pay, whose account it is, what may follow what. Pure."""

from decimal import Decimal

from app.insurance.payments.models import Payment, PaymentStatus

SUBJECTS = ("claim", "dispute", "complaint")
PAYEE_TYPES = ("individual", "corporate", "farmer", "third_party")
RELATIONS = (
    "insured",
    "policyholder",
    "beneficiary",
    "driver",
    "third_party",
    "agent",
    "complainant",
)
METHODS = ("bank_transfer", "cheque", "e_wallet")
RESULTS = ("success", "failed")
REVIEW_RESULTS = ("confirm", "return")
RISKS = ("low", "medium", "high")
DILIGENCE_RESULTS = ("clear", "restrict", "report")
COMPLIANCE_DECISIONS = ("continue", "stop")
CHASES = 2  # times the bank is asked again before a person has to call it

#: what the bank's answer makes of a payment
STATUS_OF_RESULT = {"success": PaymentStatus.EXECUTED, "failed": PaymentStatus.FAILED}
#: what the bank has answered for a payment
RESULT_OF_STATUS = {
    PaymentStatus.EXECUTED: "success",
    PaymentStatus.REVERSED: "success",
    PaymentStatus.FAILED: "failed",
}
WAITING_FOR_BANK = (PaymentStatus.ORDERED, PaymentStatus.REVIEWED)
#: what may still be cancelled
UNPAID = (
    PaymentStatus.DRAFT,
    PaymentStatus.ORDERED,
    PaymentStatus.REVIEWED,
    PaymentStatus.HELD,
)
#: who is paid, and where to
PAYEE_FIELDS = (
    "payee_name",
    "payee_type",
    "payee_relation",
    "payee_account",
    "payee_bank",
    "payee_id_type",
    "payee_id_no",
    "requested_method",
)


def amount_due(total: Decimal, already_paid: Decimal) -> Decimal:
    """Return what is left to pay; nothing where more was paid before."""
    return max(Decimal(0), total - already_paid)


def account_matches(payee_name: str, holder_name: str) -> bool:
    """Say whether an account belongs to the payee: the names are the same but for blanks."""
    return _plain(payee_name) == _plain(holder_name)


def _plain(name: str) -> str:
    return "".join(name.split()).casefold()


def waits_for_bank(payment: Payment) -> bool:
    """Say whether an order has gone to the bank that has not answered yet."""
    return payment.sent_at is not None and payment.status in WAITING_FOR_BANK


def is_same_payee(one: Payment, other: Payment) -> bool:
    """Say whether two payments go to the same person in the same relation, to any account."""
    return (
        account_matches(one.payee_name, other.payee_name)
        and one.payee_type == other.payee_type
        and one.payee_relation == other.payee_relation
        and one.payee_id_no == other.payee_id_no
    )
