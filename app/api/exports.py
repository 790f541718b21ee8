"""What leaves the company as a whole file: the log of events, for tools of process mining."""

from typing import Any

from flask import Response, stream_with_context

from app.api.auth import current_actor
from app.api.blueprint import Blueprint
from app.api.schemas.metrics import EventLogQuery
from app.identity.permissions import ensure_may
from app.insurance.reports.event_log import Asked, write_log
from app.transaction import reading

blueprint = Blueprint("exports", __name__, description="Files for other tools")


@blueprint.route("/exports/event-log.xes")
@blueprint.arguments(EventLogQuery, location="query")
@blueprint.response(200, {"type": "string"}, content_type="application/xml")
def export_event_log(query: dict[str, Any]) -> Any:
    """Write the history of cases as XES (IEEE 1849)"""
    ensure_may(current_actor(), "report.read")
    log = write_log(reading().session, Asked(**query))
    return Response(stream_with_context(log), mimetype="application/xml")
