"""Takes what customers answer to a questionnaire, and sums it up."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.audit import operations as audit
from app.cases.models import Case
from app.database import next_key
from app.errors import Conflict, FieldError, InvalidInput
from app.insurance.customers.contact_models import Feedback
from app.insurance.customers.contact_operations import note_feedback
from app.insurance.customers.models import Customer
from app.insurance.quality import survey_queries, survey_rules
from app.insurance.quality.survey_models import (
    Questionnaire,
    QuestionnaireStatus,
    SurveyAnswer,
    SurveyResponse,
)
from app.insurance.quality.survey_rules import Summary
from app.insurance.records import enter
from app.work import Work


@dataclass(frozen=True, kw_only=True)
class Occasion:
    """Who answers, about which case, and by which channel."""

    customer: Customer
    case: Case | None
    channel: str

    def name(self, questionnaire: Questionnaire) -> str:
        """Name the occasion: a customer answers once on each."""
        if self.case is None:
            return f"version-{questionnaire.edition}"
        return f"case-{self.case.id}"


def answer(
    work: Work, code: str, occasion: Occasion, answers: Mapping[str, Any], *, comment: str = ""
) -> SurveyResponse:
    """Keep what a customer answered; the rounded mean is an opinion of theirs besides.

    :raises NotFound: there is no such questionnaire
    :raises Conflict: it is not published, or the customer has answered it on this occasion
    :raises InvalidInput: an answer does not fit its question, or a needed one is missing
    """
    asked = _asked(work, code, occasion)
    _ensure_fitting(asked, answers)
    score = survey_rules.score_of(asked.questions, answers)
    case_id = None if occasion.case is None else occasion.case.id
    opinion = Feedback(
        customer_id=occasion.customer.id,
        source_case_id=case_id,
        category=asked.category,
        text=comment,
        rating=survey_rules.rating_of(score),
        at=work.now,
    )
    note_feedback(
        work, opinion, source=None if occasion.case is None else occasion.case.business_key
    )
    response = SurveyResponse(
        questionnaire_id=asked.id,
        code=code,
        customer_id=occasion.customer.id,
        case_id=case_id,
        occasion=occasion.name(asked),
        channel=occasion.channel,
        score=score,
        comment=comment,
        feedback_id=opinion.id,
        at=work.now,
    )
    enter(work, response)
    work.session.add_all(_answers(work, asked, response, answers))
    detail = {"occasion": response.occasion}
    audit.record(work, "questionnaire.answered", case_id=case_id, subject=code, detail=detail)
    return response


def _asked(work: Work, code: str, occasion: Occasion) -> Questionnaire:
    """Return the version that is asked, if the customer has not answered it on this occasion."""
    asked = survey_queries.find_version(work.session, code, QuestionnaireStatus.PUBLISHED)
    if asked is None:
        newest = survey_queries.get_version(work.session, code)
        raise Conflict(f"questionnaire {code} is {newest.status.value}")
    name, customer = occasion.name(asked), occasion.customer
    if survey_queries.find_response(work.session, code, customer.id, name) is not None:
        raise Conflict(f"customer {customer.customer_no} has answered {code} already")
    return asked


def _ensure_fitting(asked: Questionnaire, answers: Mapping[str, Any]) -> None:
    errors = [
        FieldError(pointer=f"/answers/{name}", code=code, detail=detail)
        for name, code, detail in survey_rules.faults(asked.questions, answers)
    ]
    if errors:
        raise InvalidInput(errors[0].detail, errors=errors)


def _answers(
    work: Work, asked: Questionnaire, response: SurveyResponse, answers: Mapping[str, Any]
) -> list[SurveyAnswer]:
    return [
        SurveyAnswer(
            id=next_key(work.session),
            response_id=response.id,
            questionnaire_id=asked.id,
            question=question["id"],
            score=given if question["kind"] == survey_rules.SCALE else None,
            choice=given if question["kind"] == survey_rules.CHOICE else None,
            text=given if question["kind"] == survey_rules.TEXT else None,
        )
        for question in asked.questions
        if (given := answers.get(question["id"])) is not None
    ]


def results(work: Work, asked: Questionnaire) -> tuple[Summary, Sequence[Summary]]:
    """Sum up a version of a questionnaire: the whole, and each question in its order."""
    rows = survey_queries.count_answers(work.session, asked.id)
    scores = survey_queries.count_scores(work.session, asked.id)
    whole = survey_rules.summary_of_scores(
        None, [(row.score, row.number) for row in scores if row.score is not None]
    )
    each = [
        survey_rules.summary_of(question, [row for row in rows if row.question == question["id"]])
        for question in asked.questions
    ]
    return whole, each
