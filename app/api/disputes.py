"""Disputes over claims: raising one, reading its ladder, and what is told of it from outside."""

from collections.abc import Callable
from typing import Any

from flask import Response

from app.api.auth import current_actor
from app.api.blueprint import Blueprint
from app.api.clock_rows import clocks_of
from app.api.commands import answer, command
from app.api.etags import versioned
from app.api.named_files import named_files
from app.api.paging import page_of
from app.api.reports import ensure_may_submit, get_visible_claim
from app.api.schemas.cases import Reason
from app.api.schemas.claims import ApprovalsAnswer
from app.api.schemas.clocks import TimeLimitsAnswer
from app.api.schemas.disputes import (
    DisputeAnswer,
    DisputeListAnswer,
    DisputesQuery,
    Judgment,
    Lawsuit,
    MediationResult,
    RaiseDispute,
)
from app.errors import NotFound
from app.identity.permissions import ensure_may, may
from app.insurance.approvals.queries import list_approvals, list_meetings
from app.insurance.claims.disputes import dispute_facts, ensure_disputable
from app.insurance.disputes import operations, queries
from app.insurance.disputes.models import Dispute
from app.transaction import reading
from app.work import Work

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
        ensure_disputable(claim)
        facts = dispute_facts(work, claim)
        body["subject"] = body["subject"] or facts["dispute_subject"]
        body["evidence"] = named_files(work, "evidence", body["evidence"])
        dispute = operations.raise_dispute(work, facts, **body)
        location = f"/api/v1/disputes/{dispute.id}"
        return answer(work, dispute, status=201, version=dispute.version, location=location)


def _get_visible(work: Work, key: int | str) -> Dispute:
    """Return a dispute over a claim the caller may see.

    :raises NotFound: there is none, or the caller may not see it
    """
    dispute = queries.get_dispute(work.session, key)
    try:
        get_visible_claim(work, dispute.claim_id)
    except NotFound:
        raise NotFound(f"no dispute {key}") from None
    return dispute


def _told(key: int | str, tell: Callable[..., Dispute], body: dict[str, Any]) -> Response:
    """Let a dispute be told something by those who may, and answer it."""
    ensure_may(current_actor(), "dispute.tell")
    with command() as work:
        found = tell(work, _get_visible(work, key), **body)
        return answer(work, found, version=found.version)


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
    found = _get_visible(reading(), dispute)
    return versioned(found, found.version)


@blueprint.route("/disputes/<ref:dispute>/approvals")
@blueprint.response(200, ApprovalsAnswer)
def list_dispute_approvals(dispute: int | str) -> Any:
    """List what approvers decided on the sum of a dispute, round by round"""
    ensure_may(current_actor(), "case.read")
    work = reading()
    session, found = work.session, _get_visible(work, dispute)
    return {
        "items": list_approvals(session, "dispute", found.id),
        "meetings": list_meetings(session, "dispute", found.id),
    }


@blueprint.route("/disputes/<ref:dispute>/clocks")
@blueprint.response(200, TimeLimitsAnswer)
def list_dispute_clocks(dispute: int | str) -> Any:
    """List the time limits of a dispute and its tasks"""
    work = reading()
    found = _get_visible(work, dispute)
    return {"items": clocks_of(work, found.case_id)}


@blueprint.route("/disputes/<ref:dispute>/mediation-result", methods=["POST"])
@blueprint.arguments(MediationResult)
@blueprint.response(200, DisputeAnswer)
def take_mediation(body: dict[str, Any], dispute: int | str) -> Response:
    """Take the result of a mediation"""
    return _told(dispute, operations.take_mediation, body)


@blueprint.route("/disputes/<ref:dispute>/lawsuit", methods=["POST"])
@blueprint.arguments(Lawsuit)
@blueprint.response(200, DisputeAnswer)
def take_lawsuit(body: dict[str, Any], dispute: int | str) -> Response:
    """Take that the claimant has sued; the limit for the defence runs from the service"""
    return _told(dispute, operations.take_lawsuit, body)


@blueprint.route("/disputes/<ref:dispute>/judgment", methods=["POST"])
@blueprint.arguments(Judgment)
@blueprint.response(200, DisputeAnswer)
def take_judgment(body: dict[str, Any], dispute: int | str) -> Response:
    """Take what the court decided"""
    return _told(dispute, operations.take_judgment, body)


@blueprint.route("/disputes/<ref:dispute>/withdraw", methods=["POST"])
@blueprint.arguments(Reason)
@blueprint.response(200, DisputeAnswer)
def withdraw_dispute(body: dict[str, Any], dispute: int | str) -> Response:
    """Take a dispute back; the decided sum stands"""
    return _told(dispute, operations.withdraw, body)
