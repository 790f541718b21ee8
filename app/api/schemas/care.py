"""Care as it travels."""

from marshmallow import fields, validate

from app.api.schemas.fields import Day, Instant, Key
from app.api.schemas.shapes import Answer, Body, ListQuery, list_of
from app.insurance.care.models import CareStatus, CareTrigger
from app.insurance.claims.vocabulary import LOSS_CAUSES
from app.insurance.customers.models import Segment


class CareItemAnswer(Answer):
    """One act of care for one customer."""

    id = Key(required=True)
    care_no = fields.String(required=True, allow_none=True)
    case_id = Key(required=True, allow_none=True)
    customer = Key(attribute="customer_id", required=True)
    trigger = fields.Function(lambda row: row.trigger.value, metadata={"type": "string"})
    occasion_on = Day(required=True)
    due_at = Instant(required=True)
    marketing = fields.Boolean(required=True)
    status = fields.Function(lambda row: row.status.value, metadata={"type": "string"})
    reason = fields.String(
        required=True,
        allow_none=True,
        metadata={"description": "why it was skipped or cancelled"},
    )
    policy = Key(attribute="policy_id", required=True, allow_none=True)
    campaign = Key(attribute="campaign_id", required=True, allow_none=True)
    follows = Key(
        attribute="follows_id",
        required=True,
        allow_none=True,
        metadata={"description": "the item whose next contact this is"},
    )
    content = fields.String(required=True, allow_none=True)
    channel = fields.String(required=True, allow_none=True)
    message = Key(
        attribute="message_id",
        required=True,
        allow_none=True,
        metadata={"description": "of /messages-sent"},
    )
    marketing_consent = fields.Boolean(required=True, allow_none=True)
    contacted_at = Instant(required=True, allow_none=True)
    response = fields.String(required=True, allow_none=True)
    needs = fields.String(required=True, allow_none=True)
    product = Key(attribute="product_id", required=True, allow_none=True)
    suitability = fields.String(required=True, allow_none=True)
    next_contact = Day(attribute="next_contact_on", required=True, allow_none=True)
    version = fields.Integer(required=True)


CareItemListAnswer = list_of(CareItemAnswer)


class CareItemsQuery(ListQuery):
    """Which items to list."""

    customer_id = Key(load_default=None, data_key="filter[customer]")
    trigger = fields.Enum(CareTrigger, by_value=True, load_default=None, data_key="filter[trigger]")
    status = fields.Enum(CareStatus, by_value=True, load_default=None, data_key="filter[status]")


class CampaignAnswer(Answer):
    """An offer or a warning to many customers."""

    id = Key(required=True)
    trigger = fields.Function(lambda row: row.trigger.value, metadata={"type": "string"})
    text = fields.String(required=True)
    segment = fields.Function(
        lambda row: None if row.segment is None else row.segment.value,
        metadata={"type": ["string", "null"]},
    )
    region = fields.String(required=True, allow_none=True)
    peril = fields.String(required=True, allow_none=True)
    planned = fields.Integer(
        required=True, metadata={"description": "items that were planned so far"}
    )
    complete = fields.Boolean(
        required=True, metadata={"description": "every customer was looked at"}
    )


_Text = validate.And(validate.Length(1, 500), validate.Regexp(r"\s*\S"))


class StartCampaign(Body):
    """An offer, and whom it is for."""

    text = fields.String(required=True, validate=_Text)
    segment = fields.Enum(Segment, by_value=True, load_default=None, allow_none=True)


class WarnOfWeather(Body):
    """A warning, and where it holds."""

    region = fields.String(
        required=True, validate=validate.And(validate.Length(2, 64), validate.Regexp(r"\s*\S"))
    )
    peril = fields.String(required=True, validate=validate.OneOf(LOSS_CAUSES))
    text = fields.String(required=True, validate=_Text)
