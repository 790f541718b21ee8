"""The page of one case: a part of it at a time, and what people do there."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import LazyString, gettext, lazy_gettext

from app.cases.models import Case
from app.cases.visible import get_visible_case
from app.errors import ClaimdeskError, FieldError, InvalidInput, NotFound
from app.identity.permissions import may
from app.transaction import reading, transaction
from app.web.addresses import ref_of
from app.web.blueprint import blueprint
from app.web.case.acts import do_act, list_acts
from app.web.case.course import course_of
from app.web.case.head import head_of
from app.web.case.variables import variables_of
from app.web.case.view import CaseView, view_case
from app.web.fragments import wants_fragment
from app.web.papers import papers_of
from app.web.refusals import MENDABLE, message_of, readable, status_of
from app.web.words import REFUSAL
from app.work import Work

#: What the page of a case shows one at a time, by what its address says.
PARTS: Mapping[str, LazyString] = {
    "course": lazy_gettext("Timeline"),
    "diagram": lazy_gettext("Diagram"),
    "papers": lazy_gettext("Papers"),
    "data": lazy_gettext("Data"),
    "acts": lazy_gettext("Acts"),
}
SIMPLE = frozenset({"required", "too_long"})  # errors of fields that one word tells


@blueprint.get("/cases")
def find_case() -> ResponseReturnValue:
    """Open the case of a number"""
    case = get_visible_case(reading(), request.args.get("number", "").strip())
    return redirect(url_for("web.show_case", case=ref_of(case)))


@blueprint.get("/cases/<ref:case>")
def show_case(case: int | str) -> ResponseReturnValue:
    """Show a case by id or business key"""
    work = reading()
    return _page(work, get_visible_case(work, case), request.args.get("part", ""))


@blueprint.post("/cases/<ref:case>/acts/<act>")
def act_on_case(case: int | str, act: str) -> ResponseReturnValue:
    """Do something to a case beside its tasks"""
    said = {name: text.replace("\0", "").strip() for name, text in request.form.items()}
    try:
        with transaction() as work:
            done = do_act(work, get_visible_case(work, case), act, said)
    except (*MENDABLE, NotFound) as error:
        return show_again(case, "acts", error, tried=act, problem=message_of(error))
    flash(gettext("Done: %(act)s", act=str(done.title)))
    return redirect(url_for("web.show_case", case=case))


def show_again(
    case: int | str, part: str, error: ClaimdeskError, **told: Any
) -> ResponseReturnValue:
    """Show a part again with what could not be done, and what was typed."""
    work = reading()
    errors = error.errors if isinstance(error, InvalidInput) else ()
    wrong = {one.pointer.rpartition("/")[2]: _said_of(one) for one in errors}
    shown = _page(work, get_visible_case(work, case), part, wrong=wrong, **told)
    return shown, int(status_of(error))


def _said_of(error: FieldError) -> str:
    """Say what is wrong with a field: that it is empty needs no detail."""
    return str(REFUSAL[error.code]) if error.code in SIMPLE else readable(error).detail


def _page(work: Work, case: Case, wanted: str, *, tried: str = "", **told: Any) -> str:
    part = wanted if wanted in PARTS else next(iter(PARTS))
    view = view_case(work, case)
    template = "case/part.html" if _is_part_asked() else "case/case.html"
    return render_template(
        template,
        view=view,
        head=head_of(work, case),
        now=work.now,
        part=part,
        parts=PARTS.items(),
        may_talk=may(work.actor, "case.read"),
        tried=tried,
        **{**_shown_in(work, view, part, tried), **told},
    )


def _is_part_asked() -> bool:
    """Say whether a script asks for what it puts into the part, e.g. a paper that opens there."""
    return wants_fragment() and request.headers.get("HX-Target", "").endswith("#case-part")


def _shown_in(work: Work, view: CaseView, part: str, tried: str) -> dict[str, Any]:
    """Collect what one part shows beside the head."""
    if part == "papers":
        papers = papers_of(work, view.case)
        return {"papers": papers, "paper": papers.find(request.args.get("file", ""))}
    if part == "data":
        return {"variables": variables_of(work, view.case)}
    if part == "acts":
        return {"acts": list_acts(work, view.case, tried=tried)}
    if part == "course":
        papers = papers_of(work, view.case)
        kind = request.args.get("kind", "")
        return {"course": course_of(work, view, papers, kind=kind, before=_before())}
    return {}


def _before() -> dt.datetime | None:
    """Read the instant before which to look; one that cannot be read is none."""
    try:
        at = dt.datetime.fromisoformat(request.args.get("before", ""))
    except ValueError:
        return None
    return at if at.tzinfo is not None else None
