"""Reads a ``.form`` file, as the modeler's form builder writes it, into typed fields."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import regex

from app.feel import Expression, FeelError, compile_expression

TEXTS = frozenset({"textfield", "textarea"})
ONE_OF = frozenset({"select", "radio"})
SOME_OF = frozenset({"checklist", "taglist"})
CHOICES = ONE_OF | SOME_OF
#: components that hold an answer
ANSWERED = TEXTS | CHOICES | {"number", "checkbox", "datetime", "filepicker", "dynamiclist"}
#: components that only show something
SHOWN = frozenset({"text", "separator", "spacer"})
TYPES = ANSWERED | SHOWN | {"group"}
SOURCE = re.compile(r"users:[a-z0-9_]+(,[a-z0-9_]+)*")

Raw = Mapping[str, Any]


class FormError(ValueError):
    """A text is no form."""


@dataclass(frozen=True)
class Choice:
    """One value that may be chosen."""

    value: Any
    label: str
    label_en: str


@dataclass(frozen=True, kw_only=True)
class Checks:
    """What an answer must keep to; limits may be computed."""

    required: bool = False
    least: Any = None
    most: Any = None
    shortest: Any = None
    longest: Any = None
    pattern: regex.Pattern[str] | None = None
    #: ``email`` or ``phone``
    kind: str | None = None


@dataclass(frozen=True, kw_only=True)
class FormField:
    """One component of a form."""

    id: str
    type: str
    #: name of the answer; empty where there is none
    key: str
    label: str
    label_en: str
    description: str
    description_en: str
    checks: Checks
    default: Any = None
    readonly: bool | Expression = False
    hide: Expression | None = None
    choices: tuple[Choice, ...] = ()
    #: where choices come from besides: a variable, an expression, or e.g. ``users:surveyor``
    choices_key: str | None = None
    choices_expression: Expression | None = None
    source: str | None = None
    decimals: int | None = None
    #: the number travels as text, as money does
    as_text: bool = False
    #: ``date``, ``time`` or ``datetime``
    subtype: str = "datetime"
    multiple: bool = False
    #: file types, as HTML names them
    accept: str = ""
    #: of a dynamic list: rows may be added and removed, and how many blank ones it begins with
    adjustable: bool = False
    repetitions: int = 1
    #: of a group or of each row of a dynamic list
    children: tuple["FormField", ...] = ()

    @property
    def answered(self) -> bool:
        """Say whether it holds an answer of its own."""
        return self.type in ANSWERED

    @property
    def expressions(self) -> tuple[Expression, ...]:
        """Return everything about it that is worked out from other answers."""
        checks = self.checks
        limits = (checks.least, checks.most, checks.shortest, checks.longest)
        found = (self.hide, self.readonly, self.choices_expression, *limits)
        return tuple(one for one in found if isinstance(one, Expression))

    @property
    def is_money(self) -> bool:
        """Say whether it holds an amount: two decimals, as text, never negative."""
        return self.type == "number" and self.as_text and self.decimals == 2


@dataclass(frozen=True, kw_only=True)
class FormSchema:
    """A form."""

    id: str
    fields: tuple[FormField, ...]

    def sources(self) -> frozenset[str]:
        """Name the sources of choices that have to be handed in, e.g. ``users:surveyor``."""
        return frozenset(field.source for field in walk(self.fields) if field.source)


def walk(fields: Sequence[FormField]) -> Iterator[FormField]:
    """Visit every field, children after their parent."""
    for field in fields:
        yield field
        yield from walk(field.children)


def read_json(data: bytes | str) -> Raw:
    """Read the text of a ``.form`` file.

    :raises FormError: it is not JSON, or not a form
    """
    try:
        raw = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise FormError(f"it is not JSON: {error}") from error
    if not isinstance(raw, dict) or not isinstance(raw.get("components"), list):
        raise FormError("it has no list of components")
    return raw


@lru_cache(maxsize=500)  # versions of forms are immutable; a house has some hundred
def parse(data: bytes | str) -> FormSchema:
    """Read a form that has passed ``findings`` without an error.

    :raises FormError: it would not have
    """
    raw = read_json(data)
    try:
        fields = tuple(_field(component) for component in raw["components"])
    except (FeelError, regex.error, KeyError, TypeError, AttributeError) as error:
        raise FormError(str(error)) from error
    return FormSchema(id=str(raw.get("id", "")), fields=fields)


def key_of(raw: Raw) -> str:
    """Return the name of a component's answer: groups and lists call it their path."""
    return str(raw.get("key") or raw.get("path") or "")


def label_of(raw: Raw) -> str:
    """Return the Chinese label: instants have one for the day and one for the time."""
    return str(raw.get("label") or raw.get("dateLabel") or raw.get("timeLabel") or "")


def expression_of(text: object) -> Expression | None:
    """Compile what begins with ``=``; anything else is literal.

    :raises FeelError: it does not compile
    """
    if isinstance(text, str) and text.startswith("="):
        return compile_expression(text[1:].strip())
    return None


def _field(raw: Raw) -> FormField:
    properties: Raw = raw.get("properties") or {}
    label, described = label_of(raw), str(raw.get("description") or "")
    readonly = raw.get("readonly")
    return FormField(
        id=str(raw.get("id") or key_of(raw)),
        type=_known_type(raw["type"]),
        key=key_of(raw),
        label=str(raw.get("text") or "") if raw["type"] == "text" else label,
        label_en=str(properties.get("label_en") or label),
        description=described,
        description_en=str(properties.get("description_en") or described),
        checks=_checks(raw.get("validate") or {}),
        default=raw.get("defaultValue"),
        readonly=expression_of(readonly) or readonly is True or raw.get("disabled") is True,
        hide=expression_of((raw.get("conditional") or {}).get("hide")),
        choices=tuple(read_choice(one) for one in raw.get("values") or ()),
        choices_key=raw.get("valuesKey"),
        choices_expression=expression_of(raw.get("valuesExpression")),
        source=properties.get("source"),
        decimals=raw.get("decimalDigits"),
        as_text=raw.get("serializeToString") is True,
        subtype=str(raw.get("subtype") or "datetime"),
        multiple=raw.get("multiple") is True,
        accept=str(raw.get("accept") or ""),
        adjustable=raw.get("allowAddRemove") is True,
        repetitions=int(raw.get("defaultRepetitions", 1)),
        children=tuple(_field(child) for child in raw.get("components") or ()),
    )


def _known_type(name: str) -> str:
    if name not in TYPES:
        raise FormError(f"there is no component of type {name}")
    return name


def _checks(raw: Raw) -> Checks:
    kind = raw.get("validationType")
    return Checks(
        required=raw.get("required") is True,
        least=_limit(raw.get("min")),
        most=_limit(raw.get("max")),
        shortest=_limit(raw.get("minLength")),
        longest=_limit(raw.get("maxLength")),
        pattern=regex.compile(raw["pattern"]) if raw.get("pattern") else None,
        kind=kind if kind in ("email", "phone") else None,
    )


def _limit(value: object) -> object:
    return expression_of(value) or value


def read_choice(raw: object) -> Choice:
    """Read one choice: a bare value, or one with labels."""
    if not isinstance(raw, Mapping):
        return Choice(raw, str(raw), str(raw))
    label = str(raw.get("label") or raw["value"])
    return Choice(raw["value"], label, str(raw.get("label_en") or label))
