"""Who sends a request: a bearer token, a local user's name and password, or the pages' cookie."""

import datetime as dt
import re

from flask import g, request, session
from flask_wtf.csrf import validate_csrf
from werkzeug.datastructures import Authorization

from app.api.declared import ensure_known_parameters
from app.api.documents import PREFIX, SPEC_ENDPOINT
from app.api.parts import parts
from app.errors import NotAllowed, NotSignedIn
from app.guesses import sign_in
from app.identity import sessions, tokens
from app.identity.permissions import ensure_may_write
from app.identity.queries import actor_of, find_active
from app.identity.substitution_queries import standing_in
from app.transaction import reading
from app.work import Actor

#: Endpoints of the API that anybody may call.
PUBLIC = frozenset({SPEC_ENDPOINT, "sign_in.create_token"})
#: Endpoints that read by POST, or note what concerns their caller alone: an auditor may call them.
READS = frozenset(
    {
        "tasks.search_tasks",
        "mentions.mark_mentions",
        "notifications.read_notification",
        "notifications.read_all_notifications",
        "settings.change_settings",
        "settings.change_password",
        "evaluations.evaluate_decision",
        "evaluations.explain_decision",
        "evaluations.replay_decision",
    }
)
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
CSRF_HEADER = "X-CSRF-Token"


def prepare_request() -> None:
    """Learn who sends a request to the API, and refuse what nobody may send."""
    for name in ("actor", "present", "answered", "idempotency_key"):
        g.pop(name, None)
    if not re.match(PREFIX + "(/|$)", request.path):
        return
    if request.endpoint not in PUBLIC:
        g.actor = _actor_of_request()
        if request.method not in SAFE and request.endpoint not in READS:
            ensure_may_write(g.actor)
    ensure_known_parameters()


def current_actor() -> Actor:
    """Return who sent this request.

    :raises NotSignedIn: nobody is signed in
    """
    actor: Actor | None = g.get("actor")
    if actor is None:
        raise NotSignedIn("sign in first")
    return actor


def wall_time() -> dt.datetime:
    """Return the instant by which tokens live: not the test clock's."""
    return dt.datetime.now(dt.UTC)


def _actor_of_request() -> Actor:
    shown = request.authorization
    if shown is not None:
        return _actor_shown(shown)
    if "Authorization" in request.headers:
        raise NotSignedIn("the Authorization header cannot be read", code="invalid_token")
    return _actor_of_pages()


def _actor_shown(shown: Authorization) -> Actor:
    if shown.type == "bearer" and shown.token:
        return _active(tokens.verify(parts().keys.token, shown.token, at=wall_time()))
    if shown.type == "basic":
        username, password = str(shown.username or ""), str(shown.password or "")
        work = reading()
        return standing_in(work.session, actor_of(sign_in(work, username, password)), work.now)
    raise NotSignedIn("sign in with Bearer or Basic")


def _actor_of_pages() -> Actor:
    work = reading()
    found = sessions.find(work.session, session)
    if found is None:
        raise NotSignedIn("sign in first")
    if request.method not in SAFE:
        _ensure_from_our_page()
    return standing_in(work.session, found.actor, work.now)


def _ensure_from_our_page() -> None:
    """Refuse a request that another site made the browser send with our cookie."""
    try:
        validate_csrf(request.headers.get(CSRF_HEADER))
    except ValueError as error:  # WTForms' ValidationError is one
        raise NotAllowed(f"{CSRF_HEADER}: {error}", code="csrf_failed") from error


def _active(named: tokens.Named) -> Actor:
    work = reading()
    user = find_active(work.session, named.user_id)
    if user is None:
        raise NotSignedIn("this user is not active any more", code="invalid_token")
    if tokens.mark_of(user.password_hash) != named.password:
        raise NotSignedIn("the password has changed since", code="invalid_token")
    return standing_in(work.session, actor_of(user), work.now)
