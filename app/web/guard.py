"""Who opens a page: nothing but signing in is for strangers, and no other site may post here."""

from dataclasses import replace

from flask import g, redirect, request, session, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import BadRequest

from app.identity import sessions
from app.identity.permissions import ensure_may_write
from app.identity.queries import get_user
from app.identity.substitution_queries import standing_in
from app.language import label, reader_language
from app.transaction import reading, transaction
from app.web.account.sign_in import LANGUAGE, sign_in_again
from app.web.blueprint import blueprint
from app.web.extensions import csrf
from app.web.fragments import here, wants_fragment
from app.web.inbox.state import NAMES

#: What anybody may open.
PUBLIC = frozenset({"web.static", "web.show_sign_in", "web.sign_in", "web.choose_language"})
#: What even those may post who only read.
FOR_READERS = frozenset(
    {
        "web.sign_out",
        "web.sign_out_everywhere",
        "web.save_settings",
        "web.choose_keys",
        "web.change_password",
        "web.read_notice",
        "web.read_all_notices",
    }
)
#: Addresses that pages ask by themselves, every so often.
POLLS = frozenset({"/tasks/live", "/bell"})


@blueprint.before_request
def prepare_request() -> ResponseReturnValue | None:
    """Learn who reads, and refuse what they may not send."""
    if request.endpoint == "web.static":
        return None
    learn_reader()
    _ensure_keepable()
    if "actor" not in g and request.endpoint not in PUBLIC:
        return _ask_to_sign_in()
    if request.method == "POST":
        csrf.protect()
        if request.endpoint not in PUBLIC | FOR_READERS:
            ensure_may_write(g.actor)
    return None


def _ensure_keepable() -> None:
    """Refuse the null character, which nobody types and PostgreSQL does not even compare.

    What lists are narrowed to is named to their reader instead, and forms of tasks are read field
    by field.
    """
    sent = [(name, text) for name, text in request.args.items(multi=True) if name not in NAMES]
    if "task_id" not in (request.view_args or {}):
        sent += request.form.items(multi=True)
    if any("\0" in text for _, text in sent):
        raise BadRequest


def learn_reader() -> None:
    """Learn from the cookie who reads and in which language."""
    g.language = session.get(LANGUAGE)
    work = reading()
    database = work.session
    found = sessions.find(database, session)
    if found is not None:
        _note_click(found)
        g.actor = actor = standing_in(database, found.actor, work.now)
        g.actor = replace(actor, language=reader_language())  # refusals speak it too
        user = get_user(database, actor.username)
        g.reader_name = label(user.name, user.name_en)


def _note_click(found: sessions.SignedIn) -> None:
    """Keep a session that a person uses; what a page asks by itself is no click."""
    if request.path not in POLLS and sessions.is_to_note(found):
        with transaction(found.actor) as work:
            sessions.note_click(work, found)


def _ask_to_sign_in() -> ResponseReturnValue:
    if request.method == "POST":
        page, status = sign_in_again()
        return page, status, {"HX-Retarget": "body", "HX-Reswap": "innerHTML"}
    if wants_fragment() and "HX-Request-Type" in request.headers:  # htmx itself asks
        return "", 401, {"HX-Redirect": url_for("web.show_sign_in", next=here() or None)}
    wanted = request.full_path.rstrip("?")
    return redirect(url_for("web.show_sign_in", next=None if wanted == "/" else wanted))
