"""What is posted about who stands in for the reader."""

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from app.cases.queries import list_process_ids
from app.inbox import operations
from app.transaction import transaction
from app.web.account.settings import errors_of, settings_page
from app.web.account.substitutions import filled_of, new_of
from app.web.blueprint import blueprint
from app.web.refusals import MENDABLE, message_of, status_of


@blueprint.post("/settings/substitutions")
def name_substitute() -> ResponseReturnValue:
    """Name who stands in for the reader"""
    filled = filled_of(request.form)
    try:
        with transaction() as work:
            known = list_process_ids(work.session)
            operations.name_substitute(work, new_of(work, filled), known=known)
    except MENDABLE as error:
        page = settings_page(naming=filled, errors=errors_of(error), problem=message_of(error))
        return page, status_of(error)
    flash(gettext("Your substitute is named."))
    return _back()


@blueprint.post("/settings/substitutions/<key:substitution_id>/end")
def end_substitution(substitution_id: int) -> ResponseReturnValue:
    """End it now, or call it off"""
    with transaction() as work:
        operations.end_substitution(work, substitution_id)
    flash(gettext("The substitution has ended."))
    return _back()


def _back() -> ResponseReturnValue:
    return redirect(url_for("web.show_settings", _anchor="substitutions"))
