"""How values are written on the pages: instants, amounts, what is left of a time limit."""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from typing import Any

from flask_babel import gettext, ngettext

from app.language import label, reader_language
from app.transaction import processes

MINUTE, HOUR, DAY = 60, 3600, 86400  # seconds


def local(at: dt.datetime | None) -> str:
    """Write an instant in the zone of the house, to the minute."""
    if at is None:
        return ""
    return f"{at.astimezone(processes().zone):%Y-%m-%d %H:%M}"


def in_place_of(name: str, absent: str = "") -> str:
    """Name who acts, and in whose place if it is in somebody's."""
    if not absent:
        return name
    return str(gettext("%(name)s in place of %(absent)s", name=name, absent=absent))


def field_time(at: dt.datetime | None) -> str:
    """Write an instant as a field of a page holds it: local, to the minute."""
    return "" if at is None else f"{at.astimezone(processes().zone):%Y-%m-%dT%H:%M}"


def iso(at: dt.datetime) -> str:
    """Write an instant for machines."""
    return at.astimezone(processes().zone).isoformat(timespec="seconds")


def money(amount: Decimal | None) -> str:
    """Write an amount of yuan."""
    if amount is None:
        return "—"
    return str(gettext("CNY %(amount)s", amount=f"{amount:,.2f}"))


def deadline(at: dt.datetime) -> str:
    """Write the end of a time limit: a limit of days ends at 24:00 of its last day."""
    moment = at.astimezone(processes().zone)
    if (moment.hour, moment.minute) == (0, 0):
        return f"{moment - dt.timedelta(days=1):%Y-%m-%d} 24:00"
    return f"{moment:%Y-%m-%d %H:%M}"


def amount(text: object) -> str:
    """Write the amount that a form holds; what is none stays as it is."""
    try:
        return money(Decimal(str(text)))
    except InvalidOperation:
        return str(text)


def days(number: int) -> str:
    """Write a number of days."""
    return str(ngettext("%(num)s day", "%(num)s days", number))


def hours(number: int) -> str:
    """Write a number of hours."""
    return str(ngettext("%(num)s hour", "%(num)s hours", number))


def minutes(number: int) -> str:
    """Write a number of minutes."""
    return str(ngettext("%(num)s minute", "%(num)s minutes", number))


def element_id(name: str) -> str:
    """Return the id of a field in the page."""
    return "f-" + name.replace(".", "-")


FILTERS: dict[str, Callable[..., Any]] = {
    "amount": amount,
    "deadline": deadline,
    "field_time": field_time,
    "iso": iso,
    "local": local,
    "money": money,
}
GLOBALS: dict[str, Callable[..., Any]] = {
    "element_id": element_id,
    "label": label,
    "reader_language": reader_language,
}
