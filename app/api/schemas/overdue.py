"""Overdue work as it travels."""

from marshmallow import fields, validate

from app.api.schemas.clocks import CaseTimeLimitAnswer
from app.api.schemas.fields import Instant, Key
from app.api.schemas.shapes import Answer, ListQuery, list_of
from app.api.schemas.tasks import AssigneeAnswer


class EscalationAnswer(Answer):
    """A level that was reached, and who was told."""

    level = fields.String(required=True)
    at = Instant(required=True)
    notified = fields.List(fields.String(), required=True, metadata={"description": "groups"})


class OverdueAnswer(Answer):
    """A breached time limit and what is done about it."""

    id = Key(required=True)
    overdue_no = fields.String(required=True)
    case_id = Key(required=True, metadata={"description": "of the process that handles it"})
    clock = fields.Nested(CaseTimeLimitAnswer, required=True)
    handler = fields.Nested(AssigneeAnswer, required=True, allow_none=True)
    level = fields.String(required=True, allow_none=True, metadata={"description": "E1 to E3"})
    cause = fields.String(required=True, allow_none=True)
    measure = fields.String(required=True, allow_none=True)
    new_target = Instant(required=True, allow_none=True)
    note = fields.String(required=True, allow_none=True)
    opened_at = Instant(required=True)
    closed_at = Instant(required=True, allow_none=True)
    overdue_hours = fields.Float(
        required=True, metadata={"description": "since it was due, to its end or to now"}
    )
    escalations = fields.List(fields.Nested(EscalationAnswer), required=True)


OverdueListAnswer = list_of(OverdueAnswer)


class OverdueQuery(ListQuery):
    """Which overdue cases to list."""

    state = fields.String(
        load_default=None,
        data_key="filter[state]",
        validate=validate.OneOf(["open", "closed"]),
    )
    level = fields.String(
        load_default=None, data_key="filter[level]", validate=validate.OneOf(["E1", "E2", "E3"])
    )
    handler_id = Key(load_default=None, data_key="filter[handler_id]")
