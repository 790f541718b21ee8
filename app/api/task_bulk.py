"""One act with many tasks in one call; completing is none: a form decides one case."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from flask import Response
from marshmallow import Schema, ValidationError

from app.api.blueprint import Blueprint
from app.api.commands import answer, command
from app.api.named_users import user_id_of
from app.api.outcomes import outcome_rows
from app.api.refusals import refusal, refused_in
from app.api.schemas.task_acts import (
    BulkAnswer,
    BulkTasks,
    DelegateTask,
    FollowUpArgs,
    NoArgs,
    PriorityArgs,
)
from app.api.schemas.tasks import AssignTask
from app.api.task_pages import conditions_of, list_meant
from app.inbox import operations
from app.inbox.lists.listing import Window
from app.inbox.lists.reading import list_tasks
from app.inbox.models import InboxTask
from app.inbox.operations.bulk import MOST
from app.inbox.visible import get_visible_task
from app.work import Work

blueprint = Blueprint("task_bulk", __name__, description="One act with many tasks")
Act = Callable[[Work, int], InboxTask]
Args = Mapping[str, Any]


@blueprint.route("/tasks/bulk", methods=["POST"])
@blueprint.arguments(BulkTasks)
@blueprint.response(200, BulkAnswer)
def act_on_many(body: dict[str, Any]) -> Response:
    """Claim, release, assign, delegate, put off or prioritise many tasks; a result for each"""
    with command() as work:
        prepare, schema = ACTS[body["action"]]
        with refused_in("/args"):
            act = prepare(work, _read(schema(), body["args"]))
        ids, more = _ids(work, body)
        outcomes = operations.for_each(work, ids, partial(_seen, act))
        return answer(work, {"items": outcome_rows(work, outcomes), "more": more})


def _read(schema: Schema, args: Args) -> Args:
    try:
        read: Args = schema.load(args)
    except ValidationError as error:
        raise refusal({"json": error.messages}) from error
    return read


def _ids(work: Work, body: dict[str, Any]) -> tuple[list[int], bool]:
    """Return which tasks are meant, and whether there are more of them."""
    if body["ids"] is not None:
        return body["ids"], False
    which = body["filter"]
    meant = list_meant(work, which, *conditions_of(which, "/filter"))
    page = list_tasks(work, meant.view, meant.narrowed, Window(sort=meant.sort, limit=MOST))
    return [task.id for task in page.rows], page.next is not None


def _seen(act: Act, work: Work, task_id: int) -> InboxTask:
    get_visible_task(work, task_id)
    return act(work, task_id)


def _claim(work: Work, args: Args) -> Act:
    return operations.claim_task


def _release(work: Work, args: Args) -> Act:
    return operations.release_task


def _assign(work: Work, args: Args) -> Act:
    named = args["user"]
    user_id = None if named is None else user_id_of(work, "/user", named)
    return partial(
        operations.assign_task, user_id=user_id, group=args["group"], reason=args["reason"]
    )


def _delegate(work: Work, args: Args) -> Act:
    user_id = user_id_of(work, "/user", args["user"])
    return partial(operations.delegate_task, user_id=user_id, reason=args["reason"])


def _put_off(work: Work, args: Args) -> Act:
    changes = operations.TaskChanges(follow_up_at=args["follow_up_at"])
    return partial(operations.change_task, changes=changes)


def _prioritise(work: Work, args: Args) -> Act:
    changes = operations.TaskChanges(priority=args["priority"])
    return partial(operations.change_task, changes=changes)


#: what each action does, and the schema of what has to be said for it
ACTS: Mapping[str, tuple[Callable[[Work, Args], Act], type[Schema]]] = {
    "claim": (_claim, NoArgs),
    "release": (_release, NoArgs),
    "assign": (_assign, AssignTask),
    "delegate": (_delegate, DelegateTask),
    "follow_up": (_put_off, FollowUpArgs),
    "priority": (_prioritise, PriorityArgs),
}
