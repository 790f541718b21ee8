"""What a FEEL expression can yield, and which kind of value it is."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import ROUND_HALF_EVEN, Context, Decimal
from typing import Any, Protocol

#: None, bool, str, Decimal, date, time, datetime, timedelta, YearsMonths, list, dict, Range,
#: Function
Value = Any

#: FEEL numbers are IEEE 754-2008 decimal128
NUMBERS = Context(prec=34, rounding=ROUND_HALF_EVEN, Emin=-6143, Emax=6144)

#: under this key a scope may hold ``{type name: test}``, for ``instance of`` a model's own types;
#: no text, so that no context and no variable can put something else there
TYPES: Any = object()


class Scope(Protocol):
    """Where an expression looks names up; every mapping is one."""

    def get(self, key: str, default: Any = None, /) -> Any: ...


#: a compiled expression
Run = Callable[[Scope], Value]
#: a compiled unary test: scope and input to True, False or None
Test = Callable[[Scope, Value], bool | None]


@dataclass(frozen=True, order=True, slots=True)
class YearsMonths:
    """A years and months duration."""

    months: int


@dataclass(frozen=True, slots=True)
class Range:
    """Values between two ends; an end of None is open, ``operator`` says how it was written."""

    low: Value
    high: Value
    low_included: bool
    high_included: bool
    operator: str = ".."


@dataclass(frozen=True, eq=False)
class Function:
    """Something an expression can call.

    :param required: how many parameters must be given; all where None
    :param types: declared parameter types, to which arguments are coerced
    :param variadic: takes any number of arguments
    :param overloads: tried in turn until one answers
    """

    parameters: tuple[str, ...]
    call: Callable[..., Value]
    required: int | None = None
    types: tuple[Any, ...] = ()
    variadic: bool = False
    overloads: tuple["Function", ...] = field(default=())


KINDS: dict[type, str] = {
    type(None): "null",
    bool: "boolean",
    Decimal: "number",
    str: "string",
    dt.datetime: "date and time",
    dt.date: "date",
    dt.time: "time",
    dt.timedelta: "days and time duration",
    YearsMonths: "years and months duration",
    list: "list",
    dict: "context",
    Range: "range",
    Function: "function",
}

ORDERED = frozenset(
    {
        "number",
        "string",
        "date",
        "time",
        "date and time",
        "days and time duration",
        "years and months duration",
    }
)


def kind(value: Value) -> str:
    """Return the FEEL name of the value's type; ``unknown`` for what is no FEEL value."""
    return KINDS.get(value.__class__, "unknown")


def is_whole(number: Decimal) -> bool:
    """Tell whether a number has no fraction."""
    return number == number.to_integral_value()


class Frame:
    """Local variables on top of an outer scope."""

    __slots__ = ("outer", "own")

    def __init__(self, own: dict[str, Value], outer: Scope) -> None:
        self.own = own
        self.outer = outer

    def get(self, key: str, default: Value = None, /) -> Value:
        """Return the nearest variable of that name."""
        own = self.own
        return own[key] if key in own else self.outer.get(key, default)
