"""Deploying diagrams, tables and forms together, or checking them without."""

import datetime as dt
from typing import Any

from flask import Response
from werkzeug.datastructures import FileStorage

from app.api.auth import current_actor
from app.api.blueprint import Blueprint, keeps_no_answer
from app.api.commands import answer, command
from app.api.schemas.cases import (
    DeployAs,
    DeploymentAnswer,
    EffectiveFrom,
    FindingAnswer,
    FindingsAnswer,
    Resources,
)
from app.cases import operations
from app.cases.checks import DeploymentRefused
from app.errors import FieldError, InvalidInput
from app.identity.permissions import ensure_may
from app.insurance.quality.carrying_out import ensure_deployable, note_deployment
from app.insurance.quality.change_queries import get_change
from app.transaction import reading
from app.work import Work

blueprint = Blueprint("deployments", __name__, description="Deployments")


def contents_of(files: list[FileStorage]) -> dict[str, bytes]:
    """Return the content of each file that was sent, by its name."""
    contents: dict[str, bytes] = {}
    for file in files:
        name = file.filename or ""
        if name in contents:
            detail = f"two files are named {name}"
            raise InvalidInput(
                detail, errors=[FieldError(pointer="/resources", code="repeated", detail=detail)]
            )
        contents[name] = file.stream.read()
    return contents


@blueprint.route("/deployments", methods=["POST"])
@blueprint.arguments(Resources, location="files")
@blueprint.arguments(DeployAs, location="query")
@blueprint.response(201, DeploymentAnswer)
def deploy(body: dict[str, Any], asked: dict[str, Any]) -> Response:
    """Check files and put them into force together, or none of them"""
    ensure_may(current_actor(), "definition.deploy")
    files = contents_of(body["resources"])
    with command() as work:
        if asked["change"] is not None:
            return answer(work, _deploy_change(work, files, asked))
        return answer(work, _deploy(work, files, asked["effective_from"]))


def _deploy_change(
    work: Work, files: dict[str, bytes], asked: dict[str, Any]
) -> operations.Deployed:
    """Deploy what an approved change asks for, from its day on."""
    if asked["effective_from"] is not None:
        detail = "the change says from when on its files are in force"
        wrong = FieldError(pointer="/effective_from", code="not_possible", detail=detail)
        raise InvalidInput(detail, errors=[wrong])
    change = get_change(work.session, asked["change"])
    deployed = _deploy(work, files, ensure_deployable(work, change))
    note_deployment(
        work,
        change,
        {(one.kind, one.name): one.version for one in deployed.versions if one.changed},
    )
    return deployed


def _deploy(
    work: Work, files: dict[str, bytes], effective_from: dt.datetime | None
) -> operations.Deployed:
    try:
        return operations.deploy(work, files, effective_from=effective_from)
    except DeploymentRefused as refused:
        refused.about["findings"] = FindingAnswer(many=True).dump(refused.findings)
        raise


@blueprint.route("/deployments/check", methods=["POST"])
@blueprint.arguments(Resources, location="files")
@blueprint.arguments(EffectiveFrom, location="query")
@blueprint.response(200, FindingsAnswer)
@keeps_no_answer
def check(body: dict[str, Any], asked: dict[str, Any]) -> Any:
    """Say what is wrong with files; nothing is stored"""
    ensure_may(current_actor(), "definition.deploy")
    files = contents_of(body["resources"])
    found = operations.check(reading(), files, effective_from=asked["effective_from"])
    return {"ok": all(finding.level != "error" for finding in found), "items": found}
