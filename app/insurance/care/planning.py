"""Plans care: what the day brings, campaigns and warnings page by page, and next contacts."""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy.orm import Session

from app.cases.operations import publish_message
from app.cases.operations.publish import LONGEST_TTL
from app.insurance.care import audience, candidates, queries, rules
from app.insurance.care.candidates import Candidate, Day
from app.insurance.care.models import CareCampaign, CareItem, CareStatus, CareTrigger, PlannedEvent
from app.insurance.records import enter, touch
from app.work import Work

PLANNED = "care_planned"  # message: starts an item's case


@dataclass(frozen=True, kw_only=True)
class Reason:
    """Why a customer is to be cared for, and when."""

    trigger: CareTrigger
    occasion_on: dt.date
    due_at: dt.datetime
    policy_id: int | None = None
    campaign_id: int | None = None
    follows_id: int | None = None


def plan_care(work: Work) -> bool:
    """Plan what today brings for the next page of customers.

    :returns: whether there may be more to do
    """
    day = Day(date=work.today, zone=work.processes.zone)
    found = candidates.list_candidates(work.session, day)
    for candidate in found:
        _plan(work, candidate)
    return bool(found)


def _plan(work: Work, candidate: Candidate) -> None:
    reason = Reason(
        trigger=candidate.trigger,
        occasion_on=work.today,
        due_at=rules.allowed_at(work.now, work.processes.zone),
        policy_id=candidate.policy_id,
    )
    item = plan_item(work, candidate.customer_id, reason)
    if candidate.event_id is not None:
        work.session.add(PlannedEvent(event_id=candidate.event_id, item_id=item.id))
        work.session.flush()


def plan_item(work: Work, customer_id: int, reason: Reason) -> CareItem:
    """Plan an item and start its case; a customer has one for a trigger and day."""
    known = queries.find_item(work.session, reason.trigger, reason.occasion_on, customer_id)
    if known is not None:
        return known
    item = CareItem(
        customer_id=customer_id,
        trigger=reason.trigger,
        occasion_on=reason.occasion_on,
        due_at=reason.due_at,
        marketing=reason.trigger in rules.MARKETING,
        status=CareStatus.PLANNED,
        policy_id=reason.policy_id,
        campaign_id=reason.campaign_id,
        follows_id=reason.follows_id,
    )
    enter(work, item)
    publish_message(
        work,
        name=PLANNED,
        correlation_key=str(item.id),
        variables={"care_item_id": item.id},
        ttl=LONGEST_TTL,
        message_id=f"{PLANNED}-{item.id}",
    )
    return item


def has_campaigns(session: Session, last_at: dt.datetime | None) -> bool:
    """Say whether a campaign or warning has customers who were not looked at."""
    return audience.has_unplanned(session)


def plan_campaigns(work: Work) -> bool:
    """Plan the next page of the oldest campaign or warning.

    :returns: whether there is more to do
    """
    campaign = audience.find_unplanned(work.session)
    if campaign is None:
        return False
    page = audience.next_page(work.session, campaign, work.today)
    due_at = rules.allowed_at(work.now, work.processes.zone)
    for customer in page.chosen:
        _plan_of(work, campaign, customer, due_at)
    campaign.after_id, campaign.complete = page.after_id, page.last
    touch(work, campaign)
    return True


def _plan_of(work: Work, campaign: CareCampaign, customer_id: int, due_at: dt.datetime) -> None:
    reason = Reason(
        trigger=campaign.trigger,
        occasion_on=campaign.made_on,
        due_at=due_at,
        campaign_id=campaign.id,
    )
    item = plan_item(work, customer_id, reason)
    campaign.planned += item.campaign_id == campaign.id


def plan_next_contact(work: Work, item: CareItem) -> None:
    """Plan the next contact with a prospect, on the day that was agreed."""
    assert item.next_contact_on is not None  # the diagram asks
    reason = Reason(
        trigger=CareTrigger.PROSPECT_IDLE,
        occasion_on=item.next_contact_on,
        due_at=rules.morning_of(item.next_contact_on, work.processes.zone),
        follows_id=item.id,
    )
    plan_item(work, item.customer_id, reason)
