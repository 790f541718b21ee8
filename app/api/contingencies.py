"""Contingencies: reporting one, following it, and what is given, told and noted meanwhile."""

from collections.abc import Callable, Sequence
from typing import Any

from flask import Response

from app.api.auth import current_actor
from app.api.blueprint import Blueprint
from app.api.clock_rows import clocks_of
from app.api.commands import answer, command
from app.api.etags import versioned
from app.api.paging import page_of
from app.api.schemas import contingencies as shapes
from app.api.schemas.cases import Reason
from app.api.schemas.clocks import TimeLimitsAnswer
from app.api.schemas.shapes import ListQuery
from app.cases.running import lock_case
from app.errors import NotFound
from app.identity.permissions import ensure_may
from app.insurance.claims.event_queries import read_figures
from app.insurance.claims.handlers.events import figures_of
from app.insurance.contingency import operations, queries, rules
from app.insurance.contingency.models import Activation
from app.transaction import reading
from app.work import Work

blueprint = Blueprint("contingencies", __name__, description="Contingencies")


@blueprint.route("/contingencies", methods=["POST"])
@blueprint.arguments(shapes.ReportContingency)
@blueprint.response(201, shapes.ContingencyAnswer)
def report_contingency(body: dict[str, Any]) -> Response:
    """Report an event; whether it is a contingency the table of levels says"""
    ensure_may(current_actor(), "contingency.report")
    with command() as work:
        found = operations.report_contingency(work, **body)
        location = f"/api/v1/contingencies/{found.id}"
        return answer(work, found, status=201, version=found.version, location=location)


@blueprint.route("/contingencies")
@blueprint.arguments(shapes.ContingenciesQuery, location="query")
@blueprint.response(200, shapes.ContingencyListAnswer)
def list_contingencies(query: dict[str, Any]) -> Any:
    """List contingencies, the newest first"""
    ensure_may(current_actor(), "case.read")
    return page_of(queries.list_activations(reading().session, **query))


def _find(key: int | str) -> Activation:
    ensure_may(current_actor(), "case.read")
    return queries.get_activation(reading().session, key)


def _hold(work: Work, key: int | str) -> Activation:
    """Return a contingency as stored now; until the end nobody else moves its case."""
    found = queries.get_activation(work.session, key)
    lock_case(work, found.case_id)
    work.session.refresh(found)
    return found


@blueprint.route("/contingencies/<ref:contingency>")
@blueprint.response(200, shapes.ContingencyAnswer)
def show_contingency(contingency: int | str) -> Any:
    """Show a contingency by id or number"""
    found = _find(contingency)
    return versioned(found, found.version)


@blueprint.route("/contingencies/<ref:contingency>/clocks")
@blueprint.response(200, TimeLimitsAnswer)
def list_contingency_clocks(contingency: int | str) -> Any:
    """List the time limits of a contingency"""
    return {"items": clocks_of(reading(), _find(contingency).case_id)}


@blueprint.route("/contingencies/<ref:contingency>/estimates", methods=["POST"])
@blueprint.arguments(shapes.LossEstimate)
@blueprint.response(200, shapes.ContingencyAnswer)
def take_estimate(body: dict[str, Any], contingency: int | str) -> Response:
    """Take new figures; another level is put to the commander"""
    return _changed(contingency, operations.take_estimate, body)


@blueprint.route("/contingencies/<ref:contingency>/deactivation", methods=["POST"])
@blueprint.arguments(Reason)
@blueprint.response(200, shapes.ContingencyAnswer)
def ask_for_end(body: dict[str, Any], contingency: int | str) -> Response:
    """Ask the commander to end a contingency"""
    return _changed(contingency, operations.ask_for_end, body)


def _changed(key: int | str, change: Callable[..., Activation], body: dict[str, Any]) -> Response:
    ensure_may(current_actor(), "contingency.run")
    with command() as work:
        found = change(work, _hold(work, key), **body)
        return answer(work, found, version=found.version)


def _added(key: int | str, add: Callable[..., Any], body: dict[str, Any]) -> Response:
    ensure_may(current_actor(), "contingency.run")
    with command() as work:
        return answer(work, add(work, _hold(work, key), **body), status=201)


def _listed(key: int | str, read: Callable[..., Sequence[Any]]) -> dict[str, Any]:
    found = _find(key)
    return {"items": read(reading().session, found.id)}


@blueprint.route("/contingencies/<ref:contingency>/reports", methods=["POST"])
@blueprint.arguments(shapes.ReportSituation)
@blueprint.response(201, shapes.SituationReportAnswer)
def report_situation(body: dict[str, Any], contingency: int | str) -> Response:
    """Report the situation out of turn; the figures are counted now"""
    return _added(contingency, _report_now, body)


def _report_now(work: Work, found: Activation, *, issues: str) -> Any:
    counted = read_figures(work.session, found.contingency_no)
    figures = figures_of(counted, work.processes.zone)
    return operations.report_situation(work, found, issues=issues, figures=figures)


@blueprint.route("/contingencies/<ref:contingency>/reports")
@blueprint.response(200, shapes.SituationReportsAnswer)
def list_situation_reports(contingency: int | str) -> Any:
    """List the situation reports, the newest first"""
    return _listed(contingency, queries.list_reports)


@blueprint.route("/contingencies/<ref:contingency>/resources", methods=["POST"])
@blueprint.arguments(shapes.AllocateResources)
@blueprint.response(201, shapes.AllocationAnswer)
def allocate_resources(body: dict[str, Any], contingency: int | str) -> Response:
    """Give people and means, on top of what was given"""
    return _added(contingency, operations.allocate, body)


@blueprint.route("/contingencies/<ref:contingency>/resources")
@blueprint.response(200, shapes.AllocationsAnswer)
def list_resources(contingency: int | str) -> Any:
    """List what was given, the first one first"""
    return _listed(contingency, queries.list_allocations)


@blueprint.route("/contingencies/<ref:contingency>/communications", methods=["POST"])
@blueprint.arguments(shapes.Communicate)
@blueprint.response(201, shapes.CommunicationAnswer)
def communicate(body: dict[str, Any], contingency: int | str) -> Response:
    """Tell an audience; affected policyholders are sent it one by one"""
    return _added(contingency, operations.communicate, body)


@blueprint.route("/contingencies/<ref:contingency>/communications")
@blueprint.response(200, shapes.CommunicationsAnswer)
def list_communications(contingency: int | str) -> Any:
    """List what was told, the first one first"""
    return _listed(contingency, queries.list_communications)


@blueprint.route("/contingencies/<ref:contingency>/progress", methods=["POST"])
@blueprint.arguments(shapes.TellDutyProgress)
@blueprint.response(201, shapes.DutyProgressAnswer)
def tell_progress(body: dict[str, Any], contingency: int | str) -> Response:
    """Tell how far a department is, again and again until 100 per cent"""
    with command() as work:
        found = _hold(work, contingency)
        if rules.GROUP_OF_DEPARTMENT[body["department"]] not in work.actor.groups:
            ensure_may(work.actor, "contingency.run")
        return answer(work, operations.tell_progress(work, found, **body), status=201)


@blueprint.route("/contingencies/<ref:contingency>/progress")
@blueprint.response(200, shapes.DutyProgressesAnswer)
def list_department_progress(contingency: int | str) -> Any:
    """List what departments told of their progress, the first one first"""
    return _listed(contingency, queries.list_progress)


@blueprint.route("/contingencies/<ref:contingency>/roles")
@blueprint.response(200, shapes.CommandRolesAnswer)
def list_roles(contingency: int | str) -> Any:
    """List who has which role in the command"""
    return _listed(contingency, queries.list_roles)


@blueprint.route("/contingencies/<ref:contingency>/exposed-policies")
@blueprint.arguments(ListQuery, location="query")
@blueprint.response(200, shapes.ExposedPolicyListAnswer)
def list_exposed_policies(query: dict[str, Any], contingency: int | str) -> Any:
    """List the policies in the regions: whose holders are turned to before they report"""
    return page_of(queries.list_exposed(reading().session, _find(contingency).id, **query))


@blueprint.route("/contingencies/<ref:contingency>/evaluation")
@blueprint.response(200, shapes.ContingencyEvaluationAnswer)
def show_evaluation(contingency: int | str) -> Any:
    """Show what a contingency has shown"""
    found = queries.find_evaluation(reading().session, _find(contingency).id)
    if found is None:
        raise NotFound(f"contingency {contingency} is not evaluated yet")
    return found
