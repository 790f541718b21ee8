"""What people do with a task besides completing it: take, give back, put off, hand over."""

from collections.abc import Callable
from functools import partial
from typing import Any, cast

from flask import Response

from app.api.blueprint import Blueprint, takes_if_match
from app.api.commands import answer, command
from app.api.etags import if_match
from app.api.named_users import user_id_of
from app.api.schemas.task_acts import ChangeTask, ClaimNext, DelegateTask, ResolveTask
from app.api.schemas.tasks import AssignTask, TaskAnswer
from app.api.task_pages import conditions_of, list_meant
from app.api.task_rows import task_row
from app.api.tasks import show_task
from app.inbox import operations
from app.inbox.lists.listing import Window
from app.inbox.models import InboxTask
from app.inbox.visible import get_visible_task
from app.work import Work

blueprint = Blueprint("task_acts", __name__, description="Acts on tasks besides completing them")

#: takes the work, the task's id and ``expected_version``; returns the task
Act = Callable[..., InboxTask]


def _present(task_id: int) -> Response:
    """Answer the task as it is now, to someone who acted on an older version."""
    return show_task(task_id)


def _acted(task_id: int, act: Act) -> Response:
    """Do one thing with a task that the caller sees, and answer the task."""
    expected = if_match(lambda: _present(task_id))
    with command() as work:
        get_visible_task(work, task_id)
        task = act(work, task_id, expected_version=expected)
        return answer(work, task_row(work, task), version=task.version)


@blueprint.route("/tasks/<key:task_id>", methods=["PATCH"])
@blueprint.arguments(ChangeTask)
@blueprint.response(200, TaskAnswer)
@takes_if_match()
def change_task(body: dict[str, Any], task_id: int) -> Response:
    """Choose how urgent a task is, when it is due, or until when it is put off"""
    changes = cast(operations.TaskChanges, body)
    return _acted(task_id, partial(operations.change_task, changes=changes))


@blueprint.route("/tasks/<key:task_id>/claim", methods=["POST"])
@blueprint.response(200, TaskAnswer)
@takes_if_match()
def claim_task(task_id: int) -> Response:
    """Take a task for oneself"""
    return _acted(task_id, operations.claim_task)


@blueprint.route("/tasks/<key:task_id>/release", methods=["POST"])
@blueprint.response(200, TaskAnswer)
@takes_if_match()
def release_task(task_id: int) -> Response:
    """Give a task back to its groups"""
    return _acted(task_id, operations.release_task)


@blueprint.route("/tasks/<key:task_id>/assign", methods=["POST"])
@blueprint.arguments(AssignTask)
@blueprint.response(200, TaskAnswer)
@takes_if_match()
def assign_task(body: dict[str, Any], task_id: int) -> Response:
    """Give a task to a person, or offer it to another group"""
    return _acted(task_id, _with_named(operations.assign_task, body))


@blueprint.route("/tasks/<key:task_id>/delegate", methods=["POST"])
@blueprint.arguments(DelegateTask)
@blueprint.response(200, TaskAnswer)
@takes_if_match()
def delegate_task(body: dict[str, Any], task_id: int) -> Response:
    """Hand a task over to a colleague, with what is filled in; it comes back to its owner"""
    return _acted(task_id, _with_named(operations.delegate_task, body))


@blueprint.route("/tasks/<key:task_id>/resolve", methods=["POST"])
@blueprint.arguments(ResolveTask)
@blueprint.response(200, TaskAnswer)
@takes_if_match()
def resolve_task(body: dict[str, Any], task_id: int) -> Response:
    """Hand a task back to its owner, with what is filled in"""
    return _acted(task_id, partial(operations.resolve_task, **body))


def _with_named(act: Act, body: dict[str, Any]) -> Act:
    """Return an act on whom a body names, by name or id."""

    def on_named(work: Work, task_id: int, *, expected_version: int | None) -> InboxTask:
        named = body["user"]
        user_id = None if named is None else user_id_of(work, "/user", named)
        said = {**body, "user_id": user_id, "expected_version": expected_version}
        del said["user"]
        return act(work, task_id, **said)

    return on_named


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
