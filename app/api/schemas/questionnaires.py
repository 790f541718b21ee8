"""Questionnaires, answers and results as they travel."""

from marshmallow import fields, validate

from app.api.schemas.fields import DecimalText, Instant, Json, JsonObject, Key
from app.api.schemas.shapes import Answer, Body, ListQuery, Query, list_of
from app.insurance.customers.contact_models import FeedbackCategory
from app.insurance.quality.survey_models import QuestionKind, QuestionnaireStatus


class QuestionnaireAnswer(Answer):
    """One version of a questionnaire."""

    id = Key(required=True)
    code = fields.String(required=True)
    edition = fields.Integer(required=True, metadata={"description": "its version, from 1"})
    status = fields.Function(lambda row: row.status.value, metadata={"type": "string"})
    category = fields.Function(lambda row: row.category.value, metadata={"type": "string"})
    title = fields.String(required=True)
    title_en = fields.String(required=True)
    questions = fields.List(
        Json(),
        required=True,
        metadata={"description": "rows of id, text, text_en, kind, required, weight, options"},
    )
    published_at = Instant(required=True, allow_none=True)
    retired_at = Instant(required=True, allow_none=True)
    version = fields.Integer(required=True)


class SurveyResponseAnswer(Answer):
    """What one customer answered on one occasion."""

    id = Key(required=True)
    questionnaire = Key(attribute="questionnaire_id", required=True)
    code = fields.String(required=True)
    customer = Key(attribute="customer_id", required=True)
    case_id = Key(required=True, allow_none=True)
    channel = fields.String(required=True)
    score = DecimalText(
        required=True,
        allow_none=True,
        metadata={"description": "mean of the scales by their weights, 1 to 5"},
    )
    comment = fields.String(required=True)
    at = Instant(required=True)


class SurveySummaryAnswer(Answer):
    """How one question, or the whole, was answered."""

    question = fields.String(required=True, allow_none=True)
    kind = fields.String(required=True)
    answered = fields.Integer(required=True)
    mean = DecimalText(required=True, allow_none=True)
    distribution = JsonObject(
        required=True, metadata={"description": "how often each score or option was given"}
    )
    content = DecimalText(
        required=True,
        allow_none=True,
        metadata={"description": "share of those who gave 4 or 5"},
    )


class SurveyResultsAnswer(Answer):
    """How a version of a questionnaire was answered."""

    questionnaire = fields.Nested(QuestionnaireAnswer, required=True)
    whole = fields.Nested(SurveySummaryAnswer, required=True)
    questions = fields.List(fields.Nested(SurveySummaryAnswer), required=True)


QuestionnaireListAnswer = list_of(QuestionnaireAnswer)
SurveyResponseListAnswer = list_of(SurveyResponseAnswer)


class QuestionnairesQuery(ListQuery):
    """Which questionnaires to list."""

    code = fields.String(load_default=None, data_key="filter[code]")
    status = fields.Enum(
        QuestionnaireStatus, by_value=True, load_default=None, data_key="filter[status]"
    )


class EditionQuery(Query):
    """Which version of a questionnaire."""

    edition = fields.Integer(
        load_default=None,
        validate=validate.Range(1, 1_000_000),
        metadata={"description": "by default the newest"},
    )


class ResponsesQuery(ListQuery):
    """Which answers to list."""

    edition = fields.Integer(
        load_default=None,
        validate=validate.Range(1, 1_000_000),
        metadata={"description": "by default the newest version"},
    )


class SurveyOption(Body):
    """One answer that may be chosen."""

    value = fields.String(required=True, validate=validate.Length(1, 40))
    text = fields.String(required=True, validate=validate.Length(1, 200))
    text_en = fields.String(required=True, validate=validate.Length(1, 200))


class SurveyQuestion(Body):
    """One question."""

    id = fields.String(required=True, validate=validate.Length(1, 40))
    text = fields.String(required=True, validate=validate.Length(1, 500))
    text_en = fields.String(required=True, validate=validate.Length(1, 500))
    kind = fields.Enum(QuestionKind, by_value=True, required=True)
    required = fields.Boolean(load_default=True)
    weight = fields.Integer(
        load_default=None,
        allow_none=True,
        strict=True,
        validate=validate.Range(1, 100),
        metadata={"description": "of a scale, by default 1"},
    )
    options = fields.List(
        fields.Nested(SurveyOption), load_default=list, metadata={"description": "of a choice"}
    )


_QUESTIONS = validate.Length(1, 100)


class NewQuestionnaire(Body):
    """The first version of a questionnaire."""

    code = fields.String(required=True, validate=validate.Regexp(r"^[a-z][a-z0-9_-]{0,39}$(?!\n)"))
    category = fields.Enum(FeedbackCategory, by_value=True, required=True)
    title = fields.String(required=True, validate=validate.Length(1, 200))
    title_en = fields.String(required=True, validate=validate.Length(1, 200))
    questions = fields.List(fields.Nested(SurveyQuestion), required=True, validate=_QUESTIONS)


class EditQuestionnaire(Body):
    """What is to be different."""

    category = fields.Enum(FeedbackCategory, by_value=True)
    title = fields.String(validate=validate.Length(1, 200))
    title_en = fields.String(validate=validate.Length(1, 200))
    questions = fields.List(fields.Nested(SurveyQuestion), validate=_QUESTIONS)


class Respond(Body):
    """A customer's answers."""

    customer = fields.String(required=True, metadata={"description": "id or number"})
    case = fields.String(
        load_default=None, allow_none=True, metadata={"description": "id or business key"}
    )
    channel = fields.String(required=True, validate=validate.Length(1, 32))
    answers = JsonObject(required=True, metadata={"description": "by the id of the question"})
    comment = fields.String(load_default="", validate=validate.Length(max=4000))
