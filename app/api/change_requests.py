"""Requests to change a plan, a table or a diagram: drafted, tested, decided."""

from typing import Any

from flask import Response

from app.api.auth import current_actor
from app.api.blueprint import Blueprint
from app.api.commands import answer, command
from app.api.etags import versioned
from app.api.paging import page_of
from app.api.schemas.change_requests import (
    ChangeRequestAnswer,
    ChangeRequestListAnswer,
    ChangesQuery,
    ChangeVotesAnswer,
    DecideChange,
    RequestChange,
    ReviseChange,
    TestOfChange,
)
from app.errors import FieldError, InvalidInput, NotFound
from app.files.queries import get_file
from app.identity.permissions import ensure_may
from app.insurance.quality import change_queries, changes
from app.insurance.quality.changes import Wish
from app.transaction import reading
from app.work import Work

blueprint = Blueprint("change_requests", __name__, description="Changes of plans and definitions")


@blueprint.route("/change-requests", methods=["POST"])
@blueprint.arguments(RequestChange)
@blueprint.response(201, ChangeRequestAnswer)
def request_change(body: dict[str, Any]) -> Response:
    """Draft a change of a diagram, a table or a plan"""
    ensure_may(current_actor(), "change.request")
    with command() as work:
        change = changes.draft(work, Wish(**body))
        location = f"/api/v1/change-requests/{change.id}"
        return answer(work, change, version=change.version, location=location)


@blueprint.route("/change-requests")
@blueprint.arguments(ChangesQuery, location="query")
@blueprint.response(200, ChangeRequestListAnswer)
def list_changes(query: dict[str, Any]) -> Any:
    """List change requests, the newest first"""
    ensure_may(current_actor(), "case.read")
    return page_of(change_queries.list_changes(reading().session, **query))


@blueprint.route("/change-requests/<ref:change>")
@blueprint.response(200, ChangeRequestAnswer)
def show_change(change: int | str) -> Any:
    """Show a change request by id or number"""
    ensure_may(current_actor(), "case.read")
    found = change_queries.get_change(reading().session, change)
    return versioned(found, found.version)


@blueprint.route("/change-requests/<ref:change>/votes")
@blueprint.response(200, ChangeVotesAnswer)
def list_votes(change: int | str) -> Any:
    """List what both sides said to a change, the oldest first"""
    ensure_may(current_actor(), "case.read")
    session = reading().session
    found = change_queries.get_change(session, change)
    return {"items": change_queries.list_votes(session, found.id)}


@blueprint.route("/change-requests/<ref:change>", methods=["PATCH"])
@blueprint.arguments(ReviseChange)
@blueprint.response(200, ChangeRequestAnswer)
def revise_change(body: dict[str, Any], change: int | str) -> Response:
    """Say anew what is to change; what was rejected becomes a draft again"""
    ensure_may(current_actor(), "change.request")
    with command() as work:
        found = changes.revise(work, change_queries.get_change(work.session, change), **body)
        return answer(work, found, version=found.version)


@blueprint.route("/change-requests/<ref:change>/test", methods=["POST"])
@blueprint.arguments(TestOfChange)
@blueprint.response(200, ChangeRequestAnswer)
def test_change(body: dict[str, Any], change: int | str) -> Response:
    """Keep which version was tested and how it went"""
    ensure_may(current_actor(), "change.test")
    with command() as work:
        body["evidence"] = _stored(work, body["evidence"])
        found = changes.test(work, change_queries.get_change(work.session, change), **body)
        return answer(work, found, version=found.version)


def _stored(work: Work, files: list[int]) -> list[str]:
    """Return the ids of files that are there.

    :raises InvalidInput: one is not
    """
    for at, file_id in enumerate(files):
        try:
            get_file(work.session, file_id)
        except NotFound as missing:
            wrong = FieldError(pointer=f"/evidence/{at}", code="not_found", detail=str(missing))
            raise InvalidInput(str(missing), errors=[wrong]) from missing
    return [str(file_id) for file_id in files]


@blueprint.route("/change-requests/<ref:change>/decide", methods=["POST"])
@blueprint.arguments(DecideChange)
@blueprint.response(200, ChangeRequestAnswer)
def decide_change(body: dict[str, Any], change: int | str) -> Response:
    """Approve or reject a tested change for the product or the compliance side"""
    ensure_may(current_actor(), "change.decide")
    with command() as work:
        found = changes.decide(work, change_queries.get_change(work.session, change), **body)
        return answer(work, found, version=found.version)
