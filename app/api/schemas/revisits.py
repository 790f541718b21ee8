"""Revisits as they travel."""

from marshmallow import fields, validate

from app.api.schemas.fields import Day, Instant, Key
from app.api.schemas.shapes import Answer, Body, ListQuery, list_of
from app.insurance.customers.rules import NEED_TOPICS
from app.insurance.revisits import rules
from app.insurance.revisits.models import RevisitStatus
from app.insurance.revisits.scripts import SCRIPTS

LONG = validate.Length(max=4000)


class AskedAnswer(Answer):
    """A question that the customer is asked now."""

    q = fields.String(required=True)
    text = fields.String(required=True)


class RevisitIssueAnswer(Answer):
    """Something the customer did not confirm."""

    id = Key(required=True)
    code = fields.String(required=True)
    found_at = Instant(required=True)
    cause = fields.String(required=True, allow_none=True)
    measure = fields.String(required=True, allow_none=True)
    action = fields.String(required=True, allow_none=True)
    result = fields.String(required=True, allow_none=True)
    resolved_at = Instant(required=True, allow_none=True)
    fixed_at = Instant(required=True, allow_none=True)


class RevisitAnswer(Answer):
    """A revisit: why, by when, how, and what became of it."""

    id = Key(required=True)
    revisit_no = fields.String(required=True, allow_none=True)
    case_id = Key(required=True, allow_none=True)
    customer = Key(attribute="customer_id", required=True)
    policy = Key(attribute="policy_id", required=True, allow_none=True)
    trigger = fields.String(required=True)
    trigger_at = Instant(required=True)
    source = fields.String(required=True, allow_none=True)
    plan = fields.String(required=True)
    due_on = Day(required=True)
    channel = fields.String(required=True)
    script = fields.String(required=True)
    attempts = fields.Integer(required=True)
    attempts_max = fields.Integer(required=True)
    mandatory = fields.Boolean(required=True)
    status = fields.Function(lambda row: row.status.value, metadata={"type": "string"})
    first_success_at = Instant(required=True, allow_none=True)
    cancel_reason = fields.String(required=True, allow_none=True)
    closed_at = Instant(required=True, allow_none=True)
    version = fields.Integer(required=True)


class RevisitDetailAnswer(RevisitAnswer):
    """A revisit with what is asked now and what was not confirmed."""

    questions = fields.List(fields.Nested(AskedAnswer), required=True)
    issues = fields.List(fields.Nested(RevisitIssueAnswer), required=True)


RevisitListAnswer = list_of(RevisitAnswer)


class UnplannedAnswer(Answer):
    """Something that a customer should be revisited about, and could not be planned."""

    id = Key(required=True)
    trigger = fields.String(required=True)
    customer = Key(attribute="customer_id", required=True)
    source = fields.String(
        required=True,
        allow_none=True,
        metadata={"description": "number of the claim, complaint, training or policy it is about"},
    )
    occurred_at = Instant(
        required=True, allow_none=True, metadata={"description": "of an event of the customer"}
    )
    occasion_on = Day(
        required=True, allow_none=True, metadata={"description": "of a day of a policy"}
    )
    problem = fields.String(required=True)
    problem_code = fields.String(required=True)
    tried_at = Instant(attribute="planned_at", required=True)


UnplannedListAnswer = list_of(UnplannedAnswer)


class UnplannedQuery(ListQuery):
    """Which of what could not be planned to list."""


class SaidAnswer(Answer):
    """The answer to one question."""

    q = fields.String(required=True)
    a = fields.String(required=True)


class RevisitRecordAnswer(Answer):
    """One attempt to reach a customer."""

    attempt_no = fields.Integer(required=True)
    at = Instant(required=True)
    channel = fields.String(required=True)
    contacted = fields.Boolean(required=True)
    identity_confirmed = fields.Boolean(required=True)
    recording_id = fields.String(required=True, allow_none=True)
    answers = fields.List(fields.Nested(SaidAnswer), required=True)
    satisfaction = fields.Integer(required=True, allow_none=True)
    suggestion = fields.String(required=True, allow_none=True)
    need = fields.String(required=True, allow_none=True)
    next_try_at = Instant(required=True, allow_none=True)


class RevisitRecordsAnswer(Answer):
    """The attempts of a revisit, the first one first."""

    items = fields.List(fields.Nested(RevisitRecordAnswer), required=True)


class RevisitsQuery(ListQuery):
    """Which revisits to list."""

    customer_id = Key(load_default=None, data_key="filter[customer]")
    plan = fields.String(load_default=None, data_key="filter[plan]")
    status = fields.Enum(RevisitStatus, by_value=True, load_default=None, data_key="filter[status]")


class BeginRevisit(Body):
    """Whom to revisit, and what to ask."""

    customer = fields.String(required=True, metadata={"description": "id or number"})
    policy = fields.String(
        load_default=None, allow_none=True, metadata={"description": "id or number"}
    )
    script = fields.String(required=True, validate=validate.OneOf(tuple(SCRIPTS)))
    channel = fields.String(
        load_default=None, allow_none=True, validate=validate.OneOf(rules.PLANNABLE)
    )
    due_on = Day(
        load_default=None,
        allow_none=True,
        metadata={"description": "last day to reach the customer, by default in 5 working days"},
    )
    reason = fields.String(load_default=None, allow_none=True, validate=validate.Length(1, 64))


class SaidBody(Body):
    """The answer to one question."""

    q = fields.String(required=True, validate=validate.Length(1, 16))
    a = fields.String(required=True, validate=validate.OneOf(rules.SAID))


class RevisitAnswers(Body):
    """What a customer answers without a call."""

    channel = fields.String(required=True, validate=validate.OneOf(("sms", "mail", "online")))
    identity_confirmed = fields.Boolean(required=True)
    answers = fields.List(fields.Nested(SaidBody), required=True, validate=validate.Length(max=20))
    satisfaction = fields.Integer(load_default=None, allow_none=True, validate=validate.Range(1, 5))
    suggestion = fields.String(
        load_default=None, allow_none=True, validate=validate.Length(max=4000)
    )
    need = fields.String(load_default=None, allow_none=True, validate=validate.Length(max=4000))
    need_topic = fields.String(
        load_default=None, allow_none=True, validate=validate.OneOf(NEED_TOPICS)
    )


class CancelRevisit(Body):
    """Why a revisit is not wanted any more."""

    reason = fields.String(required=True, validate=validate.OneOf(rules.CANCEL_REASONS))
