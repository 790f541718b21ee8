"""The border between FEEL values and JSON."""

from collections.abc import Mapping
from decimal import Decimal

from app.feel.errors import FeelError
from app.feel.limits import Limited, charge
from app.feel.show import show
from app.feel.values import KINDS, Function, Value, is_whole

KEPT = frozenset(KINDS) - {dict, list, Decimal}
STEPS_OF_AN_ITEM = 6  # more than a microsecond
#: beyond these a number is not written digit by digit; no amount comes near
LARGEST = Decimal(10) ** 40
SMALLEST = Decimal(10) ** -40


def lift(value: object) -> Value:
    """Return a JSON value, or a FEEL one, as FEEL has it.

    :raises FeelError: nothing FEEL knows; no other object may enter an expression. Or too deep
    """
    if value.__class__ in KEPT:
        return value
    if isinstance(value, (int, float, Decimal)):
        return _number(value)
    with Limited():
        return _lifted(value)


def _lifted(value: object) -> Value:
    if value.__class__ in KEPT:
        return value
    if isinstance(value, (int, float, Decimal)):
        return _number(value)
    if isinstance(value, str):
        return str(value)
    if isinstance(value, Mapping):
        charge(len(value) * STEPS_OF_AN_ITEM)
        return {str(key): _lifted(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        charge(len(value) * STEPS_OF_AN_ITEM)
        return [_lifted(item) for item in value]
    raise FeelError("", 0, f"a {type(value).__name__} is no FEEL value")


def _number(value: int | float | Decimal) -> Decimal:
    number = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
    if not number.is_finite():
        raise FeelError("", 0, f"{value} is no FEEL number")
    return number


def lower(value: Value) -> object:
    """Return a FEEL value as JSON has it: whole numbers as int, dates and durations as ISO text.

    :raises FeelError: a function, which cannot be stored; or too large or too deep
    """
    if value is None or value.__class__ in (bool, str):
        return value
    if value.__class__ is Decimal:
        return _plain(value)
    with Limited():
        return _lowered(value)


def _lowered(value: Value) -> object:
    if value is None or value.__class__ in (bool, str):
        return value
    if value.__class__ is Decimal:
        return _plain(value)
    if value.__class__ is list:
        charge(len(value) * STEPS_OF_AN_ITEM)
        return [_lowered(item) for item in value]
    if value.__class__ is dict:
        charge(len(value) * STEPS_OF_AN_ITEM)
        return {key: _lowered(item) for key, item in value.items()}
    if value.__class__ is Function:
        raise FeelError("", 0, "a function cannot be stored")
    return show(value)


def _plain(value: Decimal) -> int | Decimal:
    if value and not SMALLEST <= abs(value) < LARGEST:
        raise FeelError("", 0, "a number is too large or too small to be stored")
    return int(value) if is_whole(value) else value
