"""Handing a task to somebody else, and putting it off."""

import datetime as dt

from flask import request
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from app.errors import ClaimdeskError
from app.inbox import operations as inbox
from app.inbox.models import InboxTask
from app.inbox.operations import TaskChanges
from app.inbox.visible import get_visible_task
from app.transaction import processes, transaction
from app.web.blueprint import blueprint
from app.web.entries import read_instant, read_key, read_priority, refused
from app.web.refusals import MENDABLE, said_of, status_of
from app.web.shown import field_time
from app.web.task.answers import VERSION
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
        return _not_done(task_id, error, "hand_over")
    return show(task_id, Showing(said=Said(notice=gettext("The task is handed over."))))


@blueprint.post("/tasks/<key:task_id>/hand-back")
def hand_back(task_id: int) -> ResponseReturnValue:
    """Hand a task back to who has handed it over"""
    try:
        with transaction() as work:
            get_visible_task(work, task_id)
            inbox.resolve_task(work, task_id, comment=_reason() or None)
    except MENDABLE as error:
        return _not_done(task_id, error, "hand_back")
    return show(task_id, Showing(said=Said(notice=gettext("The task is handed back."))))


@blueprint.post("/tasks/<key:task_id>/assign")
def assign_task(task_id: int) -> ResponseReturnValue:
    """Give a task to one of its candidates, or to another group"""
    to, _, chosen = typed("to").partition(":")
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
        return _not_done(task_id, error, "assign")
    return leave(task_id, gettext("The task is given to another."))


@blueprint.post("/tasks/<key:task_id>/put-off")
def put_off(task_id: int) -> ResponseReturnValue:
    """Put a task off until a day or an instant, or bring it back"""
    try:
        with transaction() as work:
            get_visible_task(work, task_id)
            inbox.change_task(work, task_id, {"follow_up_at": _until(work.today, work.now)})
    except MENDABLE as error:
        return _not_done(task_id, error, "put_off")
    return show(task_id, Showing(said=Said(notice=gettext("The date is noted."))))


@blueprint.post("/tasks/<key:task_id>/urgency")
def set_urgency(task_id: int) -> ResponseReturnValue:
    """Choose by hand how urgent a task is and when it is due, or take that back"""
    seen = read_key(request.form.get(VERSION, ""))
    try:
        with transaction() as work:
            changes = _urgency(get_visible_task(work, task_id))
            inbox.change_task(work, task_id, changes, expected_version=seen)
    except MENDABLE as error:
        return _not_done(task_id, error, "urgency")
    return show(task_id, Showing(said=Said(notice=gettext("Priority and due date are set."))))


def _urgency(task: InboxTask) -> TaskChanges:
    """Read what is chosen; what stands as it was shown is left as it is.

    :raises InvalidInput: it is no priority, or no instant
    """
    changes: TaskChanges = {}
    chosen, due = read_priority(request.form.get("priority", "")), request.form.get("due")
    if chosen != (task.priority if task.priority_by_hand else None):
        changes["priority"] = chosen
    if due is not None and due.strip() != field_time(task.due_at):
        changes["due_at"] = _instant("/due_at", due) if due.strip() else None
    return changes


def _not_done(task_id: int, error: ClaimdeskError, act: str) -> ResponseReturnValue:
    """Show the task as it is, why an act was refused, and what was typed for it."""
    said = Said(problem=said_of(error), status=status_of(error), tried=act)
    return show(task_id, Showing(said=said))


def _until(today: dt.date, now: dt.datetime) -> dt.datetime | None:
    """Read until when: days from today, or an instant; None: not at all any more.

    :raises InvalidInput: it is neither, or it is past
    """
    days = request.form.get("days", "")
    if days == "0":
        return None
    at = request.form.get("at", "")
    until = _morning(today, days) if days else _instant("/follow_up_at", at)
    if until <= now:
        raise refused("/follow_up_at", gettext("That is past: choose a day to come."))
    return until


def _morning(today: dt.date, days: str) -> dt.datetime:
    try:
        day = today + dt.timedelta(days=int(days))
    except (ValueError, OverflowError) as wrong:
        raise refused("/follow_up_at", gettext("Choose a day.")) from wrong
    return dt.datetime.combine(day, MORNING, tzinfo=processes().zone)


def _instant(pointer: str, text: str) -> dt.datetime:
    instant = read_instant(text)
    if instant is None:
        raise refused(pointer, gettext("Choose a day."))
    return instant


def _chosen_user() -> int:
    return _number(request.form.get("user", ""))


def _number(text: str) -> int:
    key = read_key(text)
    if key is None:
        raise refused("/user", gettext("Choose somebody."))
    return key


def _reason() -> str:
    return typed("reason").strip()[:REASON_LENGTH]
