"""Signing in and out, and the language of the pages."""

import re
from collections.abc import Sequence

from flask import flash, g, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from app import guesses
from app.audit import operations as audit
from app.database import from_json, to_json
from app.errors import ClaimdeskError, NotSignedIn, TooManyTries
from app.identity import queries, sessions
from app.identity.models import User
from app.language import LANGUAGES
from app.transaction import reading, transaction
from app.web.blueprint import blueprint
from app.web.entries import read_key, texts_sent
from app.web.fragments import here
from app.web.refusals import later, message_of, status_of
from app.web.task.answers import POSTS, keep_as_draft
from app.work import Actor, Work

LANGUAGE = "language"  # in the session: what the reader chose on the pages
TYPED = "typed"  # in the page: what was sent then in another form, name by name
TASK, KEPT = "task", "kept"  # in the page: what was sent when time was up, and for which task
#: an address of ours; browsers take a second slash, or a backslash, for the name of another site
OURS = re.compile(r"/(?![/\\])[^\x00-\x1f\x7f\\]*")
MOST_KEPT = 64 * 1024  # characters, as many as a draft may have


@blueprint.get("/sign-in")
def show_sign_in() -> ResponseReturnValue:
    """Ask who it is"""
    return _page(next=request.args.get("next", ""))


@blueprint.post("/sign-in")
def sign_in() -> ResponseReturnValue:
    """Sign in to a fresh session"""
    username, password = request.form.get("username", "").strip(), request.form.get("password", "")
    try:
        user = guesses.sign_in(reading(), username, password)
    except NotSignedIn:
        return _shown_again(gettext("The user name or the password is wrong.")), 401
    except TooManyTries as error:
        return _shown_again(message_of(error)), status_of(error), later(status_of(error))
    with transaction(queries.actor_of(user)) as work:
        audit.record(work, "user.signed_in", subject=f"user:{user.id}", detail={"way": "page"})
        begin_session(work, user)
    _keep_answers(queries.actor_of(user))
    typed = _typed()
    return (
        render_template("account/typed.html", filled_in=typed, next=_next())
        if typed
        else redirect(_next())
    )


def begin_session(work: Work, user: User) -> None:
    """Sign a user in at this browser; the language that was chosen there stays."""
    chosen = session.get(LANGUAGE)
    sessions.begin(work, session, user)
    session.permanent = True  # ends when its row does, not with the browser
    if chosen:
        session[LANGUAGE] = chosen


def _typed() -> list[tuple[str, str]]:
    """Return what was typed when time was up, as the page brought it along."""
    try:
        return [(str(name), str(text)) for name, text in from_json(request.form.get(TYPED, "[]"))]
    except (ValueError, TypeError):
        return []


def _keep_answers(actor: Actor) -> None:
    """Make a draft of what was sent after time was up."""
    task, kept = read_key(request.form.get(TASK, "")), request.form.get(KEPT, "")
    if task is None or not kept:
        return
    try:
        with transaction(actor) as work:
            keep_as_draft(work, task, from_json(kept))
    except (ClaimdeskError, ValueError, TypeError, AttributeError):
        flash(gettext("What you had filled in could not be kept."), "error")
    else:
        flash(gettext("What you had filled in was kept; check it and send it again."))


@blueprint.post("/sign-out")
def sign_out() -> ResponseReturnValue:
    """Sign out"""
    with transaction() as work:
        _end_session(work)
    flash(gettext("You are signed out."))
    return redirect(url_for("web.show_sign_in"))


@blueprint.post("/sign-out/everywhere")
def sign_out_everywhere() -> ResponseReturnValue:
    """Sign out at every browser, e.g. one that was left open elsewhere"""
    with transaction() as work:
        sessions.end_all(work, g.actor.user_id)
        subject = f"user:{g.actor.user_id}"
        audit.record(work, "user.signed_out_everywhere", subject=subject, detail={})
        _end_session(work)
    flash(gettext("You are signed out everywhere."))
    return redirect(url_for("web.show_sign_in"))


def _end_session(work: Work) -> None:
    chosen = session.get(LANGUAGE)
    sessions.end(work, session)
    if chosen:
        session[LANGUAGE] = chosen


@blueprint.post("/language")
def choose_language() -> ResponseReturnValue:
    """Show the pages in another language from now on"""
    if request.form.get(LANGUAGE) in LANGUAGES:
        session[LANGUAGE] = request.form[LANGUAGE]
    return redirect(_next())


def sign_in_again() -> tuple[str, int]:
    """Ask someone who posted without being signed in.

    Answers to a task wait in the page and become a draft; other texts are shown again then.
    """
    task_id = (request.view_args or {}).get("task_id")
    answers = to_json(request.form.to_dict(flat=False)) if request.endpoint in POSTS else ""
    is_kept = 0 < len(answers) <= MOST_KEPT
    page = _page(
        error=gettext("You were away for too long: sign in again."),
        next=url_for("web.show_task", task_id=task_id) if task_id else here(),
        task=task_id if is_kept else "",
        kept=answers if is_kept else "",
        typed="" if is_kept else _written(texts_sent()),
    )
    return page, 401


def _written(texts: Sequence[tuple[str, str]]) -> str:
    written = to_json([list(one) for one in texts]) if texts else ""
    return written if len(written) <= MOST_KEPT else ""


def _shown_again(error: str) -> str:
    names = ("username", "next", TASK, KEPT, TYPED)
    return _page(error=error, **{name: request.form.get(name, "") for name in names})


def _page(**shown: object) -> str:
    return render_template("account/sign_in.html", **shown)


def _next() -> str:
    """Return the page to go on with; only ever one of ours."""
    wanted = request.form.get("next", "")
    return wanted if OURS.fullmatch(wanted) else url_for("web.show_inbox")
