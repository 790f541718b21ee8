"""What the reader is told of: the bell of every page, and the list behind it."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from flask import g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from app.identity.queries import list_users_by_id
from app.inbox.models import InboxTask
from app.inbox.notices import operations, queries
from app.inbox.notices.models import Notification
from app.inbox.notices.queries import Unread
from app.inbox.notices.telling import calendar_of
from app.inbox.talk.queries import list_tasks_by_id
from app.inbox.task_clocks import clocks_of, own_limit
from app.keyset import Cursor
from app.language import label
from app.transaction import reading, transaction
from app.web.account.notice_words import said
from app.web.addresses import case_ref
from app.web.blueprint import blueprint
from app.web.entries import read_key
from app.web.left import Left, time_left
from app.web.subjects import in_words
from app.work import Work

PAGE = 50  # notices of one page
ONE_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, kw_only=True)
class Row:
    """One notice as it is shown."""

    id: int
    said: str
    is_read: bool
    #: the task's name in the reader's language
    task: str
    business_key: str
    subject: str
    #: who did it; empty where the process did
    who: str = ""
    at: dt.datetime
    #: of a task that the reader has to do, while the notice is unread
    left: Left | None = None


@dataclass(frozen=True, kw_only=True)
class Day:
    """What came in on one local day."""

    title: str
    rows: Sequence[Row]


def unread_notices() -> Unread | None:
    """Count what who reads this page was told and has not read; asked once a request."""
    if "actor" not in g:
        return None
    if "unread_notices" not in g:
        g.unread_notices = queries.count_unread(reading())
    counted: Unread = g.unread_notices
    return counted


@blueprint.get("/bell")
def show_bell() -> ResponseReturnValue:
    """Show the bell alone, for a page that refreshes it"""
    return render_template("account/bell.html")


@blueprint.get("/notifications")
def show_notices() -> ResponseReturnValue:
    """List what one was told of, day by day"""
    work, unread = reading(), request.args.get("unread") == "1"
    found = queries.list_notices(work, unread=unread, after=_after(), limit=PAGE, count=False)
    following = None if found.next is None else found.next.values[0]
    return render_template(
        "account/notices.html",
        days=list(_days(work, found.rows)),
        unread=unread,
        newest=found.rows[0].id if found.rows else None,
        following=following,
        is_first="before" not in request.args,
    )


@blueprint.get("/notifications/<key:notice_id>")
def follow_notice(notice_id: int) -> ResponseReturnValue:
    """Go to what a notice is about; it is read then"""
    with transaction() as work:
        found = operations.mark_read(work, notice_id)
        place = _place(found)
    return redirect(place)


@blueprint.post("/notifications/<key:notice_id>/read")
def read_notice(notice_id: int) -> ResponseReturnValue:
    """Note that one has read a notice without opening what it is about"""
    with transaction() as work:
        operations.mark_read(work, notice_id)
    return redirect(_back())


@blueprint.post("/notifications/read-all")
def read_all_notices() -> ResponseReturnValue:
    """Note that one has read everything up to what the page showed"""
    newest = read_key(request.form.get("newest", ""))
    with transaction() as work:
        operations.mark_all_read(work, up_to=newest)
    return redirect(_back())


def _back() -> str:
    unread = request.form.get("unread") == "1"
    return url_for("web.show_notices", unread=1 if unread else None)


def _after() -> Cursor | None:
    before = read_key(request.args.get("before", ""))
    return None if before is None else Cursor(values=(before,))


def _place(notice: Notification) -> str:
    if notice.task_id is not None:
        return url_for("web.show_task", task_id=notice.task_id)
    if notice.substitution_id is not None:
        return url_for("web.show_settings", _anchor="substitutions")
    assert notice.case_id is not None  # what is about none of these is about a case
    return url_for("web.show_case", case=case_ref(notice.business_key, notice.case_id))


def _days(work: Work, notices: Sequence[Notification]) -> Iterator[Day]:
    tasks = list_tasks_by_id(work.session, {one.task_id for one in notices if one.task_id})
    people = list_users_by_id(work.session, {one.who_id for one in notices if one.who_id})
    left = _left_of(work, tasks.values())
    names = {user.id: label(user.name, user.name_en) for user in people.values()}
    for day, those in groupby(notices, key=lambda one: _local_day(work, one.created_at)):
        rows = [
            replace(
                _row(one, tasks.get(one.task_id or 0)),
                who=names.get(one.who_id or 0, ""),
                left=None if one.read_at else left.get(one.task_id or 0),
            )
            for one in those
        ]
        yield Day(title=_title(work, day), rows=rows)


def _left_of(work: Work, tasks: Iterable[InboxTask]) -> dict[int, Left | None]:
    """Return the time left of those tasks that the reader has to do."""
    mine = [one for one in tasks if not one.ended_at and one.assignee_id == work.actor.user_id]
    clocks, calendar = clocks_of(work.session, mine), calendar_of(work)
    return {
        one.id: time_left(one.due_at, own_limit(clocks[one.id]), calendar, work.now) for one in mine
    }


def _row(notice: Notification, task: InboxTask | None) -> Row:
    return Row(
        id=notice.id,
        said=said(notice.kind, statutory=notice.statutory),
        is_read=notice.read_at is not None,
        task="" if task is None else label(task.name, task.label_en),
        business_key=notice.business_key or "",
        subject="" if task is None else in_words(task.subject),
        at=notice.created_at,
    )


def _local_day(work: Work, at: dt.datetime) -> dt.date:
    return at.astimezone(work.processes.zone).date()


def _title(work: Work, day: dt.date) -> str:
    if day == work.today:
        return str(gettext("Today"))
    return str(gettext("Yesterday")) if day == work.today - ONE_DAY else day.isoformat()
