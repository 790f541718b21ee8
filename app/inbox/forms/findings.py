"""Checks a ``.form`` file before it is deployed; every fault at once."""

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import regex

from app.feel import FeelError
from app.inbox.forms.schema import (
    ANSWERED,
    CHOICES,
    SOURCE,
    TYPES,
    FormError,
    Raw,
    expression_of,
    key_of,
    label_of,
    read_json,
)

ERROR = "error"
WARNING = "warning"
MOST_DECIMALS = 10
SUBTYPES = ("date", "time", "datetime")
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*", re.ASCII)
_LIMITS = (("min", "max"), ("minLength", "maxLength"))


@dataclass(frozen=True, kw_only=True)
class FormFinding:
    """One fault of a form; an ``error`` keeps it from being deployed."""

    level: str
    file: str
    #: id of the component
    element: str
    #: its key or label
    name: str
    rule: str
    reason: str


Fault = tuple[str, str, str]  # level, rule, reason
Check = Callable[[Raw], Iterator[Fault]]


def findings(
    data: bytes | str, *, file: str = "", groups: Collection[str] | None = None
) -> list[FormFinding]:
    """List what is wrong with a form.

    :param groups: codes of the groups there are; None: not checked
    """
    try:
        raw = read_json(data)
    except FormError as error:
        return [_finding(file, {}, (ERROR, "form.unreadable", str(error)))]
    found = [_finding(file, one, fault) for one, fault in _faults(raw["components"], groups)]
    if not raw.get("id"):
        fault = (ERROR, "form.id", "the form has no id")
        found.insert(0, _finding(file, {}, fault))
    return found


def _finding(file: str, raw: Raw, fault: Fault) -> FormFinding:
    level, rule, reason = fault
    return FormFinding(
        level=level,
        file=file,
        element=str(raw.get("id") or ""),
        name=key_of(raw) or label_of(raw),
        rule=rule,
        reason=reason,
    )


def _faults(
    components: Sequence[Any], groups: Collection[str] | None, keys: set[str] | None = None
) -> Iterator[tuple[Raw, Fault]]:
    """Visit the components that share one object of answers, whose names are ``keys``."""
    keys = set() if keys is None else keys
    for raw in components:
        if not isinstance(raw, dict):
            yield {}, (ERROR, "form.component", "a component is not an object")
            continue
        for check in _CHECKS:
            yield from ((raw, fault) for fault in check(raw))
        yield from ((raw, fault) for fault in _key(raw, keys))
        yield from ((raw, fault) for fault in _source(raw, groups))
        shared = _type_of(raw) == "group" and not key_of(raw)
        yield from _faults(raw.get("components") or (), groups, keys if shared else None)


def _type(raw: Raw) -> Iterator[Fault]:
    if _type_of(raw) not in TYPES:
        reason = f"{_type_of(raw)!r} is no component that a task shows"
        yield ERROR, "form.type", reason


def _key(raw: Raw, keys: set[str]) -> Iterator[Fault]:
    key = key_of(raw)
    if not key:
        if _type_of(raw) in ANSWERED:
            yield ERROR, "form.key.missing", "it holds an answer and has no key"
        return
    if not _NAME.fullmatch(key):
        yield ERROR, "form.key.name", f"{key!r} is no name: letters, digits and _ only"
    if key in keys:
        yield ERROR, "form.key.twice", f"another component has the key {key!r} too"
    keys.add(key)


def _label(raw: Raw) -> Iterator[Fault]:
    if _type_of(raw) in ("separator", "spacer"):
        return
    has_text = raw.get("text") if _type_of(raw) == "text" else label_of(raw)
    if not has_text:
        if _type_of(raw) in ANSWERED:
            yield WARNING, "form.label.missing", "it has no label"
    elif not _mapping(raw, "properties").get("label_en"):
        yield WARNING, "form.label_en.missing", "it has no property label_en: the Chinese shows"


def _expressions(raw: Raw) -> Iterator[Fault]:
    validate = _mapping(raw, "validate")
    texts = {
        "conditional.hide": _mapping(raw, "conditional").get("hide"),
        "readonly": raw.get("readonly"),
        "valuesExpression": raw.get("valuesExpression"),
        **{f"validate.{name}": validate.get(name) for pair in _LIMITS for name in pair},
    }
    for name, text in texts.items():
        try:
            expression_of(text)
        except FeelError as error:
            yield ERROR, "form.feel", f"{name}: {error}"


def _pattern(raw: Raw) -> Iterator[Fault]:
    pattern = _mapping(raw, "validate").get("pattern")
    if not pattern:
        return
    try:
        regex.compile(str(pattern))
    except regex.error as error:
        yield ERROR, "form.pattern", f"validate.pattern {pattern!r}: {error}"


def _limits(raw: Raw) -> Iterator[Fault]:
    validate = _mapping(raw, "validate")
    for low, high in _LIMITS:
        least, most = validate.get(low), validate.get(high)
        if isinstance(least, int | float) and isinstance(most, int | float) and least > most:
            yield ERROR, "form.limits", f"{low} {least} is more than {high} {most}"


def _choices(raw: Raw) -> Iterator[Fault]:
    if _type_of(raw) not in CHOICES:
        return
    values = raw.get("values")
    named = (raw.get("valuesKey"), raw.get("valuesExpression"), _source_of(raw))
    if not values and not any(named):
        yield ERROR, "form.choices.missing", "there is nothing to choose from"
        return
    yield from _values(values if isinstance(values, list) else [])


def _values(values: Sequence[Any]) -> Iterator[Fault]:
    seen: list[object] = []
    for one in values:
        if not isinstance(one, dict) or "value" not in one:
            yield ERROR, "form.choices.value", f"{one!r} is a choice without a value"
            continue
        if one["value"] in seen:
            yield ERROR, "form.choices.twice", f"two choices have the value {one['value']!r}"
        if not one.get("label_en"):
            yield WARNING, "form.label_en.missing", f"choice {one['value']!r} has no label_en"
        seen.append(one["value"])


def _datetime(raw: Raw) -> Iterator[Fault]:
    subtype = raw.get("subtype", "datetime")
    if _type_of(raw) == "datetime" and subtype not in SUBTYPES:
        yield ERROR, "form.subtype", f"{subtype!r} is neither date, time nor datetime"


def _decimals(raw: Raw) -> Iterator[Fault]:
    decimals = raw.get("decimalDigits", 0)
    if not isinstance(decimals, int) or not 0 <= decimals <= MOST_DECIMALS:
        yield ERROR, "form.decimals", f"decimalDigits is {decimals!r}, not 0 to {MOST_DECIMALS}"


def _rows(raw: Raw) -> Iterator[Fault]:
    if _type_of(raw) == "dynamiclist" and not raw.get("components"):
        yield ERROR, "form.list.empty", "its rows have no fields"


def _source(raw: Raw, groups: Collection[str] | None) -> Iterator[Fault]:
    source = _source_of(raw)
    if not source:
        return
    if not isinstance(source, str) or not SOURCE.fullmatch(source):
        yield ERROR, "form.source", f"source {source!r} is not of the form users:<group>,<group>"
        return
    for group in source.removeprefix("users:").split(","):
        if groups is not None and group not in groups:
            yield ERROR, "form.source.group", f"there is no group {group!r}"


def _source_of(raw: Raw) -> object:
    return _mapping(raw, "properties").get("source")


def _type_of(raw: Raw) -> str:
    return str(raw.get("type"))


def _mapping(raw: Raw, name: str) -> Mapping[str, Any]:
    value = raw.get(name)
    return value if isinstance(value, Mapping) else {}


_CHECKS: tuple[Check, ...] = (
    _type,
    _label,
    _expressions,
    _pattern,
    _limits,
    _choices,
    _datetime,
    _decimals,
    _rows,
)
