"""The dashboards: numbers of a month by subject, and the cases behind each."""

import datetime as dt
from typing import Any

from flask import g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.errors import NotFound
from app.identity.permissions import ensure_may, may
from app.insurance.contingency.models import Activation
from app.insurance.reports.behind import list_behind, tell_people
from app.insurance.reports.contingencies import list_activations, progress_of
from app.insurance.reports.questions import get_metric, reader_of
from app.insurance.reports.reading import next_month
from app.insurance.reports.series.sources import lines_of_business
from app.keyset import Cursor
from app.language import label
from app.transaction import reading
from app.web.blueprint import blueprint
from app.web.board_view import BOARDS, HEIGHT, WIDTH, card_of, months_until
from app.web.board_words import way, word_of_part
from app.work import Work

PERMISSION = "report.read"
FILTERS = ("line", "org", "channel")
CONTINGENCY = "contingency"
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
    return render_template("board.html", cards=cards, **_frame(work, board, month, asked))


@blueprint.get("/dashboards/<board>/<metric>")
def show_behind(board: str, metric: str) -> ResponseReturnValue:
    """Show the cases behind a number"""
    ensure_may(g.actor, PERMISSION)
    work, found = reading(), get_metric(metric)
    month, asked = _month(work), _filters()
    reader = reader_of(work, {**asked, "from_on": month, "to_on": next_month(month)})
    part = "numerator" if request.args.get("part") == "numerator" else "denominator"
    page = list_behind(reader, found, part=part, only=_only(found.split), after=_after())
    tell_people(work, page.rows)
    return render_template(
        "board_cases.html",
        metric=found,
        name=label(found.name, found.name_en),
        formula=label(found.formula, found.formula_en),
        part=part,
        rows=page.rows,
        after=None if page.next is None else "~".join(_plain(one) for one in page.next.values),
        **_frame(work, board, month, asked),
    )


def _show_contingencies(work: Work) -> ResponseReturnValue:
    rows = [(one, progress_of(work.session, one)) for one in list_activations(work.session)]
    running: list[Any] = [(one, told) for one, told in rows if _runs(one)]
    over = [(one, told) for one, told in rows if not _runs(one)]
    frame = _frame(work, CONTINGENCY, _month(work), {})
    return render_template("board_contingency.html", running=running, over=over, **frame)


def _runs(activation: Activation) -> bool:
    return activation.ended_at is None


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


def _only(split: str) -> dict[str, str]:
    return {"split": request.args["split"]} if split and "split" in request.args else {}


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
