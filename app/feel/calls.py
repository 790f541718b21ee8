"""Calling functions: arguments by place or by name, their types, overloads."""

from collections.abc import Mapping, Sequence

from app.feel.types import coerce
from app.feel.values import Function, Value


def invoke(function: Value, arguments: Sequence[Value]) -> Value:
    """Call a function by place; null for what is no function or does not take these arguments."""
    if function.__class__ is not Function:
        return None
    if function.overloads:
        return _first_answer(function, arguments)
    if function.variadic:
        return function.call(*arguments)
    given, parameters = len(arguments), len(function.parameters)
    required = parameters if function.required is None else function.required
    if not required <= given <= parameters:
        return None
    return _call(function, arguments)


def _call(function: Function, arguments: Sequence[Value]) -> Value:
    if not function.types:
        return function.call(*arguments)
    fitting = []
    for argument, type_ in zip(arguments, function.types, strict=False):
        value = coerce(argument, type_)
        if value is None and argument is not None:
            return None
        fitting.append(value)
    return function.call(*fitting)


def _first_answer(function: Function, arguments: Sequence[Value]) -> Value:
    for overload in function.overloads:
        result = invoke(overload, arguments)
        if result is not None:
            return result
    return None


def invoke_named(function: Value, arguments: Mapping[str, Value]) -> Value:
    """Call a function by name; null for what is no function or has no such parameters."""
    if function.__class__ is not Function:
        return None
    if function.overloads:
        answers = (invoke_named(overload, arguments) for overload in function.overloads)
        return next((answer for answer in answers if answer is not None), None)
    if not set(arguments) <= set(function.parameters):
        return None
    if function.variadic:
        return function.call(*arguments.values())
    last = max((function.parameters.index(name) for name in arguments), default=-1)
    names = function.parameters[: last + 1]
    required = len(function.parameters) if function.required is None else function.required
    if any(name not in arguments for name in function.parameters[:required]):
        return None
    return invoke(function, [arguments.get(name) for name in names])
