"""Finds whom the day gives a reason to care for: one statement over all triggers."""

import datetime as dt
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from app.insurance.care import rules
from app.insurance.care.models import CareItem, CareTrigger, PlannedEvent
from app.insurance.customers.contact_models import (
    Consent,
    ContactNote,
    CustomerEvent,
    EventKind,
    Purpose,
)
from app.insurance.customers.models import Customer, Policy
from app.sla.calendar import festival_on

PAGE = 50  # customers in one transaction
CATCH_UP = dt.timedelta(days=7)  # prospects and feedback of days on which nothing was planned
OWN = "CAR-%"  # feedback to care itself, which has been followed up

Found = sa.Select[Any]


@dataclass(frozen=True, kw_only=True)
class Day:
    """The local day that is planned for."""

    date: dt.date
    zone: ZoneInfo

    def ago(self, days: int) -> dt.datetime:
        """Return the end of the local day some days ago."""
        day = self.date - dt.timedelta(days=days - 1)
        return dt.datetime.combine(day, dt.time(), tzinfo=self.zone).astimezone(dt.UTC)

    def years_ago(self, years: int) -> dt.datetime:
        """Return the end of the same local day some years ago."""
        return self.ago((self.date - rules.years_before(self.date, years)).days)


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """A customer whom a trigger concerns today."""

    trigger: CareTrigger
    customer_id: int
    policy_id: int | None
    event_id: int | None


def list_candidates(session: Session, day: Day) -> list[Candidate]:
    """Return the next page of customers to care for; each is found until an item is planned."""
    found = [_of_birthday(day), _of_anniversary(day), _of_prospect(day), _of_data(day)]
    found += [_of_unverified(day), _of_feedback(day)]
    if festival_on(day.date) is not None:
        found.append(_of_festival(day))
    pages = [sa.select(one.limit(PAGE).subquery()) for one in found]
    rows = session.execute(sa.union_all(*pages).limit(PAGE))
    return [
        Candidate(
            trigger=CareTrigger(row.trigger),
            customer_id=row.customer_id,
            policy_id=row.policy_id,
            event_id=row.event_id,
        )
        for row in rows
    ]


def _named(trigger: CareTrigger, customer: Any, policy: Any = None, event: Any = None) -> Found:
    none = sa.literal(None, sa.BigInteger)
    return sa.select(
        sa.literal(trigger.value).label("trigger"),
        customer.label("customer_id"),
        (none if policy is None else policy).label("policy_id"),
        (none if event is None else event).label("event_id"),
    )


def is_cared_for() -> sa.ColumnElement[bool]:
    """Match customers who may be contacted at all."""
    return sa.and_(
        Customer.deceased_on.is_(None),
        Customer.locked_at.is_(None),
        # not as "is null": SQLite would go by that index, which holds nearly every customer
        sa.func.coalesce(Customer.merged_into_id, 0) == 0,
    )


def is_in_force(day: dt.date) -> sa.ColumnElement[bool]:
    """Match policies that run on a day."""
    runs_on = sa.or_(Policy.terminated_on.is_(None), Policy.terminated_on > day)
    return sa.and_(Policy.starts_on <= day, Policy.ends_on > day, runs_on)


def allows_marketing() -> sa.ColumnElement[bool]:
    """Match customers with a consent to marketing that was not taken back."""
    return sa.exists().where(
        Consent.customer_id == Customer.id,
        Consent.purpose == Purpose.MARKETING,
        Consent.granted,
        Consent.withdrawn_at.is_(None),
    )


def _planned_up_to(trigger: CareTrigger, day: Day) -> Any:
    """Return the last customer who has an item for today; they are planned in this order."""
    planned = sa.select(sa.func.max(CareItem.customer_id)).where(
        CareItem.trigger == trigger, CareItem.occasion_on == day.date
    )
    return sa.func.coalesce(planned.scalar_subquery(), 0)


def _of_birthday(day: Day) -> Found:
    kind = CareTrigger.BIRTHDAY
    born = Customer.birth_date.in_(rules.same_day_before(day.date))
    new = Customer.id > _planned_up_to(kind, day)
    return _named(kind, Customer.id).where(born, new, is_cared_for()).order_by(Customer.id)


def _of_festival(day: Day) -> Found:
    kind = CareTrigger.NATIONAL_HOLIDAY
    insured = sa.exists().where(Policy.policyholder_id == Customer.id, is_in_force(day.date))
    new = Customer.id > _planned_up_to(kind, day)
    return _named(kind, Customer.id).where(insured, new, is_cared_for()).order_by(Customer.id)


def _of_anniversary(day: Day) -> Found:
    kind, holder = CareTrigger.POLICY_ANNIVERSARY, Policy.policyholder_id
    found = _named(kind, holder, sa.func.min(Policy.id)).join(Customer, Customer.id == holder)
    begun = Policy.starts_on.in_(rules.same_day_before(day.date))
    new = holder > _planned_up_to(kind, day)
    due = found.where(begun, is_in_force(day.date), new, is_cared_for())
    return due.group_by(holder).order_by(holder)


def _of_prospect(day: Day) -> Found:
    kind, later = CareTrigger.PROSPECT_IDLE, aliased(ContactNote)
    end = day.ago(rules.IDLE_DAYS)
    found = _named(kind, Customer.id).join(ContactNote, ContactNote.customer_id == Customer.id)
    last = sa.and_(
        ContactNote.at >= end - CATCH_UP,
        ContactNote.at < end,
        ~sa.exists().where(later.customer_id == Customer.id, later.at > ContactNote.at),
    )
    new = ~_item_since(kind, ContactNote.at)
    prospect = ~sa.exists().where(Policy.policyholder_id == Customer.id)
    due = found.where(last, prospect, allows_marketing(), new, is_cared_for())
    return due.distinct().order_by(Customer.id)


def _of_data(day: Day) -> Found:
    kind, at = CareTrigger.DATA_STALE, Customer.verified_at
    stale = at < day.years_ago(rules.STALE_YEARS)
    new = ~_item_since(kind, at)
    return _named(kind, Customer.id).where(stale, new, is_cared_for()).order_by(at)


def _of_unverified(day: Day) -> Found:
    kind, at = CareTrigger.DATA_STALE, Customer.created_at
    stale = sa.and_(Customer.verified_at.is_(None), at < day.years_ago(rules.STALE_YEARS))
    new = ~_item_since(kind, at)
    return _named(kind, Customer.id).where(stale, new, is_cared_for())


def _of_feedback(day: Day) -> Found:
    kind, event = CareTrigger.NEGATIVE_FEEDBACK, CustomerEvent
    found = _named(kind, event.customer_id, event=event.id)
    since = sa.and_(event.kind == EventKind.NEGATIVE_FEEDBACK, event.at >= day.ago(1) - CATCH_UP)
    new = ~sa.exists().where(PlannedEvent.event_id == event.id)
    foreign = sa.or_(event.source.is_(None), event.source.not_like(OWN))
    due = found.join(Customer, Customer.id == event.customer_id).where(since, new, foreign)
    return due.where(is_cared_for()).order_by(event.id)


def _item_since(trigger: CareTrigger, since: Any) -> sa.ColumnElement[bool]:
    return sa.exists().where(
        CareItem.customer_id == Customer.id,
        CareItem.trigger == trigger,
        CareItem.created_at >= since,
    )
