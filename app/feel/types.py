"""Types as FEEL text names them: whether a value conforms, and the implicit conversions."""

import datetime as dt
from dataclasses import dataclass

from app.feel.limits import charge
from app.feel.values import TYPES, Range, Scope, Value, kind

ALIASES = {  # older names of the standard
    "any": "Any",
    "dateTime": "date and time",
    "dayTimeDuration": "days and time duration",
    "yearMonthDuration": "years and months duration",
    # what modelers write into typeRef
    "integer": "number",
    "long": "number",
    "double": "number",
}


@dataclass(frozen=True, slots=True)
class Type:
    """A named type; ``of`` is the element type of a list or range."""

    name: str
    of: "Type | None" = None
    entries: tuple[tuple[str, "Type"], ...] = ()


ANY = Type("Any")
EMPTY: dict[str, Value] = {}


def named(name: str) -> Type:
    """Return the type of that name, however a modeler spells it."""
    return Type(ALIASES.get(name, name))


def conforms(value: Value, type_: Type, scope: Scope = EMPTY) -> bool:
    """Tell whether a value is of a type; null is of every type."""
    if value is None or type_.name == "Any":
        return True
    of = kind(value)
    own = (scope.get(TYPES) or EMPTY).get(type_.name)
    if own is not None:
        return own(value) is True
    if of != type_.name:
        return False
    if of == "list" and type_.of:
        charge(len(value) + 1)
        return all(conforms(item, type_.of, scope) for item in value)
    if of == "range" and type_.of:
        return _range_conforms(value, type_.of)
    return all(key in value and conforms(value[key], t, scope) for key, t in type_.entries)


def _range_conforms(value: Range, type_: Type) -> bool:
    return conforms(value.low, type_) and conforms(value.high, type_)


def coerce(value: Value, type_: Type, scope: Scope = EMPTY) -> Value:
    """Return the value as that type by the implicit conversions; null where it does not conform."""
    if conforms(value, type_, scope):
        return value
    if value.__class__ is list and len(value) == 1 and conforms(value[0], type_, scope):
        return value[0]
    if type_.name == "list" and (type_.of is None or conforms(value, type_.of, scope)):
        return [value]
    if type_.name == "date and time" and kind(value) == "date":
        return at_midnight(value)
    return None


def at_midnight(date: dt.date) -> dt.datetime:
    """Return a date as the instant it begins, in UTC as the standard has it."""
    return dt.datetime(date.year, date.month, date.day, tzinfo=dt.UTC)
