"""The values that tests of tasks compare with, as they are written; instants may be relative."""

import datetime as dt
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from zoneinfo import ZoneInfo

LONGEST_TEXT = 256  # characters; as much of a variable as is found
LARGEST_KEY = 2**63 - 1
LARGEST_NUMBER = 10**15  # a priority or a variable; a float still holds it exactly
LARGEST_PRIORITY = 10**9
YEARS = range(1900, 2200)
ME = "me"  # whoever reads the list

_OFFSET = re.compile(r"([Zz]|[+-]\d\d:\d\d)$")
_RELATIVE = re.compile(
    r"(?P<base>now|today)"
    r"(?:(?P<sign>[+-])P(?=[\dT])(?:(?P<weeks>\d{1,3})W)?(?:(?P<days>\d{1,4})D)?"
    r"(?:T(?=\d)(?:(?P<hours>\d{1,5})H)?(?:(?P<minutes>\d{1,6})M)?)?)?"
)


class Kind(Enum):
    """What a field holds."""

    WORD = "word"  #: a code or id that is compared as a whole
    TEXT = "text"  #: a text of which one may know a part
    WORDS = "words"  #: part of the business key, the name or the subject
    KEY = "key"
    PERSON = "person"  #: a user's id, or ``me``
    NUMBER = "number"
    INSTANT = "instant"
    TRUTH = "truth"
    VARIABLE = "variable"  #: a text, a number or a truth


@dataclass(frozen=True)
class Moment:
    """An instant, or one told from now: ``now+PT4H``, ``today-P1D`` (local midnight)."""

    base: str | dt.datetime
    offset: dt.timedelta = dt.timedelta(0)

    def at(self, now: dt.datetime, zone: ZoneInfo) -> dt.datetime:
        """Return the instant it means when it is read."""
        if isinstance(self.base, dt.datetime):
            return self.base
        if self.base == "now":
            return now + self.offset
        local = now.astimezone(zone)
        midnight = dt.datetime.combine(local.date(), dt.time(0), zone)
        return midnight + self.offset


Value = str | int | bool | Decimal | Moment


def read_value(kind: Kind, value: object) -> Value:
    """Read a value of a kind.

    :raises ValueError: it is none; the message says what one looks like
    """
    return _READERS[kind](value)


def read_moment(text: str) -> Moment:
    """Read an instant with an offset, or one told from ``now`` or ``today``.

    :raises ValueError: it is none
    """
    found = _RELATIVE.fullmatch(text.replace(" ", "+"))  # in a query string a plus is a blank
    if found is not None:
        parts = {
            name: int(found[name])
            for name in ("weeks", "days", "hours", "minutes")
            if found[name] is not None
        }
        offset = dt.timedelta(**parts)
        return Moment(found["base"], -offset if found["sign"] == "-" else offset)
    return Moment(_instant(re.sub(r" (\d\d:\d\d)$", r"+\1", text)))


def _instant(text: str) -> dt.datetime:
    wrong = "write 2026-03-02T09:30:00+08:00, or now+PT4H, or today-P1D"
    if len(text) > len("2026-03-02T09:30:00.123456789+08:00") or "T" not in text.upper():
        raise ValueError(wrong)
    if not _OFFSET.search(text):
        raise ValueError("an instant needs a zone offset, e.g. +08:00")
    try:
        moment = dt.datetime.fromisoformat(text.upper())
    except ValueError:
        raise ValueError(wrong) from None
    if moment.year not in YEARS:
        raise ValueError(f"the year lies outside {YEARS.start}-{YEARS.stop - 1}")
    return moment


def _text(value: object) -> str:
    if not isinstance(value, str) or not 0 < len(value) <= LONGEST_TEXT or not value.strip():
        raise ValueError(f"write a text of 1 to {LONGEST_TEXT} characters")
    return value


def _key(value: object) -> int:
    text = str(value) if isinstance(value, str | int) and not isinstance(value, bool) else ""
    if not (text.isascii() and text.isdigit() and len(text) <= 19 and int(text) <= LARGEST_KEY):
        raise ValueError("write an id")
    return int(text)


def _person(value: object) -> int | str:
    return ME if value == ME else _key(value)


def _number(value: object) -> int:
    wrong = f"write a whole number up to {LARGEST_PRIORITY}"
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise ValueError(wrong)
    if not -LARGEST_PRIORITY <= value <= LARGEST_PRIORITY or value != int(value):
        raise ValueError(wrong)
    return int(value)


def _moment(value: object) -> Moment:
    if not isinstance(value, str):
        raise ValueError("write an instant as a text")
    return read_moment(value)


def _truth(value: object) -> bool:
    if not isinstance(value, bool):
        raise ValueError("write true or false")
    return value


def _variable(value: object) -> Value:
    if isinstance(value, bool):
        return value
    if isinstance(value, int | Decimal):
        if not -LARGEST_NUMBER <= value <= LARGEST_NUMBER:
            raise ValueError("the number is too large")
        return value
    return _text(value)


_READERS: Mapping[Kind, Callable[[object], Value]] = {
    Kind.WORD: _text,
    Kind.TEXT: _text,
    Kind.WORDS: _text,
    Kind.KEY: _key,
    Kind.PERSON: _person,
    Kind.NUMBER: _number,
    Kind.INSTANT: _moment,
    Kind.TRUTH: _truth,
    Kind.VARIABLE: _variable,
}
