"""The page by which a complaint about any case is raised."""

from collections.abc import Mapping
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from app.cases import queries as cases
from app.cases.forms import schema_of
from app.cases.models import Case
from app.cases.visible import get_visible_case
from app.errors import ClaimdeskError, InvalidInput
from app.identity.permissions import ensure_may
from app.inbox.choices import list_choices
from app.inbox.forms import FormSchema, read_posted, render
from app.insurance.claims.complaints import complaint_facts
from app.insurance.complaints.models import Complaint
from app.insurance.complaints.operations import raise_once
from app.transaction import reading, transaction
from app.web.addresses import ref_of
from app.web.blueprint import blueprint
from app.web.refusals import MENDABLE, message_of, readable, status_of
from app.web.task.answers import take_uploads
from app.web.task.view import Filled, complaints_of, files_of
from app.work import Work

FORM = "complaint_received"  # of the start event
PERMISSION = "complaint.report"


@blueprint.get("/cases/<ref:case>/complaint")
def show_complaint_form(case: int | str) -> ResponseReturnValue:
    """Show the form of a complaint about a case"""
    work = reading()
    ensure_may(work.actor, PERMISSION)
    return _page(work, get_visible_case(work, case))


@blueprint.post("/cases/<ref:case>/complaint")
def raise_complaint(case: int | str) -> ResponseReturnValue:
    """Raise a complaint about a case; what is on file of it is filled in"""
    work = reading()
    ensure_may(work.actor, PERMISSION)
    answers, refused = _read(case)
    if refused:
        return _refused(case, answers, InvalidInput("an upload was refused", errors=refused))
    try:
        complaint = _raise(case, answers)
    except MENDABLE as error:
        return _refused(case, answers, error)
    number = complaint.complaint_no
    flash(gettext("The complaint is received: %(number)s", number=number))
    return redirect(url_for("web.show_case", case=number))


def _read(case: int | str) -> tuple[dict[str, Any], Any]:
    """Read what was posted; uploads are kept whatever becomes of the rest."""
    posted = request.form.to_dict(flat=False)
    uploads = {name: request.files.getlist(name) for name in request.files}
    with transaction() as work:
        get_visible_case(work, case)
        schema = _schema(work)
        refused = take_uploads(work, schema, posted, uploads)
        return read_posted(schema, posted, zone=work.processes.zone), refused


def _raise(case: int | str, answers: Mapping[str, Any]) -> Complaint:
    with transaction() as work:
        about = get_visible_case(work, case)
        fields = {**answers, "related_case": about.business_key or str(about.id)}
        known = complaint_facts(work, about)
        return raise_once(work, fields, known, root="/data").complaint


def _refused(
    case: int | str, answers: Mapping[str, Any], error: ClaimdeskError
) -> ResponseReturnValue:
    """Show the form again, what is wrong, and the answers as they were."""
    errors = error.errors if isinstance(error, InvalidInput) else ()
    work = reading()
    filled = Filled(answers=answers, errors=errors)
    shown = _page(work, get_visible_case(work, case), filled, problem=message_of(error))
    return shown, int(status_of(error))


def _page(work: Work, case: Case, filled: Filled | None = None, *, problem: str = "") -> str:
    schema = _schema(work)
    filled = filled or Filled()
    number = case.business_key or str(case.id)
    errors = [readable(error) for error in filled.errors]
    fields = render(
        schema,
        variables={"related_case": number},
        zone=work.processes.zone,
        answers=filled.answers,
        errors=errors,
        sources=list_choices(work.session, schema),
    )
    return render_template(
        "case/complaint.html",
        number=number,
        ref=ref_of(case),
        fields=fields,
        complaints=complaints_of(fields, errors),
        files=files_of(work, fields),
        problem=problem,
    )


def _schema(work: Work) -> FormSchema:
    return schema_of(work.session, cases.get_form(work.session, FORM).id)
