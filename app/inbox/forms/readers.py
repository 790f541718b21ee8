"""Turns one answer into the value that is kept, or says why not; one reader a type of component."""

import datetime as dt
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

import regex

from app.inbox.forms.schema import FormField
from app.inbox.forms.scope import Scope, Sources

TEXT_LENGTH = 4000  # of a text without a limit of its own (domain part 2, type t)
WHOLE_DIGITS = 15  # before the point: fen of any amount then fit a BIGINT
LIST_LENGTH = 500  # files, choices or rows
SHOWN_CHOICES = 20  # named in a refusal

PATTERN_SECONDS = 1.0  # a pattern that is written right takes far below a millisecond
_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?", re.ASCII)
_DATE = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_TIME = re.compile(r"\d\d:\d\d(:\d\d)?", re.ASCII)
_INSTANT = re.compile(
    r"\d{4}-\d\d-\d\d[Tt]\d\d:\d\d(:\d\d(\.\d{1,6})?)?([Zz]|[+-]\d\d:\d\d)", re.ASCII
)
_EMAIL = re.compile(r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)+")
_PHONE = re.compile(r"\+?[0-9][0-9 ()-]{4,29}")
_FILE = re.compile(r"[0-9A-Za-z-]{1,64}")
_UNKEEPABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


class Refused(Exception):
    """An answer is not good; ``message`` names why, ``values`` fill it in, ``at`` is an index."""

    def __init__(self, message: str, *, at: int | None = None, **values: object) -> None:
        super().__init__(message)
        self.message = message
        self.at = at
        self.values = values


@dataclass(frozen=True)
class Place:
    """Where an answer stands."""

    #: what the expressions of its field see
    scope: Scope
    sources: Sources
    #: what read-only fields show; the rows of a list show their own
    shown: Mapping[str, Any]

    def inner(self, seen: Mapping[str, Any]) -> "Place":
        """Return the place of the fields of one object of answers."""
        return replace(self, scope=self.scope.inner(seen))

    def unshown(self) -> "Place":
        """Return the place of a row or a group, whose read-only fields are not compared."""
        return replace(self, shown={})


Reader = Callable[[FormField, Any, Place], Any]


def read(field: FormField, given: object, place: Place) -> Any:
    """Return the value that is kept.

    :raises Refused: it is not good
    """
    return READERS[field.type](field, given, place)


def is_empty(field: FormField, given: object) -> bool:
    """Say whether an answer is none."""
    if isinstance(given, str):
        return not given.strip()
    if field.type == "checkbox":
        return given is None
    return given is None or given == []


def _text(field: FormField, given: object, place: Place) -> str:
    if not isinstance(given, str):
        raise Refused("not_text")
    if _UNKEEPABLE.search(given):
        raise Refused("not_printable")
    text = given.strip()
    if field.type == "textfield" and ("\n" in text or "\r" in text):
        raise Refused("one_line")
    _check_length(field, text, place)
    _check_form(field, text)
    return text


def _check_length(field: FormField, text: str, place: Place) -> None:
    shortest = _whole(place.scope.resolve(field.checks.shortest), 0)
    longest = _whole(place.scope.resolve(field.checks.longest), TEXT_LENGTH)
    if len(text) < shortest:
        raise Refused("too_short", limit=shortest)
    if len(text) > longest:
        raise Refused("too_long", limit=longest)


def _whole(limit: object, usual: int) -> int:
    return int(limit) if isinstance(limit, int | Decimal) else usual


def _matches(pattern: regex.Pattern[str], text: str) -> bool:
    """Tell whether a pattern is in a text; one that tries for too long is not found there."""
    try:
        return pattern.search(text, timeout=PATTERN_SECONDS) is not None
    except TimeoutError:
        return False


def _check_form(field: FormField, text: str) -> None:
    checks = field.checks
    if checks.pattern is not None and not _matches(checks.pattern, text):
        raise Refused("pattern")
    if checks.kind == "email" and not _EMAIL.fullmatch(text):
        raise Refused("email")
    if checks.kind == "phone" and not _PHONE.fullmatch(text):
        raise Refused("phone")


def to_number(given: object) -> Decimal | None:
    """Return a number given as such or as a plain text; None when it is none."""
    if isinstance(given, bool):
        return None
    if isinstance(given, int | float | Decimal):
        number = Decimal(str(given))
        return number if number.is_finite() else None
    if isinstance(given, str) and len(given) <= 40 and _NUMBER.fullmatch(given.strip()):
        return Decimal(given.strip())
    return None


def _number(field: FormField, given: object, place: Place) -> Decimal | int | str:
    number = to_number(given)
    if number is None:
        raise Refused("not_number")
    if abs(number) >= Decimal(10) ** WHOLE_DIGITS:
        raise Refused("digits")
    if field.decimals is not None and number != round(number, field.decimals):
        limit = field.decimals
        raise Refused("decimals", limit=limit) if limit else Refused("not_whole")
    _check_range(field, number, place)
    return _number_kept(field, number)


def _check_range(field: FormField, number: Decimal, place: Place) -> None:
    least = to_number(place.scope.resolve(field.checks.least))
    most = to_number(place.scope.resolve(field.checks.most))
    if least is None and field.is_money:
        least = Decimal(0)
    if least is not None and number < least:
        raise Refused("min", limit=least)
    if most is not None and number > most:
        raise Refused("max", limit=most)


def _number_kept(field: FormField, number: Decimal) -> Decimal | int | str:
    if field.as_text:
        return f"{number:.{field.decimals}f}" if field.decimals is not None else f"{number:f}"
    return int(number) if number == number.to_integral_value() else number


def _checkbox(field: FormField, given: object, place: Place) -> bool:
    if not isinstance(given, bool):
        raise Refused("not_boolean")
    if field.checks.required and not given:
        raise Refused("must_be_checked")
    return given


def _one_of(field: FormField, given: object, place: Place) -> Any:
    choices = place.scope.choices(field, place.sources)
    if choices is None:
        return _text(field, given, place)
    for choice in choices:
        if choice.value == given and isinstance(choice.value, bool) == isinstance(given, bool):
            return choice.value
    shown = ", ".join(str(choice.value) for choice in choices[:SHOWN_CHOICES])
    raise Refused("not_choice", choices=shown)


def _some_of(field: FormField, given: object, place: Place) -> list[Any]:
    chosen: list[Any] = []
    for index, one in enumerate(ensure_list(given)):
        try:
            value = _one_of(field, one, place)
        except Refused as refused:
            raise Refused(refused.message, at=index, **refused.values) from refused
        if value in chosen:
            raise Refused("twice", at=index)
        chosen.append(value)
    return chosen


def ensure_list(given: object) -> list[Any]:
    """Return a list of a bearable length.

    :raises Refused: it is none
    """
    if not isinstance(given, list):
        raise Refused("not_list")
    if len(given) > LIST_LENGTH:
        raise Refused("too_many", limit=LIST_LENGTH)
    return given


def _datetime(field: FormField, given: object, place: Place) -> str:
    expected, message, parse = _TEMPORAL[field.subtype]
    if not isinstance(given, str) or not expected.fullmatch(given.strip()):
        raise Refused(message)
    try:
        return str(parse(given.strip().upper()).isoformat())
    except ValueError as error:
        raise Refused(message) from error


_TEMPORAL: dict[str, tuple[re.Pattern[str], str, Callable[[str], Any]]] = {
    "date": (_DATE, "not_date", dt.date.fromisoformat),
    "time": (_TIME, "not_time", dt.time.fromisoformat),
    "datetime": (_INSTANT, "not_instant", dt.datetime.fromisoformat),
}


def _files(field: FormField, given: object, place: Place) -> list[str]:
    files = ensure_list(given)
    if len(files) > 1 and not field.multiple:
        raise Refused("one_file")
    for index, one in enumerate(files):
        if not isinstance(one, str) or not _FILE.fullmatch(one):
            raise Refused("not_file", at=index)
        if one in files[:index]:
            raise Refused("twice", at=index)
    return files


READERS: dict[str, Reader] = {
    "textfield": _text,
    "textarea": _text,
    "number": _number,
    "checkbox": _checkbox,
    "select": _one_of,
    "radio": _one_of,
    "checklist": _some_of,
    "taglist": _some_of,
    "datetime": _datetime,
    "filepicker": _files,
}
