"""Reads questionnaires, what was answered to them and how it adds up; writes nothing."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.errors import NotFound
from app.insurance.quality.survey_models import (
    Questionnaire,
    QuestionnaireStatus,
    SurveyAnswer,
    SurveyResponse,
)
from app.keyset import Cursor, Order, Slice, slice_of


def find_version(
    session: Session, code: str, status: QuestionnaireStatus | None = None
) -> Questionnaire | None:
    """Return the newest version of a questionnaire, or the newest of a status."""
    versions = sa.select(Questionnaire).where(Questionnaire.code == code)
    if status is not None:
        versions = versions.where(Questionnaire.status == status)
    return session.scalars(versions.order_by(Questionnaire.edition.desc()).limit(1)).first()


def get_version(session: Session, code: str, edition: int | None = None) -> Questionnaire:
    """Return a version of a questionnaire, by default the newest.

    :raises NotFound: there is none
    """
    if edition is None:
        found = find_version(session, code)
    else:
        one = sa.select(Questionnaire).where(
            Questionnaire.code == code, Questionnaire.edition == edition
        )
        found = session.scalars(one).first()
    if found is None:
        named = code if edition is None else f"{code}, version {edition}"
        raise NotFound(f"no questionnaire {named}")
    return found


def list_questionnaires(
    session: Session,
    *,
    code: str | None = None,
    status: QuestionnaireStatus | None = None,
    after: Cursor | None = None,
    limit: int = 50,
    count: bool = False,
) -> Slice[Questionnaire]:
    """List the versions of questionnaires, the newest first."""
    query = sa.select(Questionnaire)
    if code is not None:
        query = query.where(Questionnaire.code == code)
    if status is not None:
        query = query.where(Questionnaire.status == status)
    order = (Order(Questionnaire.id, descending=True),)
    return slice_of(session, query, order, after, limit=limit, count=count)


def find_response(
    session: Session, code: str, customer_id: int, occasion: str
) -> SurveyResponse | None:
    """Return what a customer has answered on an occasion."""
    rows = sa.select(SurveyResponse).where(
        SurveyResponse.code == code,
        SurveyResponse.customer_id == customer_id,
        SurveyResponse.occasion == occasion,
    )
    return session.scalars(rows).first()


def list_responses(
    session: Session,
    questionnaire_id: int,
    *,
    after: Cursor | None = None,
    limit: int = 50,
    count: bool = False,
) -> Slice[SurveyResponse]:
    """List what was answered to a version of a questionnaire, the newest first."""
    query = sa.select(SurveyResponse).where(SurveyResponse.questionnaire_id == questionnaire_id)
    order = (Order(SurveyResponse.id, descending=True),)
    return slice_of(session, query, order, after, limit=limit, count=count)


def list_answers(session: Session, response_id: int) -> Sequence[SurveyAnswer]:
    """List the answers of one response in the order of its questions."""
    rows = sa.select(SurveyAnswer).where(SurveyAnswer.response_id == response_id)
    return session.scalars(rows.order_by(SurveyAnswer.id)).all()


def count_answers(session: Session, questionnaire_id: int) -> Sequence[Any]:
    """Count the answers to each question of a version by score and option.

    :returns: rows of question, score, choice and number; a text has neither score nor choice
    """
    what = (SurveyAnswer.question, SurveyAnswer.score, SurveyAnswer.choice)
    rows = sa.select(*what, sa.func.count().label("number"))
    rows = rows.where(SurveyAnswer.questionnaire_id == questionnaire_id).group_by(*what)
    return session.execute(rows).all()


def count_scores(session: Session, questionnaire_id: int) -> Sequence[Any]:
    """Count the responses to a version by their score; rows of score and number."""
    rows = sa.select(SurveyResponse.score, sa.func.count().label("number"))
    rows = rows.where(SurveyResponse.questionnaire_id == questionnaire_id)
    return session.execute(rows.group_by(SurveyResponse.score)).all()
