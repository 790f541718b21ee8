"""What decisions answer, why, and what they would have answered, as it travels."""

from flask_smorest.fields import Upload
from marshmallow import fields, validate
from werkzeug.datastructures import FileStorage

from app.api.schemas.decisions import VERSION, OfVersion
from app.api.schemas.fields import Instant, Json, JsonObject, Key
from app.api.schemas.shapes import Answer, Body, Query, list_of

LARGEST_REPLAY = 100_000  # decisions; they take the better part of a minute


class EvaluateDecision(Body):
    """What to ask a decision."""

    inputs = JsonObject(required=True, metadata={"description": "values by input name"})
    version = fields.Integer(
        load_default=None,
        allow_none=True,
        validate=VERSION,
        metadata={"description": "by default the one in force"},
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


class MissedCellAnswer(Answer):
    """A cell that kept a rule from firing."""

    column = fields.String(required=True)
    text = fields.String(required=True, metadata={"description": "what the cell asks for"})
    given = Json(required=True, allow_none=True)
    reason = fields.String(required=True)


class NearMissAnswer(MatchedRuleAnswer):
    """A rule that nearly fired."""

    missed = fields.List(fields.Nested(MissedCellAnswer), required=True)


class ExplanationAnswer(EvaluationAnswer):
    """The value of a decision, why it is that, and which rules nearly fired."""

    failure = fields.String(
        required=True, allow_none=True, metadata={"description": "why there is no value"}
    )
    also_hold = fields.List(
        fields.Nested(MatchedRuleAnswer),
        required=True,
        metadata={"description": "rules that hold too and do not decide"},
    )
    near_misses = fields.List(fields.Nested(NearMissAnswer), required=True)


class CaseDecisionAnswer(EvaluationAnswer):
    """A decision that was taken in a case."""

    id = Key(required=True)
    element = fields.String(required=True, metadata={"description": "of the diagram, by id"})
    decided_at = Instant(required=True)


class CaseDecisionDetailAnswer(CaseDecisionAnswer):
    """A decision that was taken in a case, and which rules nearly fired."""

    also_hold = fields.List(fields.Nested(MatchedRuleAnswer), required=True)
    near_misses = fields.List(fields.Nested(NearMissAnswer), required=True)


class ExampleCaseAnswer(Answer):
    """One line of the examples beside a decision."""

    line = fields.Integer(required=True)
    note = fields.String(required=True)
    passed = fields.Boolean(required=True)
    difference = fields.String(required=True, metadata={"description": "empty where it passed"})
    rules = fields.List(fields.Integer(), required=True, metadata={"description": "that fired"})


class ExampleReportAnswer(Answer):
    """What came of the examples beside a decision."""

    decision = fields.String(required=True)
    version = fields.Integer(required=True)
    file = fields.String(required=True)
    items = fields.List(fields.Nested(ExampleCaseAnswer), required=True)
    unreached = fields.List(
        fields.Integer(), required=True, metadata={"description": "rules that no example reaches"}
    )


class ReplayQuery(OfVersion):
    """Which decisions are taken anew, and by what."""

    since = Instant(required=True, metadata={"description": "the first instant"})
    until = Instant(
        load_default=None,
        allow_none=True,
        metadata={"description": "the first instant that is left out; by default now"},
    )
    limit = fields.Integer(
        load_default=LARGEST_REPLAY,
        validate=validate.Range(1, LARGEST_REPLAY),
        metadata={"description": "the earliest so many"},
    )


class ReplayFiles(Query):
    """DMN files that need not be deployed; without them a deployed version is replayed."""

    resources: fields.List[FileStorage] = fields.List(
        Upload(), load_default=list, validate=validate.Length(0, 50)
    )


class ReplayExampleAnswer(Answer):
    """A decision that would come out otherwise."""

    case_id = Key(required=True)
    at = Instant(required=True)
    version = fields.Integer(required=True)
    inputs = JsonObject(required=True)
    before = Json(required=True, allow_none=True)
    after = Json(required=True, allow_none=True)


class SumsAnswer(Answer):
    """A numeric output, summed."""

    before = Json(required=True)
    after = Json(required=True)


class ReplayGroupAnswer(Answer):
    """Decisions that one rule took and another would take."""

    before = fields.List(fields.String(), required=True, metadata={"description": "rules"})
    after = fields.List(fields.String(), required=True, metadata={"description": "rules"})
    failure = fields.String(required=True, metadata={"description": "why none would, or empty"})
    count = fields.Integer(required=True)
    inputs = JsonObject(required=True, metadata={"description": "sums of numeric inputs"})
    outputs = fields.Dict(keys=fields.String(), values=fields.Nested(SumsAnswer), required=True)
    examples = fields.List(fields.Nested(ReplayExampleAnswer), required=True)


class ReplayAnswer(Answer):
    """What another version would have decided."""

    decision = fields.String(required=True)
    replayed = fields.Integer(required=True)
    incomparable = fields.Integer(
        required=True,
        metadata={"description": "taken without an input that is read now; not evaluated"},
    )
    missing = fields.Dict(
        keys=fields.String(),
        values=fields.Integer(),
        required=True,
        metadata={"description": "those inputs, and of how many decisions"},
    )
    unchanged = fields.Integer(required=True)
    other_rule = fields.Integer(
        required=True, metadata={"description": "of the unchanged, those that another rule decides"}
    )
    changed = fields.Integer(required=True)
    failed = fields.Integer(
        required=True, metadata={"description": "of the changed, those without an answer"}
    )
    complete = fields.Boolean(
        required=True, metadata={"description": "false where there were more than the limit"}
    )
    groups = fields.List(fields.Nested(ReplayGroupAnswer), required=True)


CaseDecisionListAnswer = list_of(CaseDecisionAnswer)
