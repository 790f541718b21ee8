"""Care: what is planned and done for customers unasked; campaigns and warnings of weather."""

from typing import Any

from flask import Response

from app.api.auth import current_actor
from app.api.blueprint import Blueprint
from app.api.commands import answer, command
from app.api.etags import versioned
from app.api.paging import page_of
from app.api.schemas.care import (
    CampaignAnswer,
    CareItemAnswer,
    CareItemListAnswer,
    CareItemsQuery,
    StartCampaign,
    WarnOfWeather,
)
from app.identity.permissions import ensure_may
from app.insurance.care import operations, queries
from app.transaction import reading

blueprint = Blueprint("care", __name__, description="Care for customers")


@blueprint.route("/care-items")
@blueprint.arguments(CareItemsQuery, location="query")
@blueprint.response(200, CareItemListAnswer)
def list_care_items(query: dict[str, Any]) -> Any:
    """List items of care, the newest first"""
    ensure_may(current_actor(), "case.read")
    return page_of(queries.list_items(reading().session, **query))


@blueprint.route("/care-items/<ref:item>")
@blueprint.response(200, CareItemAnswer)
def show_care_item(item: int | str) -> Any:
    """Show an item of care by id or number"""
    ensure_may(current_actor(), "case.read")
    found = queries.get_item(reading().session, item)
    return versioned(found, found.version)


@blueprint.route("/care-campaigns", methods=["POST"])
@blueprint.arguments(StartCampaign)
@blueprint.response(201, CampaignAnswer)
def start_campaign(body: dict[str, Any]) -> Response:
    """Offer something to the customers who allow marketing"""
    ensure_may(current_actor(), "care.campaign")
    with command() as work:
        return answer(work, operations.start_campaign(work, **body))


@blueprint.route("/weather-warnings", methods=["POST"])
@blueprint.arguments(WarnOfWeather)
@blueprint.response(201, CampaignAnswer)
def warn_of_weather(body: dict[str, Any]) -> Response:
    """Warn the customers who are insured in a region, with what prevents losses"""
    ensure_may(current_actor(), "care.warn")
    with command() as work:
        return answer(work, operations.warn_of_weather(work, **body))


@blueprint.route("/care-campaigns/<key:campaign>")
@blueprint.response(200, CampaignAnswer)
def show_campaign(campaign: int) -> Any:
    """Show a campaign or warning, and how many customers it has reached so far"""
    ensure_may(current_actor(), "case.read")
    return queries.get_campaign(reading().session, campaign)
