"""Saved filters: lists of tasks under names of one's own, for oneself or shared with groups."""

from collections.abc import Sequence
from typing import Any

from flask import Response

from app.api.blueprint import Blueprint, takes_if_match
from app.api.commands import answer, command
from app.api.etags import if_match, versioned
from app.api.paging import page_of
from app.api.schemas.task_filters import (
    ChangeFilter,
    FiltersQuery,
    NewFilter,
    SavedFilterAnswer,
    SavedFilterListAnswer,
)
from app.identity.queries import list_users_by_id
from app.inbox.lists import filters
from app.inbox.lists.filter_models import SavedFilter
from app.inbox.lists.filter_queries import get_visible_filter, list_filters
from app.keyset import Slice
from app.transaction import reading
from app.work import Work

blueprint = Blueprint("task_filters", __name__, description="Saved filters of the task inbox")


@blueprint.route("/filters")
@blueprint.arguments(FiltersQuery, location="query")
@blueprint.response(200, SavedFilterListAnswer)
def list_saved_filters(query: dict[str, Any]) -> Any:
    """List one's own saved filters and those shared with one's groups, in their order"""
    work = reading()
    found = list_filters(work.session, work.actor, **query)
    rows = Slice(
        rows=_rows(work, found.rows),
        next=found.next,
        prev=found.prev,
        total=found.total,
        total_capped=found.total_capped,
    )
    return page_of(rows)


@blueprint.route("/filters", methods=["POST"])
@blueprint.arguments(NewFilter)
@blueprint.response(201, SavedFilterAnswer)
def create_filter(body: dict[str, Any]) -> Response:
    """Keep a list of tasks under a name, for oneself or for groups"""
    with command() as work:
        saved = filters.create_filter(work, filters.NewFilter(**body))
        location = f"/api/v1/filters/{saved.id}"
        return answer(work, _row(work, saved), version=saved.version, location=location)


@blueprint.route("/filters/<key:filter_id>")
@blueprint.response(200, SavedFilterAnswer)
def show_filter(filter_id: int) -> Any:
    """Show a saved filter"""
    work = reading()
    saved = get_visible_filter(work.session, work.actor, filter_id)
    return versioned(_row(work, saved), saved.version)


@blueprint.route("/filters/<key:filter_id>", methods=["PATCH"])
@blueprint.arguments(ChangeFilter)
@blueprint.response(200, SavedFilterAnswer)
@takes_if_match()
def change_filter(body: dict[str, Any], filter_id: int) -> Response:
    """Change a saved filter of one's own"""
    expected = if_match(lambda: show_filter(filter_id))
    with command() as work:
        saved = filters.change_filter(work, filter_id, body, expected_version=expected)
        return answer(work, _row(work, saved), version=saved.version)


@blueprint.route("/filters/<key:filter_id>", methods=["DELETE"])
@blueprint.response(204)
@takes_if_match(required=True)
def delete_filter(filter_id: int) -> Response:
    """Throw a saved filter of one's own away"""
    expected = if_match(lambda: show_filter(filter_id), required=True)
    with command() as work:
        filters.delete_filter(work, filter_id, expected_version=expected)
        return answer(work, None)


def _row(work: Work, saved: SavedFilter) -> dict[str, Any]:
    return _rows(work, [saved])[0]


def _rows(work: Work, found: Sequence[SavedFilter]) -> list[dict[str, Any]]:
    owners = list_users_by_id(work.session, {saved.owner_id for saved in found})
    return [
        {
            "id": saved.id,
            "name": saved.name,
            "view": saved.view,
            "q": saved.q,
            "condition": saved.condition,
            "sort": saved.sort,
            "position": saved.position,
            "shared_with": saved.shared_with,
            "owner": owners[saved.owner_id],
            "own": saved.owner_id == work.actor.user_id,
            "updated_at": saved.updated_at,
            "version": saved.version,
        }
        for saved in found
    ]
