"""Built-in functions from a signature in words: ``string: string, length?: number?``."""

from collections.abc import Callable
from decimal import DecimalException

from app.feel.errors import FeelError
from app.feel.limits import CHARACTERS_IN_A_STEP, charge
from app.feel.values import Function, Value, kind

#: a parameter's kinds; empty for any value
Kinds = frozenset[str]
UNFIT = object()
SIZED: frozenset[type] = frozenset({str, list, dict})


def builtin(signature: str, call: Callable[..., Value]) -> Function:
    """Return a function that answers null unless its arguments are of the kinds it names.

    A parameter is ``name: kind`` with ``kind|kind`` for several and ``any`` for all;
    ``name?`` may be left out, ``kind?`` may be null.
    """
    parsed = [_parameter(text) for text in signature.split(",") if text.strip()]
    names = tuple(name.removesuffix("?") for name, _ in parsed)
    kinds = tuple(of for _, of in parsed)
    required = sum(not name.endswith("?") for name, _ in parsed)

    def checked(*arguments: Value) -> Value:
        fitting = []
        for argument, of in zip(arguments, kinds, strict=False):
            value = _fit(argument, of) if of else argument
            if value is UNFIT:
                return None
            fitting.append(value)
            if value.__class__ in SIZED:
                charge_for(value)
        return answer(call, fitting)

    return Function(names, checked, required=required)


def charge_for(value: Value) -> None:
    """Charge for one walk through a text, list or context."""
    charge(len(value) // CHARACTERS_IN_A_STEP if value.__class__ is str else len(value))


def answer(call: Callable[..., Value], arguments: list[Value]) -> Value:
    """Return what a function answers; null where the standard library refuses the values."""
    try:
        return call(*arguments)
    except FeelError:
        raise
    except (DecimalException, ValueError, OverflowError):
        return None


def overloaded(*functions: Function) -> Function:
    """Return one function that answers as the first of these that takes the arguments."""
    return Function((), lambda: None, overloads=functions)


def of_list_or_items(call: Callable[[list[Value]], Value]) -> Function:
    """Return a function of one list, or of its items as separate arguments."""

    def checked(*arguments: Value) -> Value:
        if not arguments:
            return None
        one = arguments[0]
        items = one if len(arguments) == 1 and one.__class__ is list else list(arguments)
        charge(len(items))
        return answer(call, [items])

    return Function(("list",), checked, variadic=True)


def _parameter(text: str) -> tuple[str, Kinds]:
    name, _, of = text.partition(":")
    of = of.strip()
    kinds = set(of.removesuffix("?").split("|")) - {"any", ""}
    return name.strip(), frozenset(kinds | {"null"} if kinds and of.endswith("?") else kinds)


def _fit(argument: Value, kinds: Kinds) -> Value:
    """Return the argument as one of the kinds: a single item for its list and the other way."""
    if kind(argument) in kinds:
        return argument
    if argument is None:
        return UNFIT
    if argument.__class__ is list and len(argument) == 1 and kind(argument[0]) in kinds:
        return argument[0]
    return [argument] if "list" in kinds else UNFIT
