"""FEEL values on their way to feelin and back, and whether two of them are the same."""

import datetime as dt
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from app.feel import Range, Value, YearsMonths, compile_expression, kind, show

Typed = dict[str, Any]  # one key: the type

TOLERANCE = Decimal("1e-9")  # feelin counts in binary doubles, of some 16 digits


def typed(value: Value) -> Typed:
    """Write a value with its type."""
    name = kind(value)
    if name == "list":
        return {"list": [typed(item) for item in value]}
    if name == "context":
        return {"context": {key: typed(item) for key, item in value.items()}}
    if name in ("boolean", "string"):
        return {name: value}
    if name == "range":
        return {"range": literal(value)}
    return {"duration" if name.endswith("duration") else name: show(value)}


def untyped(written: Typed) -> Value:
    """Read a value of feelin's."""
    [(name, value)] = written.items()
    return _READ[name](value)


def _temporal(function: str) -> Callable[[str], Value]:
    read = compile_expression(f"{function}(text)")
    return lambda text: read({"text": text})


def _range(parts: list[Any]) -> Range:
    low, high, low_included, high_included = parts
    return Range(untyped(low), untyped(high), low_included, high_included)


_READ: Mapping[str, Callable[[Any], Value]] = {
    "null": lambda value: None,
    "boolean": bool,
    "string": str,
    "number": Decimal,
    "date": _temporal("date"),
    "time": _temporal("time"),
    "date and time": _temporal("date and time"),
    "duration": _temporal("duration"),
    "list": lambda items: [untyped(item) for item in items],
    "context": lambda entries: {key: untyped(item) for key, item in entries.items()},
    "range": _range,
    "function": lambda value: value,
}


def same(ours: Value, theirs: Value) -> bool:
    """Tell whether two values are the same but for the error of a double."""
    if kind(ours) != kind(theirs):
        return kind(ours) == "function" and theirs is True
    if isinstance(ours, Decimal):
        return close(ours, theirs)
    if isinstance(ours, list):
        return len(ours) == len(theirs) and all(map(same, ours, theirs))
    if isinstance(ours, dict):
        return ours.keys() == theirs.keys() and all(same(ours[key], theirs[key]) for key in ours)
    if isinstance(ours, Range):
        return same(parts(ours), parts(theirs))
    return bool(ours == theirs)


def close(ours: Decimal, theirs: Decimal) -> bool:
    """Tell whether two numbers are the same in a double."""
    return abs(ours - theirs) <= TOLERANCE * max(1, abs(ours))


def parts(interval: Range) -> list[Value]:
    """List what a range is made of."""
    return [interval.low, interval.high, interval.low_included, interval.high_included]


def literal(value: Value) -> str:
    """Write a value so that a person, or FEEL, reads which one it is."""
    if isinstance(value, str):
        return f'"{value}"'
    if isinstance(value, list):
        return "[" + ", ".join(map(literal, value)) + "]"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {literal(item)}" for key, item in value.items()) + "}"
    if isinstance(value, dt.date | dt.time | dt.timedelta | YearsMonths):
        return f'@"{show(value)}"'
    if isinstance(value, Range) and value.operator == "..":
        opening, closing = "(["[value.low_included], ")]"[value.high_included]
        return f"{opening}{literal(value.low)}..{literal(value.high)}{closing}"
    return show(value)
