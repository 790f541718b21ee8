"""The blueprint every resource of the API is built with."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any, TypeVar

import flask_smorest

from app.api.bodies import Parser
from app.language import LANGUAGES
from app.sheets import MIME

View = TypeVar("View", bound=Callable[..., Any])
#: what is noted about a view
NAME, IF_MATCH, KEYLESS = "claimdesk_name", "claimdesk_if_match", "claimdesk_keyless"
KINDS = "claimdesk_kinds"

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
LANGUAGE = {
    "in": "query",
    "name": "lang",
    "required": False,
    "schema": {"type": "string", "enum": list(LANGUAGES)},
    "description": "of labels; by default the reader's own",
}


class Blueprint(flask_smorest.Blueprint):
    """A group of endpoints; what they have in common is documented by itself."""

    ARGUMENTS_PARSER = Parser()

    def __init__(self, name: str, import_name: str, *, description: str) -> None:
        super().__init__(name, import_name, description=description)
        self._prepare_doc_cbks.append(_document_common)

    def _store_endpoint_docs(self, endpoint: str, *args: Any, **options: Any) -> None:
        """Name each operation, so that generated clients have names for their functions."""
        super()._store_endpoint_docs(endpoint, *args, **options)
        for verb, doc in self._docs[endpoint].items():
            if verb != "parameters":
                doc[NAME] = f"{self.name}_{endpoint}"


def takes_if_match(*, required: bool = False) -> Callable[[View], View]:
    """Document that a view reads If-Match; ``etags.if_match`` does it."""
    meaning = "the ETag last seen; another version now: 412 with what is there"
    described = {
        "in": "header",
        "name": "If-Match",
        "required": required,
        "schema": {"type": "string"},
        "description": f"{meaning}; missing: 428" if required else meaning,
    }

    def decorate(view: View) -> View:
        view._apidoc = {**getattr(view, "_apidoc", {}), IF_MATCH: described}  # type: ignore[attr-defined]  # flask-smorest's own attribute
        return view

    return decorate


def keeps_no_answer(view: View) -> View:
    """Document that a POST takes no Idempotency-Key: done twice, it does no more than once."""
    view._apidoc = {**getattr(view, "_apidoc", {}), KEYLESS: True}  # type: ignore[attr-defined]  # flask-smorest's own attribute
    return view


def answers_as(*kinds: str) -> Callable[[View], View]:
    """Document that a view answers a table as a file, too, where it is asked to.

    :param kinds: some of ``sheets.MIME``
    """

    def decorate(view: View) -> View:
        view._apidoc = {**getattr(view, "_apidoc", {}), KINDS: kinds}  # type: ignore[attr-defined]  # flask-smorest's own attribute
        return view

    return decorate


def _document_common(
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
    for kind in doc_info.get(KINDS, ()):
        file = {"schema": {"type": "string", "format": "binary"}}
        responses[int(HTTPStatus.OK)]["content"][MIME[kind].partition(";")[0]] = file
    doc["operationId"] = doc_info[NAME]
    parameters = doc.setdefault("parameters", [])
    parameters.append(LANGUAGE)
    if method == "post" and KEYLESS not in doc_info:
        parameters.append(IDEMPOTENCY_KEY)
    if IF_MATCH in doc_info:
        parameters.append(doc_info[IF_MATCH])
    return doc
