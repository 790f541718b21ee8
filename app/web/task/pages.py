"""The page of one task and what people do there."""

from collections.abc import Callable
from http import HTTPStatus

from flask import request
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from app.cases import operations as cases
from app.errors import InvalidInput
from app.inbox import operations as inbox
from app.inbox.visible import get_visible_task
from app.transaction import reading, transaction
from app.web.blueprint import blueprint
from app.web.inbox.pages import frame
from app.web.refusals import MENDABLE
from app.web.task.answers import Sent, read_sent
from app.web.task.showing import Said, Showing, go_on, note_read, show, show_refused
from app.web.task.view import Filled
from app.work import Work


@blueprint.get("/tasks/<key:task_id>")
def show_task(task_id: int) -> ResponseReturnValue:
    """Show a task; it is read then, until somebody else changes it"""
    note_read(task_id)
    return show(task_id)


@blueprint.post("/tasks/<key:task_id>/refresh")
def refresh_task(task_id: int) -> ResponseReturnValue:
    """Show the form as the answers so far make it, with a row more or less"""
    return show(task_id, Showing(filled=_filled(_sent(task_id))))


@blueprint.post("/tasks/<key:task_id>/draft")
def save_draft(task_id: int) -> ResponseReturnValue:
    """Keep what is filled in so far"""
    sent = _sent(task_id)
    return _attempt(
        sent,
        lambda work: inbox.save_draft(work, task_id, sent.answers),
        Said(notice=gettext("Your draft is saved.")),
    )


@blueprint.post("/tasks/<key:task_id>/claim")
def claim_task(task_id: int) -> ResponseReturnValue:
    """Take a task for oneself"""
    return _attempt(
        _sent(task_id),
        lambda work: inbox.claim_task(work, task_id),
        Said(notice=gettext("The task is yours."), undoable=True),
    )


@blueprint.post("/tasks/<key:task_id>/release")
def release_task(task_id: int) -> ResponseReturnValue:
    """Give a task back to its groups"""
    return _attempt(
        _sent(task_id),
        lambda work: inbox.release_task(work, task_id),
        Said(notice=gettext("The task is back with its group.")),
    )


@blueprint.post("/tasks/<key:task_id>/complete")
def complete_task(task_id: int) -> ResponseReturnValue:
    """Complete a task and go on with the next one of the case, else of the list"""
    sent = _sent(task_id)
    if sent.errors:
        refused = InvalidInput("an upload was refused", errors=sent.errors)
        return show_refused(task_id, _filled(sent), refused)
    following = _following(task_id)
    try:
        with transaction() as work:
            done = cases.complete_task(
                work, task_id, answers=sent.answers, expected_version=sent.version
            )
    except MENDABLE as error:
        # what is wrong in a row is told by its number among those that are not blank
        return show_refused(task_id, Filled(answers=sent.answers), error)
    if done.next_tasks:
        notice = gettext("The task is completed. This is the next one of the same case.")
        return go_on(task_id, done.next_tasks[0].id, notice)
    return go_on(task_id, following, gettext("The task is completed."))


def _following(task_id: int) -> int | None:
    """Return the task behind another in the reader's list, before that one leaves it."""
    listed = [row.task.id for row in frame(reading())["rows"]]
    if task_id not in listed:
        return None
    behind = listed[listed.index(task_id) + 1 :]
    return next(iter([*behind, *listed[: listed.index(task_id)]]), None)


def show_unsent(task_id: int) -> ResponseReturnValue:
    """Show what was sent from a page that is too old to be trusted; nothing is changed."""
    work = reading()
    sent = read_sent(work, task_id, request.form.to_dict(flat=False), {})
    notice = gettext("This page was too old. Check your answers and send them again.")
    said = Said(problem=notice, status=HTTPStatus.BAD_REQUEST)
    return show(task_id, Showing(filled=Filled(answers=sent.shown), said=said))


def _sent(task_id: int) -> Sent:
    posted = request.form.to_dict(flat=False)
    uploads = {name: request.files.getlist(name) for name in request.files}
    with transaction() as work:
        return read_sent(work, task_id, posted, uploads)


def _filled(sent: Sent) -> Filled:
    """Return what was filled in; a button outside the form sends nothing, so the draft shows."""
    if sent.version is None:
        return Filled()
    return Filled(answers=sent.shown, errors=sent.errors)


def _attempt(sent: Sent, operation: Callable[[Work], object], said: Said) -> ResponseReturnValue:
    """Try an act and show the task as it is then, with the answers as they were."""
    try:
        with transaction() as work:
            get_visible_task(work, sent.task.id)
            operation(work)
    except MENDABLE as error:
        return show_refused(sent.task.id, _filled(sent), error)
    return show(sent.task.id, Showing(filled=_filled(sent), said=said))
