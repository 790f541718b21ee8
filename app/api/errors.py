"""Errors as HTTP: one table, and the problem (RFC 9457) that each becomes."""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from http import HTTPStatus

import sqlalchemy as sa
from flask import Flask, Response, g, request
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.exceptions import HTTPException

from app import errors
from app.api.refusals import Broken, Busy, Malformed, PreconditionMissing
from app.database import is_busy, is_second, to_json
from app.errors import ClaimdeskError, Conflict, FieldError, InvalidInput, Stale

log = logging.getLogger(__name__)

MEDIA_TYPE = "application/problem+json"
RETRY_AFTER = "1"  # seconds; a writer holds the database for milliseconds
A_MINUTE = "60"  # the window in which wrong passwords are counted
CHALLENGES = ('Bearer realm="claimdesk"', 'Basic realm="claimdesk", charset="UTF-8"')

#: The one place that knows both an error class and a status.
HTTP: dict[type[ClaimdeskError], HTTPStatus] = {
    Malformed: HTTPStatus.BAD_REQUEST,
    errors.NotSignedIn: HTTPStatus.UNAUTHORIZED,
    errors.TooManyTries: HTTPStatus.TOO_MANY_REQUESTS,
    errors.NotAllowed: HTTPStatus.FORBIDDEN,
    errors.NotFound: HTTPStatus.NOT_FOUND,
    errors.Conflict: HTTPStatus.CONFLICT,
    errors.Stale: HTTPStatus.PRECONDITION_FAILED,
    errors.InvalidInput: HTTPStatus.UNPROCESSABLE_ENTITY,
    PreconditionMissing: HTTPStatus.PRECONDITION_REQUIRED,
    Busy: HTTPStatus.SERVICE_UNAVAILABLE,
    Broken: HTTPStatus.INTERNAL_SERVER_ERROR,
    errors.Misconfigured: HTTPStatus.INTERNAL_SERVER_ERROR,
}

#: Codes of what Werkzeug refuses before a view is reached.
CODES = {
    HTTPStatus.BAD_REQUEST: "malformed",
    HTTPStatus.NOT_FOUND: "not_found",
    HTTPStatus.METHOD_NOT_ALLOWED: "method_not_allowed",
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: "too_large",
    HTTPStatus.UNSUPPORTED_MEDIA_TYPE: "unsupported_media_type",
    HTTPStatus.TOO_MANY_REQUESTS: "too_many_requests",
}


@dataclass(frozen=True, kw_only=True)
class Problem:
    """What is said about one refusal."""

    status: HTTPStatus
    code: str
    detail: str
    errors: Sequence[FieldError] = ()
    about: Mapping[str, object] | None = None


def status_of(error: ClaimdeskError) -> HTTPStatus | None:
    """Return the status of an error's class or of the nearest class above it."""
    found = (HTTP[kind] for kind in type(error).__mro__ if kind in HTTP)
    return next(found, None)


def response_to(problem: Problem) -> Response:
    """Write a problem."""
    body = {
        **(problem.about or {}),
        "type": f"/problems/{problem.code}",
        "title": problem.status.phrase,
        "status": int(problem.status),
        "detail": problem.detail,
        "instance": request.path,
        "code": problem.code,
        "request_id": g.get("request_id", ""),
        "errors": [asdict(one) for one in problem.errors],
    }
    response = Response(to_json(body), status=int(problem.status), mimetype=MEDIA_TYPE)
    if problem.status is HTTPStatus.SERVICE_UNAVAILABLE:
        response.headers["Retry-After"] = RETRY_AFTER
    if problem.status is HTTPStatus.TOO_MANY_REQUESTS:
        response.headers["Retry-After"] = A_MINUTE
    if problem.status is HTTPStatus.UNAUTHORIZED:
        response.headers.extend([("WWW-Authenticate", one) for one in CHALLENGES])
    return response


def refuse(error: ClaimdeskError) -> Response:
    """Answer one of our errors."""
    status = status_of(error) or HTTPStatus.INTERNAL_SERVER_ERROR
    if status is HTTPStatus.INTERNAL_SERVER_ERROR:
        log.error("request failed", exc_info=error)
    if isinstance(error, Stale):
        return _refuse_stale(error)
    return response_to(
        Problem(
            status=status,
            code=error.code,
            detail=error.detail,
            errors=error.errors if isinstance(error, InvalidInput) else (),
            about=error.about,
        )
    )


def _refuse_stale(error: Stale) -> Response:
    """Answer with the present representation, so that the caller can decide anew."""
    about, headers = dict(error.about), {}
    shown = _present()
    if shown is not None:
        about["current"] = shown.get_json()
        headers = {"ETag": shown.headers.get("ETag", "")}
    status = HTTPStatus.PRECONDITION_FAILED
    response = response_to(
        Problem(status=status, code=error.code, detail=error.detail, about=about)
    )
    response.headers.update(headers)
    return response


def _present() -> Response | None:
    """Return the resource as it is now; None where it is gone, or not the caller's to see."""
    present = g.pop("present", None)
    try:
        shown: Response | None = present() if present is not None else None
    except ClaimdeskError:
        return None
    return shown


def refuse_http(error: HTTPException) -> Response | HTTPException:
    """Answer an error of Werkzeug's; pages outside the API keep their own."""
    if not request.path.startswith("/api/"):
        return error
    status = HTTPStatus(error.code or 500)
    if status < HTTPStatus.BAD_REQUEST:
        return error  # a redirect
    code = CODES.get(status, status.name.lower())
    detail = error.description or status.phrase
    if status is HTTPStatus.INTERNAL_SERVER_ERROR:
        code, detail = Broken.code, "the fault is ours; the log has it under this request_id"
    response = response_to(Problem(status=status, code=code, detail=detail))
    kept = (pair for pair in error.get_headers() if pair[0] in ("Allow", "Retry-After"))
    response.headers.extend(kept)
    return response


def refuse_database(error: sa.exc.SQLAlchemyError) -> Response:
    """Answer what the database refused: a lock, a second one of what is unique, a lost race."""
    return refuse(_meaning_of(error))


def _meaning_of(error: sa.exc.SQLAlchemyError) -> ClaimdeskError:
    if isinstance(error, StaleDataError):
        changed = "somebody else changed it at the same moment"
        return Stale(changed) if request.headers.get("If-Match") else Conflict(changed)
    if is_busy(error):
        return Busy("the database is locked by others; try again in a moment")
    if is_second(error):
        return Conflict("it was created by somebody else at the same moment")
    if isinstance(error, sa.exc.DataError):
        return InvalidInput("a value is longer or larger than can be kept")
    log.error("database failed", exc_info=error)
    return Broken("the fault is ours; the log has it under this request_id")


def register(app: Flask) -> None:
    """Let an app answer every error of ours and of the database as a problem."""
    app.register_error_handler(ClaimdeskError, refuse)
    app.register_error_handler(sa.exc.SQLAlchemyError, refuse_database)
