"""The kinds of names in a path: the key of a row, a key or a number for people, a day."""

import datetime as dt

from werkzeug.routing import BaseConverter, ValidationError

LARGEST_KEY = 2**63 - 1


class KeyConverter(BaseConverter):
    """``<key:task_id>``: the decimal id of a row, as an int."""

    regex = "[0-9]{1,19}"

    def to_python(self, value: str) -> int:
        key = int(value)
        if key > LARGEST_KEY:
            raise ValidationError
        return key

    def to_url(self, value: int) -> str:
        return str(value)


class RefConverter(BaseConverter):
    """``<ref:claim>``: an id (an int) or a number, name or code for people (text)."""

    regex = r"[\w.:-]{1,100}"

    def to_python(self, value: str) -> int | str:
        is_key = value.isascii() and value.isdigit() and int(value) <= LARGEST_KEY
        return int(value) if is_key else value


class DayConverter(BaseConverter):
    """``<day:day>``: a local day, e.g. 2026-03-02."""

    regex = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"

    def to_python(self, value: str) -> dt.date:
        try:
            return dt.date.fromisoformat(value)
        except ValueError as error:
            raise ValidationError from error

    def to_url(self, value: dt.date) -> str:
        return value.isoformat()
