"""Keeps what is typed while it is typed; answers are for the script of the form alone."""

from http import HTTPStatus
from typing import Any

from flask import jsonify, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from app.errors import ClaimdeskError, NotFound, Stale
from app.inbox import operations as inbox
from app.inbox.models import TaskDraft, TaskStatus
from app.inbox.visible import get_visible_task
from app.transaction import reading, transaction
from app.web.blueprint import blueprint
from app.web.refusals import MENDABLE, message_of, said_of, status_of
from app.web.shown import local
from app.web.task.answers import Sent, read_sent
from app.web.task.differences import differences
from app.web.task.view import Filled, holder_of, view_fields


@blueprint.post("/tasks/<key:task_id>/autosave")
def keep_draft(task_id: int) -> ResponseReturnValue:
    """Keep what is filled in so far, if no other window has kept something newer"""
    try:
        with transaction() as work:
            sent = read_sent(work, task_id, request.form.to_dict(flat=False), {})
    except NotFound as error:
        return jsonify(problem=message_of(error), changed=""), status_of(error)
    try:
        with transaction() as work:
            draft = inbox.save_draft(work, task_id, sent.answers, expected_version=sent.draft)
    except Stale:
        return _both(task_id, sent)
    except MENDABLE as error:
        return _refused(task_id, sent, error)
    return _kept(task_id, sent, draft)


def _kept(task_id: int, sent: Sent, draft: TaskDraft) -> ResponseReturnValue:
    return jsonify(
        version=draft.version,
        said=gettext("Draft saved %(time)s", time=local(draft.saved_at)[-5:]),
        changed=_changed(task_id, sent),
    )


def _both(task_id: int, sent: Sent) -> ResponseReturnValue:
    """Answer with what another window has kept, beside what this one holds."""
    work = reading()
    kept = inbox.find_draft(work, task_id)
    if kept is not None and kept.answers == sent.answers:
        return _kept(task_id, sent, kept)
    theirs = view_fields(work, task_id, Filled(answers=kept.answers if kept else {}))
    mine = view_fields(work, task_id, Filled(answers=sent.answers))
    shown = render_template(
        "task/both.html",
        task_id=task_id,
        version=0 if kept is None else kept.version,
        saved_at=None if kept is None else kept.saved_at,
        differences=differences(theirs.fields, mine.fields, {**theirs.files, **mine.files}),
    )
    return jsonify(both=shown), HTTPStatus.PRECONDITION_FAILED


def _refused(task_id: int, sent: Sent, error: ClaimdeskError) -> ResponseReturnValue:
    answer: dict[str, Any] = {"problem": said_of(error), "changed": _changed(task_id, sent)}
    return jsonify(answer), status_of(error)


def _changed(task_id: int, sent: Sent) -> str:
    """Say what somebody else did with the task since the page was shown; empty: nothing."""
    work = reading()
    task = get_visible_task(work, task_id)
    if sent.version is None or task.version == sent.version:
        return ""
    holder = holder_of(work, task)
    if task.status is TaskStatus.COMPLETED:
        return str(
            gettext(
                "%(name)s completed this task at %(time)s.", name=holder, time=local(task.ended_at)
            )
        )
    if task.status is TaskStatus.WITHDRAWN:
        return str(gettext("This task was withdrawn at %(time)s.", time=local(task.ended_at)))
    if holder:
        return str(gettext("%(name)s has this task now.", name=holder))
    return str(gettext("This task has changed meanwhile."))
