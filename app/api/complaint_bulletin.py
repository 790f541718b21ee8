"""The regulator's complaint bulletin, and what it sets complaints against."""

import csv
import datetime as dt
import io
from collections.abc import Sequence
from typing import Any

from flask import Response

from app.api.auth import current_actor
from app.api.blueprint import Blueprint, answers_as
from app.api.commands import answer, command
from app.api.refusals import Malformed
from app.api.schemas.complaints import (
    BasesAnswer,
    BulletinAnswer,
    BulletinQuery,
    BulletinRowAnswer,
    PutBases,
)
from app.identity.permissions import ensure_may
from app.insurance.complaints.bases import LineWritten, list_bases, put_bases
from app.insurance.complaints.bulletin import Row, bulletin
from app.transaction import reading

COLUMNS = tuple(BulletinRowAnswer().fields)

blueprint = Blueprint("complaint_bulletin", __name__, description="The regulator's bulletin")


@blueprint.route("/complaints/regulator-report")
@blueprint.arguments(BulletinQuery, location="query")
@blueprint.response(200, BulletinAnswer)
@answers_as("csv")
def show_bulletin(query: dict[str, Any]) -> Any:
    """Count what the regulator passed on by class, line and cause, with ratios; format=csv too"""
    ensure_may(current_actor(), "report.read")
    rows = bulletin(reading(), query["first"], query["end"])
    return _as_csv(rows) if query["format"] == "csv" else {"items": rows}


def _as_csv(rows: Sequence[Row]) -> Response:
    out = io.StringIO()
    written = csv.writer(out, lineterminator="\n")
    written.writerow(COLUMNS)
    for row in BulletinRowAnswer(many=True).dump(rows):
        written.writerow(["" if row[name] is None else row[name] for name in COLUMNS])
    return Response(
        "\ufeff" + out.getvalue(),  # without the mark Excel takes UTF-8 for another encoding
        mimetype="text/csv",
        headers={"Content-Disposition": "attachment; filename=complaint-bulletin.csv"},
    )


@blueprint.route("/complaints/regulator-report/bases/<month>")
@blueprint.response(200, BasesAnswer)
def show_bases(month: str) -> Any:
    """Show what was entered for a month: premium, contracts and persons by line"""
    ensure_may(current_actor(), "report.read")
    return {"items": list_bases(reading().session, _month(month))}


@blueprint.route("/complaints/regulator-report/bases/<month>", methods=["PUT"])
@blueprint.arguments(PutBases)
@blueprint.response(200, BasesAnswer)
def enter_bases(body: dict[str, Any], month: str) -> Response:
    """Enter what lines wrote in a month, e.g. 2026-03; the others are computed from contracts"""
    ensure_may(current_actor(), "report.enter_bases")
    first = _month(month)
    with command() as work:
        lines = [LineWritten(**line) for line in body["items"]]
        return answer(work, {"items": put_bases(work, first, lines)})


def _month(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(f"{text}-01")
    except ValueError as error:
        raise Malformed(
            f"{text} is no month; write e.g. 2026-03", code="invalid_parameter"
        ) from error
