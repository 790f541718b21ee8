"""Contingencies as they travel."""

from decimal import Decimal

from marshmallow import fields, validate

from app.api.schemas.fields import Instant, Key, Money, Said
from app.api.schemas.shapes import Answer, Body, ListQuery, list_of
from app.insurance.contingency import rules
from app.insurance.contingency.models import ActivationStatus

MOST_PEOPLE = 1_000_000_000
MOST_MEANS = 100_000
NOTHING = Decimal(0)  # CNY
TEXT = Said(4000)


class LossEstimateAnswer(Answer):
    """Figures as somebody told them once."""

    at = fields.String(required=True)
    by = fields.String(required=True)
    est_property_payout = Money(required=True)
    est_casualty_payout = Money(required=True)
    deaths = fields.Integer(required=True)
    reports_24h = fields.Integer(required=True)
    national_response = fields.Boolean(required=True)


class DecidedLevelAnswer(Answer):
    """A level that was decided."""

    at = fields.String(required=True)
    by = fields.String(required=True)
    level = fields.String(required=True)
    table_level = fields.String(
        required=True, metadata={"description": "what the table said by the figures then"}
    )
    reason = fields.String(required=True)


class ContingencyAnswer(Answer):
    """A contingency, from the report to the revised plan."""

    id = Key(required=True)
    contingency_no = fields.String(
        required=True, metadata={"description": "also the event_id of its claims"}
    )
    case_id = Key(required=True)
    plan = Key(attribute="plan_id", required=True, allow_none=True)
    status = fields.Function(lambda row: row.status.value, metadata={"type": "string"})
    drill = fields.Boolean(required=True)
    by_monitor = fields.Boolean(required=True)
    event_type = fields.String(required=True)
    started_at = Instant(required=True)
    est_property_payout = Money(required=True)
    est_casualty_payout = Money(required=True)
    deaths = fields.Integer(required=True)
    reports_24h = fields.Integer(required=True)
    national_response = fields.Boolean(required=True)
    estimates = fields.List(fields.Nested(LossEstimateAnswer), required=True)
    table_level = fields.String(required=True)
    level = fields.String(required=True, allow_none=True)
    levels = fields.List(fields.Nested(DecidedLevelAnswer), required=True)
    commander_group = fields.String(required=True, allow_none=True)
    perils = fields.List(fields.String(), required=True)
    regions = fields.List(fields.String(), required=True)
    window_from = Instant(required=True, allow_none=True)
    window_to = Instant(required=True, allow_none=True)
    proposed_at = Instant(required=True, allow_none=True)
    decided_at = Instant(required=True, allow_none=True)
    decision_reason = fields.String(required=True, allow_none=True)
    activated_at = Instant(required=True, allow_none=True)
    screened_at = Instant(required=True, allow_none=True)
    ended_at = Instant(required=True, allow_none=True)
    end_reason = fields.String(required=True, allow_none=True)
    closed_at = Instant(required=True, allow_none=True)
    version = fields.Integer(required=True)


ContingencyListAnswer = list_of(ContingencyAnswer)


class ContingenciesQuery(ListQuery):
    """Which contingencies to list."""

    status = fields.Enum(
        ActivationStatus, by_value=True, load_default=None, data_key="filter[status]"
    )
    drill = fields.Boolean(load_default=None, data_key="filter[drill]")


class ReportContingency(Body):
    """What happened where, and how grave it is."""

    event_type = fields.String(required=True, validate=validate.OneOf(rules.EVENT_TYPES))
    region = fields.String(
        required=True,
        validate=Said(64),
        metadata={"description": "as it stands in the places of losses"},
    )
    started_at = Instant(required=True)
    drill = fields.Boolean(load_default=False)
    est_property_payout = Money(required=True)
    est_casualty_payout = Money(load_default=NOTHING)
    deaths = fields.Integer(load_default=0, strict=True, validate=validate.Range(0, MOST_PEOPLE))
    reports_24h = fields.Integer(
        load_default=0, strict=True, validate=validate.Range(0, MOST_PEOPLE)
    )
    national_response = fields.Boolean(load_default=False)


class LossEstimate(Body):
    """New figures of a contingency; one that is not told stays as it was."""

    est_property_payout = Money(required=True)
    est_casualty_payout = Money(load_default=None)
    deaths = fields.Integer(load_default=None, strict=True, validate=validate.Range(0, MOST_PEOPLE))
    reports_24h = fields.Integer(
        load_default=None, strict=True, validate=validate.Range(0, MOST_PEOPLE)
    )
    national_response = fields.Boolean(load_default=None)
    review = fields.Boolean(
        load_default=False,
        metadata={"description": "the commander is to decide though the level stays"},
    )


class SituationReportAnswer(Answer):
    """How a contingency stood."""

    id = Key(required=True)
    at = Instant(required=True)
    claims = fields.Integer(required=True)
    assessed = fields.Integer(required=True)
    paid = Money(required=True)
    backlog = fields.Integer(required=True)
    issues = fields.String(required=True, allow_none=True)
    reported_at = Instant(required=True, allow_none=True)


class ReportSituation(Body):
    """What people add to the figures; those are counted now."""

    issues = fields.String(required=True, validate=TEXT)


class AllocationAnswer(Answer):
    """People and means given at one time."""

    id = Key(required=True)
    people = fields.Integer(required=True)
    vehicles = fields.Integer(required=True)
    cash = Money(required=True)
    materials = fields.String(required=True)
    at = Instant(required=True)


class AllocateResources(Body):
    """People and means to give."""

    people = fields.Integer(load_default=0, strict=True, validate=validate.Range(0, MOST_MEANS))
    vehicles = fields.Integer(load_default=0, strict=True, validate=validate.Range(0, MOST_MEANS))
    cash = Money(load_default=NOTHING)
    materials = fields.String(load_default="", validate=validate.Length(0, 4000))


class CommunicationAnswer(Answer):
    """What was told to whom."""

    id = Key(required=True)
    audience = fields.String(required=True)
    message = fields.String(required=True)
    sent_at = Instant(required=True)
    recipients = fields.Integer(required=True, metadata={"description": "customers it was sent to"})
    broadcast_at = Instant(required=True, allow_none=True)


class Communicate(Body):
    """What to tell, and whom."""

    audience = fields.String(required=True, validate=validate.OneOf(rules.AUDIENCES))
    message = fields.String(required=True, validate=Said(1000))
    sent_at = Instant(
        load_default=None, allow_none=True, metadata={"description": "by default now"}
    )


class DutyProgressAnswer(Answer):
    """How far a department said it was."""

    id = Key(required=True)
    department = fields.String(required=True)
    progress = fields.Integer(required=True, metadata={"description": "per cent"})
    note = fields.String(required=True)
    at = Instant(required=True)


class TellDutyProgress(Body):
    """How far a department is."""

    department = fields.String(required=True, validate=validate.OneOf(rules.DEPARTMENTS))
    progress = fields.Integer(
        required=True,
        strict=True,
        validate=validate.Range(0, rules.DONE),
        metadata={"description": "per cent; with 100 its task is done"},
    )
    remark = fields.String(load_default="", data_key="note", validate=validate.Length(0, 4000))


class CommandRoleAnswer(Answer):
    """Who has which role in the command."""

    role = fields.String(required=True)
    user = Key(attribute="user_id", required=True)
    duty = fields.String(required=True)


class ExposedPolicyAnswer(Answer):
    """A policy in the regions of a contingency."""

    id = Key(required=True)
    policy = Key(attribute="policy_id", required=True)
    customer = Key(attribute="customer_id", required=True)
    region = fields.String(required=True)
    first_of_customer = fields.Boolean(
        required=True, metadata={"description": "the one by which its holder is told"}
    )


ExposedPolicyListAnswer = list_of(ExposedPolicyAnswer)


class ContingencyEvaluationAnswer(Answer):
    """What a contingency has shown."""

    metrics = fields.Dict(required=True, metadata={"description": "figures by their names"})
    summary = fields.String(required=True)
    lessons = fields.String(required=True)
    evaluated_at = Instant(required=True)


def items_of(item: type[Answer], name: str) -> type[Answer]:
    """Return the schema of a whole list."""
    shape = {"items": fields.List(fields.Nested(item), required=True)}
    return type(name, (Answer,), shape)


SituationReportsAnswer = items_of(SituationReportAnswer, "SituationReportsAnswer")
AllocationsAnswer = items_of(AllocationAnswer, "AllocationsAnswer")
CommunicationsAnswer = items_of(CommunicationAnswer, "CommunicationsAnswer")
DutyProgressesAnswer = items_of(DutyProgressAnswer, "DutyProgressesAnswer")
CommandRolesAnswer = items_of(CommandRoleAnswer, "CommandRolesAnswer")
