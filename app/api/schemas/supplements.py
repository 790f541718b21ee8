"""Schemas of the requests for missing papers."""

from marshmallow import fields

from app.api.schemas.fields import Instant, Key
from app.api.schemas.shapes import Answer


class SupplementItemAnswer(Answer):
    """A paper that was asked for."""

    doc_type = fields.String(required=True)
    reason = fields.String(required=True, allow_none=True)
    received = fields.Boolean(required=True)


class ReminderAnswer(Answer):
    """When the claimant was reminded, and of which papers."""

    at = fields.String(required=True)
    left = fields.List(fields.String(), required=True)


class SupplementNoticeAnswer(Answer):
    """The request for missing papers; from its delivery until they are in, limits stand still."""

    id = Key(attribute="notice.id", required=True)
    seq = fields.Integer(attribute="notice.seq", required=True)
    items = fields.List(fields.Nested(SupplementItemAnswer), required=True)
    left = fields.List(fields.String(), required=True)
    delivered_at = Instant(attribute="notice.delivered_at", required=True)
    delivery = fields.String(attribute="notice.delivery", required=True)
    satisfied_at = Instant(attribute="notice.satisfied_at", required=True, allow_none=True)
    exception = fields.Boolean(
        attribute="notice.exception",
        required=True,
        metadata={"description": "given though there was one already; it pauses no limit"},
    )
    supervisor = Key(attribute="notice.supervisor_id", required=True, allow_none=True)
    reason = fields.String(attribute="notice.reason", required=True, allow_none=True)
    reminders = fields.List(
        fields.Nested(ReminderAnswer), attribute="notice.reminders", required=True
    )
