"""The page of one case."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.cases.visible import get_visible_case
from app.transaction import reading
from app.web.blueprint import blueprint
from app.web.case.view import view_case


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
    return render_template("case/case.html", view=view, now=work.now)
