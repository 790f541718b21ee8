"""Tasks as they travel."""

from marshmallow import ValidationError, fields, validate

from app.api.schemas.cases import CaseAnswer
from app.api.schemas.customers import OverviewAnswer
from app.api.schemas.fields import Instant, Json, JsonObject, Key, Money, Person
from app.api.schemas.shapes import Answer, Body, ListQuery, Query, list_of
from app.errors import InvalidInput
from app.inbox.lists.exporting import MOST
from app.inbox.lists.listing import FollowUp, Sort, View
from app.sheets import MIME


class TaskSlaAnswer(Answer):
    """The time limit a task is under."""

    stage = fields.String(required=True)
    state = fields.String(required=True, allow_none=True)
    internal_due_at = Instant(required=True, allow_none=True)
    statutory_due_at = Instant(required=True, allow_none=True)
    paused = fields.Boolean(required=True)


class AssigneeAnswer(Answer):
    """Who has a task."""

    id = Key(required=True)
    username = fields.String(required=True)
    name = fields.String(required=True)


class TaskAnswer(Answer):
    """A task as its reader sees it."""

    id = Key(required=True)
    name = fields.String(required=True, metadata={"description": "Chinese"})
    label = fields.String(required=True, metadata={"description": "in the reader's language"})
    task_definition = fields.String(required=True, metadata={"description": "BPMN id"})
    process = fields.String(required=True, metadata={"description": "whose diagram holds it"})
    business_key = fields.String(required=True, allow_none=True)
    case_id = Key(required=True)
    subject = fields.String(required=True)
    groups = fields.List(fields.String(), required=True)
    assignee = fields.Nested(AssigneeAnswer, required=True, allow_none=True)
    on_behalf_of = fields.Nested(
        AssigneeAnswer,
        required=True,
        allow_none=True,
        metadata={"description": "in whose place the assignee took or did it"},
    )
    owner = fields.Nested(
        AssigneeAnswer,
        required=True,
        allow_none=True,
        metadata={"description": "who handed it over to the assignee, and gets it back"},
    )
    status = fields.String(required=True)
    priority = fields.Integer(required=True)
    priority_by_hand = fields.Boolean(
        required=True, metadata={"description": "someone chose it: it does not rise by itself"}
    )
    created_at = Instant(required=True)
    due_at = Instant(required=True, allow_none=True)
    follow_up_at = Instant(
        required=True, allow_none=True, metadata={"description": "until when it is put off"}
    )
    sla = fields.Nested(TaskSlaAnswer, required=True, allow_none=True)
    read = fields.Boolean(required=True)
    version = fields.Integer(required=True)


class PriorityReasonAnswer(Answer):
    """One part of a priority."""

    code = fields.String(
        required=True,
        metadata={
            "description": "base (the diagram's own), amount (what the case is about), half_used,"
            " warned, breached or breached_by_law (its time limit)"
        },
    )
    points = fields.Integer(required=True)
    amount = Money(metadata={"description": "CNY, of the part that is reckoned from it"})


class TaskDetailAnswer(TaskAnswer):
    """A task with the reasons of its priority."""

    priority_reasons = fields.List(
        fields.Nested(PriorityReasonAnswer),
        required=True,
        metadata={"description": "what it adds up from, to 100 at most, or would if not by hand"},
    )


def ensure_sortable(text: str) -> None:
    """Refuse an order that lists of tasks do not have."""
    try:
        Sort.parse(text)
    except InvalidInput as error:
        raise ValidationError(error.detail) from error


FOLLOW_UP = (
    "due: not put off, or the instant has come, as lists are but that of all tasks; later: still"
    " put off; any"
)


class TasksQuery(ListQuery):
    """Which tasks to list; further fields as filter[priority][gte]=70, filter[data.amount]=3800."""

    view = fields.Enum(
        View,
        by_value=True,
        load_default=None,
        metadata={"description": "by default the saved filter's, else mine"},
    )
    saved = Key(load_default=None, metadata={"description": "id of a saved filter"})
    q = fields.String(
        load_default=None,
        validate=validate.Length(max=100),
        metadata={"description": "part of the business key, the name or the subject"},
    )
    sort = fields.String(
        load_default=None,
        validate=[validate.Length(max=100), ensure_sortable],
        metadata={
            "description": "priority, due_at, created_at; - turns one round; by default the saved"
            " filter's, else -priority,due_at"
        },
    )
    business_key = fields.String(load_default=None, data_key="filter[business_key]")
    case_id = Key(load_default=None, data_key="filter[case_id]")
    task_definition = fields.String(load_default=None, data_key="filter[task_definition]")
    process = fields.String(load_default=None, data_key="filter[process]")
    group = fields.String(load_default=None, data_key="filter[group]")
    assignee = Person(
        load_default=None,
        data_key="filter[assignee]",
        metadata={"description": "id, or me"},
    )
    owner = Person(
        load_default=None,
        data_key="filter[owner]",
        metadata={"description": "who handed it over: id, or me"},
    )
    follow_up = fields.Enum(
        FollowUp,
        by_value=True,
        load_default=None,
        data_key="filter[follow_up]",
        metadata={"description": FOLLOW_UP},
    )
    due_before = Instant(load_default=None, data_key="filter[due_before]")
    due_after = Instant(load_default=None, data_key="filter[due_after]")
    format = fields.String(
        load_default="json",
        validate=validate.OneOf(("json", *MIME)),
        metadata={"description": f"csv and xlsx: the whole list as a file, up to {MOST} tasks"},
    )

    OPEN = ("filter[",)


class NoQuery(Query):
    """An endpoint without parameters."""


class CountAnswer(Answer):
    """How many tasks a view holds."""

    total = fields.Integer(required=True)
    total_capped = fields.Boolean(attribute="capped", required=True)


class DraftAnswer(Answer):
    """Answers that were begun and not sent."""

    data = JsonObject(attribute="answers", required=True)
    saved_at = Instant(required=True)
    version = fields.Integer(required=True)


class TaskFormAnswer(Answer):
    """The form of a task, what it starts with, and the reader's own draft."""

    form_id = fields.String(required=True, allow_none=True)
    form_version = fields.Integer(required=True, allow_none=True)
    schema = JsonObject(required=True, allow_none=True)
    data = JsonObject(required=True, metadata={"description": "variables the task sees"})
    draft = fields.Nested(DraftAnswer, required=True, allow_none=True)


class TaskContextAnswer(Answer):
    """What whoever works on a task knows beforehand."""

    case = fields.Nested(CaseAnswer, required=True)
    customer = fields.Nested(
        OverviewAnswer,
        required=True,
        allow_none=True,
        metadata={"description": "None: it is about no customer, or not for the reader"},
    )


class TaskChangeAnswer(Answer):
    """One field that an act changed."""

    field = fields.String(
        required=True,
        metadata={
            "description": "status, assignee, owner, groups, users, priority, due_at or"
            " follow_up_at"
        },
    )
    old = Json(required=True, allow_none=True, metadata={"description": "what was"})
    new = Json(required=True, allow_none=True, metadata={"description": "what is"})


class TaskEventAnswer(Answer):
    """One thing that happened to a task."""

    act = fields.String(required=True)
    at = Instant(required=True)
    actor = fields.Nested(AssigneeAnswer, required=True, allow_none=True)
    on_behalf_of = fields.Nested(
        AssigneeAnswer,
        required=True,
        allow_none=True,
        metadata={"description": "in whose place"},
    )
    detail = JsonObject(required=True)
    changes = fields.List(
        fields.Nested(TaskChangeAnswer),
        required=True,
        metadata={"description": "old and new; a person as id, username and name"},
    )


TaskHistoryAnswer = list_of(TaskEventAnswer)


class AssignTask(Body):
    """Whom a task is given to, and why."""

    user = fields.String(
        load_default=None,
        validate=validate.Length(1, 80),
        metadata={"description": "id or username; or say group"},
    )
    group = fields.String(load_default=None, validate=validate.Length(1, 64))
    reason = fields.String(required=True, validate=validate.Length(1, 1000))


class CompleteTask(Body):
    """The answers to a task's form."""

    data = JsonObject(load_default=dict)


class SaveDraft(Body):
    """Answers begun."""

    data = JsonObject(required=True)


class CaseStateAnswer(Answer):
    """A case after a command."""

    id = Key(required=True)
    state = fields.Function(
        lambda case: case.status.value,
        metadata={"type": "string", "enum": ["active", "suspended", "completed", "cancelled"]},
    )
    business_key = fields.String(required=True, allow_none=True)
    version = fields.Integer(required=True)


class CompletionAnswer(Answer):
    """A completed task, its case, and the tasks it opened for the reader."""

    task = fields.Nested(TaskAnswer, required=True)
    case = fields.Nested(CaseStateAnswer, required=True)
    next_tasks = fields.List(fields.Nested(TaskAnswer), required=True)


TaskListAnswer = list_of(TaskAnswer)
