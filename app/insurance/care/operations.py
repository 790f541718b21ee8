"""Acts on care from outside the tasks: campaigns and warnings."""

from app.audit import operations as audit
from app.insurance.care.models import CareCampaign, CareTrigger
from app.insurance.customers.models import Segment
from app.insurance.records import enter
from app.work import Work


def start_campaign(work: Work, *, text: str, segment: Segment | None = None) -> CareCampaign:
    """Offer something to the customers who allow it; their items are planned page by page."""
    campaign = CareCampaign(trigger=CareTrigger.OFFER_CAMPAIGN, text=text, segment=segment)
    return _begin(work, campaign)


def warn_of_weather(work: Work, *, region: str, peril: str, text: str) -> CareCampaign:
    """Warn the customers who are insured in a region; their items are planned page by page."""
    campaign = CareCampaign(
        trigger=CareTrigger.WEATHER_WARNING, text=text, region=region, peril=peril
    )
    return _begin(work, campaign)


def _begin(work: Work, campaign: CareCampaign) -> CareCampaign:
    campaign.made_on = work.today
    campaign.after_id, campaign.planned, campaign.complete = 0, 0, False
    enter(work, campaign)
    detail = {"trigger": campaign.trigger.value, "region": campaign.region}
    audit.record(work, "care.campaign_started", subject=str(campaign.id), detail=detail)
    return campaign
