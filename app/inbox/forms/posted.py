"""Reads what a page posts, names and texts, into answers as the API takes them."""

import datetime as dt
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.inbox.forms.schema import SOME_OF, FormField, FormSchema

_LOCAL = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d)?", re.ASCII)
_GROUPED = re.compile(r"[+-]?(\d+|\d{1,3}(,\d{3})+)(\.\d+)?", re.ASCII)
MOST_ROWS = 1000  # numbers of rows that are looked at; the form refuses far fewer

Posted = Mapping[str, Sequence[str]]


def read_posted(
    schema: FormSchema, posted: Posted, *, zone: dt.tzinfo, with_blank_rows: bool = False
) -> dict[str, Any]:
    """Return the answers of a posted page.

    A blank input is null, a box that is not ticked false. Instants without an offset, as browsers
    write them, are in the zone. Nothing is judged here.

    :param with_blank_rows: keep rows of blanks, as a page that is shown again does; else they are
        left out
    """
    return _Reading(posted, zone, with_blank_rows).object(schema.fields, "")


@dataclass(frozen=True)
class _Reading:
    """One posted page, and how it is read."""

    posted: Posted
    zone: dt.tzinfo
    with_blank_rows: bool

    def object(self, fields: Sequence[FormField], prefix: str) -> dict[str, Any]:
        """Read one object of answers: the form's own, a group's or a row's."""
        answers: dict[str, Any] = {}
        for field in fields:
            if field.type == "group" and not field.key:
                answers |= self.object(field.children, prefix)
            elif field.type == "group":
                answers[field.key] = self.object(field.children, f"{prefix}{field.key}.")
            elif field.answered and _is_asked(field, self.posted, prefix):
                answers[field.key] = self._answer(field, f"{prefix}{field.key}")
        return answers

    def _answer(self, field: FormField, name: str) -> Any:
        texts = [text for text in self.posted.get(name, ()) if text.strip()]
        if field.type == "dynamiclist":
            return self._rows(field, f"{name}.")
        if field.type == "checkbox":
            return bool(texts)
        if field.type in SOME_OF or field.type == "filepicker":
            return [_choice(field, text) for text in texts]
        if not texts:
            return None
        if field.type == "datetime" and field.subtype == "datetime":
            return _instant(texts[0].strip(), self.zone)
        return plain_number(texts[0]) if field.type == "number" else _choice(field, texts[0])

    def _rows(self, field: FormField, start: str) -> list[Any]:
        numbers = {
            int(number)
            for one in self.posted
            if one.startswith(start)
            and (number := one.removeprefix(start).partition(".")[0]).isdecimal()
            and len(number) <= len(str(MOST_ROWS))
        }
        rows = [self.object(field.children, f"{start}{number}.") for number in sorted(numbers)]
        if self.with_blank_rows:
            return rows
        return [row for row in rows if not all(_is_blank(value) for value in row.values())]


def _is_asked(field: FormField, posted: Posted, prefix: str) -> bool:
    """Say whether the page holds an answer: a read-only one is sent along only in a row."""
    if field.readonly is False:
        return True
    return f"{prefix}{field.key}" in posted and (bool(prefix) or field.readonly is not True)


def plain_number(text: str) -> str:
    """Read a number as people write it: 3,800 or ￥３８００元; what is none stays as it is."""
    plain = unicodedata.normalize("NFKC", text).strip().strip("¥元 ").replace(" ", "")
    return plain.replace(",", "") if _GROUPED.fullmatch(plain) else text


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
