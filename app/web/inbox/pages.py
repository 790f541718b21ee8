"""The task inbox: views, the list of one of them, and the task that is open beside it."""

import re
from typing import Any

from flask import make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.identity.permissions import READERS, may
from app.transaction import reading
from app.web.blueprint import blueprint
from app.web.case.facts.revisits import list_unplanned
from app.web.entries import read_key
from app.web.fragments import page_shown
from app.web.inbox.listing import listed
from app.web.inbox.navigation import VIEWS, navigation
from app.web.inbox.offers import chips, offers, orders
from app.web.inbox.state import NAMED, ListState, list_args, read_state
from app.work import Work

TASK = re.compile(r"/tasks/([0-9]+)")
REFUSED = 422  # what the query says was not all understood


@blueprint.get("/")
def show_start() -> ResponseReturnValue:
    """Begin with one's tasks"""
    return redirect(url_for("web.show_inbox"))


@blueprint.get("/tasks")
def show_inbox() -> ResponseReturnValue:
    """Show a page of a list of tasks"""
    shown = frame(reading())
    status = REFUSED if shown["state"].refused else 200
    return make_response(render_template("inbox/inbox.html", **shown), status)


@blueprint.get("/tasks/list")
def show_list() -> ResponseReturnValue:
    """Show another list beside the task that stays open; a script asks, and keeps the address"""
    shown = open_task()
    context = frame(reading(), shown=shown)
    searching = request.headers.get("HX-Source", "").endswith("#find")
    page = render_template("inbox/another_list.html", searching=searching, **context)
    response = make_response(page)
    args = {**context["state"].args, "after": context["listed"].after}
    address = _address(shown, {name: text for name, text in args.items() if text})
    response.headers["HX-Replace-Url" if searching else "HX-Push-Url"] = address
    return response


def open_task() -> int | None:
    """Return the task that the page of a script shows."""
    found = TASK.fullmatch(page_shown().path)
    return read_key(found[1]) if found else None


def _address(task_id: int | None, args: dict[str, Any]) -> str:
    if task_id is None:
        return url_for("web.show_inbox", **args)
    return url_for("web.show_task", task_id=task_id, **args)


def frame(work: Work, *, shown: int | None = None) -> dict[str, Any]:
    """Return what ``inbox/inbox.html`` needs beside the task that is open.

    The state of the list is read from the query of the request, whatever the request is.

    :param shown: the task that is open
    """
    found = lists(work, shown=shown)
    state: ListState = found["state"]
    offered = offers(work, state)
    return {
        **found,
        "offers": offered,
        "chips": chips(state, offered),
        "orders": orders(state),
        "refused": [(NAMED[name], text) for name, text in state.refused],
        "people": [one for offer in offered if offer.name == "holder" for one in offer.options],
        "hands_out": may(work.actor, "task.assign"),
        "writes": READERS.isdisjoint(work.actor.groups),
    }


def lists(work: Work, *, shown: int | None = None) -> dict[str, Any]:
    """Return what rows and counts need: all that changes while a page stands."""
    args = list_args()
    state = read_state(work, args)
    offered = navigation(work, state)
    page = listed(work, state, args.get("after", ""), offered.count_of(state))
    return {
        "state": state,
        "list_name": state.saved.name if state.saved else str(VIEWS[state.view]),
        "listed": page,
        "rows": page.rows,
        "navigation": offered,
        "unplanned": list_unplanned(work),
        "now": work.now,
        "shown": shown,
    }
