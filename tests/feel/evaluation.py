"""What an expression yields, written as FEEL would write it inside a list (texts in quotes)."""

from collections.abc import Mapping
from typing import Any

from app.feel import compile_expression, compile_unary_tests, lift, show


def result(text: str, scope: Mapping[str, Any] | None = None) -> str:
    """Return the value of an expression as FEEL text."""
    names = frozenset(scope or {})
    return show([compile_expression(text, names)(lift(scope or {}))])[1:-1]


def passes(cell: str, value: Any, scope: Mapping[str, Any] | None = None) -> bool | None:
    """Tell whether an input passes a cell."""
    return compile_unary_tests(cell, frozenset(scope or {}))(lift(scope or {}), lift(value))
