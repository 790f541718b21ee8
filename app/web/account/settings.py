"""The page on which somebody sets how they work and what they are told of."""

from http import HTTPStatus

from flask import flash, g, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from app.errors import ClaimdeskError, InvalidInput
from app.identity.passwords import SHORTEST
from app.identity.queries import get_user
from app.identity.settings import settings_of, version_of
from app.identity.settings_models import UserSettings
from app.inbox.notices.mailing import MAIL
from app.inbox.notices.settings import change_own_settings
from app.transaction import ports, reading, transaction
from app.web.account.notice_words import KINDS, PACES
from app.web.account.settings_form import YES, Shown, changes_in, shown_again, shown_of
from app.web.account.sign_in import LANGUAGE
from app.web.account.substitutions import Filled, view_substitutions
from app.web.blueprint import blueprint
from app.web.entries import read_key
from app.web.refusals import MENDABLE, message_of, readable, status_of


def reader_settings() -> UserSettings | None:
    """Return what who reads this page has set; asked once a request."""
    if "actor" not in g:
        return None
    if "reader_settings" not in g:
        g.reader_settings = settings_of(reading().session, g.actor.user_id)
    found: UserSettings = g.reader_settings
    return found


@blueprint.get("/settings")
def show_settings() -> ResponseReturnValue:
    """Show what one has set, and who stands in"""
    return settings_page()


@blueprint.post("/settings")
def save_settings() -> ResponseReturnValue:
    """Keep what one has set"""
    try:
        with transaction() as work:
            change_own_settings(
                work,
                changes_in(request.form),
                expected_version=read_key(request.form.get("version", "")),
            )
    except MENDABLE as error:
        return _refused(error)
    session[LANGUAGE] = request.form["language"]
    g.pop("reader_settings", None)
    flash(gettext("Your settings are saved."))
    return redirect(url_for("web.show_settings"))


@blueprint.post("/settings/keys")
def choose_keys() -> ResponseReturnValue:
    """Let single keys act on the pages, or not: from the help to them"""
    with transaction() as work:
        change_own_settings(work, {"shortcuts": request.form.get("shortcuts") == YES})
    return "", HTTPStatus.NO_CONTENT


def settings_page(
    *,
    shown: Shown | None = None,
    naming: Filled | None = None,
    errors: dict[str, str] | None = None,
    problem: str = "",
) -> str:
    """Write the page.

    :param shown: what was sent and refused; None: as it is kept
    :param naming: what was sent to name a substitute and refused
    :param errors: by field, what is wrong with it
    :param problem: what is wrong altogether
    """
    work = reading()
    user = get_user(work.session, g.actor.username)
    settings = settings_of(work.session, user.id)
    return render_template(
        "account/settings.html",
        shown=shown or shown_of(user, settings),
        version=version_of(user, settings),
        kinds=KINDS,
        paces=PACES,
        sends_mail=MAIL in ports(),
        has_password=user.password_hash is not None,
        shortest=SHORTEST,
        errors=errors or {},
        problem=problem,
        standing=view_substitutions(work, naming),
    )


def errors_of(error: ClaimdeskError) -> dict[str, str]:
    """Return by field what was refused, in the reader's language."""
    found = error.errors if isinstance(error, InvalidInput) else ()
    return {one.pointer.strip("/").split("/")[0]: readable(one).detail for one in found}


def _refused(error: ClaimdeskError) -> ResponseReturnValue:
    page = settings_page(
        shown=shown_again(request.form), errors=errors_of(error), problem=message_of(error)
    )
    return page, status_of(error)
