"""Cases, messages, incidents and deployments as they travel."""

import datetime as dt

from flask_smorest.fields import Upload
from marshmallow import fields, validate
from werkzeug.datastructures import FileStorage

from app.api.schemas.fields import Duration, Instant, Json, JsonObject, Key, Said
from app.api.schemas.shapes import Answer, Body, ListQuery, Query, list_of
from app.cases import standing
from app.cases.models import CaseStatus

STATES = [state.value for state in CaseStatus]


class StartCase(Body):
    """Which process to start, and with what."""

    process = fields.String(required=True, validate=validate.Length(1, 128))
    business_key = fields.String(
        load_default=None,
        allow_none=True,
        validate=validate.Length(1, 128),
        metadata={"description": "repeated: the first case again; for a claim, its external_ref"},
    )
    data = JsonObject(load_default=dict, metadata={"description": "of the start form"})


class CaseAnswer(Answer):
    """A case."""

    id = Key(required=True)
    process = fields.String(attribute="process_id", required=True)
    process_key = fields.String(required=True, metadata={"description": "process and version"})
    business_key = fields.String(required=True, allow_none=True)
    state = fields.Function(
        lambda case: case.status.value, metadata={"type": "string", "enum": STATES}
    )
    started_at = Instant(required=True)
    ended_at = Instant(required=True, allow_none=True)
    started_by = fields.String(required=True)
    version = fields.Integer(required=True)


class CasesQuery(ListQuery):
    """Which cases to list."""

    process_id = fields.String(load_default=None, data_key="filter[process]")
    status = fields.Enum(CaseStatus, by_value=True, load_default=None, data_key="filter[state]")
    business_key = fields.String(load_default=None, data_key="filter[business_key]")
    started_after = Instant(load_default=None, data_key="filter[started_after]")
    started_before = Instant(load_default=None, data_key="filter[started_before]")

    OPEN = ("filter[data.",)


class ElementAnswer(Answer):
    """One entering of one element of a diagram."""

    id = Key(required=True)
    element = fields.String(required=True)
    name = fields.String(required=True, metadata={"description": "in the reader's language"})
    kind = fields.String(required=True, metadata={"description": "BPMN tag"})
    process = fields.String(required=True)
    state = fields.String(required=True)
    started_at = Instant(required=True)
    ended_at = Instant(required=True, allow_none=True)
    actor = fields.String(required=True, allow_none=True)
    on_behalf_of = fields.String(
        required=True, allow_none=True, metadata={"description": "in whose place"}
    )


class DrawnElementAnswer(Answer):
    """One element of a diagram that was entered."""

    element = fields.String(required=True)
    kind = fields.String(required=True, metadata={"description": "BPMN tag"})
    state = fields.String(
        required=True,
        validate=validate.OneOf(standing.STATES),
        metadata={"description": "the gravest of all its enterings"},
    )
    entered = fields.Integer(required=True, metadata={"description": "how often"})


class DiagramAnswer(Answer):
    """Where a case stands in one diagram."""

    process = fields.String(required=True, metadata={"description": "with its version: claim:3"})
    name = fields.String(required=True, metadata={"description": "in the reader's language"})
    elements = fields.List(fields.Nested(DrawnElementAnswer), required=True)


class DiagramsAnswer(Answer):
    """The diagrams of a case, its own first, then those it calls."""

    items = fields.List(fields.Nested(DiagramAnswer), required=True)


class VariableAnswer(Answer):
    """A variable of a case; lists and objects keep their value to themselves."""

    name = fields.String(required=True)
    kind = fields.String(required=True)
    value = Json(required=True, allow_none=True)
    masked = fields.Boolean(
        required=True,
        metadata={"description": "it is personal; value shows a part of it, as text, or none"},
    )


class VariablesAnswer(Answer):
    """The variables of a case, by name."""

    items = fields.List(fields.Nested(VariableAnswer), required=True)


class Reason(Body):
    """Why."""

    reason = fields.String(required=True, validate=Said(1000))


class PublishMessage(Body):
    """A message for the case that waits for it, for a start event, or to keep for a while."""

    name = fields.String(required=True, validate=validate.Length(1, 200))
    correlation_key = fields.String(load_default="", validate=validate.Length(max=200))
    data = JsonObject(load_default=dict)
    ttl = Duration(
        load_default=dt.timedelta(0), metadata={"description": "how long it may wait, ISO 8601"}
    )
    message_id = fields.String(
        load_default=None,
        allow_none=True,
        validate=validate.Length(1, 200),
        metadata={"description": "the sender's own id; repeated: the first answer again"},
    )


class MessageAnswer(Answer):
    """What became of a message."""

    id = Key(required=True)
    name = fields.String(required=True)
    correlation_key = fields.String(required=True)
    state = fields.String(
        required=True, validate=validate.OneOf(["waiting", "delivered", "expired"])
    )
    case_id = Key(required=True, allow_none=True)
    expires_at = Instant(required=True, allow_none=True)
    repeated = fields.Boolean(required=True)


class IncidentAnswer(Answer):
    """A step that could not go on."""

    id = Key(required=True)
    case_id = Key(required=True)
    element = fields.String(required=True)
    kind = fields.String(required=True)
    message = fields.String(required=True)
    created_at = Instant(required=True)
    attempts = fields.Integer(required=True)
    next_attempt_at = Instant(attribute="run_at", required=True, allow_none=True)
    resolved_at = Instant(required=True, allow_none=True)


class IncidentsQuery(ListQuery):
    """Which incidents to list."""

    case_id = Key(load_default=None, data_key="filter[case_id]")
    resolved = fields.Boolean(load_default=False, data_key="filter[resolved]")


class FindingAnswer(Answer):
    """One thing that a check of files found."""

    level = fields.String(required=True, validate=validate.OneOf(["error", "warning"]))
    file = fields.String(required=True)
    element = fields.String(required=True)
    name = fields.String(
        required=True, metadata={"description": "of the element; of the column in a table"}
    )
    rule = fields.String(required=True, metadata={"description": "the check that found it"})
    reason = fields.String(required=True)
    advice = fields.String(
        required=True, metadata={"description": "how to write it right, or empty"}
    )
    row = fields.Integer(
        required=True,
        allow_none=True,
        metadata={"description": "number of the rule in a decision table, from 1"},
    )
    text = fields.String(required=True, metadata={"description": "what stands there, or empty"})


class FindingsAnswer(Answer):
    """Everything that a check found."""

    ok = fields.Boolean(required=True, metadata={"description": "it could be deployed"})
    items = fields.List(fields.Nested(FindingAnswer), required=True)


class DeployedVersionAnswer(Answer):
    """A version that is in force."""

    kind = fields.String(required=True)
    name = fields.String(required=True)
    version = fields.Integer(required=True)
    file = fields.String(required=True)
    changed = fields.Boolean(required=True)


class DeploymentAnswer(Answer):
    """What a deployment put into force, and what it should be warned about."""

    id = Key(attribute="deployment_id", required=True)
    versions = fields.List(fields.Nested(DeployedVersionAnswer), required=True)
    warnings = fields.List(fields.Nested(FindingAnswer), required=True)


class EffectiveFrom(Query):
    """From when on what is deployed is in force."""

    effective_from = Instant(
        load_default=None,
        allow_none=True,
        metadata={"description": "only for tables and their cases; by default at once"},
    )


class DeployAs(EffectiveFrom):
    """From when on what is deployed is in force, and which change it carries out."""

    change = fields.String(
        load_default=None,
        allow_none=True,
        validate=validate.Length(1, 32),
        metadata={"description": "id or number of the approved change; it says from when on"},
    )


class Resources(Query):
    """The files of a deployment, each as a part named ``resources``."""

    resources: fields.List[FileStorage] = fields.List(
        Upload(), required=True, validate=validate.Length(1, 200)
    )


CaseListAnswer = list_of(CaseAnswer)
ElementListAnswer = list_of(ElementAnswer)
IncidentListAnswer = list_of(IncidentAnswer)
