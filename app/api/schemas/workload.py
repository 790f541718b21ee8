"""How much waits for groups, and its even distribution, as it travels."""

from marshmallow import fields, validate

from app.api.schemas.fields import Instant
from app.api.schemas.people import GroupAnswer
from app.api.schemas.shapes import Answer, Body
from app.api.schemas.task_acts import BulkItemAnswer
from app.api.schemas.task_filters import NarrowTasks
from app.api.schemas.tasks import AssigneeAnswer, CountAnswer
from app.inbox.operations.bulk import MOST

USUAL = 50


def _count(says: str) -> fields.Nested:
    return fields.Nested(CountAnswer, required=True, metadata={"description": says})


class MemberLoadAnswer(Answer):
    """What one member of a group has of its tasks."""

    user = fields.Nested(AssigneeAnswer, required=True)
    open = fields.Integer(required=True)
    overdue = fields.Integer(required=True)
    away = fields.Boolean(
        required=True, metadata={"description": "somebody stands in for them in all processes"}
    )


class GroupLoadAnswer(Answer):
    """What waits for a group, less what segregation of duties keeps from the reader."""

    group = fields.Nested(GroupAnswer, required=True)
    leads = fields.Boolean(
        required=True, metadata={"description": "the reader gives its tasks out"}
    )
    open = _count("but for what is put off")
    free = _count("with nobody")
    overdue = _count("past its due date")
    due_today = _count("by the end of the local day, and not overdue")
    at_risk = _count("due today, or its limit has warned")
    put_off = _count("until an instant that is still to come")
    oldest_at = Instant(
        required=True,
        allow_none=True,
        metadata={"description": "since when the oldest open task waits"},
    )
    members = fields.List(fields.Nested(MemberLoadAnswer), required=True)


class WorkloadAnswer(Answer):
    """What waits for every group that the reader is in or leads."""

    items = fields.List(fields.Nested(GroupLoadAnswer), required=True)


class Distribute(Body):
    """Which free tasks of a group are given out, and how many."""

    filter = fields.Nested(
        NarrowTasks,
        load_default=None,
        allow_none=True,
        metadata={"description": "by default all of them"},
    )
    most = fields.Integer(strict=True, load_default=USUAL, validate=validate.Range(1, MOST))


class DistributionAnswer(Answer):
    """What became of each task."""

    items = fields.List(fields.Nested(BulkItemAnswer), required=True)
