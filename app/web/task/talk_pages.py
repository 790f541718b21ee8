"""What people say to a task, on its page."""

from collections.abc import Iterable

from flask import jsonify, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from app.errors import ClaimdeskError
from app.inbox import operations as inbox
from app.inbox.talk.mentioning import names_in
from app.inbox.talk.models import Comment
from app.inbox.talk.rules import get_visible_comment
from app.inbox.visible import get_visible_task
from app.transaction import reading, transaction
from app.web.blueprint import blueprint
from app.web.refusals import MENDABLE, message_of, status_of
from app.web.task.parts import Part
from app.web.task.showing import Said, Showing, show, show_again, typed
from app.web.task.talk import Named, list_named
from app.work import Work


@blueprint.post("/tasks/<key:task_id>/comments")
def add_comment(task_id: int) -> ResponseReturnValue:
    """Say something to a task"""
    text = typed("text")
    try:
        with transaction() as work:
            task = get_visible_task(work, task_id)
            inbox.add_comment(
                work, text, case_id=task.case_id, business_key=task.business_key, task=task
            )
    except MENDABLE as error:
        return _unsaid(task_id, error)
    return show_again(task_id, Part.TALK)


@blueprint.post("/tasks/<key:task_id>/comments/<key:comment_id>")
def change_comment(task_id: int, comment_id: int) -> ResponseReturnValue:
    """Put right what one has said, or take it back"""
    try:
        with transaction() as work:
            change_said(work, get_visible_comment(work, comment_id))
    except MENDABLE as error:
        return _unsaid(task_id, error)
    return show_again(task_id, Part.TALK)


@blueprint.get("/tasks/<key:task_id>/people")
def list_people(task_id: int) -> ResponseReturnValue:
    """List who can be mentioned to a task and is called so, for the field of a comment"""
    work = reading()
    task = get_visible_task(work, task_id)
    return named_as_json(list_named(work, task, begun_name()))


def change_said(work: Work, comment: Comment) -> None:
    """Write a comment anew as the form says, or take it back."""
    if "delete" in request.form:
        inbox.delete_comment(work, comment.id)
    else:
        inbox.edit_comment(work, comment.id, typed("text"))


def begun_name() -> str:
    """Return as much of a name as was typed behind the @."""
    return request.args.get("q", "")[:40]


def named_as_json(found: Iterable[Named]) -> ResponseReturnValue:
    """Answer the field of a comment with who can be named in it."""
    return jsonify([{"code": one.code, "name": one.name} for one in found])


def _unsaid(task_id: int, error: ClaimdeskError) -> ResponseReturnValue:
    """Show the comments again with what could not be said, and why."""
    return show(task_id, Showing(said=Said(unsaid=why_unsaid(error), status=status_of(error))))


def why_unsaid(error: ClaimdeskError) -> str:
    """Say why, and of whom: the names stand in the detail."""
    known = {
        "unknown_mention": gettext("There is nobody of that name"),
        "mentioned_may_not_see": gettext("Somebody named may not see this task"),
        "too_many_mentions": gettext("Too many names: name a group"),
        "too_late_to_change": gettext("What is older than a day stays as it is."),
    }
    if error.code not in known:
        return message_of(error)
    names = gettext(", ").join(f"@{name}" for name in names_in(error.detail))
    return f"{known[error.code]} {names}".strip()
