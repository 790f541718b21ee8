"""How much waits for groups and their members, and its even distribution by a lead."""

from typing import Any

from flask import Response

from app.api.blueprint import Blueprint
from app.api.commands import answer, command
from app.api.outcomes import outcome_rows
from app.api.schemas.workload import (
    Distribute,
    DistributionAnswer,
    GroupLoadAnswer,
    WorkloadAnswer,
)
from app.api.task_pages import conditions_of, list_meant
from app.inbox import operations
from app.inbox.lists.listing import Window
from app.inbox.workload import get_workload, list_workload
from app.transaction import reading

blueprint = Blueprint("workload", __name__, description="How much waits for whom")


@blueprint.route("/workload")
@blueprint.response(200, WorkloadAnswer)
def show_workload() -> Any:
    """Show what waits for every group that one is in or leads, and who has how much"""
    return {"items": list_workload(reading())}


@blueprint.route("/groups/<ref:code>/workload")
@blueprint.response(200, GroupLoadAnswer)
def show_group_workload(code: int | str) -> Any:
    """Show what waits for a group, and who of it has how much"""
    return get_workload(reading(), str(code))


@blueprint.route("/groups/<ref:code>/distribute", methods=["POST"])
@blueprint.arguments(Distribute)
@blueprint.response(200, DistributionAnswer)
def distribute(body: dict[str, Any], code: int | str) -> Response:
    """Give the free tasks of a group evenly to those of its members who are there"""
    with command() as work:
        which = body["filter"] or {"filter": None}
        meant = list_meant(work, which, *conditions_of(which, "/filter"))
        window = Window(sort=meant.sort, limit=body["most"])
        outcomes = operations.distribute(work, str(code), meant.narrowed, window)
        return answer(work, {"items": outcome_rows(work, outcomes)})
