"""What becomes of a claim, and acts on it, as they travel."""

from marshmallow import fields, validate

from app.api.schemas.fields import Instant, Key, Money
from app.api.schemas.shapes import Answer, Body
from app.insurance.claims.vocabulary import RECOVERY_METHODS, REOPEN_REASONS, REPLIES


class ClaimReply(Body):
    """What the claimant says to the amount."""

    reply = fields.String(required=True, validate=validate.OneOf(REPLIES))
    agreed_amount = Money(
        load_default=None,
        allow_none=True,
        metadata={"description": "equals payable; needed to agree"},
    )
    agreed_at = Instant(
        load_default=None,
        allow_none=True,
        metadata={"description": "when they replied, by default now"},
    )
    reason = fields.String(
        load_default=None,
        allow_none=True,
        validate=validate.Length(max=4000),
        metadata={"description": "needed to disagree"},
    )
    disputed_amount = Money(
        load_default=None,
        allow_none=True,
        metadata={"description": "what they want instead, by default what was claimed"},
    )


class WithdrawClaim(Body):
    """Why a claim is taken back, and who asks for it."""

    reason = fields.String(required=True, validate=validate.Length(1, 4000))
    requested_by = fields.String(required=True, validate=validate.Length(1, 100))


class ReopenClaim(Body):
    """Why a closed claim is opened again."""

    reason = fields.String(required=True, validate=validate.OneOf(REOPEN_REASONS))
    text = fields.String(required=True, validate=validate.Length(1, 4000))


class StatusAnswer(Answer):
    """A status and when the claim came to it."""

    status = fields.Function(lambda row: row.status.value, metadata={"type": "string"})
    at = Instant(required=True)


class ProgressAnswer(Answer):
    """How a claim has come along."""

    items = fields.List(fields.Nested(StatusAnswer), required=True)


class AssessmentAnswer(Answer):
    """A loss in money, item by item, and what the policy makes of it."""

    id = Key(required=True)
    seq = fields.Integer(required=True)
    assessor_id = Key(required=True, allow_none=True)
    items = fields.List(fields.Raw(), required=True)
    salvage = Money(required=True)
    third_party_paid = Money(required=True)
    value_at_loss = Money(required=True, allow_none=True)
    rescue_costs = Money(required=True)
    fault = fields.String(required=True, allow_none=True)
    social_insurance_paid = Money(required=True)
    disability_grade = fields.Integer(required=True, allow_none=True)
    opinion = fields.String(required=True)
    computed = fields.Raw(
        required=True, allow_none=True, metadata={"description": "every step by name"}
    )
    superseded = fields.Boolean(required=True)


class AssessmentsAnswer(Answer):
    """The assessments of a claim."""

    items = fields.List(fields.Nested(AssessmentAnswer), required=True)


class AdvanceAnswer(Answer):
    """A decision whether part of a claim is paid before its sum is settled."""

    id = Key(required=True)
    seq = fields.Integer(required=True)
    decided_by = Key(required=True, allow_none=True)
    determinable = fields.Boolean(required=True)
    items = fields.List(fields.Raw(), required=True)
    amount = Money(required=True)
    reason = fields.String(required=True)
    status = fields.Function(lambda row: row.status.value, metadata={"type": "string"})
    paid_at = Instant(required=True, allow_none=True)


class AdvanceRecoveryAnswer(Answer):
    """What a claimant gave back of an advance."""

    id = Key(required=True)
    amount = Money(required=True)
    recovered_at = Instant(required=True)
    method = fields.String(required=True, validate=validate.OneOf(RECOVERY_METHODS))
    note = fields.String(required=True, allow_none=True)


class AdvancesAnswer(Answer):
    """The advances of a claim, and what came back of them."""

    items = fields.List(fields.Nested(AdvanceAnswer), required=True)
    recoveries = fields.List(fields.Nested(AdvanceRecoveryAnswer), required=True)
