"""A form laid out to be shown: plain values that a page writes down."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from app.errors import FieldError

ROW = "__row__"  # stands for the number of a row in the blank row that a page copies


@dataclass(frozen=True, kw_only=True)
class ChoiceView:
    """One value that may be chosen."""

    value: str
    label: str
    label_en: str
    chosen: bool


@dataclass(frozen=True, kw_only=True)
class Limits:
    """What a page may check by itself; the server checks it all the same. Empty: no limit."""

    least: str = ""
    most: str = ""
    #: e.g. 0.01 for amounts; ``any`` where decimals are free
    step: str = ""
    shortest: str = ""
    longest: str = ""
    pattern: str = ""


@dataclass(frozen=True, kw_only=True)
class FieldView:
    """One field as it is shown."""

    type: str
    key: str
    #: what the field is called in a posted page, e.g. ``items.0.amount``
    name: str
    #: where it stands in an API request, e.g. ``/data/items/0/amount``
    pointer: str
    label: str
    label_en: str
    description: str
    description_en: str
    required: bool
    readonly: bool
    hidden: bool
    #: text; for a checkbox a bool, for files a list of their ids
    value: Any
    errors: tuple[str, ...]
    choices: tuple[ChoiceView, ...] = ()
    limits: Limits = Limits()
    #: it holds an amount
    is_money: bool = False
    #: of a datetime: ``date``, ``time`` or ``datetime``
    subtype: str = ""
    multiple: bool = False
    #: file types, as HTML names them
    accept: str = ""
    #: fields of a group
    children: tuple["FieldView", ...] = ()
    #: rows of a dynamic list
    rows: tuple[tuple["FieldView", ...], ...] = ()
    #: rows may be added and removed
    adjustable: bool = False
    #: a blank row of it, numbered ``__row__``
    blank: tuple["FieldView", ...] = ()


def flat(views: Sequence[FieldView]) -> list[FieldView]:
    """Return all fields, those of groups and rows too."""
    found: list[FieldView] = []
    for view in views:
        inside = [view.children, *view.rows]
        found += [view, *(one for part in inside for one in flat(part))]
    return found


def errors_elsewhere(
    views: Sequence[FieldView], errors: Sequence[FieldError]
) -> tuple[FieldError, ...]:
    """Return the errors that no visible field shows, e.g. of a field that is not in the form."""
    shown = {view.pointer for view in flat(views) if view.errors and not view.hidden}
    return tuple(
        error
        for error in errors
        if error.pointer not in shown and error.pointer.rpartition("/")[0] not in shown
    )
