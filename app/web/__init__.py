"""The pages: each reads what was posted, calls one operation and writes HTML."""

from flask import Flask
from flask_babel import Babel

from app.guesses import limiter
from app.identity.sessions import LONGEST
from app.language import reader_language
from app.web import errors, guard
from app.web.account import notices, password, sign_in, standing_in
from app.web.account import settings as account_settings
from app.web.assets import MANIFEST, asset, read_manifest
from app.web.blueprint import blueprint
from app.web.boards import pages as boards_pages
from app.web.case import complaints, diagram
from app.web.case import pages as case_pages
from app.web.case import talk_pages as case_talk_pages
from app.web.catalogues import compile_catalogues
from app.web.compression import compress
from app.web.extensions import Cookies, csrf
from app.web.headers import add_headers
from app.web.inbox import bulk as inbox_bulk
from app.web.inbox import export as inbox_export
from app.web.inbox import filters as inbox_filters
from app.web.inbox import live as inbox_live
from app.web.inbox import pages as inbox_pages
from app.web.inbox.state import list_args
from app.web.parts import PARTS, WebParts
from app.web.shown import FILTERS, GLOBALS
from app.web.task import act_pages, draft_pages, paper_pages, talk_pages
from app.web.task import pages as task_pages
from app.web.team import pages as team_pages

#: what the blueprint holds
VIEWS = (
    account_settings,
    act_pages,
    boards_pages,
    case_pages,
    case_talk_pages,
    complaints,
    diagram,
    draft_pages,
    errors,
    guard,
    inbox_bulk,
    inbox_export,
    inbox_filters,
    inbox_live,
    inbox_pages,
    notices,
    paper_pages,
    password,
    sign_in,
    standing_in,
    talk_pages,
    task_pages,
    team_pages,
)
MOST_PARTS = 5000  # fields of one page: 500 rows of ten


def create_web(app: Flask, parts: WebParts) -> None:
    """Put the pages into an app that has its API already: the kinds of names in paths are its."""
    app.extensions[PARTS] = parts
    app.config.update(
        SESSION_COOKIE_NAME="claimdesk",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        PERMANENT_SESSION_LIFETIME=LONGEST,
        MAX_FORM_PARTS=MOST_PARTS,
        WTF_CSRF_CHECK_DEFAULT=False,  # the guard of the pages asks; the API has its own rule
        WTF_CSRF_TIME_LIMIT=None,  # as long as the session
    )
    compile_catalogues(parts.catalogues)
    Babel(
        app,
        default_translation_directories=str(parts.catalogues),
        locale_selector=reader_language,
    )
    app.session_interface = Cookies()
    csrf.init_app(app)
    limiter.init_app(app)
    app.jinja_env.filters.update(FILTERS)
    app.extensions[MANIFEST] = read_manifest()
    app.jinja_env.globals.update(
        GLOBALS,
        asset=asset,
        list_args=list_args,
        may_lead=team_pages.may_lead,
        may_read_reports=boards_pages.may_read_reports,
    )
    app.jinja_env.globals.update(
        reader_settings=account_settings.reader_settings, unread_notices=notices.unread_notices
    )
    app.register_blueprint(blueprint)
    app.after_request(compress)  # the last of all: they run in the reverse of this order
    app.after_request(errors.dress_unknown_address)
    app.after_request(add_headers)
