"""The page of one case."""

from collections.abc import Mapping

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import LazyString, lazy_gettext

from app.cases.visible import get_visible_case
from app.transaction import reading
from app.web.blueprint import blueprint
from app.web.case.view import view_case

#: What the page of a case shows one at a time, by what its address says.
PARTS: Mapping[str, LazyString] = {
    "course": lazy_gettext("Course"),
    "diagram": lazy_gettext("Diagram"),
}


@blueprint.get("/cases")
def find_case() -> ResponseReturnValue:
    """Open the case of a number"""
    case = get_visible_case(reading(), request.args.get("number", "").strip())
    return redirect(url_for("web.show_case", case=case.business_key or case.id))


@blueprint.get("/cases/<ref:case>")
def show_case(case: int | str) -> ResponseReturnValue:
    """Show a case by id or business key"""
    work = reading()
    view = view_case(work, get_visible_case(work, case))
    wanted = request.args.get("part", "")
    part = wanted if wanted in PARTS else next(iter(PARTS))
    return render_template(
        "case/case.html", view=view, now=work.now, part=part, parts=PARTS.items()
    )
