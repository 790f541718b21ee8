"""Chooses whether a customer is contacted: consent, opt-out, frequency and quiet hours."""

import datetime as dt
from dataclasses import dataclass

from app.insurance.care import queries, rules
from app.insurance.care.models import CareItem, CareTrigger
from app.insurance.customers.contact_models import Purpose
from app.insurance.customers.contact_queries import allows, refuses
from app.insurance.customers.models import Customer
from app.work import Work

CONTACT, WAIT, SKIP = "contact", "wait", "skip"
#: what no contract needs: left out where a customer refuses messages of service
COURTESIES = (
    CareTrigger.BIRTHDAY,
    CareTrigger.NATIONAL_HOLIDAY,
    CareTrigger.WEATHER_WARNING,
    CareTrigger.NEGATIVE_FEEDBACK,
)


@dataclass(frozen=True, kw_only=True)
class Choice:
    """What becomes of an item now."""

    selection: str
    #: when it may be carried out
    at: dt.datetime
    marketing_consent: bool
    reason: str | None = None


def choose(work: Work, item: CareItem) -> Choice:
    """Say whether an item is carried out now, later or not at all."""
    customer = work.session.get_one(Customer, item.customer_id, with_for_update=True)
    consent = allows(work.session, customer.id, Purpose.MARKETING)
    at = rules.allowed_at(max(work.now, item.due_at), work.processes.zone)
    reason = _why_not(work, item, customer, consent=consent)
    if reason is not None:
        return Choice(selection=SKIP, at=at, marketing_consent=consent, reason=reason)
    selection = WAIT if at > work.now else CONTACT
    if selection == CONTACT and item.marketing and _is_capped(work, item):
        return Choice(selection=SKIP, at=at, marketing_consent=consent, reason=rules.CAPPED)
    return Choice(selection=selection, at=at, marketing_consent=consent)


def _why_not(work: Work, item: CareItem, customer: Customer, *, consent: bool) -> str | None:
    gone = (customer.deceased_on, customer.locked_at, customer.merged_into_id)
    if any(one is not None for one in gone):
        return rules.NOT_CARED_FOR
    if item.marketing and not consent:
        return rules.NO_CONSENT
    if item.trigger in COURTESIES and refuses(work.session, customer.id, Purpose.SERVICE):
        return rules.OPTED_OUT
    return None


def _is_capped(work: Work, item: CareItem) -> bool:
    since = rules.month_begin(work.now, work.processes.zone)
    return rules.is_capped(*queries.count_marketing(work.session, item.customer_id, since=since))
