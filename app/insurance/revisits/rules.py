"""The words and rules of revisits: who is asked, by when, when again, what is an issue. Pure."""

import datetime as dt
from collections.abc import Iterable, Mapping
from enum import Enum
from typing import Any
from zoneinfo import ZoneInfo

#: revisits that follow an event of the customer, and those that follow a day of a policy
EVENTS = (
    "policy_issued",
    "claim_paid",
    "claim_rejected",
    "complaint_closed",
    "surrender",
    "catastrophe_hit",
    "training_attended",
)
EXPIRY, ANNIVERSARY, BY_HAND = "expiry_minus_30", "anniversary", "by_hand"
DAYS_BEFORE_EXPIRY = 30
#: what happened longer ago is not asked about any more
STALE = dt.timedelta(days=60)

NEW_POLICY = "new_policy"  # owed by law within the cooling-off period
MARKETING_PLANS = ("renewal_reminder",)  # they are there to sell: only with consent
WRITTEN = ("sms", "mail")  # channels by which questions are sent
ELECTRONIC = (*WRITTEN, "recorded_phone_or_e")  # plans that a customer may answer without a call
SPOKEN = ("phone", "visit")  # nothing but a recording tells what was said
CHANNELS = (*SPOKEN, *WRITTEN, "online")
#: how an agent may turn to a customer for want of what the planned channel needs
PLANNABLE = ("recorded_phone_or_e", "phone", "phone_or_visit", "sms", "mail")
DUE_BY_HAND = "5 wd"
ATTEMPTS_BY_HAND = 3

YES, NO, UNCLEAR = "yes", "no", "unclear"
SAID = (YES, NO, UNCLEAR)
ISSUES = (
    "not_the_customer",
    "not_signed_by_self",
    "terms_not_understood",
    "exclusions_not_known",
    "surrender_loss_not_known",
    "cooling_off_not_known",
    "payment_period_not_known",
    "mis_selling",
    "wrong_data",
    "dissatisfied",
    "other",
)
CAUSES = ("sales", "explanation", "data", "service", "product", "customer", "other")
MEASURES = ("explained", "data_corrected", "signed_anew", "seller_held_to_account", "none_needed")
FIXED, SURRENDERED, REJECTED = "fixed", "surrender_refunded", "rejected"
RESULTS = (FIXED, SURRENDERED, REJECTED)
SURRENDER, OPT_OUT, NO_CONSENT = "surrender", "opt_out", "no_consent"
CANCEL_REASONS = (SURRENDER, OPT_OUT)
DEPARTMENTS = ("sales", "claims", "service", "product", "compliance", "training", "it")

APART = dt.timedelta(hours=4)  # between two attempts to reach a customer
ANSWER_TIME = dt.timedelta(days=3)  # for questions that were sent, before they are sent again
FIRST_HOUR, LAST_HOUR = 9, 21  # local hours between which customers are called


class DayPart(Enum):
    """Part of a local day, in which people are at home or not."""

    MORNING = "morning"  #: before noon
    AFTERNOON = "afternoon"  #: from noon to six
    EVENING = "evening"  #: from six


NOON, SIX = 12, 18


def part_of(instant: dt.datetime, zone: ZoneInfo) -> DayPart:
    """Return the part of the local day in which an instant lies."""
    hour = instant.astimezone(zone).hour
    if hour < NOON:
        return DayPart.MORNING
    return DayPart.AFTERNOON if hour < SIX else DayPart.EVENING


def may_try(last: dt.datetime, at: dt.datetime, zone: ZoneInfo) -> bool:
    """Say whether an attempt counts after one that failed: later, and in another part of a day."""
    return at - last >= APART and part_of(at, zone) is not part_of(last, zone)


def next_try(last: dt.datetime, zone: ZoneInfo, apart: dt.timedelta = APART) -> dt.datetime:
    """Return when to try again at the earliest: when customers are called, at a full hour or later.

    :param apart: at least so long after the attempt that failed, never less than four hours
    """
    at = last + max(apart, APART)
    while not (may_try(last, at, zone) and _is_calling_time(at, zone)):
        local = at.astimezone(zone).replace(minute=0, second=0, microsecond=0)
        at = (local + dt.timedelta(hours=1)).astimezone(dt.UTC)
    return at


def _is_calling_time(at: dt.datetime, zone: ZoneInfo) -> bool:
    return FIRST_HOUR <= at.astimezone(zone).hour < LAST_HOUR


def is_longer_than_a_year(starts_on: dt.date, ends_on: dt.date) -> bool:
    """Say whether a policy runs for more than a year; its end is the first day without cover."""
    years = ends_on.year - starts_on.year
    return years > 1 or (
        years == 1 and (ends_on.month, ends_on.day) > (starts_on.month, starts_on.day)
    )


def issues_in(codes: Mapping[str, str | None], answers: Iterable[Mapping[str, Any]]) -> list[str]:
    """Return what a customer did not confirm: every question not answered with yes.

    :param codes: the issue that each question is about; None: no answer to it is one
    """
    failing = (codes[row["q"]] for row in answers if row["a"] != YES)
    return list(dict.fromkeys(code for code in failing if code is not None))


def is_mandatory(plan: str) -> bool:
    """Say whether the law demands a revisit, whatever the customer allows."""
    return plan == NEW_POLICY


def without_consent(plan: str, *, refuses_service: bool, allows_marketing: bool) -> str | None:
    """Return why a customer may not be revisited by a plan; None: nothing stands against it."""
    if is_mandatory(plan):
        return None
    if refuses_service:
        return OPT_OUT
    if plan in MARKETING_PLANS and not allows_marketing:
        return NO_CONSENT
    return None
