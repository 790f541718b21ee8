"""Reading what a request holds: strict JSON, forms and query strings that a database can keep."""

import json
from collections.abc import Iterable
from decimal import Decimal, InvalidOperation
from typing import Any, NoReturn, Protocol, runtime_checkable

from flask import Request
from marshmallow import Schema, ValidationError
from webargs.flaskparser import FlaskParser
from werkzeug.datastructures import FileStorage, MultiDict
from werkzeug.exceptions import RequestEntityTooLarge, UnsupportedMediaType

from app.api.refusals import Malformed, refusal

LARGEST_JSON = 4 * 1024 * 1024  # bytes; files travel as multipart
DEEPEST = 64  # levels of nesting: no form and no variable comes near
LONGEST_NUMBER = 30  # digits before or behind the point; 1e999999999 must never be written out


def read_json(raw: bytes) -> Any:
    """Read JSON with every fraction as a Decimal.

    :raises Malformed: it is not JSON, or holds what cannot be kept
    """
    try:
        text = raw.decode("utf-8")
        value = json.loads(
            text, parse_float=_fraction, parse_int=_integer, parse_constant=_not_a_number
        )
    except (ValueError, RecursionError) as error:
        raise Malformed(f"the body is not JSON: {error}", code="malformed_json") from error
    if "\\u" in text or text.count("{") + text.count("[") > DEEPEST:
        _ensure_keepable(value)
    return value


def _fraction(text: str) -> Decimal:
    try:
        number = Decimal(text)
    except InvalidOperation:
        raise ValueError("a number is out of range") from None
    if len(text) > 2 * LONGEST_NUMBER or abs(number.adjusted()) > LONGEST_NUMBER:
        raise ValueError("a number is out of range")
    return number


def _integer(text: str) -> int:
    if len(text) > LONGEST_NUMBER:
        raise ValueError("a number is out of range")
    return int(text)


def _not_a_number(text: str) -> NoReturn:
    raise ValueError(f"{text} is not a JSON number")


def _ensure_keepable(value: object) -> None:
    waiting = [(value, 1)]
    while waiting:
        one, depth = waiting.pop()
        if depth > DEEPEST:
            raise Malformed(f"the body is nested deeper than {DEEPEST}", code="malformed_json")
        if isinstance(one, str):
            ensure_text(one)
        elif isinstance(one, list):
            waiting += [(item, depth + 1) for item in one]
        elif isinstance(one, dict):
            waiting += [(item, depth + 1) for pair in one.items() for item in pair]


def ensure_text(text: str) -> None:
    """Refuse text that a database cannot keep: the null character, half a surrogate pair.

    :raises Malformed: it holds such a character
    """
    if "\0" in text or any("\ud800" <= one <= "\udfff" for one in text):
        raise Malformed("a text holds a character that cannot be kept")


def _ensure_texts(pairs: Iterable[tuple[str, str]]) -> None:
    for name, text in pairs:
        ensure_text(name)
        ensure_text(text)


def _ensure_parts(request: Request) -> None:
    """Refuse a form with a part that cannot be named, or whose text cannot be kept."""
    names: set[str | None] = {*request.form, *request.files}
    if None in names:
        raise Malformed("a part of the form has no name")
    _ensure_texts(request.form.items(multi=True))


def json_of(request: Request) -> Any:
    """Return the JSON body of a request; an empty body is an empty object.

    :raises Malformed: it is not JSON
    """
    if (request.content_length or 0) > LARGEST_JSON and not request.files:
        raise RequestEntityTooLarge
    raw = request.get_data(cache=True)
    if not raw:
        return {}
    if not request.is_json:
        raise UnsupportedMediaType("send the body as application/json")
    return read_json(raw)


@runtime_checkable
class FromParts(Protocol):
    """A schema whose body may come as a form with files, too."""

    def of_parts(
        self, files: MultiDict[str, FileStorage], form: MultiDict[str, str]
    ) -> dict[str, object]:
        """Return the body that the parts say."""


class Parser(FlaskParser):
    """Hands bodies and query strings to schemas, and turns their refusals into ours."""

    def load_json(self, req: Request, schema: Schema) -> Any:
        if req.mimetype == "multipart/form-data" and isinstance(schema, FromParts):
            _ensure_parts(req)
            return schema.of_parts(req.files, req.form)
        return json_of(req)

    def load_querystring(self, req: Request, schema: Schema) -> Any:
        _ensure_texts(req.args.items(multi=True))
        return super().load_querystring(req, schema)

    def load_form(self, req: Request, schema: Schema) -> Any:
        _ensure_parts(req)
        return super().load_form(req, schema)

    def load_files(self, req: Request, schema: Schema) -> Any:
        if req.content_length and req.mimetype != "multipart/form-data":
            raise UnsupportedMediaType("send the files as multipart/form-data")
        _ensure_parts(req)
        return super().load_files(req, schema)

    def handle_error(
        self,
        error: ValidationError,
        req: Request,
        schema: Schema,
        *,
        error_status_code: int | None,
        error_headers: Any,
    ) -> NoReturn:
        raise refusal(error.messages) from error
