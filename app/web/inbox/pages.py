"""The task inbox: views, the list of one of them, and the task that is open beside it."""

from collections.abc import Mapping
from typing import Any

from flask import current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import LazyString, lazy_gettext
from itsdangerous import BadSignature, URLSafeSerializer

from app.inbox import queries
from app.inbox.listing import TaskFilter, View, Window
from app.keyset import Cursor, from_plain, to_plain
from app.transaction import reading
from app.web.blueprint import blueprint
from app.web.case.facts.revisits import list_unplanned
from app.web.inbox.rows import rows_of
from app.work import Work

TABS: Mapping[View, LazyString] = {
    View.MINE: lazy_gettext("My tasks"),
    View.UNASSIGNED: lazy_gettext("To be taken"),
    View.TEAM: lazy_gettext("Tasks of my groups"),
    View.ALL: lazy_gettext("All tasks"),
}


@blueprint.get("/")
def show_start() -> ResponseReturnValue:
    """Begin with one's tasks"""
    return redirect(url_for("web.show_inbox"))


@blueprint.get("/tasks")
def show_inbox() -> ResponseReturnValue:
    """Show a page of one's tasks"""
    return render_template("inbox/inbox.html", **frame(reading()))


def frame(work: Work, *, shown: int | None = None) -> dict[str, Any]:
    """Return what ``inbox/inbox.html`` needs beside the task that is open.

    The state of the list is read from the query of the request, whatever the request is.

    :param shown: the task that is open
    """
    view = _view(request.args.get("view", ""))
    window = Window(after=_read_cursor(view, request.args.get("after", "")))
    found = queries.list_tasks(work, view, TaskFilter(), window)
    counts = queries.count_views(work)
    return {
        "list_view": view,
        "tabs": [(tab, name, counts[tab]) for tab, name in TABS.items() if tab in counts],
        "rows": rows_of(work, found.rows),
        "next": _write_cursor(view, found.next),
        "prev": _write_cursor(view, found.prev),
        "unplanned": list_unplanned(work),
        "now": work.now,
        "shown": shown,
    }


def _view(name: str) -> View:
    known = {view.value: view for view in View}
    return known.get(name, View.MINE)


def _signer(view: View) -> URLSafeSerializer:
    """Return what signs the cursors of one list: no other is let through to the database."""
    return URLSafeSerializer(current_app.secret_key or "", salt=f"tasks.{view.value}")


def _write_cursor(view: View, cursor: Cursor | None) -> str:
    return "" if cursor is None else str(_signer(view).dumps(to_plain(cursor)))


def _read_cursor(view: View, text: str) -> Cursor | None:
    """Read the cursor of a link; a broken one shows the first page."""
    try:
        return from_plain(_signer(view).loads(text)) if text else None
    except (BadSignature, ValueError):
        return None
