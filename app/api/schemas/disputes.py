"""Disputes as they travel."""

from marshmallow import fields, validate

from app.api.schemas.fields import Instant, Key, Money
from app.api.schemas.shapes import Answer, Body, ListQuery, list_of
from app.insurance.disputes import rules
from app.insurance.disputes.models import DisputeStatus


class LadderStepAnswer(Answer):
    """A step of the ladder: claimed, decided, negotiated, mediated, in court."""

    step = fields.Integer(required=True, metadata={"description": "1 to 5"})
    started_at = fields.String(required=True, allow_none=True)
    ended_at = fields.String(required=True, allow_none=True)
    result = fields.String(required=True, allow_none=True)


class OfferAnswer(Answer):
    """What one side offered; the officer's note on it stays in the house."""

    at = fields.String(required=True)
    by = fields.String(required=True)
    amount = Money(required=True)


class DisputeAnswer(Answer):
    """A dispute over a claim, as both sides may see it."""

    id = Key(required=True)
    dispute_no = fields.String(required=True)
    case_id = Key(required=True)
    claim = Key(attribute="claim_id", required=True)
    status = fields.Function(lambda row: row.status.value, metadata={"type": "string"})
    raised_by = fields.String(required=True)
    claim_of_party = fields.String(required=True)
    subject = fields.String(required=True)
    cause = fields.String(required=True, allow_none=True)
    clause_ambiguous = fields.Boolean(required=True, allow_none=True)
    ladder = fields.List(fields.Nested(LadderStepAnswer), required=True)
    offered = Money(required=True)
    demanded = Money(required=True)
    agreed = Money(required=True, allow_none=True)
    agreed_at = Instant(required=True, allow_none=True)
    offers = fields.List(fields.Nested(OfferAnswer), required=True)
    extended = fields.Boolean(required=True)
    evidence = fields.List(fields.String(), required=True)
    external_body = fields.String(required=True, allow_none=True)
    external_no = fields.String(required=True, allow_none=True)
    court = fields.String(required=True, allow_none=True)
    case_no = fields.String(required=True, allow_none=True)
    served_at = Instant(required=True, allow_none=True)
    hearing_at = Instant(required=True, allow_none=True)
    defence_filed_at = Instant(required=True, allow_none=True)
    outcome = fields.String(required=True, allow_none=True)
    lesson = fields.String(required=True, allow_none=True)
    prevention = fields.String(required=True, allow_none=True)
    closed_at = Instant(required=True, allow_none=True)
    version = fields.Integer(required=True)


DisputeListAnswer = list_of(DisputeAnswer)


class DisputesQuery(ListQuery):
    """Which disputes to list."""

    claim_id = Key(load_default=None, data_key="filter[claim]")
    status = fields.Enum(DisputeStatus, by_value=True, load_default=None, data_key="filter[status]")


class RaiseDispute(Body):
    """What a claimant does not accept about a claim."""

    claim = fields.String(required=True, metadata={"description": "id or number"})
    raised_by = fields.String(required=True, validate=validate.OneOf(rules.RAISED_BY))
    claim_of_party = fields.String(required=True, validate=validate.Length(1, 4000))
    disputed_amount = Money(required=True)
    subject = fields.String(
        load_default=None,
        allow_none=True,
        validate=validate.OneOf(rules.SUBJECTS),
        metadata={"description": "by default the amount, or the exclusion of a rejected claim"},
    )
    evidence = fields.List(Key(), load_default=list, metadata={"description": "ids of files"})


class MediationResult(Body):
    """How a mediation ended."""

    result = fields.String(required=True, validate=validate.OneOf(rules.MEDIATIONS))
    amount = Money(load_default=None, allow_none=True)
    at = Instant(load_default=None, allow_none=True, metadata={"description": "by default now"})


class Lawsuit(Body):
    """A lawsuit that the claimant has filed."""

    court = fields.String(required=True, validate=validate.Length(1, 100))
    case_no = fields.String(required=True, validate=validate.Length(1, 64))
    served_at = Instant(required=True)


class Judgment(Body):
    """What the court decided."""

    outcome = fields.String(required=True, validate=validate.OneOf(rules.JUDGMENTS))
    amount = Money(
        load_default=None,
        allow_none=True,
        metadata={"description": "what the claimant gets in all; needed unless dismissed"},
    )
    effective_at = Instant(
        load_default=None, allow_none=True, metadata={"description": "by default now"}
    )
