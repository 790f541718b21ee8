"""Messages to customers as they travel; addresses are masked."""

from marshmallow import fields

from app.api.schemas.fields import Instant, Key
from app.api.schemas.shapes import Answer, ListQuery, list_of
from app.insurance.channels import rules
from app.insurance.channels.models import ChannelMessage, Delivery


def _masked_address(row: ChannelMessage) -> str | None:
    return None if row.address is None else rules.masked(row.channel, row.address)


class SentMessageAnswer(Answer):
    """A message to a customer."""

    id = Key(required=True)
    customer = Key(attribute="customer_id", required=True, allow_none=True)
    case_id = Key(required=True, allow_none=True)
    channel = fields.Function(lambda row: row.channel.value, metadata={"type": "string"})
    status = fields.Function(lambda row: row.status.value, metadata={"type": "string"})
    address = fields.Function(
        _masked_address, metadata={"type": ["string", "null"], "description": "masked"}
    )
    subject = fields.String(required=True)
    text = fields.String(required=True)
    created_at = Instant(required=True)
    sent_at = Instant(required=True, allow_none=True)
    failure = fields.String(
        required=True, allow_none=True, metadata={"description": "why it did not arrive"}
    )


SentMessageListAnswer = list_of(SentMessageAnswer)


class MessagesSentQuery(ListQuery):
    """Which messages to list."""

    customer_id = Key(load_default=None, data_key="filter[customer]")
    case_id = Key(load_default=None, data_key="filter[case]")
    status = fields.Enum(Delivery, by_value=True, load_default=None, data_key="filter[status]")
