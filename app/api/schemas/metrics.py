"""Metrics, their numbers and the cases behind them, as they travel."""

from marshmallow import fields, validate

from app.api.schemas.cursors import CursorField
from app.api.schemas.fields import Day, Instant, Key
from app.api.schemas.shapes import LARGEST_LIMIT, LIMIT, Answer, PageAnswer, Query

FORMATS = ("json", "csv", "xlsx")


class MeasureAnswer(Answer):
    """One number that a metric has."""

    code = fields.String(required=True)
    name = fields.String(required=True)
    name_en = fields.String(required=True)
    unit = fields.String(
        required=True,
        metadata={"description": "ratio, count, number, score, hours, days or CNY"},
    )


class MetricAnswer(Answer):
    """One metric of the catalogue."""

    code = fields.String(required=True)
    name = fields.String(required=True)
    name_en = fields.String(required=True)
    unit = fields.String(required=True, metadata={"description": "of the first number"})
    formula = fields.String(required=True)
    formula_en = fields.String(required=True)
    target = fields.Decimal(allow_none=True, metadata={"description": "of the first number"})
    at_most = fields.Boolean(
        required=True, metadata={"description": "the lower the better; else the higher"}
    )
    kind = fields.String(
        required=True, metadata={"description": "what the list behind a number holds"}
    )
    ways = fields.List(
        fields.String(), required=True, metadata={"description": "what ``by`` may say"}
    )
    filters = fields.List(
        fields.String(),
        required=True,
        metadata={"description": "what it may be narrowed to; anything else is refused"},
    )
    measures = fields.List(fields.Nested(MeasureAnswer), required=True)


class CatalogueAnswer(Answer):
    """Every metric there is."""

    items = fields.List(fields.Nested(MetricAnswer), required=True)


class NumberAnswer(MeasureAnswer):
    """One number as counted."""

    numerator = fields.Decimal(required=True)
    denominator = fields.Decimal(required=True, allow_none=True)
    value = fields.Decimal(
        required=True,
        allow_none=True,
        metadata={"description": "four places; null where there is nothing to divide by"},
    )


class SplitAnswer(Answer):
    """The numbers of one part of what is counted."""

    key = fields.String(required=True, metadata={"description": "empty: it is not known"})
    label = fields.String(required=True)
    measures = fields.List(fields.Nested(NumberAnswer), required=True)


class ReportAnswer(Answer):
    """A metric of a period."""

    metric = fields.Nested(MetricAnswer, required=True)
    from_on = Day(required=True, data_key="from")
    to_on = Day(required=True, data_key="to")
    as_of = Instant(required=True, allow_none=True)
    numerator = fields.Decimal(required=True)
    denominator = fields.Decimal(required=True, allow_none=True)
    value = fields.Decimal(required=True, allow_none=True)
    measures = fields.List(fields.Nested(NumberAnswer), required=True)
    by = fields.String(required=True, allow_none=True)
    splits = fields.List(fields.Nested(SplitAnswer), required=True)


class ReportQuery(Query):
    """Which period and which cases, and how they are told apart."""

    from_on = Day(
        load_default=None,
        data_key="from",
        metadata={"description": "first local day; by default of the month that runs"},
    )
    to_on = Day(
        load_default=None,
        data_key="to",
        metadata={"description": "the day after the last one; by default a month later"},
    )
    as_of = Instant(
        load_default=None, metadata={"description": "what happened later does not count"}
    )
    org = fields.String(load_default=None)
    line = fields.String(load_default=None)
    channel = fields.String(load_default=None)
    person = fields.String(load_default=None, metadata={"description": "user name or id"})
    event = fields.String(
        load_default=None,
        metadata={"description": "claims of this contingency; * of any"},
    )
    by = fields.String(load_default=None)
    format = fields.String(load_default="json", validate=validate.OneOf(FORMATS))


class CasesQuery(ReportQuery):
    """Which of the cases behind a number."""

    measure = fields.String(load_default=None)
    part = fields.String(
        load_default="denominator", validate=validate.OneOf(("numerator", "denominator"))
    )
    split = fields.String(load_default=None, metadata={"description": "only those of this part"})
    limit = fields.Integer(load_default=LIMIT, validate=validate.Range(1, LARGEST_LIMIT))
    after = CursorField(load_default=None, metadata={"description": "page.next of an answer"})


class CaseBehindAnswer(Answer):
    """One fact that a number counts."""

    id = Key(required=True)
    case_id = Key(required=True, allow_none=True)
    number = fields.String(required=True)
    at = Instant(required=True)
    org = fields.String(required=True)
    line = fields.String(required=True)
    channel = fields.String(required=True)
    person = fields.String(required=True)
    split = fields.String(required=True)
    band = fields.String(required=True)
    stage = fields.String(metadata={"description": "of the overdue list only, as what follows"})
    overdue_hours = fields.Decimal()
    level = fields.String(allow_none=True)
    handler = fields.String(allow_none=True)
    measure = fields.String(allow_none=True)


class CasesBehindAnswer(Answer):
    """A page of the facts behind a number."""

    items = fields.List(fields.Nested(CaseBehindAnswer), required=True)
    page = fields.Nested(PageAnswer, required=True)


class EventLogQuery(Query):
    """Which cases the log holds: by when they started, and of which process."""

    since = Instant(load_default=None, data_key="from")
    until = Instant(load_default=None, data_key="to")
    process = fields.String(load_default=None)
