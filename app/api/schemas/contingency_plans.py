"""Plans for contingencies as they travel."""

from marshmallow import fields, validate

from app.api.schemas.fields import Instant, Key, Said
from app.api.schemas.shapes import Answer, Body, ListQuery, list_of
from app.insurance.contingency import rules
from app.insurance.contingency.models import PlanStatus


class DepartmentDuty(Body):
    """What a department has to do."""

    department = fields.String(required=True, validate=validate.OneOf(rules.DEPARTMENTS))
    duty = fields.String(required=True, validate=Said(1000))


class PlanChangeAnswer(Answer):
    """What a version of a plan changed."""

    version = fields.String(required=True)
    changes = fields.String(required=True)
    source = fields.String(
        required=True, allow_none=True, metadata={"description": "number of the contingency"}
    )
    at = fields.String(required=True)
    by = fields.String(required=True)


class ContingencyPlanAnswer(Answer):
    """One version of a plan for contingencies."""

    id = Key(required=True)
    plan_code = fields.String(required=True)
    plan_version = fields.String(required=True)
    name = fields.String(required=True)
    event_types = fields.List(fields.String(), required=True)
    status = fields.Function(lambda row: row.status.value, metadata={"type": "string"})
    effective_from = Instant(required=True, allow_none=True)
    retired_at = Instant(required=True, allow_none=True)
    procedure = fields.String(required=True)
    duties = fields.List(fields.Nested(DepartmentDuty), required=True)
    resources = fields.String(required=True)
    change_log = fields.List(fields.Nested(PlanChangeAnswer), required=True)
    version = fields.Integer(required=True)


ContingencyPlanListAnswer = list_of(ContingencyPlanAnswer)


class ContingencyPlansQuery(ListQuery):
    """Which versions of plans to list."""

    plan_code = fields.String(load_default=None, data_key="filter[plan_code]")
    status = fields.Enum(PlanStatus, by_value=True, load_default=None, data_key="filter[status]")


class DraftContingencyPlan(Body):
    """A plan, or a new version of one."""

    plan_code = fields.String(required=True, validate=validate.Regexp(r"^[A-Z][A-Z0-9_\-]{1,31}$"))
    plan_version = fields.String(required=True, validate=validate.Regexp(f"^{rules.VERSION}$"))
    name = fields.String(required=True, validate=Said(100))
    event_types = fields.List(
        fields.String(validate=validate.OneOf(rules.EVENT_TYPES)),
        required=True,
        validate=validate.Length(1, len(rules.EVENT_TYPES)),
    )
    procedure = fields.String(required=True, validate=Said(4000))
    duties = fields.List(fields.Nested(DepartmentDuty), load_default=list)
    resources = fields.String(load_default="", validate=validate.Length(0, 4000))
