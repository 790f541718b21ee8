"""Pages for what went wrong."""

import logging
from http import HTTPStatus

import sqlalchemy as sa
from flask import Response, render_template, request
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.exceptions import HTTPException

from app.database import is_busy, is_second
from app.errors import ClaimdeskError
from app.web.account.sign_in import sign_in_again
from app.web.blueprint import blueprint
from app.web.entries import texts_sent
from app.web.guard import learn_reader
from app.web.headers import API
from app.web.refusals import later, message_for, message_of, status_of
from app.web.task.answers import POSTS
from app.web.task.pages import show_unsent

log = logging.getLogger(__name__)


def error_page(status: HTTPStatus, message: str) -> ResponseReturnValue:
    """Write the page of an error; what was filled in is shown, lest it get lost."""
    page = render_template(
        "error.html", status=int(status), message=message, filled_in=texts_sent()
    )
    return page, int(status), later(status)


@blueprint.errorhandler(ClaimdeskError)
def refuse(error: ClaimdeskError) -> ResponseReturnValue:
    """Answer one of our errors"""
    status = status_of(error)
    if status is HTTPStatus.INTERNAL_SERVER_ERROR:
        log.error("page failed", exc_info=error)
    return error_page(status, message_of(error))


@blueprint.errorhandler(CSRFError)
def refuse_forged(error: CSRFError) -> ResponseReturnValue:
    """Show what was sent again: the page is mostly just older than the last sign-in"""
    task_id = (request.view_args or {}).get("task_id")
    if task_id is not None and request.endpoint in POSTS:
        return show_unsent(task_id)
    if request.endpoint == "web.sign_in":
        return sign_in_again()
    return error_page(HTTPStatus.BAD_REQUEST, message_for(HTTPStatus.BAD_REQUEST))


@blueprint.errorhandler(HTTPException)
def refuse_http(error: HTTPException) -> ResponseReturnValue:
    """Answer an error of Werkzeug's"""
    status = HTTPStatus(error.code or HTTPStatus.INTERNAL_SERVER_ERROR)
    if status < HTTPStatus.BAD_REQUEST:
        return error  # a redirect
    return error_page(status, message_for(status))


@blueprint.errorhandler(sa.exc.SQLAlchemyError)
def refuse_database(error: sa.exc.SQLAlchemyError) -> ResponseReturnValue:
    """Answer a lost race, a lock, or a fault of ours"""
    status = _status_of(error)
    if status is HTTPStatus.INTERNAL_SERVER_ERROR:
        log.error("page failed", exc_info=error)
    return error_page(status, message_for(status))


def _status_of(error: sa.exc.SQLAlchemyError) -> HTTPStatus:
    if isinstance(error, StaleDataError) or is_second(error):
        return HTTPStatus.CONFLICT
    if is_busy(error):
        return HTTPStatus.SERVICE_UNAVAILABLE
    return HTTPStatus.INTERNAL_SERVER_ERROR


def dress_unknown_address(response: Response) -> Response:
    """Give an address that nothing answers the page of its error."""
    if request.routing_exception is None or request.path.startswith(API):
        return response
    if response.status_code < HTTPStatus.BAD_REQUEST:
        return response
    learn_reader()
    status = HTTPStatus(response.status_code)
    shown = render_template("error.html", status=int(status), message=message_for(status))
    response.set_data(shown)
    response.mimetype = "text/html"
    return response
