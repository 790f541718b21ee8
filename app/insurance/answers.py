"""Reads form answers and loss reports: texts become values, and every refusal names its field."""

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

from app.database import MAX_DIGITS, round_money
from app.errors import FieldError, InvalidInput

FORM = "/data"  # where the answers of a task lie in what was sent
YEARS = range(1900, 2200)  # what can be told in every zone, and what an instant here can mean


class Answers:
    """The answers to one form; ``finish`` refuses all wrong ones at once."""

    def __init__(self, fields: Mapping[str, Any], root: str = FORM) -> None:
        self._fields = fields
        self._root = root
        self._errors: list[FieldError] = []

    def refuse(self, name: str, detail: str, code: str = "invalid_value") -> None:
        """Note that a field is wrong."""
        self._errors.append(FieldError(pointer=f"{self._root}/{name}", code=code, detail=detail))

    def finish(self) -> None:
        """Refuse what was noted.

        :raises InvalidInput: with every field that is wrong
        """
        if not self._errors:
            return
        codes = {error.code for error in self._errors}
        own = codes.pop() if len(codes) == 1 else None
        stable = own if own in STABLE_CODES else None
        detail = "; ".join(error.detail for error in self._errors)
        raise InvalidInput(detail, errors=self._errors, code=stable)

    def has(self, name: str) -> bool:
        """Say whether a field was filled in."""
        return self._fields.get(name) not in (None, "")

    def need(self, name: str) -> Any:
        """Return a field that must be filled in."""
        if not self.has(name):
            self.refuse(name, f"{name} is required", "required")
            return None
        return self._fields[name]

    def text(self, name: str, *, longest: int = 4000, required: bool = True) -> str:
        """Return a text without the blanks around it; the empty text where none was given."""
        value = self.need(name) if required else self._fields.get(name)
        if value is None:
            return ""
        if not isinstance(value, str):
            self.refuse(name, f"{name} must be text")
            return ""
        if len(value) > longest:
            self.refuse(name, f"{name} is longer than {longest} characters", "too_long")
        if required and value and not value.strip():
            self.refuse(name, f"{name} is required", "required")
        return value.strip()

    def option(self, name: str, allowed: Sequence[str], *, required: bool = True) -> str:
        """Return a word of a list."""
        value = self.text(name, required=required)
        if value and value not in allowed:
            self.refuse(name, f"{value} is not one of {', '.join(allowed)}")
        return value

    def truth(self, name: str, *, required: bool = True) -> bool:
        """Return yes or no; no where nothing was said."""
        value = self.need(name) if required else self._fields.get(name)
        if value is not None and not isinstance(value, bool):
            self.refuse(name, f"{name} must be true or false")
            return False
        return bool(value)

    def matching(self, name: str, pattern: str) -> str:
        """Return a text of a given pattern."""
        value = self.text(name)
        if value and not re.fullmatch(pattern, value):
            self.refuse(name, f"{name} has not the expected form")
        return value

    def count(self, name: str, *, least: int = 0, most: int, required: bool = False) -> int | None:
        """Return a whole number between two bounds, both included."""
        number = self.number(name, required=required)
        if number is None:
            return None
        if number != number.to_integral_value() or not least <= number <= most:
            self.refuse(name, f"{name} must be a whole number from {least} to {most}")
            return None
        return int(number)

    def key(self, name: str, *, required: bool = True) -> int | None:
        """Return the id of something, written as text or number."""
        value = self.need(name) if required else self._fields.get(name)
        if value in (None, ""):
            return None
        text = "" if isinstance(value, bool) else str(value)
        if not text.isascii() or not text.isdecimal() or len(text) >= MAX_DIGITS:
            self.refuse(name, f"{name} must be an id")
            return None
        return int(text)

    def money(self, name: str, *, required: bool = False) -> Decimal | None:
        """Return a sum of at most two places that is not negative; text or number."""
        amount = self.number(name, required=required)
        if amount is not None and amount != amount.quantize(Decimal("0.01")):
            self.refuse(name, f"{name} has more than two places")
            return None
        return amount

    def number(self, name: str, *, required: bool = False) -> Decimal | None:
        """Return a number that is not negative."""
        value = self.need(name) if required else self._fields.get(name)
        if value in (None, ""):
            return None
        number = _number(value)
        if number is None:
            self.refuse(name, f"{name} must be a number")
        elif number < 0:
            self.refuse(name, f"{name} must not be negative", "negative")
        else:
            return number
        return None

    def measure(self, name: str) -> Decimal | None:
        """Return a measured number of at most four places, which may be negative."""
        value = self.need(name)
        if value is None:
            return None
        number = _number(value)
        if number is None or number != number.quantize(Decimal("0.0001")):
            self.refuse(name, f"{name} must be a number of at most four places")
            return None
        return number

    def instant(
        self, name: str, *, no_later_than: dt.datetime | None = None, required: bool = True
    ) -> dt.datetime | None:
        """Return an instant with its offset, at most as late as given."""
        value = self.need(name) if required else self._fields.get(name)
        if value in (None, ""):
            return None
        instant = _instant(value)
        if instant is None:
            self.refuse(name, f"{name} must be a date and time with an offset")
        elif no_later_than is not None and instant > no_later_than:
            self.refuse(name, f"{name} lies after {no_later_than.isoformat()}", "in_future")
        return instant

    def day(self, name: str) -> dt.date | None:
        """Return a date, if one was given."""
        value = self._fields.get(name)
        if value in (None, "") or isinstance(value, dt.date):
            return value or None
        try:
            return dt.date.fromisoformat(str(value))
        except ValueError:
            self.refuse(name, f"{name} must be a date")
            return None

    def rows(self, name: str, *, required: bool = True) -> list[tuple[str, Mapping[str, Any]]]:
        """Return the rows of a list, each with the pointer it has in the form."""
        value = self.need(name) if required else self._fields.get(name)
        if value is None:
            return []
        if not isinstance(value, list) or not all(isinstance(row, Mapping) for row in value):
            self.refuse(name, f"{name} must be a list of rows")
            return []
        return [(f"{name}/{index}", row) for index, row in enumerate(value)]

    def row(self, pointer: str, fields: Mapping[str, Any]) -> "Answers":
        """Read one row of a list; what is wrong in it is noted here."""
        inner = Answers(fields, f"{self._root}/{pointer}")
        inner._errors = self._errors
        return inner

    def names(self, name: str, *, at_least: int = 0) -> list[str]:
        """Return a list of words or ids."""
        value = self._fields.get(name) or []
        if not isinstance(value, list):
            self.refuse(name, f"{name} must be a list")
            return []
        if len(value) < at_least:
            self.refuse(name, f"{name} needs at least {at_least}", "too_few")
        return [str(item) for item in value]


#: codes that callers know by name and that therefore stand for the whole refusal
STABLE_CODES = ("not_in_force", "duplicate_reference", "unknown_field")


def _number(value: object) -> Decimal | None:
    if isinstance(value, bool) or not isinstance(value, int | float | str | Decimal):
        return None
    try:
        number = Decimal(str(value).strip())
    except InvalidOperation:
        return None
    return number if number.is_finite() and abs(number) < Decimal(10) ** 13 else None


def _instant(value: object) -> dt.datetime | None:
    if isinstance(value, str):
        try:
            value = dt.datetime.fromisoformat(value)
        except ValueError:
            return None
    if not isinstance(value, dt.datetime) or value.tzinfo is None:
        return None
    return value if value.year in YEARS else None


def money_of(value: object) -> Decimal:
    """Return the sum that a process variable holds as a number.

    :raises ValueError: it holds none
    """
    number = _number(value)
    if number is None:
        raise ValueError(f"{value!r} is not a sum")
    return round_money(number)


def instant_of(value: object) -> dt.datetime:
    """Return the instant that a process variable holds as text.

    :raises ValueError: it holds none
    """
    instant = _instant(value)
    if instant is None:
        raise ValueError(f"{value!r} is not an instant")
    return instant


def local_text(instant: dt.datetime, zone: dt.tzinfo) -> str:
    """Return an instant as process variables hold it: ISO text with the zone's offset."""
    return instant.astimezone(zone).isoformat()
