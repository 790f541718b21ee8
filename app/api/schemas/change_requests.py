"""Change requests as they travel."""

from marshmallow import fields, validate

from app.api.schemas.fields import Day, Instant, Key, Said
from app.api.schemas.shapes import Answer, Body, ListQuery, list_of
from app.insurance.quality.change_models import ChangeKind, ChangeStatus


class ChangeVoteAnswer(Answer):
    """What one side said."""

    round = fields.Integer(required=True, metadata={"description": "raised by every test"})
    side = fields.String(required=True)
    user = Key(attribute="user_id", required=True)
    approves = fields.Boolean(required=True)
    opinion = fields.String(required=True)
    at = Instant(required=True)


class ChangeRequestAnswer(Answer):
    """A wish to change a plan, a table or a diagram."""

    id = Key(required=True)
    change_no = fields.String(required=True)
    status = fields.Function(lambda row: row.status.value, metadata={"type": "string"})
    kind = fields.Function(lambda row: row.kind.value, metadata={"type": "string"})
    definition = fields.String(
        required=True, metadata={"description": "id of the process or table, code of the plan"}
    )
    against = fields.String(required=True, metadata={"description": "version to be changed"})
    proposal = fields.String(required=True)
    action = Key(attribute="action_id", required=True, allow_none=True)
    tested = fields.String(
        required=True, allow_none=True, metadata={"description": "version that was tested"}
    )
    test_report = fields.String(required=True, allow_none=True)
    evidence = fields.List(fields.String(), required=True, metadata={"description": "files"})
    tested_by = Key(required=True, allow_none=True)
    tested_at = Instant(required=True, allow_none=True)
    effective_from = Day(required=True, allow_none=True)
    decided_at = Instant(required=True, allow_none=True)
    carried_out_as = fields.String(
        required=True, allow_none=True, metadata={"description": "version that came of it"}
    )
    carried_out_at = Instant(required=True, allow_none=True)
    version = fields.Integer(required=True)


class ChangeVotesAnswer(Answer):
    """What was said to a change."""

    items = fields.List(fields.Nested(ChangeVoteAnswer), required=True)


ChangeRequestListAnswer = list_of(ChangeRequestAnswer)


class ChangesQuery(ListQuery):
    """Which change requests to list."""

    status = fields.Enum(ChangeStatus, by_value=True, load_default=None, data_key="filter[status]")
    kind = fields.Enum(ChangeKind, by_value=True, load_default=None, data_key="filter[kind]")
    definition = fields.String(load_default=None, data_key="filter[definition]")


_TEXT = Said(4000)
_VERSION = validate.Length(1, 32)


class RequestChange(Body):
    """What is to be changed, and why."""

    kind = fields.Enum(ChangeKind, by_value=True, required=True)
    definition = fields.String(required=True, validate=validate.Length(1, 200))
    against = fields.String(
        load_default=None,
        allow_none=True,
        validate=_VERSION,
        metadata={"description": "by default the newest version"},
    )
    proposal = fields.String(required=True, validate=_TEXT)


class ReviseChange(Body):
    """What is to be changed, said anew."""

    proposal = fields.String(required=True, validate=_TEXT)


class TestOfChange(Body):
    """Which version was tested, and how it went."""

    tested = fields.String(required=True, validate=_VERSION)
    report = fields.String(required=True, validate=_TEXT)
    evidence = fields.List(Key(), load_default=list, metadata={"description": "ids of files"})


class DecideChange(Body):
    """What one side says."""

    approves = fields.Boolean(required=True)
    opinion = fields.String(required=True, validate=_TEXT)
    effective_from = Day(
        load_default=None,
        allow_none=True,
        metadata={"description": "needed from one of the two who approve"},
    )
