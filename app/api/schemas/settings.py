"""What people have set for themselves, as it travels."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from marshmallow import ValidationError, fields, validate, validates_schema

from app.api.schemas.shapes import Answer, Body
from app.identity.operations import EMAIL_LENGTH
from app.identity.passwords import LONGEST, SHORTEST
from app.identity.settings_models import Density
from app.inbox.notices.choices import Pace
from app.language import LANGUAGES

_LOCAL_TIME = r"([01][0-9]|2[0-3]):[0-5][0-9]"
DENSITIES = [one.value for one in Density]
PACES = [one.value for one in Pace]
EMAIL = {"description": "where mail of the house reaches one; null: nowhere"}


class LocalTime(fields.String):
    """A time of the day in the house's zone, to the minute."""

    def __init__(self, **options: Any) -> None:
        metadata = {"example": "20:00", "pattern": f"^{_LOCAL_TIME}$"} | options.pop("metadata", {})
        super().__init__(metadata=metadata, **options)

    def _serialize(self, value: Any, attr: str | None, obj: Any, **_: Any) -> str | None:
        return None if value is None else f"{value:%H:%M}"

    def _deserialize(self, value: Any, attr: str | None, data: Any, **options: Any) -> Any:
        text = super()._deserialize(value, attr, data, **options)
        try:
            validate.Regexp(f"{_LOCAL_TIME}\\Z")(text)
        except ValidationError as error:
            raise ValidationError("Not a time of the day: 20:00 is one.") from error
        return dt.time.fromisoformat(text)


class NoticeChoice(Body):
    """How one is told of a kind."""

    page = fields.Boolean()
    mail = fields.String(validate=validate.OneOf(PACES))


class NoticeChoices(Body):
    """How one is told of each kind."""

    assigned = fields.Nested(NoticeChoice)
    taken_away = fields.Nested(NoticeChoice)
    at_risk = fields.Nested(NoticeChoice)
    overdue = fields.Nested(NoticeChoice)
    mentioned = fields.Nested(NoticeChoice)
    commented = fields.Nested(NoticeChoice)
    answered = fields.Nested(NoticeChoice)
    substitution_started = fields.Nested(NoticeChoice)
    substitution_ended = fields.Nested(NoticeChoice)
    entered = fields.Nested(
        NoticeChoice,
        metadata={"description": "tasks that entered one's groups: hourly, daily or never"},
    )


class QuietHours(Body):
    """When mail waits; both times null: the night is like the day."""

    quiet_from = LocalTime(data_key="from", allow_none=True)
    quiet_until = LocalTime(data_key="until", allow_none=True)
    quiet_days_off = fields.Boolean(
        data_key="days_off", metadata={"description": "mail waits on days that are not worked"}
    )
    statutory_anyway = fields.Boolean(
        data_key="except_statutory",
        metadata={"description": "breached limits of the law are told all the same"},
    )


class ChangePassword(Body):
    """The password of a local user, and the one to have from now on."""

    current_password = fields.String(required=True, validate=validate.Length(1, LONGEST))
    new_password = fields.String(
        required=True,
        validate=validate.Length(1, LONGEST),
        metadata={
            "description": f"{SHORTEST} characters or more, which are more than the user name"
        },
    )


class ChangeSettings(Body):
    """What changes; the rest stays (merge patch)."""

    language = fields.String(validate=validate.OneOf(LANGUAGES))
    email = fields.String(
        allow_none=True, validate=validate.Length(max=EMAIL_LENGTH), metadata=EMAIL
    )
    density = fields.String(validate=validate.OneOf(DENSITIES))
    shortcuts = fields.Boolean()
    notices = fields.Nested(NoticeChoices)
    daily_at = LocalTime()
    quiet_hours = fields.Nested(QuietHours)

    @validates_schema
    def refuse_nothing(self, data: Mapping[str, Any], **_: Any) -> None:
        """Refuse a change that changes nothing."""
        if not data:
            raise ValidationError(f"Name what changes: {', '.join(self.fields)}.")


class NoticeChoiceAnswer(Answer):
    """How one is told of a kind."""

    page = fields.Boolean(required=True)
    mail = fields.String(required=True, metadata={"enum": PACES})


class QuietHoursAnswer(Answer):
    """When mail waits."""

    quiet_from = LocalTime(data_key="from", required=True, allow_none=True)
    quiet_until = LocalTime(data_key="until", required=True, allow_none=True)
    quiet_days_off = fields.Boolean(data_key="days_off", required=True)
    statutory_anyway = fields.Boolean(data_key="except_statutory", required=True)


class SettingsAnswer(Answer):
    """What one has set, or what holds for who has set nothing."""

    language = fields.String(required=True)
    email = fields.String(required=True, allow_none=True, metadata=EMAIL)
    density = fields.String(required=True, metadata={"enum": DENSITIES})
    shortcuts = fields.Boolean(
        required=True, metadata={"description": "single keys act on the pages"}
    )
    notices = fields.Dict(
        keys=fields.String(),
        values=fields.Nested(NoticeChoiceAnswer),
        required=True,
        metadata={"description": "by kind"},
    )
    daily_at = LocalTime(
        required=True, metadata={"description": "when daily mail goes, in the house's zone"}
    )
    quiet_hours = fields.Nested(QuietHoursAnswer, required=True)
    sends_mail = fields.Boolean(
        required=True, metadata={"description": "the house has a mail server"}
    )
