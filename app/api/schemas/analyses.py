"""What the analysis of decision tables finds, as it travels."""

from collections.abc import Mapping
from typing import Any

from marshmallow import fields

from app.api.schemas.fields import JsonObject
from app.api.schemas.shapes import Answer
from app.feel import lower


class Example(JsonObject):
    """Inputs by column: FEEL values become JSON."""

    def _serialize(self, value: Any, attr: str | None, obj: Any, **_: Any) -> Any:
        given: Mapping[str, Any] = value
        return {name: lower(one) for name, one in given.items()}


class RegionAnswer(Answer):
    """A part of all possible inputs."""

    cells = fields.Dict(
        keys=fields.String(),
        values=fields.String(),
        required=True,
        metadata={"description": "FEEL tests by column; those without restriction are left out"},
    )
    example = Example(required=True, metadata={"description": "one input inside, by column"})


class GapAnswer(Answer):
    """Inputs for which no rule fires."""

    region = fields.Nested(RegionAnswer, required=True)
    text = fields.String(required=True)


class AcceptableGapAnswer(GapAnswer):
    """A gap, and why a note accepts it."""

    accepted = fields.String(required=True, metadata={"description": "the reason, or empty"})


class OverlapAnswer(GapAnswer):
    """Inputs for which several rules fire where one is to, or one answer."""

    rules = fields.List(fields.Integer(), required=True)
    certain = fields.Boolean(
        required=True, metadata={"description": "false: the outputs may turn out equal"}
    )


class DeadRuleAnswer(Answer):
    """A rule that can never fire."""

    rule = fields.Integer(required=True)
    covered_by = fields.List(fields.Integer(), required=True)
    text = fields.String(required=True)


class MergeAnswer(Answer):
    """Rules that could be one."""

    rules = fields.List(fields.Integer(), required=True)
    column = fields.String(required=True)
    cell = fields.String(required=True, metadata={"description": "of the one rule"})
    at = fields.Integer(required=True, metadata={"description": "the rule in whose place it is"})
    text = fields.String(required=True)


class OutsideCellAnswer(Answer):
    """A cell that does more than compare with values."""

    rule = fields.Integer(
        required=True, allow_none=True, metadata={"description": "null: the column's own values"}
    )
    column = fields.String(required=True)
    text = fields.String(required=True)


class TableAnalysisAnswer(Answer):
    """All findings about one table; ``more_`` counts what is not listed."""

    decision = fields.String(required=True)
    policy = fields.String(required=True)
    catch_all = fields.String(
        required=True, metadata={"description": "what answers where no other rule does, or empty"}
    )
    complete = fields.Boolean(required=True)
    gaps = fields.List(fields.Nested(AcceptableGapAnswer), required=True)
    more_gaps = fields.Integer(required=True)
    untold = fields.List(
        fields.Nested(GapAnswer),
        required=True,
        metadata={"description": "what only rules with cells outside the analysis may cover"},
    )
    more_untold = fields.Integer(required=True)
    overlaps = fields.List(fields.Nested(OverlapAnswer), required=True)
    more_overlaps = fields.Integer(required=True)
    never_firing = fields.List(fields.Nested(DeadRuleAnswer), required=True)
    mergeable = fields.List(fields.Nested(MergeAnswer), required=True)
    more_mergeable = fields.Integer(required=True)
    outside = fields.List(fields.Nested(OutsideCellAnswer), required=True)
    limits = fields.List(
        fields.String(), required=True, metadata={"description": "what was not worked out, and why"}
    )
    minor_limits = fields.List(
        fields.String(),
        required=True,
        metadata={"description": "the same of what only makes a table shorter"},
    )


class AnalysisAnswer(Answer):
    """What there is to say of the tables of a decision and of all it is built on."""

    decision = fields.String(required=True)
    version = fields.Integer(required=True)
    tables = fields.List(fields.Nested(TableAnalysisAnswer), required=True)
