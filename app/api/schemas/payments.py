"""Payments as they travel: orders, the bank's answers, recoveries, due diligence."""

from marshmallow import fields, validate

from app.api.schemas.fields import Day, Instant, Key, Money
from app.api.schemas.shapes import Answer, Body
from app.insurance.customers import rules
from app.insurance.payments.models import Payment


class _ClaimedBack(Answer):
    """A sum that is to come back."""

    id = Key(required=True)
    recovered = Money(required=True)
    status = fields.Function(lambda row: row.status.value, metadata={"type": "string"})
    created_at = Instant(required=True)


class RecoveryAnswer(_ClaimedBack):
    """What the payee has to give back."""

    reason = fields.String(required=True)
    amount = Money(required=True)


class SubrogationAnswer(_ClaimedBack):
    """What the third party that is liable for the loss has to pay."""

    third_party = fields.String(required=True)
    amount_paid = Money(required=True)


def _masked_account(payment: Payment) -> str | None:
    return None if payment.payee_account is None else rules.mask_account(payment.payee_account)


class PayeeAnswer(Answer):
    """Who is paid."""

    name = fields.String(attribute="payee_name", required=True)
    type = fields.String(attribute="payee_type", required=True)
    account = fields.Function(
        _masked_account, metadata={"type": ["string", "null"], "description": "masked"}
    )
    bank = fields.String(attribute="payee_bank", required=True, allow_none=True)
    relation = fields.String(attribute="payee_relation", required=True)


class PaymentAnswer(Answer):
    """A payment order."""

    id = Key(required=True)
    payment_no = fields.String(required=True, allow_none=True)
    case_id = Key(required=True)
    subject_type = fields.String(required=True)
    subject_id = Key(required=True)
    kind = fields.Function(lambda row: row.kind.value, metadata={"type": "string"})
    status = fields.Function(lambda row: row.status.value, metadata={"type": "string"})
    payee = fields.Function(lambda row: PayeeAnswer().dump(row), metadata={"type": "object"})
    method = fields.String(required=True, allow_none=True)
    amount = Money(required=True, allow_none=True)
    second_check = fields.Boolean(required=True, allow_none=True)
    cdd_level = fields.String(required=True, allow_none=True)
    value_date = Day(required=True, allow_none=True)
    ordered_by = Key(required=True, allow_none=True)
    reviewed_by = Key(required=True, allow_none=True)
    bank_ref = fields.String(required=True, allow_none=True)
    executed_at = Instant(required=True, allow_none=True)
    sent_at = Instant(
        required=True, allow_none=True, metadata={"description": "when it went to the bank"}
    )
    chased = fields.Integer(
        required=True, metadata={"description": "times the bank was asked again"}
    )
    replaces_id = Key(
        required=True, allow_none=True, metadata={"description": "the failed payment before it"}
    )
    recovery = fields.Nested(RecoveryAnswer, required=True, allow_none=True)
    subrogation = fields.Nested(SubrogationAnswer, required=True, allow_none=True)
    version = fields.Integer(required=True)


class PaymentsAnswer(Answer):
    """The payments of a claim."""

    items = fields.List(fields.Nested(PaymentAnswer), required=True)


class PaymentResult(Body):
    """The bank's answer to an order."""

    status = fields.String(required=True, validate=validate.OneOf(["success", "failed"]))
    bank_ref = fields.String(load_default=None, allow_none=True, validate=validate.Length(1, 64))
    executed_at = Instant(
        load_default=None, allow_none=True, metadata={"description": "by default now"}
    )


class SuspicionAnswer(Answer):
    """A suspicion of money laundering, and what compliance decided."""

    id = Key(required=True)
    created_at = Instant(required=True)
    decision = fields.String(required=True, allow_none=True)
    reason = fields.String(required=True, allow_none=True)
    decided_by = Key(required=True, allow_none=True)
    decided_at = Instant(required=True, allow_none=True)


class DueDiligenceAnswer(Answer):
    """What the examination of a payee found."""

    id = Key(required=True)
    level = fields.String(required=True)
    id_verified = fields.Boolean(required=True)
    relation_verified = fields.Boolean(required=True)
    risk = fields.String(required=True)
    result = fields.String(required=True)
    created_by = Key(required=True, allow_none=True, metadata={"description": "who examined"})
    created_at = Instant(required=True)
    report = fields.Nested(SuspicionAnswer, required=True, allow_none=True)


class DueDiligenceListAnswer(Answer):
    """The examinations of a payee."""

    items = fields.List(fields.Nested(DueDiligenceAnswer), required=True)
