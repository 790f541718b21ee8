"""Revisits: what is owed to customers, begun by hand, answered without a call, cancelled."""

from typing import Any

from flask import Response

from app.api.auth import current_actor
from app.api.blueprint import Blueprint
from app.api.clock_rows import clocks_of
from app.api.commands import answer, command
from app.api.etags import versioned
from app.api.paging import page_of
from app.api.schemas.clocks import TimeLimitsAnswer
from app.api.schemas.revisits import (
    BeginRevisit,
    CancelRevisit,
    RevisitAnswer,
    RevisitAnswers,
    RevisitDetailAnswer,
    RevisitListAnswer,
    RevisitRecordsAnswer,
    RevisitsQuery,
    UnplannedListAnswer,
    UnplannedQuery,
)
from app.identity.permissions import ensure_may
from app.insurance.revisits import operations, queries
from app.transaction import reading
from app.work import Work

blueprint = Blueprint("revisits", __name__, description="Revisits of customers")


@blueprint.route("/revisits", methods=["POST"])
@blueprint.arguments(BeginRevisit)
@blueprint.response(201, RevisitAnswer)
def begin_revisit(body: dict[str, Any]) -> Response:
    """Begin a revisit by hand"""
    ensure_may(current_actor(), "revisit.start")
    with command() as work:
        item = operations.begin_by_hand(work, body)
        location = f"/api/v1/revisits/{item.id}"
        return answer(work, item, status=201, version=item.version, location=location)


@blueprint.route("/revisits")
@blueprint.arguments(RevisitsQuery, location="query")
@blueprint.response(200, RevisitListAnswer)
def list_revisits(query: dict[str, Any]) -> Any:
    """List revisits, the newest first"""
    return page_of(queries.list_revisits(_staff().session, **query))


@blueprint.route("/revisits/unplanned")
@blueprint.arguments(UnplannedQuery, location="query")
@blueprint.response(200, UnplannedListAnswer)
def list_unplanned(query: dict[str, Any]) -> Any:
    """List what no revisit could be planned of, and why; it is tried again every morning"""
    return page_of(queries.list_unplanned(_staff().session, **query))


@blueprint.route("/revisits/<ref:revisit>")
@blueprint.response(200, RevisitDetailAnswer)
def show_revisit(revisit: int | str) -> Any:
    """Show a revisit by id or number"""
    item = queries.get_revisit(_staff().session, revisit)
    return versioned(item, item.version)


@blueprint.route("/revisits/<ref:revisit>/records")
@blueprint.response(200, RevisitRecordsAnswer)
def list_revisit_records(revisit: int | str) -> Any:
    """List the attempts of a revisit and what was said"""
    work = _staff()
    item = queries.get_revisit(work.session, revisit)
    return {"items": queries.list_records(work.session, item.id)}


@blueprint.route("/revisits/<ref:revisit>/clocks")
@blueprint.response(200, TimeLimitsAnswer)
def list_revisit_clocks(revisit: int | str) -> Any:
    """List the time limits of a revisit and its tasks"""
    work = _staff()
    item = queries.get_revisit(work.session, revisit)
    return {"items": [] if item.case_id is None else clocks_of(work, item.case_id)}


@blueprint.route("/revisits/<ref:revisit>/answers", methods=["POST"])
@blueprint.arguments(RevisitAnswers)
@blueprint.response(200, RevisitAnswer)
def answer_revisit(body: dict[str, Any], revisit: int | str) -> Response:
    """Take what a customer answers without a call"""
    ensure_may(current_actor(), "revisit.tell")
    with command() as work:
        item = queries.get_revisit(work.session, revisit)
        item = operations.take_answers(work, item, body)
        return answer(work, item, version=item.version)


@blueprint.route("/revisits/<ref:revisit>/cancel", methods=["POST"])
@blueprint.arguments(CancelRevisit)
@blueprint.response(200, RevisitAnswer)
def cancel_revisit(body: dict[str, Any], revisit: int | str) -> Response:
    """Cancel a revisit whose policy was surrendered or that the customer does not want"""
    ensure_may(current_actor(), "revisit.tell")
    with command() as work:
        item = queries.get_revisit(work.session, revisit)
        item = operations.cancel(work, item, **body)
        return answer(work, item, version=item.version)


def _staff() -> Work:
    ensure_may(current_actor(), "case.read")
    return reading()
