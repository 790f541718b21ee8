"""Answers with a task: as a whole page, or as what a script puts into the page that is there.

Nobody needs the script: a form that is sent without it gets the page.
"""

from dataclasses import dataclass, field, replace
from http import HTTPStatus
from typing import Any

from flask import (
    Response,
    flash,
    get_flashed_messages,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)
from flask.typing import ResponseReturnValue

from app.errors import ClaimdeskError, InvalidInput
from app.inbox import read_marks
from app.inbox.queries import get_task
from app.inbox.visible import get_visible_task, sees_task
from app.transaction import reading, transaction
from app.web.fragments import wants_fragment
from app.web.inbox.pages import frame
from app.web.inbox.state import list_args
from app.web.refusals import message_of, status_of
from app.web.task.parts import Part, named_part
from app.web.task.view import Filled, Looks, TaskView, view_fields, view_task

TARGET = "HX-Target"
#: where the answers of parts go that the page swaps by themselves
BESIDE, FIELDS = "beside", "task-fields"


@dataclass(frozen=True, kw_only=True)
class Said:
    """What is told with a task."""

    notice: str = ""
    problem: str = ""
    status: HTTPStatus = HTTPStatus.OK
    #: why a comment was not taken, or a file not attached
    unsaid: str = ""
    #: the reader has just taken it, and may undo that for a moment
    undoable: bool = False
    #: the act that was refused: what was typed for it is shown again
    tried: str = ""
    #: a task that is not in the list any more
    gone: int | None = None


@dataclass(frozen=True, kw_only=True)
class Showing:
    """A task as its reader is shown it."""

    filled: Filled = field(default_factory=Filled)
    said: Said = field(default_factory=Said)


SIMPLY = Showing()


def asked_for(target: str) -> bool:
    """Say whether the script asks for one part of the page only."""
    return wants_fragment() and request.headers.get(TARGET, "").endswith(f"#{target}")


def looks() -> Looks:
    """Return which part of the task the address names."""
    return Looks(part=named_part(request.args.get("part", "")), paper=request.args.get("file", ""))


def part_args() -> dict[str, Any]:
    """Return what the address says of the part, for links and forms that keep it."""
    part = named_part(request.args.get("part", ""))
    return {} if part is Part.FORM else {"part": part.value}


def kept_args() -> dict[str, Any]:
    """Return what the address says of list and part."""
    return {**list_args(), **part_args()}


def leave(task_id: int, notice: str) -> ResponseReturnValue:
    """Go on after an act by which the reader may have lost sight of a task."""
    work = reading()
    if sees_task(work.actor, get_task(work.session, task_id)):
        return show(task_id, Showing(said=Said(notice=notice)))
    return go_on(task_id, None, notice)


def show_again(task_id: int, part: Part) -> ResponseReturnValue:
    """Show a part of a task again after an act there."""
    if wants_fragment():
        return show(task_id)
    kept = {**kept_args(), "part": part.value}
    return redirect(url_for("web.show_task", task_id=task_id, **kept, _anchor=BESIDE))


def typed(name: str) -> str:
    """Return a text that was typed, without what no database keeps."""
    return request.form.get(name, "").replace("\0", "")


def show(task_id: int, showing: Showing = SIMPLY) -> ResponseReturnValue:
    """Answer with a task.

    :raises NotFound: there is none, or the actor may not see it
    """
    work = reading()
    if asked_for(FIELDS):
        fields = view_fields(work, task_id, showing.filled)
        return render_template("task/fields.html", view=fields, kept=kept_args())
    view = view_task(work, task_id, showing.filled, looks())
    if asked_for(BESIDE):
        return _answer("task/beside.html", view, showing.said)
    if wants_fragment():
        return _fragment(view, showing.said)
    return _answer("inbox/inbox.html", view, showing.said, **frame(work, shown=task_id))


def _fragment(view: TaskView, said: Said) -> Response:
    response = _answer("task/answer.html", view, said)
    here = url_for("web.show_task", task_id=view.task.id, **kept_args())
    if not request.headers.get("HX-Current-URL", "").endswith(here):
        response.headers["HX-Push-Url"] = here
    return response


def _answer(template: str, view: TaskView, said: Said, **more: object) -> Response:
    context = {
        "view": view,
        "said": said,
        "notice": said.notice,
        "problem": said.problem,
        "now": view.now,
        "shown": view.task.id,
        "kept": kept_args(),
        "flashed": _flashed(),
        **more,
    }
    return make_response(render_template(template, **context), int(said.status))


def show_refused(task_id: int, filled: Filled, error: ClaimdeskError) -> ResponseReturnValue:
    """Show the task as it is now, what is wrong, and the answers as they were."""
    errors = error.errors if isinstance(error, InvalidInput) else filled.errors
    said = Said(problem=message_of(error), status=status_of(error))
    return show(task_id, Showing(filled=replace(filled, errors=errors), said=said))


def go_on(done_id: int, next_id: int | None, notice: str) -> ResponseReturnValue:
    """Go on with another task after one that is done, or with the list."""
    if not wants_fragment():
        flash(notice)
        return redirect(_address(next_id))
    said = Said(notice=notice, gone=done_id)
    if next_id is not None:
        note_read(next_id)
        return show(next_id, Showing(said=said))
    response = make_response(render_template("task/nothing_left.html", said=said))
    response.headers["HX-Push-Url"] = _address(None)
    return response


def _address(task_id: int | None) -> str:
    kept: dict[str, Any] = dict(list_args())
    if task_id is None:
        return url_for("web.show_inbox", **kept)
    return url_for("web.show_task", task_id=task_id, **kept)


def note_read(task_id: int) -> None:
    """Note that its reader has a task before them, if that is news."""
    if read_marks.is_news(reading(), task_id):
        with transaction() as work:
            get_visible_task(work, task_id)
            read_marks.mark_read(work, task_id)


def _flashed() -> list[str]:
    """Return what was to be told with the next page; a whole page tells it by itself."""
    return [str(text) for text in get_flashed_messages()] if wants_fragment() else []
