"""The blueprint every resource of the API is built with."""

from http import HTTPStatus
from typing import Any

import flask_smorest

from app.api.bodies import Parser

READ_PROBLEMS = (
    HTTPStatus.BAD_REQUEST,
    HTTPStatus.UNAUTHORIZED,
    HTTPStatus.FORBIDDEN,
    HTTPStatus.NOT_FOUND,
)
WRITE_PROBLEMS = (
    *READ_PROBLEMS,
    HTTPStatus.CONFLICT,
    HTTPStatus.PRECONDITION_FAILED,
    HTTPStatus.UNPROCESSABLE_ENTITY,
    HTTPStatus.PRECONDITION_REQUIRED,
)
IDEMPOTENCY_KEY = {
    "in": "header",
    "name": "Idempotency-Key",
    "required": False,
    "schema": {"type": "string", "maxLength": 200},
    "description": "repeated within 24 h: the first answer again, and nothing done",
}


class Blueprint(flask_smorest.Blueprint):
    """A group of endpoints; each one's problems are documented by themselves."""

    ARGUMENTS_PARSER = Parser()

    def __init__(self, name: str, import_name: str, *, description: str) -> None:
        super().__init__(name, import_name, description=description)
        self._prepare_doc_cbks.append(_document_problems)


def _document_problems(
    doc: dict[str, Any],
    doc_info: dict[str, Any],
    *,
    api: Any,
    app: Any,
    spec: Any,
    method: str,
) -> dict[str, Any]:
    responses = doc.setdefault("responses", {})
    for status in READ_PROBLEMS if method == "get" else WRITE_PROBLEMS:
        responses.setdefault(int(status), status.name)
    if method == "post":
        doc.setdefault("parameters", []).append(IDEMPOTENCY_KEY)
    return doc
