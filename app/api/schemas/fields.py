"""Field types of the API: keys, money and instants as text."""

import datetime as dt
import re
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from marshmallow import ValidationError, fields, validate

from app.inbox.lists.criteria_values import ME
from app.transaction import processes

LARGEST_KEY = 2**63 - 1
LARGEST_AMOUNT = Decimal(10) ** 13  # CNY; in fen it fits a BIGINT
_INSTANT = re.compile(r"\d{4}-\d\d-\d\d[Tt]\d\d:\d\d(:\d\d(\.\d{1,9})?)?")
_OFFSET = re.compile(r"([Zz]|[+-]\d\d:\d\d)$")
_AMOUNT = re.compile(r"[+-]?\d{1,20}(\.\d{1,20})?$")
YEARS = range(1900, 2200)  # what can be told in every zone, and what a date here can mean
OUTSIDE = f"The year lies outside {YEARS.start}-{YEARS.stop - 1}."


class Key(fields.Field[int]):
    """The id of a row: a decimal string, so that no reader loses digits."""

    def _serialize(self, value: int | None, attr: str | None, obj: Any, **_: Any) -> str | None:
        return None if value is None else str(value)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **_: Any) -> int:
        if isinstance(value, bool) or not isinstance(value, str | int):
            raise ValidationError("Not an id.")
        text = str(value)
        if not (text.isascii() and text.isdigit() and len(text) <= 19):
            raise ValidationError("Not an id.")
        key = int(text)
        if key > LARGEST_KEY:
            raise ValidationError("Not an id.")
        return key


class Person(Key):
    """The id of a user, or ``me`` for whoever asks."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **_: Any) -> Any:
        return ME if value == ME else super()._deserialize(value, attr, data)


class Money(fields.Field[Decimal]):
    """An amount in CNY: a string with two decimals; a number is taken too."""

    def _serialize(self, value: Decimal | None, attr: str | None, obj: Any, **_: Any) -> str | None:
        return None if value is None else f"{value:.2f}"

    def _deserialize(self, value: Any, attr: str | None, data: Any, **_: Any) -> Decimal:
        amount = _amount(value)
        if amount < 0:
            raise ValidationError("An amount is not negative.")
        if amount >= LARGEST_AMOUNT:
            raise ValidationError("The amount is too large.")
        if amount != amount.quantize(Decimal("0.01")):
            raise ValidationError("An amount has no more than two decimals.")
        return amount.quantize(Decimal("0.01"))


def _amount(value: Any) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, str | int | Decimal | float):
        raise ValidationError("Not an amount.")
    if isinstance(value, str) and not _AMOUNT.match(value):
        raise ValidationError("Not an amount.")
    try:
        amount = Decimal(str(value))
    except InvalidOperation as error:
        raise ValidationError("Not an amount.") from error
    if not amount.is_finite() or abs(amount.adjusted()) > 20:  # digits; more would never fit
        raise ValidationError("Not an amount.")
    return amount


class DecimalText(fields.Field[Decimal]):
    """A number that goes out as text with all its places, e.g. a mean."""

    def _serialize(self, value: Decimal | None, attr: str | None, obj: Any, **_: Any) -> str | None:
        return None if value is None else f"{value:f}"


class Said(validate.Length):
    """A text that says something: from one to so many characters, not only blanks."""

    def __init__(self, longest: int) -> None:
        super().__init__(1, longest)

    def __call__(self, value: Any) -> Any:
        super().__call__(value)
        if not value.strip():
            raise ValidationError("Nothing is said.")
        return value


class Instant(fields.Field[dt.datetime]):
    """An instant by RFC 3339: any offset is taken, and the house's zone is answered."""

    def _serialize(
        self, value: dt.datetime | None, attr: str | None, obj: Any, **_: Any
    ) -> str | None:
        return None if value is None else local_time(value)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **_: Any) -> dt.datetime:
        if not isinstance(value, str):
            raise ValidationError("Not an instant.")
        # In a query string an unescaped plus sign arrives as a blank.
        return read_instant(re.sub(r" (\d\d:\d\d)$", r"+\1", value))


class Day(fields.Date):
    """A local day."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **more: Any) -> dt.date:
        day = super()._deserialize(value, attr, data, **more)
        if day.year not in YEARS:
            raise ValidationError(OUTSIDE)
        return day


def local_time(value: dt.datetime) -> str:
    """Write an instant with the offset of the house's zone."""
    return value.astimezone(processes().zone).isoformat()


def read_instant(text: str) -> dt.datetime:
    """Read an instant with an offset.

    :raises ValidationError: it is none, or it is naive
    """
    if not _INSTANT.match(text):
        raise ValidationError("Not an instant: 2026-03-02T09:30:00+08:00 is one.")
    if not _OFFSET.search(text):
        raise ValidationError("An instant needs a zone offset, e.g. +08:00.")
    try:
        value = dt.datetime.fromisoformat(text.upper())
    except ValueError as error:
        raise ValidationError("Not an instant: there is no such day or time.") from error
    if value.year not in YEARS:
        raise ValidationError(OUTSIDE)
    return value


_DURATION = re.compile(
    r"P(?:(?P<weeks>\d{1,4})W)?(?:(?P<days>\d{1,5})D)?"
    r"(?:T(?:(?P<hours>\d{1,6})H)?(?:(?P<minutes>\d{1,7})M)?(?:(?P<seconds>\d{1,9})S)?)?"
)


class Duration(fields.Field[dt.timedelta]):
    """An elapsed time by ISO 8601, e.g. ``PT2H`` or ``P1D``."""

    def _serialize(
        self, value: dt.timedelta | None, attr: str | None, obj: Any, **_: Any
    ) -> str | None:
        return None if value is None else f"PT{int(value.total_seconds())}S"

    def _deserialize(self, value: Any, attr: str | None, data: Any, **_: Any) -> dt.timedelta:
        found = _DURATION.fullmatch(value) if isinstance(value, str) else None
        named = found.groupdict() if found else {}
        parts = {name: int(text) for name, text in named.items() if text}
        if not parts:
            raise ValidationError("Not a duration: PT2H and P1D are two.")
        return dt.timedelta(**parts)


class Json(fields.Field[Any]):
    """Any JSON value, as it is: process variables, form answers, decision inputs."""


class JsonObject(fields.Field[dict[str, Any]]):
    """A JSON object with any members, as it is."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **_: Any) -> dict[str, Any]:
        if not isinstance(value, Mapping):
            raise ValidationError("Not an object.")
        return dict(value)


#: OpenAPI type and format of each field above.
TYPES: dict[type[fields.Field[Any]], tuple[str | None, str | None]] = {
    Key: ("string", None),
    Person: ("string", None),
    Money: ("string", "decimal"),
    DecimalText: ("string", "decimal"),
    Instant: ("string", "date-time"),
    Duration: ("string", "duration"),
    Json: (None, None),
    JsonObject: ("object", None),
}
