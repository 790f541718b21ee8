"""Rules about policies and customers: cover at a loss time, arrears, masked fields. Pure."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from zoneinfo import ZoneInfo

from app.insurance.customers.models import Policy, PolicyStatus, StatutoryClass

GRACE_DAYS = 60  # Insurance Law art. 36: after the due date of an instalment, personal business
PHONE = r"\+?[0-9-]{7,20}$"
#: lawful bases of the use of personal data (Personal Information Protection Law art. 13)
BASES = ("consent", "contract", "legal_duty", "vital_interest", "public_interest", "made_public")
SEED_CLASSES = ("personal", "property", "credit", "investment")
SUBTYPES = (
    "life",
    "health",
    "accident",
    "fire",
    "transport",
    "liability",
    "motor_compulsory",
    "motor_commercial",
    "agriculture",
    "commercial_credit",
    "export_credit",
    "participating",
    "universal",
)
#: lines of business, the keys of the decision ``lob_profile``
LOB = (
    "motor_compulsory",
    "motor_commercial",
    "property",
    "cargo",
    "agriculture",
    "liability",
    "credit",
    "export_credit",
    "health",
    "accident",
    "life",
    "investment",
)
PERSONAL_DATA_TOPIC, OTHER_TOPIC = "personal_data_request", "other"
#: what a customer may need of customer service, as the table ``service_routing`` (D24) knows it
NEED_TOPICS = (
    "claim_status",
    "claim_guidance",
    "policy_change",
    "policy_loan",
    "surrender",
    "revival",
    "premium_payment",
    "invoice",
    "product_inquiry",
    PERSONAL_DATA_TOPIC,
    OTHER_TOPIC,
)
COVERING = (PolicyStatus.IN_FORCE, PolicyStatus.GRACE)


@dataclass(frozen=True, kw_only=True)
class Term:
    """What of a policy decides whether it covers on a day."""

    starts_on: dt.date
    ends_on: dt.date
    statutory_class: StatutoryClass
    terminated_on: dt.date | None = None
    premium: Decimal = Decimal(0)
    premium_due_on: Sequence[dt.date] = ()
    paid_to: dt.date | None = None


def status_at(term: Term, instant: dt.datetime, zone: ZoneInfo) -> PolicyStatus:
    """Return where a policy stood at an instant; its end is the first day without cover."""
    day = instant.astimezone(zone).date()
    if day < term.starts_on:
        return PolicyStatus.NOT_YET_EFFECTIVE
    if term.terminated_on is not None and day >= term.terminated_on:
        return PolicyStatus.TERMINATED
    if day >= term.ends_on:
        return PolicyStatus.EXPIRED
    return _status_by_premium(term, day)


def _status_by_premium(term: Term, day: dt.date) -> PolicyStatus:
    # Only personal business lapses by law; a property insurer has to end the contract itself.
    unpaid = _unpaid_on(term, day)
    if not unpaid or term.statutory_class is StatutoryClass.PROPERTY:
        return PolicyStatus.IN_FORCE
    late = (day - unpaid[0]).days
    return PolicyStatus.GRACE if late <= GRACE_DAYS else PolicyStatus.LAPSED


def _unpaid_on(term: Term, day: dt.date) -> list[dt.date]:
    if term.paid_to is None:
        return []
    return [due for due in sorted(term.premium_due_on) if term.paid_to <= due < day]


def arrears_at(term: Term, instant: dt.datetime, zone: ZoneInfo) -> Decimal:
    """Return the instalments that were late at an instant; they are deducted from a benefit."""
    return term.premium * len(_unpaid_on(term, instant.astimezone(zone).date()))


def mask_id_no(value: str) -> str:
    """Show an identity number as its first six and last four characters."""
    return _mask(value, 6, 4)


def mask_phone(value: str) -> str:
    """Show a telephone number as its first three and last four characters."""
    return _mask(value, 3, 4)


def mask_account(value: str) -> str:
    """Show an account as its last four characters."""
    return _mask(value, 0, 4)


def _mask(value: str, first: int, last: int) -> str:
    if len(value) <= first + last:
        return "****" if len(value) <= last else "****" + value[-last:]
    return value[:first] + "****" + value[-last:]


def term_of(policy: Policy) -> Term:
    """Return what of a policy decides whether it covers on a day."""
    return Term(
        starts_on=policy.starts_on,
        ends_on=policy.ends_on,
        statutory_class=policy.product.statutory_class,
        terminated_on=policy.terminated_on,
        premium=policy.premium,
        premium_due_on=[dt.date.fromisoformat(day) for day in policy.premium_due_dates],
        paid_to=policy.paid_to,
    )
