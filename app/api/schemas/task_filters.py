"""Searches for tasks and saved filters as they travel."""

from marshmallow import fields, validate

from app.api.schemas.cursors import CursorField
from app.api.schemas.fields import Instant, JsonObject, Key, Said
from app.api.schemas.shapes import LARGEST_LIMIT, LIMIT, Answer, Body, ListQuery, list_of
from app.api.schemas.tasks import FOLLOW_UP, AssigneeAnswer, CountAnswer, ensure_sortable
from app.inbox.lists.listing import USUAL_SORT, FollowUp, View

VIEWS = [view.value for view in View]
LARGEST_POSITION = 10_000
LONGEST_Q = 100
CONDITION = (
    '{"all": […]}, {"any": […]} or {"field": "priority", "op": "gte", "value": 70}; at most 5'
    " levels and 50 tests; op: eq, ne, gt, gte, lt, lte, in, contains, exists; data.NAME is a"
    " variable of the case; instants may be told as now+PT4H or today-P1D, the reader as me"
)
SORT = "priority, due_at, created_at; - turns one round"


class NarrowTasks(Body):
    """What a list of tasks is narrowed to, and its order."""

    saved = Key(load_default=None, allow_none=True, metadata={"description": "a saved filter"})
    q = fields.String(
        load_default=None,
        allow_none=True,
        validate=validate.Length(max=LONGEST_Q),
        metadata={"description": "part of the business key, the name or the subject"},
    )
    filter = JsonObject(load_default=None, allow_none=True, metadata={"description": CONDITION})
    follow_up = fields.Enum(
        FollowUp,
        by_value=True,
        load_default=None,
        allow_none=True,
        metadata={"description": FOLLOW_UP},
    )
    sort = fields.String(
        load_default=None,
        allow_none=True,
        validate=[validate.Length(max=100), ensure_sortable],
        metadata={"description": SORT},
    )


class WhichTasks(NarrowTasks):
    """Which tasks are meant."""

    view = fields.Enum(
        View,
        by_value=True,
        load_default=None,
        allow_none=True,
        metadata={"description": "by default the saved filter's, else mine"},
    )


class SearchTasks(WhichTasks):
    """Which tasks to list."""

    limit = fields.Integer(
        load_default=LIMIT, strict=True, validate=validate.Range(1, LARGEST_LIMIT)
    )
    after = CursorField(
        load_default=None,
        allow_none=True,
        metadata={"description": "page.next or page.prev of the same search"},
    )
    count = fields.Boolean(
        load_default=True, metadata={"description": "false leaves the total out"}
    )


class FilterFields(Body):
    """What a saved filter may say of itself."""

    name = fields.String(validate=Said(80), metadata={"description": "in one's own words"})
    view = fields.Enum(View, by_value=True)
    q = fields.String(
        allow_none=True,
        validate=validate.Length(1, LONGEST_Q),
        metadata={"description": "part of the business key, the name or the subject"},
    )
    condition = JsonObject(data_key="filter", allow_none=True, metadata={"description": CONDITION})
    sort = fields.String(
        validate=[validate.Length(max=100), ensure_sortable], metadata={"description": SORT}
    )
    position = fields.Integer(
        strict=True,
        validate=validate.Range(0, LARGEST_POSITION),
        metadata={"description": "small numbers come first"},
    )
    shared_with = fields.List(
        fields.String(validate=validate.Length(1, 40)),
        validate=validate.Length(max=50),
        metadata={"description": "groups whose members see it"},
    )


class NewFilter(FilterFields):
    """A filter to keep."""

    name = fields.String(
        required=True, validate=Said(80), metadata={"description": "in one's own words"}
    )
    view = fields.Enum(View, by_value=True, load_default=View.MINE)
    q = fields.String(
        load_default=None,
        allow_none=True,
        validate=validate.Length(1, LONGEST_Q),
        metadata={"description": "part of the business key, the name or the subject"},
    )
    condition = JsonObject(
        data_key="filter",
        load_default=None,
        allow_none=True,
        metadata={"description": CONDITION},
    )
    sort = fields.String(
        load_default=USUAL_SORT,
        validate=[validate.Length(max=100), ensure_sortable],
        metadata={"description": SORT},
    )
    position = fields.Integer(
        load_default=None,
        allow_none=True,
        strict=True,
        validate=validate.Range(0, LARGEST_POSITION),
        metadata={"description": "small numbers come first; by default it comes last"},
    )
    shared_with = fields.List(
        fields.String(validate=validate.Length(1, 40)),
        load_default=list,
        validate=validate.Length(max=50),
        metadata={"description": "groups whose members see it"},
    )


class ChangeFilter(FilterFields):
    """What changes of a filter; the rest stays."""


class SavedFilterAnswer(Answer):
    """A list of tasks kept under a name."""

    id = Key(required=True)
    name = fields.String(required=True)
    view = fields.String(required=True, validate=validate.OneOf(VIEWS))
    q = fields.String(required=True, allow_none=True)
    condition = JsonObject(
        required=True, allow_none=True, data_key="filter", metadata={"description": CONDITION}
    )
    sort = fields.String(required=True)
    position = fields.Integer(required=True)
    shared_with = fields.List(fields.String(), required=True, metadata={"description": "groups"})
    owner = fields.Nested(AssigneeAnswer, required=True)
    own = fields.Boolean(
        required=True, metadata={"description": "the reader's; only the owner changes it"}
    )
    updated_at = Instant(required=True)
    version = fields.Integer(required=True)


SavedFilterListAnswer = list_of(SavedFilterAnswer)


class FiltersQuery(ListQuery):
    """Which page of the saved filters."""


class SavedFilterCountAnswer(Answer):
    """How many tasks a saved filter finds for its reader."""

    id = Key(required=True)
    name = fields.String(required=True)
    own = fields.Boolean(required=True)
    count = fields.Nested(
        CountAnswer,
        required=True,
        allow_none=True,
        metadata={"description": "null: the reader may not use its view, or a field is gone"},
    )


class TaskCountsAnswer(Answer):
    """A count for every view and every saved filter the reader has, each up to a cap."""

    views = fields.Dict(keys=fields.String(), values=fields.Nested(CountAnswer), required=True)
    filters = fields.List(fields.Nested(SavedFilterCountAnswer), required=True)
