"""Errors that only the doors raise, and the refusal of a schema as one of ours."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from app.errors import ClaimdeskError, FieldError, InvalidInput

IN_QUERY = "query"  # where webargs found it
CODES = {
    "Unknown field.": "unknown_field",
    "Missing data for required field.": "required",
}


class Malformed(InvalidInput):
    """The request cannot be read: not JSON, an unknown parameter, a cursor of another list."""

    code = "malformed"


class PreconditionMissing(ClaimdeskError):
    """This may only be done to a version that one has seen: send If-Match."""

    code = "precondition_missing"


class Busy(ClaimdeskError):
    """The database is locked by others; the same request may succeed in a moment."""

    code = "busy"


class Broken(ClaimdeskError):
    """The fault is ours; the log has it under the request's id."""

    code = "internal_error"


@contextmanager
def refused_in(place: str) -> Iterator[None]:
    """Let refused fields point into the part of the body that holds them, e.g. ``/data``."""
    try:
        yield
    except Malformed:
        raise
    except InvalidInput as error:
        errors = [replace(one, pointer=_below(place, one.pointer)) for one in error.errors]
        raise InvalidInput(
            error.detail, errors=errors, code=error.code, about=error.about
        ) from error


def _below(place: str, pointer: str) -> str:
    inside = pointer == place or pointer.startswith(f"{place}/")
    return pointer if inside else place + pointer


def refusal(messages: Any) -> InvalidInput:
    """Return the messages of a schema as an error that points at each field."""
    ((location, found),) = messages.items()
    errors = tuple(_field_errors(found, ""))
    places = ", ".join(dict.fromkeys(error.pointer or "/" for error in errors))
    if location == IN_QUERY:
        return Malformed(f"refused: {places}", errors=errors, code="invalid_parameter")
    codes = {error.code for error in errors}
    code = "unknown_field" if codes == {"unknown_field"} else "invalid_field"
    return InvalidInput(f"refused: {places}", errors=errors, code=code)


def _field_errors(found: Any, pointer: str) -> Iterator[FieldError]:
    if isinstance(found, Mapping):
        for name, below in found.items():
            yield from _field_errors(below, pointer if name == "_schema" else pointer + _step(name))
    elif isinstance(found, list | tuple):
        for one in found:
            yield from _field_errors(one, pointer)
    else:
        yield FieldError(
            pointer=pointer, code=CODES.get(str(found), "invalid_field"), detail=str(found)
        )


def _step(name: object) -> str:
    return "/" + str(name).replace("~", "~0").replace("/", "~1")
