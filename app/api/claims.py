"""Claims: reporting a loss, handing in papers, and reading what has become of it."""

from typing import Any

from flask import Response
from werkzeug.datastructures import FileStorage

from app.api.auth import current_actor
from app.api.blueprint import Blueprint
from app.api.clock_rows import clocks_of
from app.api.commands import answer, command
from app.api.etags import versioned
from app.api.paging import page_of
from app.api.reports import ensure_may_submit, get_visible_claim, hold_claim, report_loss
from app.api.schemas.claim_course import AdvancesAnswer, AssessmentsAnswer, ProgressAnswer
from app.api.schemas.claims import (
    PAPERS_AS_PARTS,
    AddDocuments,
    ApprovalsAnswer,
    ClaimAnswer,
    ClaimDocumentsAnswer,
    ClaimListAnswer,
    ClaimsQuery,
    ReceivedAnswer,
)
from app.api.schemas.clocks import TimeLimitsAnswer
from app.api.schemas.letters import LettersAnswer
from app.api.schemas.loss_report import LOSS_REPORT, ReportClaim
from app.api.schemas.payments import PaymentsAnswer
from app.api.uploads import store_upload
from app.identity.permissions import ensure_may, may
from app.insurance.approvals.queries import list_approvals, list_meetings
from app.insurance.claims import advances, notices, operations, queries
from app.insurance.claims.progress import list_progress
from app.insurance.letters.queries import list_letters
from app.insurance.payments.queries import list_payments
from app.transaction import reading
from app.work import Work

blueprint = Blueprint("claims", __name__, description="Claims")


@blueprint.route("/claims", methods=["POST"])
@blueprint.arguments(ReportClaim)
@blueprint.response(201, ClaimAnswer)
@blueprint.alt_response(200, schema=ClaimAnswer, success=True)
@blueprint.doc(requestBody={"content": {"application/json": {"schema": LOSS_REPORT}}})
def report_claim(body: dict[str, Any]) -> Response:
    """Report a loss; the same external_ref again answers the first claim"""
    ensure_may(current_actor(), "claim.report")
    with command() as work:
        reported = report_loss(work, body)
        claim = reported.claim
        return answer(
            work,
            claim,
            status=201 if reported.is_new else 200,
            version=claim.version,
            location=f"/api/v1/claims/{claim.id}",
        )


@blueprint.route("/claims")
@blueprint.arguments(ClaimsQuery, location="query")
@blueprint.response(200, ClaimListAnswer)
def list_claims(query: dict[str, Any]) -> Any:
    """List claims, the newest first; reporters see their own"""
    actor = current_actor()
    own = None if may(actor, "case.read") else actor.user_id
    return page_of(queries.list_claims(reading().session, reported_by=own, **query))


@blueprint.route("/claims/<ref:claim>")
@blueprint.response(200, ClaimAnswer)
def show_claim(claim: int | str) -> Any:
    """Show a claim by id or number"""
    found = get_visible_claim(reading(), claim)
    return versioned(found, found.version)


@blueprint.route("/claims/<ref:claim>/documents", methods=["POST"])
@blueprint.arguments(AddDocuments)
@blueprint.response(201, ReceivedAnswer)
@blueprint.doc(requestBody={"content": {"multipart/form-data": {"schema": PAPERS_AS_PARTS}}})
def add_documents(body: dict[str, Any], claim: int | str) -> Response:
    """Hand in papers; the limits of the law begin when the request and its proofs are there"""
    with command() as work:
        found = hold_claim(work, claim)
        ensure_may_submit(work.actor, found)
        papers = [_stored(work, at, row) for at, row in enumerate(body["documents"])]
        rows = operations.add_documents(work, found, papers)
        missing = queries.read_checklist(work, found).missing
        return answer(work, {"items": rows, "missing": missing})


def _stored(work: Work, at: int, paper: dict[str, Any]) -> dict[str, Any]:
    """Return a paper that names its file by id; one that came along is stored first."""
    file = paper.get("file")
    if not isinstance(file, FileStorage):
        return paper
    stored = store_upload(work, file, pointer=f"/documents/{at}/file")
    return {**paper, "file": str(stored.id)}


@blueprint.route("/claims/<ref:claim>/documents")
@blueprint.response(200, ClaimDocumentsAnswer)
def list_documents(claim: int | str) -> Any:
    """List the papers of a claim, those it needs, and those still missing"""
    work = reading()
    found = get_visible_claim(work, claim)
    checklist = queries.read_checklist(work, found)
    return {
        "items": queries.list_documents(work.session, found.id),
        "required_papers": checklist.required,
        "missing": checklist.missing,
        "notice": notices.find_state(work.session, found.id),
        "review": queries.last_review(work.session, found.id),
    }


@blueprint.route("/claims/<ref:claim>/clocks")
@blueprint.response(200, TimeLimitsAnswer)
def list_clocks(claim: int | str) -> Any:
    """List the time limits of a claim and its tasks"""
    work = reading()
    found = get_visible_claim(work, claim)
    return {"items": clocks_of(work, found.case_id or 0)}


@blueprint.route("/claims/<ref:claim>/approvals")
@blueprint.response(200, ApprovalsAnswer)
def list_claim_approvals(claim: int | str) -> Any:
    """List what approvers decided on a claim, round by round"""
    work = reading()
    found = get_visible_claim(work, claim)
    return {
        "items": list_approvals(work.session, "claim", found.id),
        "meetings": list_meetings(work.session, "claim", found.id),
    }


@blueprint.route("/claims/<ref:claim>/letters")
@blueprint.response(200, LettersAnswer)
def list_claim_letters(claim: int | str) -> Any:
    """List the letters about a claim"""
    work = reading()
    found = get_visible_claim(work, claim)
    return {"items": list_letters(work.session, "claim", found.id)}


@blueprint.route("/claims/<ref:claim>/payments")
@blueprint.response(200, PaymentsAnswer)
def list_claim_payments(claim: int | str) -> Any:
    """List the payments of a claim"""
    work = reading()
    found = get_visible_claim(work, claim)
    return {"items": list_payments(work.session, "claim", found.id)}


@blueprint.route("/claims/<ref:claim>/progress")
@blueprint.response(200, ProgressAnswer)
def list_claim_progress(claim: int | str) -> Any:
    """List what a claim has come to and when, the first one first"""
    work = reading()
    found = get_visible_claim(work, claim)
    return {"items": list_progress(work.session, found.id)}


@blueprint.route("/claims/<ref:claim>/assessments")
@blueprint.response(200, AssessmentsAnswer)
def list_claim_assessments(claim: int | str) -> Any:
    """List how the loss was assessed, the first time first, with the steps of each calculation"""
    work = reading()
    found = get_visible_claim(work, claim)
    return {"items": queries.list_assessments(work.session, found.id)}


@blueprint.route("/claims/<ref:claim>/advances")
@blueprint.response(200, AdvancesAnswer)
def list_claim_advances(claim: int | str) -> Any:
    """List what was decided on paying a part before the sum is settled, and what came back"""
    work = reading()
    found = get_visible_claim(work, claim)
    return {
        "items": advances.list_advances(work.session, found.id),
        "recoveries": advances.list_recoveries(work.session, found.id),
    }
