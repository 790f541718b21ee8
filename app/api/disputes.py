"""Disputes over claims: raising one, reading its ladder, and what is told of it from outside."""

from typing import Any

from flask import Response

from app.api.auth import current_actor
from app.api.blueprint import Blueprint
from app.api.commands import answer, command
from app.api.etags import versioned
from app.api.paging import page_of
from app.api.reports import ensure_may_submit, get_visible_claim
from app.api.schemas.cases import Reason
from app.api.schemas.claims import ApprovalsAnswer
from app.api.schemas.disputes import (
    DisputeAnswer,
    DisputeListAnswer,
    DisputesQuery,
    Judgment,
    Lawsuit,
    MediationResult,
    RaiseDispute,
)
from app.errors import Conflict
from app.identity.permissions import ensure_may, may
from app.insurance.approvals.queries import list_approvals, list_meetings
from app.insurance.claims.disputes import dispute_facts
from app.insurance.claims.models import Claim
from app.insurance.claims.vocabulary import ClaimStatus
from app.insurance.disputes import operations, queries
from app.transaction import reading

blueprint = Blueprint("disputes", __name__, description="Disputes over claims")


@blueprint.route("/disputes", methods=["POST"])
@blueprint.arguments(RaiseDispute)
@blueprint.response(201, DisputeAnswer)
def raise_dispute(body: dict[str, Any]) -> Response:
    """Raise a dispute over a claim that was decided; of a claim that waits for a reply, reply"""
    with command() as work:
        claim = get_visible_claim(work, body.pop("claim"))
        if not may(work.actor, "dispute.raise"):
            ensure_may_submit(work.actor, claim)
        _ensure_decided(claim)
        facts = dispute_facts(work, claim)
        body["subject"] = body["subject"] or facts["dispute_subject"]
        body["evidence"] = [str(file) for file in body["evidence"]]
        dispute = operations.raise_dispute(work, facts, **body)
        location = f"/api/v1/disputes/{dispute.id}"
        return answer(work, dispute, status=201, version=dispute.version, location=location)


def _ensure_decided(claim: Claim) -> None:
    if claim.status is ClaimStatus.AWAITING_AGREEMENT:
        raise Conflict(f"claim {claim.claim_no} waits for a reply: disagree there")
    if claim.decision_at is None:
        raise Conflict(f"claim {claim.claim_no} is {claim.status.value}: nothing is decided yet")


@blueprint.route("/disputes")
@blueprint.arguments(DisputesQuery, location="query")
@blueprint.response(200, DisputeListAnswer)
def list_disputes(query: dict[str, Any]) -> Any:
    """List disputes, the newest first"""
    ensure_may(current_actor(), "case.read")
    return page_of(queries.list_disputes(reading().session, **query))


@blueprint.route("/disputes/<ref:dispute>")
@blueprint.response(200, DisputeAnswer)
def show_dispute(dispute: int | str) -> Any:
    """Show a dispute by id or number"""
    ensure_may(current_actor(), "case.read")
    found = queries.get_dispute(reading().session, dispute)
    return versioned(found, found.version)


@blueprint.route("/disputes/<ref:dispute>/approvals")
@blueprint.response(200, ApprovalsAnswer)
def list_dispute_approvals(dispute: int | str) -> Any:
    """List what approvers decided on the sum of a dispute, round by round"""
    ensure_may(current_actor(), "case.read")
    session = reading().session
    found = queries.get_dispute(session, dispute)
    return {
        "items": list_approvals(session, "dispute", found.id),
        "meetings": list_meetings(session, "dispute", found.id),
    }


@blueprint.route("/disputes/<ref:dispute>/mediation-result", methods=["POST"])
@blueprint.arguments(MediationResult)
@blueprint.response(200, DisputeAnswer)
def take_mediation(body: dict[str, Any], dispute: int | str) -> Response:
    """Take the result of a mediation"""
    ensure_may(current_actor(), "dispute.tell")
    with command() as work:
        found = queries.get_dispute(work.session, dispute)
        operations.take_mediation(work, found, **body)
        return answer(work, found, version=found.version)


@blueprint.route("/disputes/<ref:dispute>/lawsuit", methods=["POST"])
@blueprint.arguments(Lawsuit)
@blueprint.response(200, DisputeAnswer)
def take_lawsuit(body: dict[str, Any], dispute: int | str) -> Response:
    """Take that the claimant has sued; the limit for the defence runs from the service"""
    ensure_may(current_actor(), "dispute.tell")
    with command() as work:
        found = queries.get_dispute(work.session, dispute)
        operations.take_lawsuit(work, found, **body)
        return answer(work, found, version=found.version)


@blueprint.route("/disputes/<ref:dispute>/judgment", methods=["POST"])
@blueprint.arguments(Judgment)
@blueprint.response(200, DisputeAnswer)
def take_judgment(body: dict[str, Any], dispute: int | str) -> Response:
    """Take what the court decided"""
    ensure_may(current_actor(), "dispute.tell")
    with command() as work:
        found = queries.get_dispute(work.session, dispute)
        operations.take_judgment(work, found, **body)
        return answer(work, found, version=found.version)


@blueprint.route("/disputes/<ref:dispute>/withdraw", methods=["POST"])
@blueprint.arguments(Reason)
@blueprint.response(200, DisputeAnswer)
def withdraw_dispute(body: dict[str, Any], dispute: int | str) -> Response:
    """Take a dispute back; the decided sum stands"""
    ensure_may(current_actor(), "dispute.tell")
    with command() as work:
        found = queries.get_dispute(work.session, dispute)
        operations.withdraw(work, found, **body)
        return answer(work, found, version=found.version)
