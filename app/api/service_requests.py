"""Service requests: raised, read, and what their customers say to them."""

from collections.abc import Callable, Mapping
from typing import Any

from flask import Response
from marshmallow import ValidationError

from app.api.auth import current_actor
from app.api.blueprint import Blueprint
from app.api.clock_rows import clocks_of
from app.api.commands import answer, command
from app.api.etags import versioned
from app.api.paging import page_of
from app.api.refusals import refusal
from app.api.schemas.cases import CaseAnswer, Reason
from app.api.schemas.clocks import TimeLimitsAnswer
from app.api.schemas.service_requests import (
    REQUEST,
    HandlingAnswer,
    RaiseRequest,
    ReopenRequest,
    RequestAnswer,
    RequestListAnswer,
    RequestRating,
    RequestReply,
    RequestsQuery,
)
from app.cases.running import lock_case
from app.errors import Conflict, NotFound
from app.identity.permissions import ensure_may, may
from app.insurance.service import operations, queries
from app.insurance.service.models import ServiceRequest
from app.insurance.service.operations import Raised
from app.insurance.service.passing_on import get_passed_on
from app.insurance.service.queries import RequestFilter
from app.transaction import reading
from app.work import Actor, Work

blueprint = Blueprint("service_requests", __name__, description="Service requests")


def raise_once(work: Work, body: Mapping[str, Any], *, root: str = "") -> Raised:
    """Take a request in; a repeated reference answers its request to those who may see it.

    :param root: where the fields lie in what was sent, as a JSON pointer
    :raises Conflict: the reference is another reporter's
    """
    fields = dict(body)
    external_ref = fields.pop("external_ref", None)
    raised = operations.raise_once(work, fields, external_ref=external_ref, root=root)
    if not _sees(work.actor, raised.request):
        taken = f"another reporter has used the external_ref {external_ref}"
        raise Conflict(taken, code="duplicate_reference")
    return raised


def read_raised(data: Mapping[str, Any], business_key: str | None) -> dict[str, Any]:
    """Return the request in a start of the process ``service_request``.

    :param business_key: a request's is its number; what a caller names is its own one
    :raises InvalidInput: the reference cannot be one
    """
    named = data if business_key is None else {**data, "external_ref": business_key}
    try:
        read: dict[str, Any] = RaiseRequest().load(named)
    except ValidationError as error:
        raise refusal({"json": {"data": error.messages}}) from error
    return read


def _sees(actor: Actor, request: ServiceRequest) -> bool:
    """Say whether someone sees a request: staff see every one, a reporter its own."""
    own = may(actor, "case.read_own") and request.created_by == actor.user_id
    return own or may(actor, "case.read")


def _get_visible(work: Work, key: int | str) -> ServiceRequest:
    """Return a request that the caller may see.

    :raises NotFound: there is none, or the caller may not see it
    """
    request = queries.get_request(work.session, key)
    if not _sees(work.actor, request):
        raise NotFound(f"no service request {key}")
    return request


def _told(key: int | str, tell: Callable[..., ServiceRequest], body: dict[str, Any]) -> Response:
    """Let a request be told what its customer says, and answer it."""
    ensure_may(current_actor(), "request.report")
    with command() as work:
        request = tell(work, _held(work, key), **body)
        return answer(work, request, version=request.version)


def _held(work: Work, key: int | str) -> ServiceRequest:
    """Return a request as stored now; until the end nobody else moves its case."""
    request = _get_visible(work, key)
    if request.case_id is not None:
        lock_case(work, request.case_id)
        work.session.refresh(request)
    return request


@blueprint.route("/service-requests", methods=["POST"])
@blueprint.arguments(RaiseRequest)
@blueprint.response(201, RequestAnswer)
@blueprint.alt_response(200, schema=RequestAnswer, success=True)
@blueprint.doc(requestBody={"content": {"application/json": {"schema": REQUEST}}})
def raise_request(body: dict[str, Any]) -> Response:
    """Raise a service request; the same external_ref again answers the first one"""
    ensure_may(current_actor(), "request.report")
    with command() as work:
        raised = raise_once(work, body)
        request = raised.request
        location = f"/api/v1/service-requests/{request.id}"
        status = 201 if raised.is_new else 200
        return answer(work, request, status=status, version=request.version, location=location)


@blueprint.route("/service-requests")
@blueprint.arguments(RequestsQuery, location="query")
@blueprint.response(200, RequestListAnswer)
def list_requests(query: dict[str, Any]) -> Any:
    """List service requests, the newest first; reporters see their own"""
    actor = current_actor()
    page = {name: query.pop(name) for name in ("after", "limit", "count")}
    own = None if may(actor, "case.read") else actor.user_id
    wanted = RequestFilter(**query, reported_by=own)
    return page_of(queries.list_requests(reading().session, wanted, **page))


@blueprint.route("/service-requests/<ref:service_request>")
@blueprint.response(200, RequestAnswer)
def show_request(service_request: int | str) -> Any:
    """Show a service request by id or number"""
    found = _get_visible(reading(), service_request)
    return versioned(found, found.version)


@blueprint.route("/service-requests/<ref:service_request>/transferred-case")
@blueprint.response(200, CaseAnswer)
def show_transferred_case(service_request: int | str) -> Any:
    """Show the case that a service request went on as: a claim or a complaint"""
    work = reading()
    return get_passed_on(work.session, _get_visible(work, service_request))


@blueprint.route("/service-requests/<ref:service_request>/handling")
@blueprint.response(200, HandlingAnswer)
def show_handling(service_request: int | str) -> Any:
    """Show how the house handles a service request"""
    ensure_may(current_actor(), "case.read")
    return _get_visible(reading(), service_request)


@blueprint.route("/service-requests/<ref:service_request>/clocks")
@blueprint.response(200, TimeLimitsAnswer)
def list_request_clocks(service_request: int | str) -> Any:
    """List the time limits of a service request"""
    work = reading()
    found = _get_visible(work, service_request)
    return {"items": clocks_of(work, found.case_id or 0)}


@blueprint.route("/service-requests/<ref:service_request>/reply", methods=["POST"])
@blueprint.arguments(RequestReply)
@blueprint.response(200, RequestAnswer)
def reply_to_question(body: dict[str, Any], service_request: int | str) -> Response:
    """Take what the customer answers to what they were asked; the limit runs on"""
    return _told(service_request, operations.reply, body)


@blueprint.route("/service-requests/<ref:service_request>/withdraw", methods=["POST"])
@blueprint.arguments(Reason)
@blueprint.response(200, RequestAnswer)
def withdraw_request(body: dict[str, Any], service_request: int | str) -> Response:
    """Take a request back that is not solved yet"""
    return _told(service_request, operations.withdraw, body)


@blueprint.route("/service-requests/<ref:service_request>/rating", methods=["POST"])
@blueprint.arguments(RequestRating)
@blueprint.response(200, RequestAnswer)
def rate_request(body: dict[str, Any], service_request: int | str) -> Response:
    """Take what the customer thinks of the solution"""
    return _told(service_request, operations.rate, body)


@blueprint.route("/service-requests/<ref:service_request>/reopen", methods=["POST"])
@blueprint.arguments(ReopenRequest)
@blueprint.response(201, RequestAnswer)
def reopen_request(body: dict[str, Any], service_request: int | str) -> Response:
    """Go on with a request that was solved within 30 days, under a new number"""
    ensure_may(current_actor(), "request.report")
    with command() as work:
        again = operations.reopen(work, _held(work, service_request), **body)
        location = f"/api/v1/service-requests/{again.id}"
        return answer(work, again, status=201, version=again.version, location=location)
