"""Quality cycles: begun, proposed, and read with their actions and evaluations."""

from typing import Any

from flask import Response

from app.api.auth import current_actor
from app.api.blueprint import Blueprint
from app.api.commands import answer, command
from app.api.etags import versioned
from app.api.paging import page_of
from app.api.schemas.quality_cycles import (
    ActionsQuery,
    BeginEvaluation,
    CyclesQuery,
    ProposeImprovement,
    QualityActionAnswer,
    QualityActionListAnswer,
    QualityCycleAnswer,
    QualityCycleListAnswer,
    QualityEvaluationAnswer,
    QualityEvaluationListAnswer,
    QualityEvaluationsQuery,
)
from app.identity.permissions import ensure_may
from app.insurance.quality import cycles, queries
from app.insurance.quality.models import QualityCycle
from app.transaction import reading
from app.work import Work

blueprint = Blueprint("quality_cycles", __name__, description="Service quality: cycles and actions")


def _begun(work: Work, cycle: QualityCycle) -> Response:
    location = f"/api/v1/quality-cycles/{cycle.id}"
    return answer(work, cycle, status=201, version=cycle.version, location=location)


@blueprint.route("/quality-cycles", methods=["POST"])
@blueprint.arguments(BeginEvaluation)
@blueprint.response(201, QualityCycleAnswer)
def begin_evaluation(body: dict[str, Any]) -> Response:
    """Begin to evaluate a period"""
    ensure_may(current_actor(), "quality.evaluate")
    with command() as work:
        return _begun(work, cycles.evaluate(work, **body))


@blueprint.route("/quality-cycles")
@blueprint.arguments(CyclesQuery, location="query")
@blueprint.response(200, QualityCycleListAnswer)
def list_cycles(query: dict[str, Any]) -> Any:
    """List quality cycles, the newest first"""
    ensure_may(current_actor(), "case.read")
    return page_of(queries.list_cycles(reading().session, **query))


@blueprint.route("/quality-cycles/<ref:cycle>")
@blueprint.response(200, QualityCycleAnswer)
def show_cycle(cycle: int | str) -> Any:
    """Show a quality cycle by id or number"""
    ensure_may(current_actor(), "case.read")
    found = queries.get_cycle(reading().session, cycle)
    return versioned(found, found.version)


@blueprint.route("/quality-actions", methods=["POST"])
@blueprint.arguments(ProposeImprovement)
@blueprint.response(201, QualityCycleAnswer)
def propose_improvement(body: dict[str, Any]) -> Response:
    """Propose an improvement: a cycle begins in which its action is planned at once"""
    ensure_may(current_actor(), "improvement.propose")
    with command() as work:
        return _begun(work, cycles.propose(work, **body))


@blueprint.route("/quality-actions")
@blueprint.arguments(ActionsQuery, location="query")
@blueprint.response(200, QualityActionListAnswer)
def list_actions(query: dict[str, Any]) -> Any:
    """List improvement actions, the newest first"""
    ensure_may(current_actor(), "case.read")
    return page_of(queries.list_actions(reading().session, **query))


@blueprint.route("/quality-actions/<ref:action>")
@blueprint.response(200, QualityActionAnswer)
def show_action(action: int | str) -> Any:
    """Show an improvement action by id or number"""
    ensure_may(current_actor(), "case.read")
    found = queries.get_action(reading().session, action)
    return versioned(found, found.version)


@blueprint.route("/evaluations")
@blueprint.arguments(QualityEvaluationsQuery, location="query")
@blueprint.response(200, QualityEvaluationListAnswer)
def list_evaluations(query: dict[str, Any]) -> Any:
    """List evaluations of service, the newest first"""
    ensure_may(current_actor(), "case.read")
    return page_of(queries.list_evaluations(reading().session, **query))


@blueprint.route("/evaluations/<key:evaluation>")
@blueprint.response(200, QualityEvaluationAnswer)
def show_evaluation(evaluation: int) -> Any:
    """Show an evaluation of service"""
    ensure_may(current_actor(), "case.read")
    return queries.get_evaluation(reading().session, evaluation)
