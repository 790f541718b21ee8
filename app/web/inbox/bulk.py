"""Acts on the tasks that are selected in the list, each by itself; and the next one to take."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from http import HTTPStatus
from typing import Any

from flask import flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, ngettext
from werkzeug.wrappers import Response

from app.errors import InvalidInput, NotFound
from app.inbox import operations, read_marks
from app.inbox.lists.listing import Window
from app.inbox.models import InboxTask
from app.inbox.operations.bulk import MOST, Outcome
from app.inbox.visible import get_visible_task
from app.language import label
from app.transaction import reading, transaction
from app.web.blueprint import blueprint
from app.web.entries import read_instant, read_key, read_priority
from app.web.fragments import wants_fragment
from app.web.inbox.pages import frame, lists, open_task
from app.web.inbox.state import list_args, read_state
from app.web.refusals import said_of
from app.work import Work

Act = Callable[[Work, int], InboxTask]
LONGEST_REASON = 1000  # characters, as by the API


@dataclass(frozen=True, kw_only=True)
class Kind:
    """One act that a reader may do with many tasks."""

    #: reads what else was sent for it
    prepare: Callable[[Work], Act]
    #: says how many it was done with
    done: Callable[[int], str]
    #: the act that takes it back, while that is simple
    undo: str = ""


@blueprint.post("/tasks/bulk")
def act_on_many() -> ResponseReturnValue:
    """Do one act with every task that is selected"""
    name, _, only = request.form.get("act", "").partition(":")
    ids = _ids([only] if only else request.form.getlist("ids"))
    kind = KINDS.get(name)
    if not ids:
        return _ask_again(gettext("Select tasks first."), ids)
    if kind is None:
        return _ask_again(gettext("Say what is to be done with them: press its button."), ids)
    try:
        with transaction() as work:
            act = kind.prepare(work)
            outcomes = operations.for_each(work, ids, partial(_seen, act))
    except InvalidInput as refused:
        return _ask_again(refused.detail, ids)
    done = [one.task_id for one in outcomes if one.task is not None]
    undo = _acting(kind.undo, done) if kind.undo and done else {}
    return _answer(kind.done(len(done)) if done else "", outcomes, undo)


@blueprint.post("/tasks/next")
def take_next() -> ResponseReturnValue:
    """Take the first free task of the list, and open it"""
    with transaction() as work:
        state = read_state(work, list_args())
        task = operations.claim_next(work, state.narrowed, Window(sort=state.order))
    if task is None:
        return _answer(gettext("No task is left to take."), ())
    address = url_for("web.show_task", task_id=task.id, **list_args())
    if not wants_fragment():
        flash(gettext("The task is yours."))
        return redirect(address)
    response = _answer(gettext("The task is yours."), (), _acting("release", [task.id]))
    response.headers["HX-Trigger"] = json.dumps({"inbox:open": {"path": address}})
    return response


def _acting(name: str, ids: Sequence[int]) -> dict[str, Sequence[Any]]:
    """Return what is sent to do an act with some tasks."""
    return {"act": [name], "ids": ids}


def _ids(texts: Sequence[str]) -> list[int]:
    return [key for key in map(read_key, texts) if key is not None][:MOST]


def _seen(act: Act, work: Work, task_id: int) -> InboxTask:
    get_visible_task(work, task_id)
    return act(work, task_id)


def _answer(
    notice: str, outcomes: Sequence[Outcome], undo: Mapping[str, Sequence[Any]] | None = None
) -> Response:
    """Answer with the list as it is now, what was done, and what was refused of which task."""
    work = reading()
    told = {"said": notice, "undo": undo or {}, "refusals": _refusals(work, outcomes)}
    if wants_fragment():
        page = render_template("inbox/acted.html", **lists(work, shown=open_task()), **told)
        return make_response(page)
    if notice:
        flash(notice)
    if told["refusals"]:
        left = [one.task_id for one in outcomes if one.refusal is not None]
        return make_response(
            render_template("inbox/inbox.html", **frame(work), **told, picked=left)
        )
    return redirect(url_for("web.show_inbox", **list_args()))


def _ask_again(problem: str, ids: Sequence[int]) -> Response:
    """Answer what was not understood: what was selected and filled in stays as it is."""
    work = reading()
    if wants_fragment():
        page = render_template("inbox/acted.html", **lists(work, shown=open_task()), said=problem)
    else:
        page = render_template("inbox/inbox.html", **frame(work), problem=problem, picked=ids)
    return make_response(page, HTTPStatus.UNPROCESSABLE_ENTITY)


def _refusals(work: Work, outcomes: Sequence[Outcome]) -> list[tuple[int, str, str, str]]:
    """Return key, name, number and reason of each task that stayed as it was."""
    return [
        (one.task_id, *_named(work, one), said_of(one.refusal))
        for one in outcomes
        if one.refusal is not None
    ]


def _named(work: Work, outcome: Outcome) -> tuple[str, str]:
    """Return name and number of a task, as far as its reader may know it."""
    task = work.session.get(InboxTask, outcome.task_id)
    if task is None or isinstance(outcome.refusal, NotFound):
        return "", str(outcome.task_id)
    return label(task.name, task.label_en), task.business_key or str(task.id)


def _mark_unread(work: Work, task_id: int) -> InboxTask:
    read_marks.mark_unread(work, task_id)
    return get_visible_task(work, task_id)


def _put_off(work: Work) -> Act:
    at = read_instant(request.form.get("until", ""))
    if at is None:
        raise InvalidInput(gettext("Say until when."))
    return partial(operations.change_task, changes=operations.TaskChanges(follow_up_at=at))


def _assign(work: Work) -> Act:
    chosen = _ids([request.form.get("user", "")])
    reason = request.form.get("reason", "").strip()
    if not chosen or not reason.isprintable() or not 0 < len(reason) <= LONGEST_REASON:
        raise InvalidInput(gettext("Say to whom, and why."))
    return partial(operations.assign_task, user_id=chosen[0], reason=reason)


def _prioritise(work: Work) -> Act:
    chosen = read_priority(request.form.get("priority", ""))
    changes = operations.TaskChanges(priority=chosen)
    return partial(operations.change_task, changes=changes)


KINDS: Mapping[str, Kind] = {
    "claim": Kind(
        prepare=lambda work: operations.claim_task,
        done=lambda number: ngettext("%(num)s task taken.", "%(num)s tasks taken.", number),
        undo="release",
    ),
    "release": Kind(
        prepare=lambda work: operations.release_task,
        done=lambda number: ngettext(
            "%(num)s task given back.", "%(num)s tasks given back.", number
        ),
    ),
    "unread": Kind(
        prepare=lambda work: _mark_unread,
        done=lambda number: ngettext(
            "%(num)s task marked as unread.", "%(num)s tasks marked as unread.", number
        ),
    ),
    "put_off": Kind(
        prepare=_put_off,
        done=lambda number: ngettext("%(num)s task put off.", "%(num)s tasks put off.", number),
        undo="bring_back",
    ),
    "bring_back": Kind(
        prepare=lambda work: partial(
            operations.change_task, changes=operations.TaskChanges(follow_up_at=None)
        ),
        done=lambda number: ngettext(
            "%(num)s task brought back.", "%(num)s tasks brought back.", number
        ),
    ),
    "assign": Kind(
        prepare=_assign,
        done=lambda number: ngettext("%(num)s task assigned.", "%(num)s tasks assigned.", number),
    ),
    "prioritise": Kind(
        prepare=_prioritise,
        done=lambda number: ngettext(
            "The priority of %(num)s task is set.", "The priority of %(num)s tasks is set.", number
        ),
    ),
}
