"""FEEL in diagrams: ``=text`` is an expression, anything else a literal."""

import functools
from collections.abc import Mapping
from typing import Any

from app import feel

from .errors import EngineError, IncidentKind
from .scopes import View
from .values import Value


def is_expression(text: str | None) -> bool:
    """Whether a text of a diagram is FEEL."""
    return text is not None and text.lstrip().startswith("=")


@functools.lru_cache(8192)
def compiled(text: str) -> feel.Expression:
    """Compile ``=…``; cached.

    :raises EngineError: it is not FEEL
    """
    try:
        return feel.compile_expression(text.lstrip()[1:].strip())
    except feel.FeelError as error:
        raise EngineError(IncidentKind.EXTRACT_VALUE, f"{text!r}: {error}") from error


def reads(text: str | None) -> frozenset[str]:
    """Return the names that a text reads when it is an expression."""
    if not text or not is_expression(text):
        return frozenset()
    expression = compiled(text)
    return frozenset((*expression.names, *expression.possible_names))


class Evaluator:
    """Evaluates texts of diagrams against the variables that a token sees."""

    def __init__(self, functions: Mapping[str, feel.Function]) -> None:
        self._functions = functions

    def feel_value(self, text: str, view: View) -> Any:
        """Evaluate ``=…`` to a FEEL value.

        :raises EngineError: it cannot be evaluated, or is null because a name is unknown
        """
        expression = compiled(text)
        scope: dict[str, object] = dict(self._functions)
        missing = []
        for name in expression.possible_names:
            value = view.find(name)
            if value is not None:
                scope[name] = _lifted(name, value)
        for name in expression.names:
            value = view.find(name)
            if value is not None:
                scope[name] = _lifted(name, value)
            elif name not in self._functions:
                missing.append(name)
        try:
            result = expression(scope)
        except Exception as error:
            raise EngineError(IncidentKind.EXTRACT_VALUE, f"{text!r}: {error}") from error
        if result is None and missing:
            names = ", ".join(map(repr, missing))
            raise EngineError(IncidentKind.EXTRACT_VALUE, f"{text!r} is null: no variable {names}")
        return result

    def plain(self, text: str | None, view: View) -> Any:
        """Return a literal as it is, an expression's value as JSON."""
        if text is None or not is_expression(text):
            return text
        value = self.feel_value(text, view)
        try:
            return feel.lower(value)
        except feel.FeelError as error:
            raise EngineError(IncidentKind.EXTRACT_VALUE, f"{text!r}: {error.reason}") from error

    def text(self, text: str | None, view: View) -> str | None:
        """Return a literal as it is, an expression's value as text."""
        value = self.plain(text, view)
        if value is None or isinstance(value, str):
            return value
        return str(value).lower() if isinstance(value, bool) else str(value)

    def names(self, text: str | None, view: View) -> list[str]:
        """Return a comma list or a FEEL list as a list of names."""
        value = self.plain(text, view)
        if isinstance(value, str):
            return [name.strip() for name in value.split(",") if name.strip()]
        if value is None or isinstance(value, list):
            return value or []
        raise EngineError(IncidentKind.EXTRACT_VALUE, f"{text!r} is not a list")

    def whole(self, text: str | None, view: View, *, default: int) -> int:
        """Return a whole number; null gives the default."""
        value = self.plain(text, view)
        if value is None:
            return default
        if isinstance(value, str) and value.isdecimal():
            return int(value)
        if isinstance(value, int) and not isinstance(value, bool):
            return value
        raise EngineError(IncidentKind.EXTRACT_VALUE, f"{text!r} is not a whole number")

    def condition(self, text: str, view: View) -> bool:
        """Decide a condition.

        :raises EngineError: it is neither true nor false
        """
        try:
            result = self.feel_value(text, view) if is_expression(text) else text
        except EngineError as error:
            raise EngineError(IncidentKind.CONDITION, error.message) from error
        if isinstance(result, bool):
            return result
        raise EngineError(
            IncidentKind.CONDITION, f"{text!r} is not true or false but {_of(result)}"
        )


def _lifted(name: str, value: Value) -> object:
    try:
        return value.lifted
    except feel.FeelError as error:
        raise EngineError(IncidentKind.EXTRACT_VALUE, f"{name!r}: {error.reason}") from error


def _of(value: object) -> str:
    try:
        return feel.show(value)
    except feel.FeelError as error:
        return f"a {feel.kind(value)} that cannot be shown ({error.reason})"
