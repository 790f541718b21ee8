"""Standards of service, the check-lists, and checks of how customers are served."""

from typing import Any

from flask import Response

from app.api.auth import current_actor
from app.api.blueprint import Blueprint
from app.api.commands import answer, command
from app.api.paging import page_of
from app.api.schemas.quality_checks import (
    CheckItemsByAreaAnswer,
    ChecksQuery,
    NewQualityCheck,
    QualityCheckAnswer,
    QualityCheckListAnswer,
    QualityStandardAnswer,
    QualityStandardListAnswer,
    StandardsQuery,
    StandingsAnswer,
    StandingsQuery,
    WriteStandard,
)
from app.identity.permissions import ensure_may
from app.insurance.quality import check_queries, checking
from app.insurance.quality.checking import Checked
from app.insurance.quality.checklists import CHECKLISTS
from app.transaction import reading

blueprint = Blueprint("quality_checks", __name__, description="Service quality: standards, checks")


@blueprint.route("/quality-standards", methods=["POST"])
@blueprint.arguments(WriteStandard)
@blueprint.response(201, QualityStandardAnswer)
def write_standard(body: dict[str, Any]) -> Response:
    """Write a standard; of a known one the next version"""
    ensure_may(current_actor(), "quality.write_standard")
    with command() as work:
        standard = checking.write_standard(work, **body)
        return answer(work, standard, location=f"/api/v1/quality-standards/{standard.id}")


@blueprint.route("/quality-standards")
@blueprint.arguments(StandardsQuery, location="query")
@blueprint.response(200, QualityStandardListAnswer)
def list_standards(query: dict[str, Any]) -> Any:
    """List the versions of standards, the newest first"""
    ensure_may(current_actor(), "case.read")
    return page_of(check_queries.list_standards(reading().session, **query))


@blueprint.route("/quality-standards/<key:standard>")
@blueprint.response(200, QualityStandardAnswer)
def show_standard(standard: int) -> Any:
    """Show a version of a standard"""
    ensure_may(current_actor(), "case.read")
    return check_queries.get_standard(reading().session, standard)


@blueprint.route("/quality-checklists")
@blueprint.response(200, CheckItemsByAreaAnswer)
def list_checklists() -> Any:
    """List what is looked at in each area"""
    ensure_may(current_actor(), "case.read")
    return {"items": [{"area": area.value, "items": items} for area, items in CHECKLISTS.items()]}


@blueprint.route("/quality-checks", methods=["POST"])
@blueprint.arguments(NewQualityCheck)
@blueprint.response(201, QualityCheckAnswer)
def check(body: dict[str, Any]) -> Response:
    """Score how a customer was served, or a counter, by the check-list of its area"""
    ensure_may(current_actor(), "quality.check")
    checked = Checked(
        task_id=body["task"],
        case=body["case"],
        counter=body["counter"],
        person_id=body["person"],
    )
    with command() as work:
        found = checking.check(
            work,
            body["area"],
            checked,
            body["items"],
            standard_id=body["standard"],
            comment=body["comment"],
        )
        return answer(work, found, location=f"/api/v1/quality-checks/{found.id}")


@blueprint.route("/quality-checks")
@blueprint.arguments(ChecksQuery, location="query")
@blueprint.response(200, QualityCheckListAnswer)
def list_checks(query: dict[str, Any]) -> Any:
    """List checks, the newest first"""
    ensure_may(current_actor(), "case.read")
    return page_of(check_queries.list_checks(reading().session, **query))


@blueprint.route("/quality-checks/<key:found>")
@blueprint.response(200, QualityCheckAnswer)
def show_check(found: int) -> Any:
    """Show a check"""
    ensure_may(current_actor(), "case.read")
    return check_queries.get_check(reading().session, found)


@blueprint.route("/quality-checks/standings")
@blueprint.arguments(StandingsQuery, location="query")
@blueprint.response(200, StandingsAnswer)
def list_standings(query: dict[str, Any]) -> Any:
    """List whose work and which counters were checked in some time, the best mean first"""
    ensure_may(current_actor(), "case.read")
    return {"items": check_queries.list_standings(reading().session, **query)}
