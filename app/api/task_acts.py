"""What people do with a task besides completing it: put off, hand over, take the next one."""

from typing import Any, cast

from flask import Response

from app.api.blueprint import Blueprint, takes_if_match
from app.api.commands import answer, command
from app.api.etags import if_match
from app.api.named_users import user_id_of
from app.api.schemas.task_acts import ChangeTask, ClaimNext, DelegateTask, ResolveTask
from app.api.schemas.tasks import TaskAnswer
from app.api.task_pages import conditions_of, list_meant
from app.api.task_rows import task_row
from app.api.tasks import show_task
from app.inbox import operations
from app.inbox.listing import Window
from app.inbox.visible import get_visible_task

blueprint = Blueprint("task_acts", __name__, description="Acts on tasks besides completing them")


def _present(task_id: int) -> Response:
    """Answer the task as it is now, to someone who acted on an older version."""
    return show_task(task_id)


@blueprint.route("/tasks/<key:task_id>", methods=["PATCH"])
@blueprint.arguments(ChangeTask)
@blueprint.response(200, TaskAnswer)
@takes_if_match()
def change_task(body: dict[str, Any], task_id: int) -> Response:
    """Choose how urgent a task is, when it is due, or until when it is put off"""
    expected = if_match(lambda: _present(task_id))
    with command() as work:
        get_visible_task(work, task_id)
        changes = cast(operations.TaskChanges, body)
        task = operations.change_task(work, task_id, changes, expected_version=expected)
        return answer(work, task_row(work, task), version=task.version)


@blueprint.route("/tasks/<key:task_id>/delegate", methods=["POST"])
@blueprint.arguments(DelegateTask)
@blueprint.response(200, TaskAnswer)
@takes_if_match()
def delegate_task(body: dict[str, Any], task_id: int) -> Response:
    """Hand a task over to a colleague, with what is filled in; it comes back to its owner"""
    expected = if_match(lambda: _present(task_id))
    with command() as work:
        get_visible_task(work, task_id)
        task = operations.delegate_task(
            work,
            task_id,
            user_id=user_id_of(work, "/user", body["user"]),
            reason=body["reason"],
            expected_version=expected,
        )
        return answer(work, task_row(work, task), version=task.version)


@blueprint.route("/tasks/<key:task_id>/resolve", methods=["POST"])
@blueprint.arguments(ResolveTask)
@blueprint.response(200, TaskAnswer)
@takes_if_match()
def resolve_task(body: dict[str, Any], task_id: int) -> Response:
    """Hand a task back to its owner, with what is filled in"""
    expected = if_match(lambda: _present(task_id))
    with command() as work:
        get_visible_task(work, task_id)
        task = operations.resolve_task(
            work, task_id, comment=body["comment"], expected_version=expected
        )
        return answer(work, task_row(work, task), version=task.version)


@blueprint.route("/tasks/claim-next", methods=["POST"])
@blueprint.arguments(ClaimNext)
@blueprint.response(204)
@blueprint.alt_response(200, schema=TaskAnswer, success=True)
def claim_next(body: dict[str, Any]) -> Response:
    """Take the first free task of a list; of several who ask at once each gets another one"""
    with command() as work:
        body.pop("view")
        meant = list_meant(work, body, *conditions_of(body))
        task = operations.claim_next(work, meant.narrowed, Window(sort=meant.sort))
        if task is None:
            return answer(work, None, status=204)
        return answer(work, task_row(work, task), status=200, version=task.version)
