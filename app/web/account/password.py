"""Changing one's own password from the page of settings."""

from collections.abc import Mapping

from flask import flash, g, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import LazyString, gettext, lazy_gettext

from app.errors import InvalidInput
from app.guesses import new_password
from app.identity import operations
from app.identity.passwords import SHORTEST
from app.transaction import reading, transaction
from app.web.account.settings import settings_page
from app.web.account.sign_in import begin_session
from app.web.blueprint import blueprint

AGAIN = "again"
SAID: Mapping[str, LazyString] = {
    "wrong_password": lazy_gettext("This is not your password."),
    "password_too_short": lazy_gettext("At least %(number)s characters.", number=SHORTEST),
    "password_too_long": lazy_gettext("That is too long."),
    "password_guessable": lazy_gettext(
        "This would soon be guessed: it is little more than your user name, or a few keys."
    ),
    "password_same": lazy_gettext("This is your present password."),
}


@blueprint.post("/settings/password")
def change_password() -> ResponseReturnValue:
    """Change one's password; every other session and token of one's own ends"""
    current, wanted = (request.form.get(name, "") for name in ("current_password", "new_password"))
    if wanted != request.form.get(AGAIN, ""):
        return _refused({AGAIN: gettext("The two are not the same.")})
    try:
        new = new_password(reading(), g.actor.username, current, wanted)
    except InvalidInput as error:
        errors = {one.pointer.strip("/"): str(SAID[one.code]) for one in error.errors}
        return _refused(errors)
    with transaction() as work:
        begin_session(work, operations.change_password(work, new))
    flash(gettext("Your password is changed. You are signed out everywhere else."))
    return redirect(url_for("web.show_settings"))


def _refused(errors: dict[str, str]) -> ResponseReturnValue:
    return settings_page(errors=errors, problem=gettext("Your password was not changed.")), 422
