"""Handing a task to somebody else, and putting it off."""

import datetime as dt

from flask import request
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from app.errors import ClaimdeskError, FieldError, InvalidInput
from app.inbox import operations as inbox
from app.inbox.visible import get_visible_task
from app.transaction import processes, transaction
from app.web.blueprint import blueprint
from app.web.refusals import MENDABLE, message_of, status_of
from app.web.task.showing import Said, Showing, leave, show, typed

REASON_LENGTH = 500  # characters
MORNING = dt.time(9)  # when a task that is put off by days comes back


@blueprint.post("/tasks/<key:task_id>/hand-over")
def hand_over(task_id: int) -> ResponseReturnValue:
    """Hand a task over to a colleague, with what is filled in"""
    try:
        with transaction() as work:
            get_visible_task(work, task_id)
            inbox.delegate_task(work, task_id, user_id=_chosen_user(), reason=_reason() or None)
    except MENDABLE as error:
        return _not_done(task_id, error)
    return show(task_id, Showing(said=Said(notice=gettext("The task is handed over."))))


@blueprint.post("/tasks/<key:task_id>/hand-back")
def hand_back(task_id: int) -> ResponseReturnValue:
    """Hand a task back to who has handed it over"""
    try:
        with transaction() as work:
            get_visible_task(work, task_id)
            inbox.resolve_task(work, task_id, comment=_reason() or None)
    except MENDABLE as error:
        return _not_done(task_id, error)
    return show(task_id, Showing(said=Said(notice=gettext("The task is handed back."))))


@blueprint.post("/tasks/<key:task_id>/assign")
def assign_task(task_id: int) -> ResponseReturnValue:
    """Give a task to one of its candidates, or to another group"""
    to, _, chosen = request.form.get("to", "").partition(":")
    try:
        with transaction() as work:
            get_visible_task(work, task_id)
            inbox.assign_task(
                work,
                task_id,
                user_id=_number(chosen) if to == "user" else None,
                group=chosen if to == "group" else None,
                reason=_reason() or gettext("No reason was given."),
            )
    except MENDABLE as error:
        return _not_done(task_id, error)
    return leave(task_id, gettext("The task is given to another."))


@blueprint.post("/tasks/<key:task_id>/put-off")
def put_off(task_id: int) -> ResponseReturnValue:
    """Put a task off until a day or an instant, or bring it back"""
    try:
        with transaction() as work:
            get_visible_task(work, task_id)
            inbox.change_task(work, task_id, {"follow_up_at": _until(work.today)})
    except MENDABLE as error:
        return _not_done(task_id, error)
    return show(task_id, Showing(said=Said(notice=gettext("The date is noted."))))


def _not_done(task_id: int, error: ClaimdeskError) -> ResponseReturnValue:
    """Show the task as it is, and why it was not handed on."""
    why = error.detail if isinstance(error, InvalidInput) else message_of(error)
    return show(task_id, Showing(said=Said(problem=why, status=status_of(error))))


def _until(today: dt.date) -> dt.datetime | None:
    """Read until when: days from today, or an instant; None: not at all any more.

    :raises InvalidInput: it is neither
    """
    days, at = request.form.get("days", ""), request.form.get("at", "")
    if days == "0":
        return None
    try:
        if days:
            until = dt.datetime.combine(today + dt.timedelta(days=int(days)), MORNING)
        else:
            until = dt.datetime.fromisoformat(at)
    except (ValueError, OverflowError) as wrong:
        raise _refused("/follow_up_at", gettext("Choose a day.")) from wrong
    return until if until.tzinfo else until.replace(tzinfo=processes().zone)


def _chosen_user() -> int:
    return _number(request.form.get("user", ""))


def _number(text: str) -> int:
    if not text.isdecimal():
        raise _refused("/user", gettext("Choose somebody."))
    return int(text[:18])


def _reason() -> str:
    return typed("reason").strip()[:REASON_LENGTH]


def _refused(pointer: str, detail: str) -> InvalidInput:
    error = FieldError(pointer=pointer, code="invalid_field", detail=detail)
    return InvalidInput(detail, errors=[error])
