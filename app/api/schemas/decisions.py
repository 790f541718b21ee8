"""Decisions, their versions and how these differ, as they travel."""

from marshmallow import fields, validate

from app.api.schemas.fields import Instant
from app.api.schemas.shapes import Answer, Body, Query

STATES = ("in_force", "upcoming", "past", "replaced")
VERSION = validate.Range(1, 2**31 - 1)


class DecisionInputAnswer(Answer):
    """A value that a decision reads."""

    name = fields.String(required=True)
    type = fields.String(required=True, metadata={"description": "as declared; empty for any"})


class DecisionAnswer(Answer):
    """A version of a decision."""

    key = fields.String(attribute="decision_id", required=True)
    name = fields.String(required=True)
    version = fields.Integer(required=True)
    digest = fields.String(required=True, metadata={"description": "SHA-256 of the file"})
    file = fields.String(attribute="file_name", required=True)
    deployed_at = Instant(required=True)
    effective_from = Instant(required=True)


class DecisionsAnswer(Answer):
    """The decisions in force."""

    items = fields.List(fields.Nested(DecisionAnswer), required=True)


class DecisionVersionAnswer(DecisionAnswer):
    """A version and where it stands."""

    state = fields.String(required=True, validate=validate.OneOf(STATES))
    restores = fields.Integer(
        required=True,
        allow_none=True,
        metadata={"description": "the version that a roll-back has put into force again"},
    )


class DecisionVersionsAnswer(Answer):
    """Every version of a decision, the newest first."""

    items = fields.List(fields.Nested(DecisionVersionAnswer), required=True)


class DecisionDetailAnswer(DecisionVersionAnswer):
    """A version, and what it reads."""

    inputs = fields.List(fields.Nested(DecisionInputAnswer), required=True)
    rules = fields.Integer(required=True, metadata={"description": "of its own table"})
    cases = fields.String(
        required=True, allow_none=True, metadata={"description": "name of the file of its examples"}
    )


class OfVersion(Query):
    """Which version is meant."""

    version = fields.Integer(
        load_default=None,
        allow_none=True,
        validate=VERSION,
        metadata={"description": "by default the one in force"},
    )


class TwoVersions(Query):
    """Which versions are compared."""

    before = fields.Integer(
        data_key="from", required=True, validate=VERSION, metadata={"description": "the earlier"}
    )
    after = fields.Integer(
        data_key="to",
        load_default=None,
        allow_none=True,
        validate=VERSION,
        metadata={"description": "the later; by default the one in force"},
    )


class ChangeAnswer(Answer):
    """One thing that differs between two versions."""

    decision = fields.String(required=True)
    kind = fields.String(
        required=True,
        validate=validate.OneOf(
            ["decision", "logic", "policy", "column", "type", "rule", "cell", "note"]
        ),
    )
    rule = fields.Integer(
        required=True,
        allow_none=True,
        metadata={"description": "number in the later table; of one that is gone, in the earlier"},
    )
    column = fields.String(required=True)
    before = fields.String(required=True)
    after = fields.String(required=True)
    words = fields.String(required=True, metadata={"description": "the change in a sentence"})


class ComparisonAnswer(Answer):
    """How two versions of a decision, and what it is built on, differ."""

    decision = fields.String(required=True)
    before = fields.Integer(required=True, data_key="from")
    after = fields.Integer(required=True, data_key="to")
    changes = fields.List(fields.Nested(ChangeAnswer), required=True)


class RollBack(Body):
    """Which version to put into force again."""

    version = fields.Integer(required=True, validate=VERSION)
    effective_from = Instant(
        load_default=None, allow_none=True, metadata={"description": "by default at once"}
    )
