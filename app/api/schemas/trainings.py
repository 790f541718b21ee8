"""Trainings of customers as they travel."""

from marshmallow import fields, validate

from app.api.schemas.fields import Instant, Key, Money
from app.api.schemas.shapes import Answer, Body, ListQuery, list_of
from app.insurance.training import rules
from app.insurance.training.vocabulary import (
    Behaviour,
    CourseType,
    EnrolmentStatus,
    InvitationStatus,
    Method,
    SessionStatus,
    TrainingSegment,
    TrainingStatus,
)

SEGMENTS = tuple(segment.value for segment in TrainingSegment)
METHODS = tuple(method.value for method in Method)


class CourseAnswer(Answer):
    """A course that customers are offered."""

    code = fields.String(required=True)
    type = fields.Enum(CourseType, by_value=True, required=True)
    name = fields.String(required=True)
    name_en = fields.String(required=True)
    material = fields.String(required=True)


class CoursesAnswer(Answer):
    """The catalogue of courses."""

    items = fields.List(fields.Nested(CourseAnswer), required=True)


class TrainingAnswer(Answer):
    """A training of customers."""

    id = Key(required=True)
    training_no = fields.String(required=True)
    case_id = Key(required=True)
    status = fields.Enum(TrainingStatus, by_value=True, required=True)
    segment = fields.Enum(TrainingSegment, by_value=True, required=True)
    trigger = fields.String(required=True, allow_none=True)
    source = fields.String(required=True, allow_none=True)
    reason = fields.String(required=True)
    courses = fields.List(fields.String(), required=True)
    method = fields.Enum(Method, by_value=True, required=True, allow_none=True)
    capacity = fields.Integer(required=True, allow_none=True)
    place = fields.String(required=True, allow_none=True)
    link = fields.String(required=True, allow_none=True)
    budget = Money(required=True, allow_none=True)
    return_reason = fields.String(required=True, allow_none=True)
    approved_at = Instant(required=True, allow_none=True)
    invited_at = Instant(required=True, allow_none=True)
    cancel_reason = fields.String(required=True, allow_none=True)
    held_at = Instant(required=True, allow_none=True)
    complaints_before = fields.Integer(required=True, allow_none=True)
    complaints_after = fields.Integer(required=True, allow_none=True)
    behaviour_change = fields.Enum(Behaviour, by_value=True, required=True, allow_none=True)
    effective = fields.Boolean(required=True, allow_none=True)
    actions = fields.String(required=True, allow_none=True)
    closed_at = Instant(required=True, allow_none=True)
    version = fields.Integer(required=True)


TrainingListAnswer = list_of(TrainingAnswer)


class TrainingsQuery(ListQuery):
    """Which trainings to list."""

    status = fields.Enum(
        TrainingStatus, by_value=True, load_default=None, data_key="filter[status]"
    )
    segment = fields.Enum(
        TrainingSegment, by_value=True, load_default=None, data_key="filter[segment]"
    )


class StartTraining(Body):
    """A training that somebody asks for."""

    segment = fields.String(required=True, validate=validate.OneOf(SEGMENTS))
    courses = fields.List(
        fields.String(),
        load_default=list,
        metadata={"description": "codes; without any, the table of plans says them"},
    )
    method = fields.String(load_default=None, allow_none=True, validate=validate.OneOf(METHODS))
    customers = fields.List(
        fields.String(),
        load_default=list,
        validate=validate.Length(0, rules.LARGEST),
        metadata={"description": "ids or numbers; without any, those of the segment"},
    )
    reason = fields.String(load_default="", validate=validate.Length(0, 4000))


class SessionAnswer(Answer):
    """One date of a training."""

    id = Key(attribute="session.id", required=True)
    number = fields.Integer(attribute="session.number", required=True)
    status = fields.Enum(SessionStatus, by_value=True, attribute="session.status", required=True)
    at = Instant(attribute="session.at", required=True)
    capacity = fields.Integer(attribute="session.capacity", required=True)
    enrolled = fields.Integer(required=True, metadata={"description": "places taken"})
    merged_into = Key(attribute="session.merged_into_id", required=True, allow_none=True)
    cancel_reason = fields.String(attribute="session.cancel_reason", required=True, allow_none=True)
    survey_avg = fields.String(
        attribute="session.survey_avg",
        required=True,
        allow_none=True,
        metadata={"description": "mean of 1 to 5"},
    )


class SessionsAnswer(Answer):
    """The sessions of a training."""

    items = fields.List(fields.Nested(SessionAnswer), required=True)


class InvitationAnswer(Answer):
    """Whether a customer was invited."""

    customer = Key(attribute="customer_id", required=True)
    status = fields.Enum(InvitationStatus, by_value=True, required=True)
    channel = fields.String(required=True, allow_none=True)
    at = Instant(required=True, allow_none=True)


InvitationListAnswer = list_of(InvitationAnswer)


class InvitationsQuery(ListQuery):
    """Which invitations to list."""


class EnrolmentAnswer(Answer):
    """A customer's place in a session."""

    id = Key(required=True)
    session = Key(attribute="session_id", required=True)
    customer = Key(attribute="customer_id", required=True)
    status = fields.Enum(EnrolmentStatus, by_value=True, required=True)
    channel = fields.String(required=True)
    enrolled_at = Instant(required=True)
    withdrawn_at = Instant(required=True, allow_none=True)
    attended = fields.Boolean(required=True, allow_none=True)


EnrolmentListAnswer = list_of(EnrolmentAnswer)


class EnrolmentsQuery(ListQuery):
    """Which enrolments to list."""

    status = fields.Enum(
        EnrolmentStatus, by_value=True, load_default=None, data_key="filter[status]"
    )


class Enrol(Body):
    """A customer who wants to come."""

    customer = fields.String(required=True, metadata={"description": "id or number"})
    session = Key(
        load_default=None,
        allow_none=True,
        attribute="session_id",
        metadata={"description": "by default the earliest with a place left"},
    )
    channel = fields.String(load_default="online", validate=validate.Length(1, 32))
