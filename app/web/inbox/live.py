"""The lists as they are now, for the page that shows them: nothing where nothing has changed."""

import hashlib
from dataclasses import dataclass

from flask import Response, make_response, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from app.errors import NotFound
from app.inbox.visible import get_visible_task
from app.transaction import reading
from app.web.blueprint import blueprint
from app.web.inbox.pages import lists, open_task
from app.web.shown import local
from app.web.task.history import history_of
from app.work import Work


@dataclass(frozen=True, kw_only=True)
class News:
    """What somebody else did with the open task since it was shown."""

    text: str
    #: None: its reader may not see it any more
    task_id: int | None


@blueprint.get("/tasks/live")
def show_live() -> ResponseReturnValue:
    """Show lists and counts as they are now, and what others did with the open task"""
    work, shown = reading(), open_task()
    news = None if shown is None else _news(work, shown, request.args.get("version", ""))
    page = render_template("inbox/live.html", **lists(work, shown=shown), news=news)
    return _unless_known(page)


def _unless_known(page: str) -> Response:
    response = make_response(page)
    response.set_etag(hashlib.sha256(page.encode()).hexdigest()[:32])
    response.make_conditional(request)
    return response


def _news(work: Work, task_id: int, version: str) -> News | None:
    """Say what happened to a task behind the version that its reader sees."""
    try:
        task = get_visible_task(work, task_id)
    except NotFound:
        return News(text=gettext("This task is not open to you any more."), task_id=None)
    if version in ("", str(task.version)):
        return None
    entries = history_of(work, task)
    if not entries:
        return None
    last = entries[-1]
    who = last.who or gettext("The case")
    text = gettext("%(name)s: %(act)s (%(time)s)", name=who, act=last.act, time=local(last.at))
    return News(text=text, task_id=task_id)
