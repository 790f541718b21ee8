"""Tables of questionnaires and of what customers answer to them."""

import datetime as dt
from decimal import Decimal
from enum import Enum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.database import Base, BigKey, Key, Ref
from app.insurance.customers.contact_models import FeedbackCategory
from app.insurance.records import Measure, Record, words


class QuestionnaireStatus(Enum):
    """How far a version of a questionnaire has come."""

    DRAFT = "draft"  #: it can be changed, and nobody answers it
    PUBLISHED = "published"  #: it is answered, and never changed
    RETIRED = "retired"  #: a later version has taken its place, or it is asked no more


class QuestionKind(Enum):
    """How a question is answered."""

    SCALE = "scale"  #: 1, the worst, to 5
    CHOICE = "choice"  #: one of its options
    TEXT = "text"


class Questionnaire(Record, Base):
    """One version of a questionnaire."""

    __tablename__ = "survey_questionnaire"
    __table_args__ = (sa.UniqueConstraint("code", "edition"),)
    code: Mapped[str] = mapped_column(sa.String(40))
    #: the version that people cite, from 1
    edition: Mapped[int]
    status: Mapped[QuestionnaireStatus] = mapped_column(words(QuestionnaireStatus), index=True)
    #: what the opinions are about: satisfaction (M03) is told apart by it
    category: Mapped[FeedbackCategory] = mapped_column(words(FeedbackCategory))
    title: Mapped[str] = mapped_column(sa.String(200))
    title_en: Mapped[str] = mapped_column(sa.String(200))
    #: rows of id, text, text_en, kind, required, weight (of a scale), options (of a choice)
    questions: Mapped[list[Any]]
    published_at: Mapped[dt.datetime | None]
    retired_at: Mapped[dt.datetime | None]


class SurveyResponse(Record, Base):
    """What one customer answered on one occasion; never changed."""

    __tablename__ = "survey_response"
    __table_args__ = (sa.UniqueConstraint("code", "customer_id", "occasion"),)
    questionnaire_id: Mapped[Ref] = mapped_column(
        sa.ForeignKey("survey_questionnaire.id"), index=True
    )
    code: Mapped[str] = mapped_column(sa.String(40))
    customer_id: Mapped[Ref] = mapped_column(sa.ForeignKey("customer.id"), index=True)
    case_id: Mapped[int | None] = mapped_column(BigKey, index=True)
    #: the case, or the version where it is about none: a customer answers once on each
    occasion: Mapped[str] = mapped_column(sa.String(32))
    channel: Mapped[str] = mapped_column(sa.String(32))
    #: the mean of the scales by their weights, four places; None where there is no scale
    score: Mapped[Decimal | None] = mapped_column(Measure)
    comment: Mapped[str] = mapped_column(sa.Text, default="")
    feedback_id: Mapped[Ref] = mapped_column(sa.ForeignKey("feedback.id"), index=True)
    at: Mapped[dt.datetime] = mapped_column(index=True)


class SurveyAnswer(Base):
    """The answer to one question: a score, an option or a text."""

    __tablename__ = "survey_answer"
    __table_args__ = (sa.Index("ix_survey_answer_of_question", "questionnaire_id", "question"),)
    id: Mapped[Key]
    response_id: Mapped[Ref] = mapped_column(sa.ForeignKey("survey_response.id"), index=True)
    questionnaire_id: Mapped[Ref] = mapped_column(sa.ForeignKey("survey_questionnaire.id"))
    question: Mapped[str] = mapped_column(sa.String(40))
    score: Mapped[int | None]
    choice: Mapped[str | None] = mapped_column(sa.String(40))
    text: Mapped[str | None] = mapped_column(sa.Text)
