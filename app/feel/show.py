"""Values as FEEL text, the way ``string()`` writes them."""

import datetime as dt
import re
from collections.abc import Callable, Iterable
from decimal import Decimal
from zoneinfo import ZoneInfo

from app.feel.limits import Limited, charge, ensure_length
from app.feel.values import NUMBERS, Range, Value, YearsMonths, kind

STEPS_OF_A_PIECE = 4  # a number or date takes about a microsecond
PLAIN_KEY = re.compile(r"[\w ]+")


def show(value: Value) -> str:
    """Return the value as text; text itself stays as it is.

    :raises FeelError: it is too long or too deep
    """
    if value.__class__ is str:
        return str(value)
    with Limited():
        return _inner(value)


def _inner(value: Value) -> str:
    return _SHOW[kind(value)](value)


def _joined(pieces: Iterable[str]) -> str:
    kept, length = [], 0
    for piece in pieces:
        length += len(piece) + 2
        ensure_length(length, len(piece))
        charge(STEPS_OF_A_PIECE)
        kept.append(piece)
    return ", ".join(kept)


def _text(value: str) -> str:
    return '"' + value + '"'


def _number(value: Decimal) -> str:
    return format(value.normalize(NUMBERS), "f")


def _date(value: dt.date) -> str:
    return value.isoformat()


def _clock(value: dt.time | dt.datetime) -> str:
    text = value.replace(tzinfo=None).isoformat()
    if "." in text:
        text = text.rstrip("0")
    return text + _zone(value)


def _zone(value: dt.time | dt.datetime) -> str:
    zone = value.tzinfo
    if zone is None:
        return ""
    if isinstance(zone, ZoneInfo):
        return "@" + zone.key
    offset = zone.utcoffset(None)
    return "Z" if not offset else str(dt.timezone(offset))[3:]


def _months(value: YearsMonths) -> str:
    years, months = divmod(abs(value.months), 12)
    sign = "-" if value.months < 0 else ""
    return (
        f"{sign}P" + (f"{years}Y" if years else "") + (f"{months}M" if months or not years else "")
    )


def _duration(value: dt.timedelta) -> str:
    length = abs(value)
    if not length:
        return "PT0S"
    seconds = Decimal(length.seconds % 60) + Decimal(length.microseconds) / 1_000_000
    clock = "".join(
        f"{part:f}{unit}" if isinstance(part, Decimal) else f"{part}{unit}"
        for part, unit in (
            (length.seconds // 3600, "H"),
            (length.seconds // 60 % 60, "M"),
            (seconds.normalize(), "S"),
        )
        if part
    )
    sign = "-" if value < dt.timedelta() else ""
    return f"{sign}P" + (f"{length.days}D" if length.days else "") + (f"T{clock}" if clock else "")


def _list(value: list[Value]) -> str:
    return "[" + _joined(map(_inner, value)) + "]"


def _context(value: dict[str, Value]) -> str:
    return "{" + _joined(f"{_key(key)}: {_inner(item)}" for key, item in value.items()) + "}"


def _key(key: str) -> str:
    return key if PLAIN_KEY.fullmatch(key) else '"' + key.replace('"', '\\"') + '"'


def _range(value: Range) -> str:
    if value.operator != "..":
        end = value.low if value.high is None or value.operator == "=" else value.high
        return f"({value.operator} {_inner(end)})"
    opening = "[" if value.low_included else "("
    closing = "]" if value.high_included else ")"
    return f"{opening}{_inner(value.low)}..{_inner(value.high)}{closing}"


_SHOW: dict[str, Callable[[Value], str]] = {
    "null": lambda value: "null",
    "boolean": lambda value: "true" if value else "false",
    "number": _number,
    "string": _text,
    "date and time": _clock,
    "date": _date,
    "time": _clock,
    "days and time duration": _duration,
    "years and months duration": _months,
    "list": _list,
    "context": _context,
    "range": _range,
    "function": lambda value: "function",
}
