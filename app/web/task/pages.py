"""The page of one task and what people do there."""

from collections.abc import Callable
from http import HTTPStatus

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from app.cases import operations as cases
from app.errors import ClaimdeskError, InvalidInput
from app.inbox import operations as inbox
from app.inbox import read_marks
from app.inbox.visible import get_visible_task
from app.transaction import reading, transaction
from app.web.blueprint import blueprint
from app.web.inbox.pages import frame
from app.web.refusals import MENDABLE, message_of, status_of
from app.web.task.answers import Sent, read_sent
from app.web.task.view import Filled, view_task
from app.work import Work


@blueprint.get("/tasks/<key:task_id>")
def show_task(task_id: int) -> ResponseReturnValue:
    """Show a task; it is read then, until somebody else changes it"""
    if read_marks.is_news(reading(), task_id):
        with transaction() as work:
            get_visible_task(work, task_id)
            read_marks.mark_read(work, task_id)
    return _page(task_id)


@blueprint.post("/tasks/<key:task_id>/refresh")
def refresh_task(task_id: int) -> ResponseReturnValue:
    """Show the form as the answers so far make it, with a row more or less"""
    sent = _sent(task_id)
    return _page(task_id, Filled(answers=sent.answers, errors=sent.errors))


@blueprint.post("/tasks/<key:task_id>/draft")
def save_draft(task_id: int) -> ResponseReturnValue:
    """Keep what is filled in so far"""
    sent = _sent(task_id)
    return _attempt(
        sent,
        lambda work: inbox.save_draft(work, task_id, sent.answers),
        done=gettext("Your draft is saved."),
    )


@blueprint.post("/tasks/<key:task_id>/claim")
def claim_task(task_id: int) -> ResponseReturnValue:
    """Take a task for oneself"""
    return _attempt(
        _sent(task_id),
        lambda work: inbox.claim_task(work, task_id),
        done=gettext("The task is yours."),
    )


@blueprint.post("/tasks/<key:task_id>/release")
def release_task(task_id: int) -> ResponseReturnValue:
    """Give a task back to its groups"""
    return _attempt(
        _sent(task_id),
        lambda work: inbox.release_task(work, task_id),
        done=gettext("The task is back with its group."),
    )


@blueprint.post("/tasks/<key:task_id>/complete")
def complete_task(task_id: int) -> ResponseReturnValue:
    """Complete a task and go on with the next one of the case"""
    sent = _sent(task_id)
    if sent.errors:
        return _refused(sent, InvalidInput("an upload was refused", errors=sent.errors))
    try:
        with transaction() as work:
            done = cases.complete_task(
                work, task_id, answers=sent.answers, expected_version=sent.version
            )
    except MENDABLE as error:
        return _refused(sent, error)
    if not done.next_tasks:
        flash(gettext("The task is completed."))
        return redirect(url_for("web.show_inbox"))
    flash(gettext("The task is completed. This is the next one of the same case."))
    return redirect(url_for("web.show_task", task_id=done.next_tasks[0].id))


def show_unsent(task_id: int) -> ResponseReturnValue:
    """Show what was sent from a page that is too old to be trusted; nothing is changed."""
    work = reading()
    sent = read_sent(work, task_id, request.form.to_dict(flat=False), {})
    notice = gettext("This page was too old. Check your answers and send them again.")
    shown = _page(task_id, Filled(answers=sent.answers), problem=notice)
    return shown, int(HTTPStatus.BAD_REQUEST)


def _sent(task_id: int) -> Sent:
    posted = request.form.to_dict(flat=False)
    uploads = {name: request.files.getlist(name) for name in request.files}
    with transaction() as work:
        return read_sent(work, task_id, posted, uploads)


def _attempt(sent: Sent, operation: Callable[[Work], object], *, done: str) -> ResponseReturnValue:
    """Try an act and show the task as it is then, with the answers as they were."""
    try:
        with transaction() as work:
            get_visible_task(work, sent.task.id)
            operation(work)
    except MENDABLE as error:
        return _refused(sent, error)
    return _page(sent.task.id, Filled(answers=sent.answers, errors=sent.errors), notice=done)


def _refused(sent: Sent, error: ClaimdeskError) -> ResponseReturnValue:
    """Show the task as it is now, what is wrong, and the answers as they were."""
    errors = error.errors if isinstance(error, InvalidInput) else ()
    shown = _page(
        sent.task.id,
        Filled(answers=sent.answers, errors=errors),
        problem=message_of(error),
    )
    return shown, int(status_of(error))


def _page(
    task_id: int, filled: Filled | None = None, *, notice: str = "", problem: str = ""
) -> str:
    work = reading()
    view = view_task(work, task_id, filled or Filled())
    return render_template(
        "inbox/inbox.html",
        view=view,
        notice=notice,
        problem=problem,
        **frame(work, shown=task_id),
    )
