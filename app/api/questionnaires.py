"""Questionnaires: built, published, answered, and how they were answered."""

from typing import Any

from flask import Response

from app.api.auth import current_actor
from app.api.blueprint import Blueprint
from app.api.commands import answer, command
from app.api.etags import versioned
from app.api.paging import page_of
from app.api.schemas.questionnaires import (
    EditionQuery,
    EditQuestionnaire,
    NewQuestionnaire,
    QuestionnaireAnswer,
    QuestionnaireListAnswer,
    QuestionnairesQuery,
    Respond,
    ResponsesQuery,
    SurveyResponseAnswer,
    SurveyResponseListAnswer,
    SurveyResultsAnswer,
)
from app.cases.visible import get_visible_case
from app.errors import FieldError, InvalidInput, NotAllowed, NotFound
from app.identity.permissions import ensure_may, may
from app.insurance.customers.queries import get_present
from app.insurance.quality import answering, questionnaires, survey_queries
from app.insurance.quality.answering import Occasion
from app.transaction import reading
from app.work import Work

blueprint = Blueprint("questionnaires", __name__, description="Questionnaires to customers")


@blueprint.route("/questionnaires", methods=["POST"])
@blueprint.arguments(NewQuestionnaire)
@blueprint.response(201, QuestionnaireAnswer)
def create_questionnaire(body: dict[str, Any]) -> Response:
    """Draft a questionnaire"""
    ensure_may(current_actor(), "questionnaire.write")
    with command() as work:
        found = questionnaires.create(work, **body)
        location = f"/api/v1/questionnaires/{found.code}"
        return answer(work, found, version=found.version, location=location)


@blueprint.route("/questionnaires")
@blueprint.arguments(QuestionnairesQuery, location="query")
@blueprint.response(200, QuestionnaireListAnswer)
def list_questionnaires(query: dict[str, Any]) -> Any:
    """List the versions of questionnaires, the newest first"""
    _ensure_reader()
    return page_of(survey_queries.list_questionnaires(reading().session, **query))


def _ensure_reader() -> None:
    """Let those read a questionnaire who may put it to customers."""
    if not may(current_actor(), "questionnaire.answer"):
        ensure_may(current_actor(), "case.read")


@blueprint.route("/questionnaires/<string:code>")
@blueprint.arguments(EditionQuery, location="query")
@blueprint.response(200, QuestionnaireAnswer)
def show_questionnaire(query: dict[str, Any], code: str) -> Any:
    """Show a version of a questionnaire, by default the newest"""
    _ensure_reader()
    found = survey_queries.get_version(reading().session, code, query["edition"])
    return versioned(found, found.version)


@blueprint.route("/questionnaires/<string:code>", methods=["PATCH"])
@blueprint.arguments(EditQuestionnaire)
@blueprint.response(200, QuestionnaireAnswer)
def edit_questionnaire(body: dict[str, Any], code: str) -> Response:
    """Change a draft; of a published questionnaire a new version is drafted"""
    ensure_may(current_actor(), "questionnaire.write")
    with command() as work:
        newest = survey_queries.get_version(work.session, code)
        found = questionnaires.edit(work, newest, body)
        return answer(work, found, version=found.version)


@blueprint.route("/questionnaires/<string:code>/publish", methods=["POST"])
@blueprint.response(200, QuestionnaireAnswer)
def publish_questionnaire(code: str) -> Response:
    """Let customers answer the draft; the version before is asked no more"""
    ensure_may(current_actor(), "questionnaire.write")
    with command() as work:
        newest = survey_queries.get_version(work.session, code)
        found = questionnaires.publish(work, newest)
        return answer(work, found, version=found.version)


@blueprint.route("/questionnaires/<string:code>/retire", methods=["POST"])
@blueprint.response(200, QuestionnaireAnswer)
def retire_questionnaire(code: str) -> Response:
    """Ask a questionnaire no more"""
    ensure_may(current_actor(), "questionnaire.write")
    with command() as work:
        survey_queries.get_version(work.session, code)
        found = questionnaires.retire(work, code)
        return answer(work, found, version=found.version)


@blueprint.route("/questionnaires/<string:code>/responses", methods=["POST"])
@blueprint.arguments(Respond)
@blueprint.response(201, SurveyResponseAnswer)
def respond(body: dict[str, Any], code: str) -> Response:
    """Keep what a customer answered, once for each case"""
    ensure_may(current_actor(), "questionnaire.answer")
    with command() as work:
        occasion = _occasion(work, body)
        given = {"comment": body["comment"]}
        response = answering.answer(work, code, occasion, body["answers"], **given)
        return answer(work, response)


def _occasion(work: Work, body: dict[str, Any]) -> Occasion:
    """Read who answers and about which case; outsiders answer for cases they reported alone.

    :raises InvalidInput: there is no such customer or case
    """
    if body["case"] is None and not may(work.actor, "case.read"):
        raise NotAllowed("name a case that you reported")
    name = "case"
    try:
        case = None if body["case"] is None else get_visible_case(work, body["case"])
        name = "customer"
        customer = get_present(work.session, body["customer"])
    except NotFound as missing:
        wrong = FieldError(pointer=f"/{name}", code="not_found", detail=str(missing))
        raise InvalidInput(str(missing), errors=[wrong]) from missing
    return Occasion(customer=customer, case=case, channel=body["channel"])


@blueprint.route("/questionnaires/<string:code>/responses")
@blueprint.arguments(ResponsesQuery, location="query")
@blueprint.response(200, SurveyResponseListAnswer)
def list_responses(query: dict[str, Any], code: str) -> Any:
    """List what was answered to a version, by default the newest"""
    ensure_may(current_actor(), "case.read")
    session = reading().session
    found = survey_queries.get_version(session, code, query.pop("edition"))
    return page_of(survey_queries.list_responses(session, found.id, **query))


@blueprint.route("/questionnaires/<string:code>/results")
@blueprint.arguments(EditionQuery, location="query")
@blueprint.response(200, SurveyResultsAnswer)
def show_results(query: dict[str, Any], code: str) -> Any:
    """Sum up how a version was answered, by default the newest"""
    ensure_may(current_actor(), "case.read")
    work = reading()
    found = survey_queries.get_version(work.session, code, query["edition"])
    whole, each = answering.results(work, found)
    return {"questionnaire": found, "whole": whole, "questions": each}
