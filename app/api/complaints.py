"""Complaints: raising one, reading what became of it, and what is told of it from outside."""

from collections.abc import Callable
from typing import Any

from flask import Response

from app.api.auth import current_actor
from app.api.blueprint import Blueprint
from app.api.clock_rows import clocks_of
from app.api.commands import answer, command
from app.api.complaint_reports import get_visible_complaint, report_complaint
from app.api.etags import versioned
from app.api.paging import page_of
from app.api.schemas.cases import Reason
from app.api.schemas.claims import ApprovalsAnswer
from app.api.schemas.clocks import TimeLimitsAnswer
from app.api.schemas.complaints import (
    ComplaintAnswer,
    ComplaintFeedback,
    ComplaintListAnswer,
    ComplaintsQuery,
    ContactAnswer,
    ExtensionsAnswer,
    NegotiationFailed,
    NoticesAnswer,
    RaiseComplaint,
)
from app.api.schemas.letters import LettersAnswer
from app.api.schemas.payments import PaymentsAnswer
from app.errors import Conflict
from app.identity.permissions import ensure_may, may
from app.insurance.approvals.queries import list_approvals, list_meetings
from app.insurance.claims.disputes import ensure_disputable
from app.insurance.claims.queries import get_claim
from app.insurance.complaints import operations, queries
from app.insurance.complaints.models import Complaint
from app.insurance.complaints.operations import Deadlock, Opinion
from app.insurance.complaints.queries import ComplaintFilter
from app.insurance.complaints.subject import note
from app.insurance.disputes.queries import find_open
from app.insurance.letters.queries import list_letters
from app.insurance.payments.queries import list_payments
from app.transaction import reading, transaction
from app.work import Work

SUBJECT = "complaint"

blueprint = Blueprint("complaints", __name__, description="Complaints")


@blueprint.route("/complaints", methods=["POST"])
@blueprint.arguments(RaiseComplaint)
@blueprint.response(201, ComplaintAnswer)
@blueprint.alt_response(200, schema=ComplaintAnswer, success=True)
def raise_complaint(body: dict[str, Any]) -> Response:
    """Raise a complaint; the same external_ref again answers the first one"""
    ensure_may(current_actor(), "complaint.report")
    with command() as work:
        raised = report_complaint(work, body)
        complaint = raised.complaint
        return answer(
            work,
            complaint,
            status=201 if raised.is_new else 200,
            version=complaint.version,
            location=f"/api/v1/complaints/{complaint.id}",
        )


@blueprint.route("/complaints")
@blueprint.arguments(ComplaintsQuery, location="query")
@blueprint.response(200, ComplaintListAnswer)
def list_complaints(query: dict[str, Any]) -> Any:
    """List complaints, the newest first; reporters see their own"""
    actor = current_actor()
    own = None if may(actor, "case.read") else actor.user_id
    paging = {name: query.pop(name) for name in ("after", "limit", "count")}
    wanted = ComplaintFilter(**query, reported_by=own)
    return page_of(queries.list_complaints(reading().session, wanted, **paging))


@blueprint.route("/complaints/<ref:complaint>")
@blueprint.response(200, ComplaintAnswer)
def show_complaint(complaint: int | str) -> Any:
    """Show a complaint by id or number"""
    found = get_visible_complaint(reading(), complaint)
    return versioned(found, found.version)


@blueprint.route("/complaints/<ref:complaint>/contact")
@blueprint.response(200, ContactAnswer)
def show_contact(complaint: int | str) -> Any:
    """Show how the complainant is reached: to the owner and to managers; each look is noted"""
    with transaction() as work:
        found = get_visible_complaint(work, complaint)
        if found.owner_id != work.actor.user_id:
            ensure_may(work.actor, "complaint.read_contact")
        note(work, found, "complaint.contact_read")
        return found


@blueprint.route("/complaints/<ref:complaint>/progress")
@blueprint.response(200, NoticesAnswer)
def list_complaint_progress(complaint: int | str) -> Any:
    """List what the complainant was told of how things stand, the first notice first"""
    work = reading()
    found = get_visible_complaint(work, complaint)
    return {"items": queries.list_progress(work.session, found.id)}


@blueprint.route("/complaints/<ref:complaint>/extensions")
@blueprint.response(200, ExtensionsAnswer)
def list_complaint_extensions(complaint: int | str) -> Any:
    """List the longer limits that were asked for, the first one first"""
    work = reading()
    found = get_visible_complaint(work, complaint)
    return {"items": queries.list_extensions(work.session, found.id)}


@blueprint.route("/complaints/<ref:complaint>/clocks")
@blueprint.response(200, TimeLimitsAnswer)
def list_complaint_clocks(complaint: int | str) -> Any:
    """List the time limits of a complaint and its tasks"""
    work = reading()
    found = get_visible_complaint(work, complaint)
    return {"items": clocks_of(work, found.case_id or 0)}


@blueprint.route("/complaints/<ref:complaint>/letters")
@blueprint.response(200, LettersAnswer)
def list_complaint_letters(complaint: int | str) -> Any:
    """List the letters about a complaint"""
    work = reading()
    found = get_visible_complaint(work, complaint)
    return {"items": list_letters(work.session, SUBJECT, found.id)}


@blueprint.route("/complaints/<ref:complaint>/approvals")
@blueprint.response(200, ApprovalsAnswer)
def list_complaint_approvals(complaint: int | str) -> Any:
    """List what approvers decided on the remedy of a complaint, round by round"""
    ensure_may(current_actor(), "case.read")
    work = reading()
    found = get_visible_complaint(work, complaint)
    return {
        "items": list_approvals(work.session, SUBJECT, found.id),
        "meetings": list_meetings(work.session, SUBJECT, found.id),
    }


@blueprint.route("/complaints/<ref:complaint>/payments")
@blueprint.response(200, PaymentsAnswer)
def list_complaint_payments(complaint: int | str) -> Any:
    """List the payments of a complaint"""
    work = reading()
    found = get_visible_complaint(work, complaint)
    return {"items": list_payments(work.session, SUBJECT, found.id)}


def _told(key: int | str, tell: Callable[[Work, Complaint], Complaint]) -> Response:
    """Let a complaint be told something by those who may, and answer it."""
    ensure_may(current_actor(), "complaint.tell")
    with command() as work:
        found = tell(work, get_visible_complaint(work, key))
        return answer(work, found, version=found.version)


@blueprint.route("/complaints/<ref:complaint>/feedback", methods=["POST"])
@blueprint.arguments(ComplaintFeedback)
@blueprint.response(200, ComplaintAnswer)
def take_feedback(body: dict[str, Any], complaint: int | str) -> Response:
    """Take what the complainant thinks of the reply; within 30 days of it a review may be asked"""
    return _told(
        complaint, lambda work, found: operations.take_feedback(work, found, Opinion(**body))
    )


@blueprint.route("/complaints/<ref:complaint>/withdraw", methods=["POST"])
@blueprint.arguments(Reason)
@blueprint.response(200, ComplaintAnswer)
def withdraw_complaint(body: dict[str, Any], complaint: int | str) -> Response:
    """Take a complaint back; it ends that day"""
    return _told(complaint, lambda work, found: operations.withdraw(work, found, **body))


@blueprint.route("/complaints/<ref:complaint>/negotiation-failed", methods=["POST"])
@blueprint.arguments(NegotiationFailed)
@blueprint.response(200, ComplaintAnswer)
def fail_negotiation(body: dict[str, Any], complaint: int | str) -> Response:
    """Go on with a complaint about a claim as a dispute before a mediator"""
    return _told(complaint, lambda work, found: _fail(work, found, Deadlock(**body)))


def _fail(work: Work, complaint: Complaint, deadlock: Deadlock) -> Complaint:
    if complaint.claim_id is not None:
        ensure_disputable(get_claim(work.session, complaint.claim_id))
        known = find_open(work.session, complaint.claim_id)
        if known is not None:
            raise Conflict(f"dispute {known.dispute_no} over that claim is open")
    return operations.fail_negotiation(work, complaint, deadlock)
