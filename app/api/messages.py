"""Messages to cases, and the incidents that hold cases up."""

from collections.abc import Callable, Mapping
from typing import Any

from flask import Response

from app.api.auth import current_actor
from app.api.blueprint import Blueprint
from app.api.commands import answer, command
from app.api.complaint_reports import check_transfer
from app.api.paging import page_of
from app.api.refusals import refused_in
from app.api.schemas.cases import (
    IncidentAnswer,
    IncidentListAnswer,
    IncidentsQuery,
    MessageAnswer,
    PublishMessage,
)
from app.api.schemas.tasks import CaseStateAnswer
from app.cases import operations, queries
from app.errors import Conflict
from app.identity.permissions import ensure_may
from app.transaction import reading
from app.work import Variables, Work

#: messages that carry money or a decision: each has a door of its own, where they are checked
OWN_DOORS = {
    "clock_closed": "the clock, when what was overdue is done",
    "payment_result": "POST /payments/{id}/result",
    "claimant_reply": "POST /claims/{id}/reply",
    "claim_withdrawn": "POST /claims/{id}/withdraw",
    "reassess": "POST /claims/{id}/reassess",
    "payment_released": "POST /payments/{id}/release",
    "part_payment_released": "POST /payments/{id}/release",
    "advance_payment_released": "POST /payments/{id}/release",
    "dispute_opened": "POST /disputes",
    "mediation_result": "POST /disputes/{id}/mediation-result",
    "lawsuit_filed": "POST /disputes/{id}/lawsuit",
    "judgment": "POST /disputes/{id}/judgment",
    "dispute_withdrawn": "POST /disputes/{id}/withdraw",
    "dispute_closed": "the dispute, when it has ended",
    "marketing_opt_out": "POST /customers/{id}/consents",
    "care_planned": "the plan of care",
    "care_cancelled": "the customer's opting out",
    "enrolled": "POST /trainings/{id}/enrolments",
    "session_cancelled": "POST /trainings/{id}/sessions/{session}/cancel",
    "training_cancelled": "POST /trainings/{id}/cancel",
    "proofs_received": "POST /claims/{id}/documents",
    "late_documents": "POST /claims/{id}/documents",
    "customer_replied": "POST /service-requests/{id}/reply",
    "request_withdrawn": "POST /service-requests/{id}/withdraw",
    "request_rated": "POST /service-requests/{id}/rating",
    "request_reopened": "POST /service-requests/{id}/reopen",
    "complaint_raised": "the service request, when it is a complaint in truth",
    "customer_feedback": "POST /complaints/{id}/feedback",
    "review_requested": "POST /complaints/{id}/feedback",
    "complaint_withdrawn": "POST /complaints/{id}/withdraw",
    "negotiation_failed": "POST /complaints/{id}/negotiation-failed",
    "amount_settled": "the claim, when its sum is settled",
    "revisit_answered": "POST /revisits/{id}/answers",
    "revisit_cancelled": "POST /revisits/{id}/cancel",
    "contingency_estimate": "POST /contingencies/{id}/estimates",
    "contingency_deactivation": "POST /contingencies/{id}/deactivation",
    "contingency_department_done": "POST /contingencies/{id}/progress",
    "contingency_communication": "POST /contingencies/{id}/communications",
    "contingency_below_table": "the commander's decision",
    "contingency_regions_added": "the commander's decision",
}

#: messages that begin something by law: what cannot be taken in is refused, and holds up no case
CHECKS: Mapping[str, Callable[[Work, Variables], None]] = {"regulator_transfer": check_transfer}

blueprint = Blueprint("messages", __name__, description="Messages and incidents")


@blueprint.route("/messages", methods=["POST"])
@blueprint.arguments(PublishMessage)
@blueprint.response(200, MessageAnswer)
def publish_message(body: dict[str, Any]) -> Response:
    """Send a message to the case that waits for it, to a start event, or keep it for a while"""
    ensure_may(current_actor(), "message.publish")
    if body["name"] in OWN_DOORS:
        raise Conflict(f"{body['name']} is sent by {OWN_DOORS[body['name']]}", code="own_door")
    variables = body.pop("data")
    with command() as work, refused_in("/data"):
        _check(work, body["name"], variables)
        told = operations.publish_message(work, variables=variables, strict=True, **body)
        return answer(work, told)


def _check(work: Work, name: str, variables: Variables) -> None:
    if name in CHECKS:
        CHECKS[name](work, variables)


@blueprint.route("/incidents")
@blueprint.arguments(IncidentsQuery, location="query")
@blueprint.response(200, IncidentListAnswer)
def list_incidents(query: dict[str, Any]) -> Any:
    """List what holds cases up, the oldest first"""
    ensure_may(current_actor(), "case.read")
    return page_of(queries.list_incidents(reading().session, **query))


@blueprint.route("/incidents/<key:incident_id>")
@blueprint.response(200, IncidentAnswer)
def show_incident(incident_id: int) -> Any:
    """Show an incident"""
    ensure_may(current_actor(), "case.read")
    return queries.get_incident(reading().session, incident_id)


@blueprint.route("/incidents/<key:incident_id>/retry", methods=["POST"])
@blueprint.response(200, CaseStateAnswer)
def retry_incident(incident_id: int) -> Response:
    """Try an incident again"""
    ensure_may(current_actor(), "case.operate")
    with command() as work:
        state = operations.retry_incident(work, incident_id)
        return answer(work, state, version=state.version)
