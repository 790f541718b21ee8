"""Reads what a page posts, names and texts, into answers as the API takes them."""

import datetime as dt
import re
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any

from app.inbox.forms.schema import SOME_OF, FormField, FormSchema

_LOCAL = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d)?", re.ASCII)
_GROUPED = re.compile(r"[+-]?(\d+|\d{1,3}(,\d{3})+)(\.\d+)?", re.ASCII)
MOST_ROWS = 1000  # numbers of rows that are looked at; the form refuses far fewer

Posted = Mapping[str, Sequence[str]]


def read_posted(schema: FormSchema, posted: Posted, *, zone: dt.tzinfo) -> dict[str, Any]:
    """Return the answers of a posted page.

    A blank input is null, a box that is not ticked false; a row of blanks is left out. Instants
    without an offset, as browsers write them, are in the zone. Nothing is judged here.
    """
    return _object(schema.fields, posted, "", zone)


def _object(
    fields: Sequence[FormField], posted: Posted, prefix: str, zone: dt.tzinfo
) -> dict[str, Any]:
    answers: dict[str, Any] = {}
    for field in fields:
        if field.type == "group" and not field.key:
            answers |= _object(field.children, posted, prefix, zone)
        elif field.type == "group":
            answers[field.key] = _object(field.children, posted, f"{prefix}{field.key}.", zone)
        elif field.answered and _is_asked(field, posted, prefix):
            answers[field.key] = _answer(field, posted, f"{prefix}{field.key}", zone)
    return answers


def _is_asked(field: FormField, posted: Posted, prefix: str) -> bool:
    """Say whether the page holds an answer: a read-only one is sent along only in a row."""
    if field.readonly is False:
        return True
    return f"{prefix}{field.key}" in posted and (bool(prefix) or field.readonly is not True)


def _answer(field: FormField, posted: Posted, name: str, zone: dt.tzinfo) -> Any:
    texts = [text for text in posted.get(name, ()) if text.strip()]
    if field.type == "dynamiclist":
        return _rows(field, posted, name, zone)
    if field.type == "checkbox":
        return bool(texts)
    if field.type in SOME_OF or field.type == "filepicker":
        return [_choice(field, text) for text in texts]
    if not texts:
        return None
    if field.type == "datetime" and field.subtype == "datetime":
        return _instant(texts[0].strip(), zone)
    return plain_number(texts[0]) if field.type == "number" else _choice(field, texts[0])


def plain_number(text: str) -> str:
    """Read a number as people write it: 3,800 or ￥３８００元; what is none stays as it is."""
    plain = unicodedata.normalize("NFKC", text).strip().strip("¥元 ").replace(" ", "")
    return plain.replace(",", "") if _GROUPED.fullmatch(plain) else text


def _rows(field: FormField, posted: Posted, name: str, zone: dt.tzinfo) -> list[Any]:
    start = f"{name}."
    numbers = {
        int(number)
        for one in posted
        if one.startswith(start)
        and (number := one.removeprefix(start).partition(".")[0]).isdecimal()
        and len(number) <= len(str(MOST_ROWS))
    }
    rows = [
        _object(field.children, posted, f"{start}{number}.", zone) for number in sorted(numbers)
    ]
    return [row for row in rows if not all(_is_blank(value) for value in row.values())]


def _is_blank(value: object) -> bool:
    """Say whether nobody wrote this: a box may be ticked from the beginning."""
    return isinstance(value, bool) or value is None or value == [] or value == {}


def _choice(field: FormField, text: str) -> Any:
    """Return the value whose text was chosen: choices may be numbers or booleans."""
    return next((one.value for one in field.choices if str(one.value) == text), text)


def _instant(text: str, zone: dt.tzinfo) -> str:
    if not _LOCAL.fullmatch(text):
        return text
    try:
        return dt.datetime.fromisoformat(text).replace(tzinfo=zone).isoformat()
    except ValueError:
        return text
