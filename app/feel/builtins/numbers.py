"""Built-in functions on numbers."""

import decimal
from collections.abc import Callable
from decimal import Decimal

from app.feel.arithmetic import STEPS_OF_A_POWER, opposite
from app.feel.builtins.signature import builtin
from app.feel.limits import charge
from app.feel.values import NUMBERS, Function, Value, YearsMonths, is_whole

SMALLEST_SCALE = -6111
LARGEST_SCALE = 6176
#: enough digits for any number at any scale
WIDE = decimal.Context(prec=12_400)


def _rounding(mode: str) -> Callable[..., Value]:
    def rounded(number: Decimal, scale: Decimal | None = None) -> Value:
        places = 0 if scale is None else int(scale)
        if not SMALLEST_SCALE <= places <= LARGEST_SCALE:
            return None
        exponent = number.as_tuple().exponent
        if isinstance(exponent, int) and -exponent <= places:
            return number
        return number.quantize(Decimal((0, (1,), -places)), mode, WIDE)

    return rounded


def _rounder(mode: str, *, scale: str = "scale: number") -> Function:
    return builtin(f"n: number, {scale}", _rounding(mode))


def _absolute(value: Value) -> Value:
    if value.__class__ is Decimal:
        return NUMBERS.abs(value)
    negative = value.months < 0 if value.__class__ is YearsMonths else value.days < 0
    return opposite(value) if negative else value


def _modulo(dividend: Decimal, divisor: Decimal) -> Value:
    if not divisor:
        return None
    times = NUMBERS.divide(dividend, divisor).to_integral_value(decimal.ROUND_FLOOR)
    return NUMBERS.subtract(dividend, NUMBERS.multiply(divisor, times))


def _square_root(number: Decimal) -> Value:
    return None if number < 0 else NUMBERS.sqrt(number)


def _logarithm(number: Decimal) -> Value:
    charge(STEPS_OF_A_POWER)
    return None if number <= 0 else NUMBERS.ln(number)


def _exponential(number: Decimal) -> Value:
    charge(STEPS_OF_A_POWER)
    return NUMBERS.exp(number)


def _odd(number: Decimal) -> Value:
    return int(number) % 2 == 1 if is_whole(number) else None


def _even(number: Decimal) -> Value:
    return int(number) % 2 == 0 if is_whole(number) else None


LENGTHS = "days and time duration|years and months duration"
NUMERIC = {
    "decimal": _rounder(decimal.ROUND_HALF_EVEN),
    "floor": _rounder(decimal.ROUND_FLOOR, scale="scale?: number"),
    "ceiling": _rounder(decimal.ROUND_CEILING, scale="scale?: number"),
    "round up": _rounder(decimal.ROUND_UP),
    "round down": _rounder(decimal.ROUND_DOWN),
    "round half up": _rounder(decimal.ROUND_HALF_UP),
    "round half down": _rounder(decimal.ROUND_HALF_DOWN),
    "abs": builtin(f"n: number|{LENGTHS}", _absolute),
    "modulo": builtin("dividend: number, divisor: number", _modulo),
    "sqrt": builtin("number: number", _square_root),
    "log": builtin("number: number", _logarithm),
    "exp": builtin("number: number", _exponential),
    "odd": builtin("number: number", _odd),
    "even": builtin("number: number", _even),
}
