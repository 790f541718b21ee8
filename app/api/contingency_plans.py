"""Plans for contingencies: reading their versions, drafting and approving one."""

from typing import Any

from flask import Response

from app.api.auth import current_actor
from app.api.blueprint import Blueprint
from app.api.commands import answer, command
from app.api.etags import versioned
from app.api.paging import page_of
from app.api.schemas.contingency_plans import (
    ContingencyPlanAnswer,
    ContingencyPlanListAnswer,
    ContingencyPlansQuery,
    DraftContingencyPlan,
)
from app.identity.permissions import ensure_may
from app.insurance.contingency import plans, queries
from app.insurance.contingency.models import ContingencyPlan
from app.transaction import reading

blueprint = Blueprint("contingency-plans", __name__, description="Plans for contingencies")


@blueprint.route("/contingency-plans")
@blueprint.arguments(ContingencyPlansQuery, location="query")
@blueprint.response(200, ContingencyPlanListAnswer)
def list_plans(query: dict[str, Any]) -> Any:
    """List versions of plans, the newest first"""
    ensure_may(current_actor(), "case.read")
    return page_of(queries.list_plans(reading().session, **query))


@blueprint.route("/contingency-plans/<key:plan>")
@blueprint.response(200, ContingencyPlanAnswer)
def show_plan(plan: int) -> Any:
    """Show one version of a plan"""
    ensure_may(current_actor(), "case.read")
    found = queries.get_plan(reading().session, plan)
    return versioned(found, found.version)


@blueprint.route("/contingency-plans", methods=["POST"])
@blueprint.arguments(DraftContingencyPlan)
@blueprint.response(201, ContingencyPlanAnswer)
def draft_plan(body: dict[str, Any]) -> Response:
    """Write a plan, or a new version of one; it is followed once it is approved"""
    ensure_may(current_actor(), "contingency.plan")
    with command() as work:
        found = plans.draft_plan(work, ContingencyPlan(**body))
        location = f"/api/v1/contingency-plans/{found.id}"
        return answer(work, found, status=201, version=found.version, location=location)


@blueprint.route("/contingency-plans/<key:plan>/approval", methods=["POST"])
@blueprint.response(200, ContingencyPlanAnswer)
def approve_plan(plan: int) -> Response:
    """Put a drafted version into force; the one before it is retired"""
    ensure_may(current_actor(), "contingency.approve_plan")
    with command() as work:
        found = plans.approve(work, queries.get_plan(work.session, plan))
        return answer(work, found, version=found.version)
