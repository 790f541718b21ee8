"""What people do with tasks besides completing them, as it travels."""

from collections.abc import Mapping
from typing import Any

from marshmallow import ValidationError, fields, validate, validates_schema

from app.api.schemas.fields import Instant, JsonObject, Key, Said
from app.api.schemas.shapes import Answer, Body
from app.api.schemas.task_filters import NarrowTasks, WhichTasks
from app.api.schemas.tasks import TaskAnswer
from app.inbox.operations.bulk import MOST
from app.inbox.operations.comments import LONGEST
from app.inbox.priority import HIGHEST

LONGEST_REASON = 1000
ACTIONS = ("claim", "release", "assign", "delegate", "follow_up", "priority")


def priority_field(**options: Any) -> fields.Integer:
    """Return the field of a priority that someone chooses; null: it is reckoned again."""
    return fields.Integer(
        strict=True,
        allow_none=True,
        validate=validate.Range(0, HIGHEST),
        metadata={"description": "null: it is reckoned again"},
        **options,
    )


def follow_up_field(**options: Any) -> Instant:
    """Return the field of the instant until which a task is put off."""
    return Instant(
        allow_none=True,
        metadata={"description": "until then the usual lists leave it out; null: not any more"},
        **options,
    )


class ChangeTask(Body):
    """What changes of a task (JSON merge patch); the rest stays."""

    priority = priority_field()
    due_at = Instant(
        allow_none=True,
        metadata={"description": "not where the law limits it; null: what its time limit says"},
    )
    follow_up_at = follow_up_field()

    @validates_schema
    def refuse_nothing(self, data: Mapping[str, Any], **_: Any) -> None:
        """Refuse a change that changes nothing."""
        if not data:
            raise ValidationError("Name what changes: priority, due_at or follow_up_at.")


class ClaimNext(NarrowTasks):
    """From which list the first free task is taken."""

    view = fields.String(
        load_default="unassigned",
        validate=validate.OneOf(["unassigned", "team"]),
        metadata={"description": "either way the free tasks of one's groups"},
    )


class BulkTasks(Body):
    """One act with many tasks: those named, or the first of a list."""

    action = fields.String(required=True, validate=validate.OneOf(ACTIONS))
    ids = fields.List(
        Key(),
        load_default=None,
        allow_none=True,
        validate=validate.Length(1, MOST),
        metadata={"description": f"at most {MOST}"},
    )
    filter = fields.Nested(
        WhichTasks,
        load_default=None,
        allow_none=True,
        metadata={"description": f"instead of ids: the first {MOST} that a search finds"},
    )
    args = JsonObject(
        load_default=dict,
        metadata={
            "description": "assign: user or group, reason; delegate: user, reason?; follow_up:"
            " follow_up_at; priority: priority"
        },
    )

    @validates_schema
    def refuse_both(self, data: Mapping[str, Any], **_: Any) -> None:
        """Refuse a call that does not say which tasks it means, or says it twice."""
        if (data.get("ids") is None) == (data.get("filter") is None):
            raise ValidationError("Name the tasks either by ids or by a filter.")


class FollowUpArgs(Body):
    """Until when tasks are put off."""

    follow_up_at = follow_up_field(required=True)


class PriorityArgs(Body):
    """How urgent tasks are."""

    priority = priority_field(required=True)


class DelegateTask(Body):
    """To which colleague a task is handed over, and why."""

    user = fields.String(
        required=True,
        validate=validate.Length(1, 80),
        metadata={"description": "id or username"},
    )
    reason = fields.String(
        load_default=None, allow_none=True, validate=validate.Length(1, LONGEST_REASON)
    )


class ResolveTask(Body):
    """What is said to the task when it is handed back."""

    comment = fields.String(load_default=None, allow_none=True, validate=Said(LONGEST))


class NoArgs(Body):
    """An act that needs nothing said."""


class BulkItemAnswer(Answer):
    """What became of one task."""

    id = Key(required=True)
    status = fields.Integer(
        required=True, metadata={"description": "as if it had been asked for alone, e.g. 409"}
    )
    code = fields.String(metadata={"description": "of a refusal"})
    detail = fields.String(metadata={"description": "of a refusal"})
    task = fields.Nested(TaskAnswer, metadata={"description": "as it is now, where it was done"})


class BulkAnswer(Answer):
    """What became of each task, in the order in which they were named or found."""

    items = fields.List(fields.Nested(BulkItemAnswer), required=True)
    more = fields.Boolean(
        required=True, metadata={"description": "the filter finds more than were taken"}
    )
