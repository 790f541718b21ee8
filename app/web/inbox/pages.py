"""The task inbox: lists of tasks, page by page."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import LazyString, lazy_gettext
from itsdangerous import BadSignature, URLSafeSerializer

from app.identity.queries import list_groups, list_users_by_id
from app.inbox import queries
from app.inbox.listing import TaskFilter, View, Window
from app.inbox.models import InboxTask
from app.keyset import Cursor, from_plain, to_plain
from app.language import label
from app.transaction import reading
from app.web.blueprint import blueprint
from app.web.case.facts.revisits import list_unplanned
from app.work import Work

TABS: Mapping[View, LazyString] = {
    View.MINE: lazy_gettext("My tasks"),
    View.UNASSIGNED: lazy_gettext("To be taken"),
    View.TEAM: lazy_gettext("Tasks of my groups"),
    View.ALL: lazy_gettext("All tasks"),
}


@dataclass(frozen=True, kw_only=True)
class TaskRow:
    """One task in a list."""

    task: InboxTask
    groups: Sequence[str]
    #: empty where nobody has it
    holder: str

    @property
    def about(self) -> str:
        """What the case is about; empty where its number is all there is to say."""
        return "" if self.task.subject == self.task.business_key else self.task.subject


@blueprint.get("/")
def show_start() -> ResponseReturnValue:
    """Begin with one's tasks"""
    return redirect(url_for("web.show_inbox"))


@blueprint.get("/tasks")
def show_inbox() -> ResponseReturnValue:
    """Show a page of one's tasks"""
    work = reading()
    view = _view(request.args.get("view", ""))
    window = Window(after=_read_cursor(view, request.args.get("after", "")))
    found = queries.list_tasks(work.session, work.actor, view, TaskFilter(), window)
    counts = queries.count_views(work.session, work.actor)
    return render_template(
        "inbox/inbox.html",
        view=view,
        tabs=[(tab, name, counts[tab]) for tab, name in TABS.items() if tab in counts],
        rows=_rows(work, found.rows),
        next=_write_cursor(view, found.next),
        prev=_write_cursor(view, found.prev),
        unplanned=list_unplanned(work),
        now=work.now,
    )


def _view(name: str) -> View:
    known = {view.value: view for view in View}
    return known.get(name, View.MINE)


def _rows(work: Work, tasks: Sequence[InboxTask]) -> list[TaskRow]:
    held = {task.assignee_id for task in tasks if task.assignee_id is not None}
    people = list_users_by_id(work.session, held)
    named = {group.code: label(group.name, group.name_en) for group in list_groups(work.session)}
    holders = {key: label(user.name, user.name_en) for key, user in people.items()}
    return [
        TaskRow(
            task=task,
            groups=[named.get(code, code) for code in task.groups],
            holder=holders.get(task.assignee_id or 0, ""),
        )
        for task in tasks
    ]


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
