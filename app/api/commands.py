"""The frame of a request that changes something: one transaction, one answer, kept if asked for."""

from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from typing import Any

from flask import Response, g, jsonify

from app.api import idempotency
from app.api.declared import answer_form
from app.api.etags import etag
from app.transaction import transaction
from app.work import Work


@contextmanager
def command() -> Iterator[Work]:
    """Open the transaction of a command; a repeated Idempotency-Key answers and does nothing.

    What the view returns comes from ``answer``, inside the transaction: answer and effect are
    kept together or not at all.
    """
    g.pop("answered", None)
    with transaction() as work:
        idempotency.begin(work)
        yield work
        if not g.pop("answered", False):
            raise RuntimeError("a command's view returns answer(work, …)")


def answer(
    work: Work,
    result: Any,
    *,
    status: int | None = None,
    version: int | None = None,
    location: str | None = None,
) -> Response:
    """Write what a command answers, by the schema its endpoint declared.

    :param status: where the endpoint declares several
    :param version: of the resource in the answer, for its ETag
    """
    work.session.flush()
    chosen, schema = answer_form(status)
    empty = chosen == HTTPStatus.NO_CONTENT
    response = Response() if empty else jsonify(schema.dump(result) if schema else result)
    response.status_code = chosen
    if version is not None:
        response.headers["ETag"] = etag(version)
    if location is not None:
        response.headers["Location"] = location
    idempotency.keep(work, response)
    g.answered = True
    return response
