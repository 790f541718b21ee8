"""What an endpoint declared about itself: its query parameters and its answers."""

from collections.abc import Iterator
from difflib import get_close_matches
from typing import Any

from flask import current_app, request
from marshmallow import Schema

from app.api.refusals import Malformed
from app.api.schemas.shapes import Query
from app.errors import FieldError
from app.language import LANGUAGES

LANGUAGE = "lang"  # the reader's; a parameter of every endpoint


def _said() -> dict[str, Any]:
    view = current_app.view_functions.get(request.endpoint or "")
    return getattr(view, "_apidoc", {})  # where flask-smorest's decorators keep it


def answer_form(status: int | None) -> tuple[int, Schema | None]:
    """Return a declared status of the endpoint and the schema of its body.

    :param status: by default that of the topmost decorator
    """
    declared = _said()["response"]["responses"]
    chosen = status if status is not None else _said()["success_status_codes"][-1]
    return chosen, declared[chosen][0].get("schema")


def ensure_known_parameters() -> None:
    """Refuse query parameters that the endpoint does not have, and a language that is none.

    :raises Malformed: names the parameter, and the one that was probably meant
    """
    if not request.args or not _said():
        return
    _ensure_language()
    schemas = list(_query_schemas())
    known = [LANGUAGE, *(name for schema in schemas for name in _names(schema))]
    beginnings = tuple(start for schema in schemas for start in schema.OPEN)
    errors = [
        _unknown(name, known) for name in request.args if not _is_known(name, known, beginnings)
    ]
    if errors:
        raise Malformed(errors[0].detail, errors=errors, code="unknown_parameter")


def _ensure_language() -> None:
    asked = request.args.getlist(LANGUAGE)
    if set(asked) <= set(LANGUAGES):
        return
    detail = f"Must be one of: {', '.join(LANGUAGES)}."
    error = FieldError(pointer=f"/{LANGUAGE}", code="invalid_field", detail=detail)
    raise Malformed(f"refused: /{LANGUAGE}", errors=[error], code="invalid_parameter")


def _query_schemas() -> Iterator[Query]:
    for parameter in _said().get("arguments", {}).get("parameters", ()):
        schema = parameter["schema"]
        if parameter["in"] == "query":
            yield schema() if isinstance(schema, type) else schema


def _names(schema: Query) -> Iterator[str]:
    for name, field in schema.load_fields.items():
        yield field.data_key or name


def _is_known(name: str, known: list[str], beginnings: tuple[str, ...]) -> bool:
    return name in known or name.startswith(beginnings)


def _unknown(name: str, known: list[str]) -> FieldError:
    close = get_close_matches(name, known, n=1)
    meant = f"; did you mean {close[0]}?" if close else ""
    return FieldError(
        pointer=f"/{name}", code="unknown_parameter", detail=f"unknown parameter {name}{meant}"
    )
