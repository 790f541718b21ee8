"""How to write it right: the advice that goes with the reason of a fault."""

import re
from collections.abc import Collection, Iterable, Mapping
from decimal import Decimal
from difflib import get_close_matches

from app.decisions.errors import written
from app.feel import UNKNOWN, constant
from app.feel.language import BUILTIN_NAMES
from app.feel.tree import Tests

MOST_LISTED = 12  # values of a vocabulary that a message names

#: what a cell of a column of this type looks like
CELLS: Mapping[str, str] = {
    "number": "write 5000, < 5000, [1000..5000), not(0), several with commas, or -",
    "string": 'write text in straight quotes: "auto", several with commas, not("auto"), or -',
    "boolean": "write true, false, or -",
    "date": 'write date("2026-06-01"), >= date("2026-06-01"), or -',
    "time": 'write time("09:00:00"), < time("17:30:00"), or -',
    "date and time": 'write >= date and time("2026-06-01T09:00:00+08:00"), or -',
    "days and time duration": 'write <= duration("P3D"), duration("PT8H"), or -',
    "years and months duration": 'write < duration("P1Y"), duration("P6M"), or -',
}
#: one value of a type
VALUES: Mapping[str, str] = {
    "number": "write a number such as 5000 or 0.35",
    "string": 'write text in straight quotes, such as "auto"',
    "boolean": "write true or false",
    "date": 'write date("2026-06-01")',
    "time": 'write time("09:00:00")',
    "date and time": 'write date and time("2026-06-01T09:00:00+08:00")',
    "days and time duration": 'write duration("P3D")',
    "years and months duration": 'write duration("P1Y6M")',
    "list": 'write a list in square brackets, such as ["a", "b"]',
    "context": "write a context, such as {name: 1}",
}
_NUMBER = re.compile(r"-?\d+(\.\d+)?")


def for_cell(basic: str) -> str:
    """Return what a cell of a column of this basic type looks like; "" for any type."""
    return CELLS.get(basic, "")


def for_value(value: object, basic: str) -> str:
    """Return how a value of another type is written as one of this type."""
    if basic == "number" and isinstance(value, str) and _NUMBER.fullmatch(value):
        return f"write {value} without quotes"
    if basic == "string" and isinstance(value, Decimal | bool):
        return f'write "{written(value)}"'
    if basic == "boolean" and value in ("true", "false"):
        return f"write {value} without quotes"
    if basic in ("date", "time", "date and time") and isinstance(value, str):
        return f'write {basic}("{value}")'
    if basic.endswith("duration") and isinstance(value, str):
        return f'write duration("{value}")'
    return VALUES.get(basic, "")


def for_unlisted(value: object, domain: Iterable[Tests]) -> str:
    """Return which values are allowed; the one meant first, if one is alike."""
    listed = [written(v) for tests in domain for v in listed_in(tests)]
    alike = get_close_matches(written(value).strip('"'), [v.strip('"') for v in listed], n=1)
    if alike and isinstance(value, str):
        return f"did you mean {written(alike[0])}?"
    if not listed:
        return "choose an allowed value, or widen the allowed values of the column"
    more = ", …" if len(listed) > MOST_LISTED else ""
    return f"allowed are {', '.join(listed[:MOST_LISTED])}{more}"


def listed_in(tests: Tests) -> list[object]:
    """List the constants that a vocabulary names; none where it is not only a list."""
    values = [constant(node) for node in tests.tests]
    return [] if tests.negated or any(v is UNKNOWN for v in values) else values


def for_name(name: str, known: Collection[str]) -> str:
    """Return which name may be meant, or how a text would be written."""
    alike = get_close_matches(name, {*known, *BUILTIN_NAMES}, n=1)
    if alike:
        return f"did you mean {alike[0]}?"
    return f'a text is written in quotes: "{name}"; a value must be an input or a requirement'
