"""The words and rules of a complaint. Pure."""

import datetime as dt
from collections.abc import Mapping

CHANNELS = ("phone", "mail", "online", "counter", "letter", "regulator_transfer", "media")
BY_REGULATOR = "regulator_transfer"
SUBJECTS = (
    "claim_delay",
    "claim_amount",
    "claim_rejection",
    "mis_selling",
    "surrender",
    "renewal",
    "policy_service",
    "privacy_breach",
    "staff_misconduct",
    "service_attitude",
    "facility",
    "other",
)
RESPONSIBILITIES = ("company", "staff", "agent", "customer", "third_party", "none")
PAYMENT = "payment"
REMEDIES = ("apology", "correction", PAYMENT, "policy_change", "none")
ROOT_CAUSES = (
    "product",
    "clause",
    "sales",
    "process",
    "staff",
    "system",
    "communication",
    "third_party",
    "none",
)
SIMPLE, COMPLEX, SPECIAL = "simple", "complex", "special"
#: the track that an extension leads to: 15, 30 and then 60 days from the first receipt
NEXT_TRACK: Mapping[str, str] = {SIMPLE: COMPLEX, COMPLEX: SPECIAL}
TRACKS = (COMPLEX, SPECIAL)
APPROVE, REFUSE = "approve", "refuse"
DECISIONS = (APPROVE, REFUSE)

GROUP_SIZE = 5  # from so many complainants on some of them speak for all
MOST_REPRESENTATIVES = 5  # complaint rules (2020) art. 15
PHONE = r"\+?[0-9-]{7,20}"  # a contact that takes short messages
LARGEST_GROUP = 100_000  # more is a slip of the keyboard
REPEATS = dt.timedelta(days=90)  # the same complainant and subject within it is a repeat
SILENCE = dt.timedelta(days=7)  # after the reply nothing more is expected
DAYS_TO_REVIEW = 30  # after the day of the reply a review may be asked for

CLAIM, SALES, SURRENDER, OTHER = "claim", "sales", "surrender", "other"
CAUSES = (CLAIM, SALES, SURRENDER, OTHER)
_CAUSE_OF_SUBJECT: Mapping[str, str] = {"mis_selling": SALES, "surrender": SURRENDER}


def cause_of(subject: str) -> str:
    """Return under which cause the regulator's bulletin counts a subject."""
    return CLAIM if subject.startswith("claim_") else _CAUSE_OF_SUBJECT.get(subject, OTHER)


def review_until(replied_at: dt.datetime, zone: dt.tzinfo) -> dt.datetime:
    """Return the end of the last day on which a review may be asked for.

    The day of the reply does not count, and the last one ends at midnight (Civil Code art. 201).
    """
    last = replied_at.astimezone(zone).date() + dt.timedelta(days=DAYS_TO_REVIEW)
    return dt.datetime.combine(last + dt.timedelta(days=1), dt.time(), zone)


def may_ask_review(replied_at: dt.datetime | None, at: dt.datetime, zone: dt.tzinfo) -> bool:
    """Say whether a review may still be asked for: within 30 days of the reply."""
    return replied_at is not None and at < review_until(replied_at, zone)


def is_unresolved(satisfied: bool | None, upheld: bool | None) -> bool:
    """Say whether a complainant is left unsatisfied: no review has given them another answer."""
    return satisfied is False and upheld is not False
