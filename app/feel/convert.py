"""The border between FEEL values and JSON."""

from collections.abc import Mapping
from decimal import Decimal

from app.feel.errors import FeelError
from app.feel.show import show
from app.feel.values import KINDS, Function, Value, is_whole

KEPT = frozenset(KINDS) - {dict, list, Decimal}
#: beyond, a number is not written digit by digit
LARGEST_INTEGER = Decimal(10) ** 40


def lift(value: object) -> Value:
    """Return a JSON value, or a FEEL one, as FEEL has it.

    :raises FeelError: nothing FEEL knows; no other object may enter an expression
    """
    if value.__class__ in KEPT:
        return value
    if isinstance(value, (int, float, Decimal)):
        return _number(value)
    if isinstance(value, str):
        return str(value)
    if isinstance(value, Mapping):
        return {str(key): lift(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [lift(item) for item in value]
    raise FeelError("", 0, f"a {type(value).__name__} is no FEEL value")


def _number(value: int | float | Decimal) -> Decimal:
    number = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
    if not number.is_finite():
        raise FeelError("", 0, f"{value} is no FEEL number")
    return number


def lower(value: Value) -> object:
    """Return a FEEL value as JSON has it: whole numbers as int, dates and durations as ISO text.

    :raises FeelError: a function, which cannot be stored
    """
    if value is None or value.__class__ in (bool, str):
        return value
    if value.__class__ is Decimal:
        return _plain(value)
    if value.__class__ is list:
        return [lower(item) for item in value]
    if value.__class__ is dict:
        return {key: lower(item) for key, item in value.items()}
    if value.__class__ is Function:
        raise FeelError("", 0, "a function cannot be stored")
    return show(value)


def _plain(value: Decimal) -> int | Decimal:
    return int(value) if is_whole(value) and abs(value) < LARGEST_INTEGER else value
