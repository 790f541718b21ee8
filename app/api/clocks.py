"""Time limits over all cases, e.g. the overdue ones."""

from typing import Any

from app.api.auth import current_actor
from app.api.blueprint import Blueprint
from app.api.clock_rows import rows_of
from app.api.paging import page_of
from app.api.schemas.clocks import CaseTimeLimitListAnswer, ClocksQuery
from app.identity.permissions import ensure_may
from app.sla import queries
from app.transaction import reading

blueprint = Blueprint("clocks", __name__, description="Time limits of all cases")


@blueprint.route("/clocks")
@blueprint.arguments(ClocksQuery, location="query")
@blueprint.response(200, CaseTimeLimitListAnswer)
def list_clocks(query: dict[str, Any]) -> Any:
    """List the time limits in one state, the one due first at the head"""
    ensure_may(current_actor(), "case.read")
    work = reading()
    found = queries.list_clocks_in(work.session, **query)
    body, headers = page_of(found)
    return {**body, "items": rows_of(work, found.rows)}, headers
