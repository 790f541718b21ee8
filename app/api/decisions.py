"""Deployed decisions: which there are, their versions, how these differ, rolling back."""

from typing import Any

from flask import Response

from app.api.auth import current_actor
from app.api.blueprint import Blueprint
from app.api.commands import answer, command
from app.api.schemas.decisions import (
    ComparisonAnswer,
    DecisionDetailAnswer,
    DecisionsAnswer,
    DecisionVersionsAnswer,
    OfVersion,
    RollBack,
    TwoVersions,
)
from app.cases import operations
from app.decisions import queries
from app.decisions.comparison import compare
from app.identity.permissions import ensure_may
from app.transaction import reading
from app.work import Work

blueprint = Blueprint("decisions", __name__, description="Decision tables and their versions")


@blueprint.route("/decisions")
@blueprint.response(200, DecisionsAnswer)
def list_decisions() -> Any:
    """List the version in force of every decision"""
    work = reading()
    return {"items": queries.list_decisions(work.session, at=work.now)}


@blueprint.route("/decisions/<ref:key>")
@blueprint.arguments(OfVersion, location="query")
@blueprint.response(200, DecisionDetailAnswer)
def show_decision(query: dict[str, Any], key: int | str) -> Any:
    """Show a version of a decision: what it reads, and from when on it is in force"""
    work = reading()
    found = queries.show_version(work.session, str(key), at=work.now, **query)
    cases = queries.find_cases(work.session, found.row)
    return {
        **_version(found),
        "inputs": found.decision.inputs,
        "rules": len(found.decision.rules),
        "cases": cases.file_name if cases else None,
    }


def _version(shown: queries.Dated) -> dict[str, Any]:
    row = shown.row
    return {
        "decision_id": row.decision_id,
        "name": row.name,
        "version": row.version,
        "digest": row.digest,
        "file_name": row.file_name,
        "deployed_at": row.deployed_at,
        "effective_from": row.effective_from,
        "restores": row.restores,
        "state": shown.state,
    }


@blueprint.route("/decisions/<ref:key>/versions")
@blueprint.response(200, DecisionVersionsAnswer)
def list_versions(key: int | str) -> Any:
    """List the versions of a decision, the newest first"""
    work = reading()
    return {"items": [_version(one) for one in _versions(work, str(key))]}


def _versions(work: Work, key: str) -> list[queries.Dated]:
    return queries.dated_versions(work.session, key, at=work.now)


@blueprint.route("/decisions/<ref:key>/xml")
@blueprint.arguments(OfVersion, location="query")
@blueprint.response(200, {"format": "binary", "type": "string"}, content_type="application/xml")
def show_file(query: dict[str, Any], key: int | str) -> Response:
    """Return the DMN file of a version"""
    work = reading()
    row = queries.get_decision_version(work.session, str(key), at=work.now, **query)
    return Response(row.content, content_type="application/xml")


@blueprint.route("/decisions/<ref:key>/compare")
@blueprint.arguments(TwoVersions, location="query")
@blueprint.response(200, ComparisonAnswer)
def compare_versions(query: dict[str, Any], key: int | str) -> Any:
    """Say in words how two versions of a decision differ"""
    work = reading()
    before, after = (
        queries.get_decision_version(work.session, str(key), at=work.now, version=query[which])
        for which in ("before", "after")
    )
    outlines = (queries.outline_of_version(before), queries.outline_of_version(after))
    return {
        "decision": key,
        "before": before.version,
        "after": after.version,
        "changes": compare(*outlines, str(key)),
    }


@blueprint.route("/decisions/<ref:key>/rollback", methods=["POST"])
@blueprint.arguments(RollBack)
@blueprint.response(201, DecisionVersionsAnswer)
def roll_back(body: dict[str, Any], key: int | str) -> Response:
    """Put an earlier version into force again, with the decisions of its file"""
    ensure_may(current_actor(), "definition.deploy")
    with command() as work:
        rows = operations.roll_back_decision(work, str(key), **body)
        numbers = {row.decision_id: row.version for row in rows}
        dated = [one for name in numbers for one in _versions(work, name)]
        made = [one for one in dated if one.row.version == numbers[one.row.decision_id]]
        return answer(work, {"items": [_version(one) for one in made]})
