"""Decisions and their evaluation as they travel."""

from marshmallow import fields, validate

from app.api.schemas.fields import Instant, Json, JsonObject
from app.api.schemas.shapes import Answer, Body


class EvaluateDecision(Body):
    """What to ask a decision."""

    inputs = JsonObject(required=True, metadata={"description": "values by input name"})
    version = fields.Integer(
        load_default=None,
        allow_none=True,
        validate=validate.Range(1),
        metadata={"description": "by default the newest"},
    )


class MatchedRuleAnswer(Answer):
    """A rule that fired."""

    decision = fields.String(required=True, metadata={"description": "of the graph, by id"})
    rule = fields.String(required=True, metadata={"description": "id in the file"})
    index = fields.Integer(required=True, metadata={"description": "number in the table, from 1"})
    annotation = fields.String(required=True, metadata={"description": "e.g. the legal source"})


class EvaluationAnswer(Answer):
    """The value of a decision and why it is that."""

    decision = fields.String(required=True)
    version = fields.Integer(required=True)
    digest = fields.String(required=True, metadata={"description": "SHA-256 of the file"})
    value = Json(required=True, allow_none=True)
    matched = fields.List(fields.Nested(MatchedRuleAnswer), required=True)
    inputs = JsonObject(required=True)


class DecisionAnswer(Answer):
    """The newest version of a decision."""

    key = fields.String(attribute="decision_id", required=True)
    name = fields.String(required=True)
    version = fields.Integer(required=True)
    digest = fields.String(required=True)
    file = fields.String(attribute="file_name", required=True)
    deployed_at = Instant(required=True)


class DecisionsAnswer(Answer):
    """Every deployed decision."""

    items = fields.List(fields.Nested(DecisionAnswer), required=True)
