"""One variable: its JSON, read only when somebody asks for it."""

import json
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

import orjson

from app import feel

from .errors import EngineError, IncidentKind

_DECODE = json.JSONDecoder(parse_float=Decimal).decode  # money keeps its digits
_UNREAD: Any = object()


def _number(value: object) -> object:
    if isinstance(value, Decimal) and value.is_finite():
        return orjson.Fragment(format(value, "f"))
    raise TypeError(f"{type(value).__name__} is not JSON")


def encode(value: object) -> bytes:
    """Write JSON; a Decimal keeps its digits.

    :raises EngineError: the value is not JSON
    """
    try:
        return orjson.dumps(value, default=_number)
    except TypeError as error:
        raise EngineError(IncidentKind.EXTRACT_VALUE, f"not kept: {error}") from error


class Value:
    """The JSON of one variable, never changed in place.

    Reading always starts from the JSON: a value just written and one just loaded are the same.
    """

    __slots__ = ("_lifted", "_plain", "raw")

    def __init__(self, raw: bytes | memoryview) -> None:
        self.raw = raw
        self._plain = _UNREAD
        self._lifted = _UNREAD

    @classmethod
    def of(cls, value: object) -> "Value":
        """Keep a JSON value; dates become ISO text."""
        return cls(encode(value))

    @property
    def plain(self) -> Any:
        """The value as JSON in Python, fractions as Decimal."""
        if self._plain is _UNREAD:
            self._plain = self.fresh()
        return self._plain

    def fresh(self) -> Any:
        """Read the JSON anew, for callers who may change what they get."""
        return _DECODE(str(self.raw, "utf-8"))

    @property
    def lifted(self) -> Any:
        """The value as FEEL has it."""
        if self._lifted is _UNREAD:
            self._lifted = feel.lift(self.plain)
        return self._lifted


Scope = dict[str, Value]


def scope_of(values: Mapping[str, object] | None) -> Scope:
    """Keep each of the given JSON values."""
    return {name: Value.of(value) for name, value in values.items()} if values else {}


def plain_of(scope: Mapping[str, Value]) -> dict[str, Any]:
    """Read every variable of a scope."""
    return {name: value.plain for name, value in scope.items()}


def list_of(values: Iterable[Value]) -> Value:
    """Put values side by side as one list, without reading them."""
    return Value(b"[" + b",".join(value.raw for value in values) + b"]")


NULL = Value(b"null")
