"""Time limits and the business calendar as they travel."""

from marshmallow import fields, validate

from app.api.schemas.fields import Day, Instant, Key
from app.api.schemas.shapes import Answer, Body, ListQuery, Query, list_of
from app.sla.models import ClockState


class PauseAnswer(Answer):
    """A stretch in which a clock stood still."""

    since = Instant(attribute="since_at", required=True)
    until = Instant(attribute="until_at", required=True, allow_none=True)
    reason = fields.String(required=True)


class TimeLimitAnswer(Answer):
    """A time limit of a case or of one of its tasks."""

    id = Key(required=True)
    stage = fields.String(required=True)
    type = fields.String(required=True, validate=validate.OneOf(["internal", "statutory"]))
    state = fields.String(required=True)
    started_at = Instant(required=True)
    limit = fields.String(required=True, metadata={"description": "e.g. 3 wd"})
    due_at = Instant(required=True, metadata={"description": "no longer kept from here on"})
    due_date = Day(
        required=True, allow_none=True, metadata={"description": "the last day of a limit in days"}
    )
    warn_at = Instant(required=True)
    warned_at = Instant(required=True, allow_none=True)
    breached_at = Instant(required=True, allow_none=True)
    stopped_at = Instant(required=True, allow_none=True)
    pauses = fields.List(fields.Nested(PauseAnswer), required=True)
    task_id = Key(required=True, allow_none=True)
    basis = fields.String(required=True, metadata={"description": "the source of the limit"})


class TimeLimitsAnswer(Answer):
    """The clocks of one case."""

    items = fields.List(fields.Nested(TimeLimitAnswer), required=True)


class CaseTimeLimitAnswer(TimeLimitAnswer):
    """A time limit, and whose it is."""

    case_id = Key(required=True)
    business_key = fields.String(required=True, allow_none=True)
    overdue_hours = fields.Float(
        required=True, metadata={"description": "since it was due, to its end or to now"}
    )


CaseTimeLimitListAnswer = list_of(CaseTimeLimitAnswer)


class ClocksQuery(ListQuery):
    """Which time limits to list."""

    state = fields.Enum(
        ClockState,
        by_value=True,
        required=True,
        metadata={"description": "breached: the overdue ones that still run"},
    )


class CalendarDayAnswer(Answer):
    """A day that differs from the public calendar."""

    day = Day(required=True)
    kind = fields.Function(lambda row: row.kind.value, metadata={"type": "string"})
    note = fields.String(required=True)
    source = fields.String(required=True)


class CalendarDaysAnswer(Answer):
    """The days of a year that differ."""

    items = fields.List(fields.Nested(CalendarDayAnswer), required=True)


class CalendarQuery(Query):
    """Which year to show."""

    year = fields.Integer(required=True, validate=validate.Range(2000, 2100))


class CalendarDay(Body):
    """A holiday or a make-up working day."""

    day = Day(required=True)
    kind = fields.String(required=True, validate=validate.OneOf(["holiday", "workday"]))
    note = fields.String(load_default="", validate=validate.Length(max=200))
    source = fields.String(
        load_default="",
        validate=validate.Length(max=200),
        metadata={"description": "where the day was announced"},
    )


class SetCalendarDays(Body):
    """Days to enter together; one that is entered already is replaced."""

    days = fields.List(fields.Nested(CalendarDay), required=True, validate=validate.Length(0, 400))
    complete_years = fields.List(
        fields.Integer(validate=validate.Range(2000, 2100)),
        load_default=list,
        validate=validate.Length(max=10),
        metadata={"description": "years whose holidays and make-up days are now all entered"},
    )


class CalendarChangedAnswer(CalendarDaysAnswer):
    """What was entered, and how many open clocks moved by it."""

    recomputed = fields.Integer(required=True)
