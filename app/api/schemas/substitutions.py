"""Who stands in for whom, as it travels."""

from collections.abc import Mapping
from typing import Any

from marshmallow import ValidationError, fields, validate, validates_schema

from app.api.schemas.fields import Instant, Key
from app.api.schemas.shapes import Answer, Body, ListQuery, list_of
from app.api.schemas.tasks import AssigneeAnswer
from app.identity.substitution_models import NOTE_LENGTH
from app.identity.substitution_rules import State

PROCESSES = {"description": "ids of processes, of the case or of a called one; empty: all"}


def _processes(**options: Any) -> fields.List[str]:
    return fields.List(
        fields.String(validate=validate.Length(1, 128)),
        validate=validate.Length(max=50),
        metadata=PROCESSES,
        **options,
    )


def _person(**options: Any) -> fields.String:
    return fields.String(validate=validate.Length(1, 80), **options)


class SubstitutionAnswer(Answer):
    """Someone who is away, and who does their tasks meanwhile."""

    id = Key(required=True)
    user = fields.Nested(AssigneeAnswer, required=True, metadata={"description": "who is away"})
    substitute = fields.Nested(AssigneeAnswer, required=True)
    starts_at = Instant(required=True)
    ends_at = Instant(
        required=True, metadata={"description": "the first instant at which it holds no more"}
    )
    processes = fields.List(fields.String(), required=True, metadata=PROCESSES)
    note = fields.String(required=True, allow_none=True)
    state = fields.String(required=True, metadata={"enum": [state.value for state in State]})
    left_out = fields.List(
        fields.String(),
        required=True,
        metadata={"description": "groups whose tasks the substitute may not do: they decide less"},
    )
    created_by = fields.Nested(AssigneeAnswer, required=True)
    created_at = Instant(required=True)
    ended_by = fields.Nested(
        AssigneeAnswer,
        required=True,
        allow_none=True,
        metadata={"description": "who ended it before its time"},
    )
    version = fields.Integer(required=True)


class NameSubstitute(Body):
    """Who stands in for whom."""

    user = _person(
        load_default=None,
        metadata={"description": "who is away: id or username; by default oneself"},
    )
    substitute = _person(required=True, metadata={"description": "id or username"})
    starts_at = Instant(load_default=None, metadata={"description": "by default now"})
    ends_at = Instant(required=True)
    processes = _processes(load_default=list)
    note = fields.String(load_default=None, validate=validate.Length(1, NOTE_LENGTH))


class ChangeSubstitution(Body):
    """What changes; the people stay: for others end it and name anew."""

    starts_at = Instant()
    ends_at = Instant()
    processes = _processes()
    note = fields.String(allow_none=True, validate=validate.Length(1, NOTE_LENGTH))

    @validates_schema
    def refuse_nothing(self, data: Mapping[str, Any], **_: Any) -> None:
        """Refuse a change that changes nothing."""
        if not data:
            raise ValidationError("Name what changes: starts_at, ends_at, processes or note.")


class SubstitutionsQuery(ListQuery):
    """Which substitutions to list."""

    absent_id = Key(
        load_default=None, data_key="filter[user]", metadata={"description": "id of who is away"}
    )
    substitute_id = Key(load_default=None, data_key="filter[substitute]")
    state = fields.Enum(State, by_value=True, load_default=None, data_key="filter[state]")


SubstitutionListAnswer = list_of(SubstitutionAnswer)
