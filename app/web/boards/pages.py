"""The dashboards: numbers of a month by subject, and the cases behind each."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from flask import g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.errors import NotFound
from app.identity.permissions import ensure_may, may
from app.identity.queries import list_units, list_users_by_name
from app.insurance.reports.behind import list_behind, measure_of, tell_overdue, tell_people
from app.insurance.reports.contingencies import find_activation
from app.insurance.reports.questions import ensure_told, get_metric, reader_of
from app.insurance.reports.reading import next_month
from app.insurance.reports.series.sources import lines_of_business
from app.insurance.reports.shapes import Metric
from app.keyset import Cursor
from app.language import label
from app.transaction import reading
from app.web.blueprint import blueprint
from app.web.boards.cards import BOARDS
from app.web.boards.contingency import period_of, show_all
from app.web.boards.view import HEIGHT, WIDTH, card_of, months_until
from app.web.boards.words import CHANNEL, way, word_of_part
from app.work import Work

PERMISSION = "report.read"
FILTERS = ("line", "org", "channel")
CONTINGENCY = "contingency"
OVERDUE = "overdue"
ONE_DAY = dt.timedelta(days=1)
TWO_YEARS = 24  # months that may be chosen


def may_read_reports() -> bool:
    """Say whether who reads this page may open the dashboards."""
    return "actor" in g and may(g.actor, PERMISSION)


@blueprint.get("/dashboards")
def show_dashboards() -> ResponseReturnValue:
    """Begin with the claims"""
    ensure_may(g.actor, PERMISSION)
    return redirect(url_for("web.show_dashboard", board="claims"))


@blueprint.get("/dashboards/<board>")
def show_dashboard(board: str) -> ResponseReturnValue:
    """Show a dashboard of a month"""
    ensure_may(g.actor, PERMISSION)
    work = reading()
    if board == CONTINGENCY:
        return _show_contingencies(work)
    if board not in BOARDS:
        raise NotFound(f"no dashboard {board}")
    month, asked = _month(work), _filters()
    cards = [card_of(work, code, by, month, asked) for code, by in BOARDS[board][1]]
    return render_template("boards/board.html", cards=cards, **_frame(work, board, month, asked))


@blueprint.get("/dashboards/<board>/<metric>")
def show_behind(board: str, metric: str) -> ResponseReturnValue:
    """Show the cases behind a number"""
    ensure_may(g.actor, PERMISSION)
    work, found = reading(), get_metric(metric)
    if board != CONTINGENCY and board not in BOARDS:
        raise NotFound(f"no dashboard {board}")
    month, asked = _month(work), _filters()
    period = _period(work, month)
    named = {name: request.args[name] for name in ("measure", "event") if request.args.get(name)}
    ensure_told(found, {**asked, **named})
    reader = reader_of(work, {**asked, **named, **period})
    shown = measure_of(found, named.get("measure"))
    part = _part(found)
    only = {"split": request.args["split"]} if "split" in request.args else {}
    page = list_behind(
        reader, found, part=part, measure=named.get("measure"), only=only, after=_after()
    )
    tell_people(work, page.rows)
    if found.kind == OVERDUE:
        tell_overdue(work, page.rows, min(work.now, reader.window.end))
    return render_template(
        "boards/cases.html",
        people=_people(work, page.rows),
        metric=found,
        shown=shown,
        shown_name=label(shown.name, shown.name_en),
        name=label(found.name, found.name_en),
        formula=label(found.formula, found.formula_en),
        part=part,
        rows=page.rows,
        narrowed={**named, **only},
        period=period,
        last_on=period["to_on"] - ONE_DAY,
        file=_file_of(period, {**asked, **named, **only, "part": part}),
        after=None if page.next is None else "~".join(_plain(one) for one in page.next.values),
        **_frame(work, board, month, asked),
    )


def _people(work: Work, rows: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """Return the names of those who are told by their user names."""
    told = {row.get(name) for row in rows for name in ("person", "handler")}
    found = list_users_by_name(work.session, [one for one in told if one])
    return {user.username: label(user.name, user.name_en) for user in found}


def _part(metric: Metric) -> str:
    """Return which half of a number is listed: of the overdue list what is late, else all."""
    usual = "numerator" if metric.kind == OVERDUE else "denominator"
    asked = request.args.get("part")
    return asked if asked in ("numerator", "denominator") else usual


def _file_of(period: dict[str, dt.date], asked: dict[str, str]) -> dict[str, str]:
    """Return how the same list is asked for as a file."""
    days = {"from": f"{period['from_on']}", "to": f"{period['to_on']}"}
    return {**days, **asked, "format": "xlsx"}


def _period(work: Work, month: dt.date) -> dict[str, dt.date]:
    """Return the days asked about: a month, or the whole time of one contingency."""
    number = request.args.get("event")
    activation = find_activation(work.session, number) if number else None
    if activation is None:
        return {"from_on": month, "to_on": next_month(month)}
    return period_of(work, activation)


def _show_contingencies(work: Work) -> ResponseReturnValue:
    shown = show_all(work)
    running = [one for one in shown if one.activation.ended_at is None]
    over = [one for one in shown if one.activation.ended_at is not None]
    frame = _frame(work, CONTINGENCY, _month(work), {})
    return render_template("boards/contingency.html", running=running, over=over, **frame)


def _frame(work: Work, board: str, month: dt.date, asked: dict[str, str]) -> dict[str, Any]:
    """Return what every page of the dashboards has: tabs, period and filters."""
    latest = work.today.replace(day=1)
    months = [latest]
    while len(months) < TWO_YEARS:
        months.append(months_until(months[-1])[-2])
    return {
        "board": board,
        "boards": {key: title for key, (title, _) in BOARDS.items()},
        "month": f"{month:%Y-%m}",
        "months": [f"{one:%Y-%m}" for one in months],
        "asked": asked,
        "kept": {"month": f"{month:%Y-%m}", **asked},
        "lines": lines_of_business(work.session),
        "units": list_units(work.session),
        "channels": list(CHANNEL),
        "width": WIDTH,
        "height": HEIGHT,
        "way": way,
        "word_of_part": word_of_part,
        "now": work.now,
    }


def _month(work: Work) -> dt.date:
    """Return the month that is asked for; what is none, or lies ahead, is the present one."""
    latest = work.today.replace(day=1)
    try:
        asked = dt.date.fromisoformat(request.args.get("month", "") + "-01")
    except ValueError:
        return latest
    return asked if dt.date(2000, 1, 1) <= asked <= latest else latest


def _filters() -> dict[str, str]:
    return {name: request.args[name] for name in FILTERS if request.args.get(name)}


def _plain(value: Any) -> str:
    return value.isoformat() if isinstance(value, dt.datetime) else str(value)


def _after() -> Cursor | None:
    """Return where the page begins; what is no such place is the beginning."""
    at, _, key = request.args.get("after", "").partition("~")
    try:
        instant = dt.datetime.fromisoformat(at)
        return Cursor(values=(instant, int(key))) if instant.tzinfo is not None else None
    except ValueError:
        return None
