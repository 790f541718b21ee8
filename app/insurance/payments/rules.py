"""Rules about payments: what is still to pay, whose account it is, what may follow what. Pure."""

from decimal import Decimal

from app.insurance.payments.models import PaymentStatus

PAYEE_TYPES = ("individual", "corporate", "farmer", "third_party")
RELATIONS = ("insured", "policyholder", "beneficiary", "driver", "third_party", "agent")
METHODS = ("bank_transfer", "cheque", "e_wallet")
RESULTS = ("success", "failed")

#: what the bank's answer makes of a payment
STATUS_OF_RESULT = {"success": PaymentStatus.EXECUTED, "failed": PaymentStatus.FAILED}
WAITING_FOR_BANK = (PaymentStatus.ORDERED, PaymentStatus.REVIEWED)


def amount_due(total: Decimal, already_paid: Decimal) -> Decimal:
    """Return what is left to pay; nothing where more was paid before."""
    return max(Decimal(0), total - already_paid)


def account_matches(payee_name: str, holder_name: str) -> bool:
    """Say whether an account belongs to the payee: the names are the same but for blanks."""
    return _plain(payee_name) == _plain(holder_name)


def _plain(name: str) -> str:
    return "".join(name.split()).casefold()
