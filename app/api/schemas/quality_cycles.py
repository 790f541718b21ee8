"""Quality cycles, improvement actions and evaluations as they travel."""

from decimal import Decimal
from typing import Any

from marshmallow import fields, validate

from app.api.schemas.fields import Day, Instant, Json, Key, Said
from app.api.schemas.shapes import Answer, Body, ListQuery, list_of
from app.insurance.quality import rules
from app.insurance.quality.models import ActionStatus, CycleStatus, EvaluationKind


class Measured(fields.Field[Decimal]):
    """A measured number, as a number."""

    def _serialize(self, value: Decimal | None, attr: str | None, obj: Any, **_: Any) -> Any:
        return value


class QualityCycleAnswer(Answer):
    """One round of evaluation and improvement."""

    id = Key(required=True)
    cycle_no = fields.String(required=True)
    case_id = Key(required=True)
    status = fields.Function(lambda row: row.status.value, metadata={"type": "string"})
    origin = fields.Function(lambda row: row.origin.value, metadata={"type": "string"})
    quarter = fields.String(required=True, allow_none=True)
    source = fields.String(required=True, allow_none=True)
    period_from = Day(required=True, allow_none=True)
    period_to = Day(
        required=True, allow_none=True, metadata={"description": "the day after the last one"}
    )
    indicators = fields.List(
        Json(), required=True, metadata={"description": "rows of code, value, findings"}
    )
    problems = fields.List(
        Json(),
        required=True,
        metadata={"description": "rows of problem, cause, measure, metric, baseline"},
    )
    created_at = Instant(required=True)
    closed_at = Instant(required=True, allow_none=True)
    version = fields.Integer(required=True)


class QualityActionAnswer(Answer):
    """One attempt to mend one problem."""

    id = Key(required=True)
    action_no = fields.String(required=True)
    cycle = Key(attribute="cycle_id", required=True)
    case_id = Key(required=True)
    status = fields.Function(lambda row: row.status.value, metadata={"type": "string"})
    loop = fields.Integer(required=True, metadata={"description": "1 for the first attempt"})
    previous = Key(attribute="previous_id", required=True, allow_none=True)
    source = fields.String(required=True)
    problem = fields.String(required=True)
    cause = fields.String(required=True)
    measure = fields.String(required=True)
    owner = Key(attribute="owner_id", required=True)
    metric = fields.String(required=True)
    baseline = Measured(required=True)
    target = Measured(required=True)
    due = Day(attribute="due_on", required=True)
    audience = fields.String(required=True, allow_none=True)
    segment = fields.String(required=True, allow_none=True)
    courses = fields.String(required=True, allow_none=True)
    done = fields.String(required=True, allow_none=True)
    done_at = Instant(required=True, allow_none=True)
    result = Measured(required=True, allow_none=True)
    effective = fields.Boolean(required=True, allow_none=True)
    verdict_reason = fields.String(required=True, allow_none=True)
    verified_by = Key(required=True, allow_none=True)
    verified_at = Instant(required=True, allow_none=True)
    close_reason = fields.String(required=True, allow_none=True)
    version = fields.Integer(required=True)


class QualityEvaluationAnswer(Answer):
    """What the company, or an agency, thinks of the service of a period."""

    id = Key(required=True)
    cycle = Key(attribute="cycle_id", required=True)
    kind = fields.Function(lambda row: row.kind.value, metadata={"type": "string"})
    areas = fields.List(Json(), required=True)
    score = Measured(
        required=True, metadata={"description": "1 to 5 of the company, 0 to 100 of an agency"}
    )
    agency = fields.String(required=True, allow_none=True)
    report = fields.List(fields.String(), required=True, metadata={"description": "ids of files"})
    evaluator = Key(attribute="created_by", required=True, allow_none=True)
    at = Instant(required=True)


QualityCycleListAnswer = list_of(QualityCycleAnswer)
QualityActionListAnswer = list_of(QualityActionAnswer)
QualityEvaluationListAnswer = list_of(QualityEvaluationAnswer)


class CyclesQuery(ListQuery):
    """Which cycles to list."""

    status = fields.Enum(CycleStatus, by_value=True, load_default=None, data_key="filter[status]")
    source = fields.String(load_default=None, data_key="filter[source]")


class ActionsQuery(ListQuery):
    """Which actions to list."""

    cycle_id = Key(load_default=None, data_key="filter[cycle]")
    status = fields.Enum(ActionStatus, by_value=True, load_default=None, data_key="filter[status]")
    owner_id = Key(load_default=None, data_key="filter[owner]")


class QualityEvaluationsQuery(ListQuery):
    """Which evaluations to list."""

    cycle_id = Key(load_default=None, data_key="filter[cycle]")
    kind = fields.Enum(EvaluationKind, by_value=True, load_default=None, data_key="filter[kind]")


class BeginEvaluation(Body):
    """The period to evaluate."""

    period_from = Day(required=True)
    period_to = Day(required=True, metadata={"description": "the day after the last one"})


class ProposeImprovement(Body):
    """A problem that is to be mended."""

    problem = fields.String(required=True, validate=Said(4000))
    source = fields.String(
        load_default=None,
        allow_none=True,
        validate=Said(64),
        metadata={"description": "number of the case it comes from"},
    )
    cause = fields.String(load_default=None, allow_none=True, validate=Said(4000))
    measure = fields.String(
        load_default=None, allow_none=True, validate=validate.OneOf(rules.MEASURES)
    )
    feedback = fields.List(
        Key(), load_default=list, metadata={"description": "ids of the opinions that led to it"}
    )
