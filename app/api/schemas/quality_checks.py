"""Standards of service and checks as they travel."""

from marshmallow import fields, validate

from app.api.schemas.fields import Day, DecimalText, Instant, Key
from app.api.schemas.shapes import Answer, Body, ListQuery, Query, list_of
from app.insurance.quality.check_models import CheckArea, StandardArea


class QualityStandardAnswer(Answer):
    """One version of one standard."""

    id = Key(required=True)
    code = fields.String(required=True)
    edition = fields.Integer(required=True, metadata={"description": "its version, from 1"})
    area = fields.Function(lambda row: row.area.value, metadata={"type": "string"})
    title = fields.String(required=True)
    text = fields.String(required=True)
    effective_from = Day(required=True)


class ScoredItemAnswer(Answer):
    """One item of a check-list and its score."""

    item = fields.String(required=True)
    score = fields.Integer(required=True)


class QualityCheckAnswer(Answer):
    """One look at how a customer was served, or at a counter."""

    id = Key(required=True)
    area = fields.Function(lambda row: row.area.value, metadata={"type": "string"})
    task = Key(attribute="task_id", required=True, allow_none=True)
    case_id = Key(required=True, allow_none=True)
    counter = fields.String(required=True, allow_none=True)
    person = Key(attribute="person_id", required=True, allow_none=True)
    standard = Key(attribute="standard_id", required=True, allow_none=True)
    checker = Key(attribute="checker_id", required=True)
    items = fields.List(fields.Nested(ScoredItemAnswer), required=True)
    comment = fields.String(required=True)
    at = Instant(required=True)


class ListedItemAnswer(Answer):
    """One thing that is looked at."""

    code = fields.String(required=True)
    name = fields.String(required=True)
    name_en = fields.String(required=True)
    attitude = fields.Boolean(required=True, metadata={"description": "counts for M52"})


class CheckItemsAnswer(Answer):
    """What is looked at in one area."""

    area = fields.String(required=True)
    items = fields.List(fields.Nested(ListedItemAnswer), required=True)


class CheckItemsByAreaAnswer(Answer):
    """The check-lists."""

    items = fields.List(fields.Nested(CheckItemsAnswer), required=True)


class StandingAnswer(Answer):
    """How somebody's work, or a counter, was checked."""

    person = Key(attribute="person_id", required=True, allow_none=True)
    counter = fields.String(required=True, allow_none=True)
    checks = fields.Integer(required=True)
    mean = DecimalText(required=True, metadata={"description": "1 to 5"})


class StandingsAnswer(Answer):
    """The score board."""

    items = fields.List(fields.Nested(StandingAnswer), required=True)


QualityStandardListAnswer = list_of(QualityStandardAnswer)
QualityCheckListAnswer = list_of(QualityCheckAnswer)


class StandardsQuery(ListQuery):
    """Which standards to list."""

    code = fields.String(load_default=None, data_key="filter[code]")
    area = fields.Enum(StandardArea, by_value=True, load_default=None, data_key="filter[area]")


class ChecksQuery(ListQuery):
    """Which checks to list."""

    area = fields.Enum(CheckArea, by_value=True, load_default=None, data_key="filter[area]")
    person_id = Key(load_default=None, data_key="filter[person]")
    counter = fields.String(load_default=None, data_key="filter[counter]")


class StandingsQuery(Query):
    """Which time the score board covers."""

    since = Instant(required=True, data_key="from")
    until = Instant(required=True, data_key="to")


class WriteStandard(Body):
    """The next version of a standard, or its first one."""

    code = fields.String(required=True, validate=validate.Regexp(r"^[a-z][a-z0-9_-]{0,39}$"))
    area = fields.Enum(StandardArea, by_value=True, required=True)
    title = fields.String(required=True, validate=validate.Length(1, 200))
    text = fields.String(required=True, validate=validate.Length(1, 20_000))
    effective_from = Day(
        load_default=None, allow_none=True, metadata={"description": "by default today"}
    )


class ScoredItem(Body):
    """One item of the list and its score."""

    item = fields.String(required=True)
    score = fields.Integer(required=True, strict=True, validate=validate.Range(1, 5))


class NewQualityCheck(Body):
    """A check-list filled in for one of task, case and counter."""

    area = fields.Enum(CheckArea, by_value=True, required=True)
    task = Key(load_default=None, allow_none=True)
    case = fields.String(
        load_default=None, allow_none=True, metadata={"description": "id or business key"}
    )
    counter = fields.String(load_default=None, allow_none=True, validate=validate.Length(1, 64))
    person = Key(
        load_default=None,
        allow_none=True,
        metadata={"description": "whose work it was; of a completed task whoever did it"},
    )
    standard = Key(load_default=None, allow_none=True)
    items = fields.List(fields.Nested(ScoredItem), required=True, validate=validate.Length(min=1))
    comment = fields.String(load_default="", validate=validate.Length(max=4000))
