"""Overdue work: which limits were missed, who sees to it and how."""

from collections.abc import Sequence
from typing import Any

from app.api.auth import current_actor
from app.api.blueprint import Blueprint
from app.api.clock_rows import rows_of
from app.api.etags import versioned
from app.api.paging import page_of
from app.api.schemas.overdue import OverdueAnswer, OverdueListAnswer, OverdueQuery
from app.identity.permissions import ensure_may
from app.identity.queries import list_users_by_id
from app.insurance.overdue import queries
from app.insurance.overdue.models import OverdueCase
from app.sla.queries import list_clocks_by_id
from app.transaction import reading
from app.work import Work

blueprint = Blueprint("overdue", __name__, description="Overdue work")

#: what is answered of the record as it stands
FIELDS = (
    "id",
    "overdue_no",
    "case_id",
    "level",
    "cause",
    "measure",
    "new_target",
    "note",
    "closed_at",
    "escalations",
)


@blueprint.route("/overdue")
@blueprint.arguments(OverdueQuery, location="query")
@blueprint.response(200, OverdueListAnswer)
def list_overdue(query: dict[str, Any]) -> Any:
    """List overdue cases, the newest first"""
    ensure_may(current_actor(), "case.read")
    work, state = reading(), query.pop("state")
    is_open = None if state is None else state == "open"
    found = queries.list_overdue(work.session, is_open=is_open, **query)
    body, headers = page_of(found)
    return {**body, "items": _rows(work, found.rows)}, headers


@blueprint.route("/overdue/<ref:overdue>")
@blueprint.response(200, OverdueAnswer)
def show_overdue(overdue: int | str) -> Any:
    """Show an overdue case by id or number"""
    ensure_may(current_actor(), "case.read")
    work = reading()
    found = queries.get_overdue(work.session, overdue)
    return versioned(_rows(work, [found])[0], found.version)


def _rows(work: Work, found: Sequence[OverdueCase]) -> list[dict[str, Any]]:
    """Return overdue cases with their clocks and the people who see to them."""
    clocks = list_clocks_by_id(work.session, [record.clock_id for record in found])
    shown = {row["id"]: row for row in rows_of(work, list(clocks.values()))}
    people = list_users_by_id(work.session, {r.handler_id for r in found if r.handler_id})
    return [
        {
            **{name: getattr(record, name) for name in FIELDS},
            "opened_at": record.created_at,
            "clock": shown[record.clock_id],
            "handler": people.get(record.handler_id or 0),
            "overdue_hours": shown[record.clock_id]["overdue_hours"],
        }
        for record in found
    ]
