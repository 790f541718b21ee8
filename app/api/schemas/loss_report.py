"""The loss report as it travels; its fields are judged together where the claim is made."""

from typing import Any

from marshmallow import INCLUDE, fields, validate

from app.api.schemas.shapes import Body
from app.insurance.claims import vocabulary

LONGEST_REFERENCE = 100


class ReportClaim(Body):
    """A loss report: the fields of the start form ``loss_report``, and the reporter's number."""

    class Meta:
        unknown = INCLUDE  # the report's fields are checked together, with every refusal named

    external_ref = fields.String(
        load_default=None,
        allow_none=True,
        validate=validate.Length(1, LONGEST_REFERENCE),
        metadata={"description": "the reporter's own number; repeated: the first claim again"},
    )


def _text(longest: int, **more: Any) -> dict[str, Any]:
    return {"type": "string", "maxLength": longest, **more}


def _word(*words: str) -> dict[str, Any]:
    return {"type": "string", "enum": list(words)}


_INSTANT = {"type": "string", "format": "date-time"}

#: What ``ReportClaim`` leaves to the operation, told to readers of the API.
LOSS_REPORT: dict[str, Any] = {
    "type": "object",
    "additionalProperties": False,
    "required": [
        "policy_no",
        "reporter_name",
        "reporter_phone",
        "reporter_relation",
        "loss_time",
        "loss_place",
        "loss_cause",
        "loss_type",
        "loss_description",
        "claimed_amount",
        "injury",
        "liability_clear",
        "channel",
    ],
    "properties": {
        "policy_no": _text(32),
        "reporter_name": _text(50),
        "reporter_phone": {"type": "string", "description": "e.g. +86-13800000000"},
        "reporter_relation": _word(*vocabulary.RELATIONS),
        "loss_time": _INSTANT,
        "report_time": {**_INSTANT, "description": "by default now"},
        "loss_place": _text(200),
        "loss_cause": _word(*vocabulary.LOSS_CAUSES),
        "loss_type": _word(*vocabulary.LOSS_TYPES),
        "loss_description": _text(4000),
        "claimed_amount": {
            "type": ["string", "number"],
            "description": "CNY, at most two decimals",
        },
        "object_id": _text(64, description="what was damaged, e.g. the plate"),
        "injury": {"type": "boolean"},
        "deaths": {"type": "integer", "minimum": 0},
        "liability_clear": {"type": "boolean"},
        "police_reported": {"type": "boolean"},
        "channel": _word(*vocabulary.CHANNELS),
        "event_id": _text(64, description="the contingency it belongs to"),
        "external_ref": _text(
            LONGEST_REFERENCE,
            description="the reporter's own number; repeated: the first claim again",
        ),
    },
}
