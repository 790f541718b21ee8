"""The test clock as it travels."""

from marshmallow import ValidationError, fields, validates_schema

from app.api.schemas.fields import Duration, Instant
from app.api.schemas.shapes import Answer, Body


class SetClock(Body):
    """Where to put the clock; nothing is fired."""

    now = Instant(required=True)


class AdvanceClock(Body):
    """How far the clock runs; what falls due on the way is fired in its order."""

    to = Instant(load_default=None)
    by = Duration(load_default=None)

    @validates_schema
    def name_one(self, data: dict[str, object], **_: object) -> None:
        """Refuse a body that says both or neither."""
        if (data.get("to") is None) == (data.get("by") is None):
            raise ValidationError("Say either to or by.")


class ClockAnswer(Answer):
    """What the clock shows."""

    now = Instant(required=True)


class FiredAnswer(Answer):
    """How many of each kind fired."""

    timers = fields.Integer(load_default=0)
    warnings = fields.Integer(load_default=0)
    breaches = fields.Integer(load_default=0)
    jobs = fields.Integer(load_default=0)
    outbox = fields.Integer(load_default=0)
    schedule = fields.Integer(load_default=0)


class AdvancedAnswer(ClockAnswer):
    """What the clock shows, and what fired on the way."""

    fired = fields.Nested(FiredAnswer, required=True)
