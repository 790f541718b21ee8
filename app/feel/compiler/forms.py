"""Closures for names, paths, calls, conditions, functions, lists and contexts."""

from collections.abc import Callable
from functools import reduce

from app.feel.calls import invoke, invoke_named
from app.feel.limits import charge
from app.feel.properties import property_of
from app.feel.tree import Call, Entries, If, Items, Lambda, Name, Node, Path, size
from app.feel.values import Frame, Function, Run, Scope, Value

Build = Callable[[Node], Run]
MISSING = object()
STEPS_OF_A_CALL = 16  # beside those of the body


def build_name(name: str, builtin: Function | None) -> Run:
    """Return a closure that reads a variable, else the built-in function of that name."""
    if "." in name:
        return _dotted(name)
    if builtin is None:
        return lambda scope: scope.get(name)
    return lambda scope: scope.get(name, builtin)


def _dotted(name: str) -> Run:
    """Return a closure for a declared name with dots, which may be a path after all."""
    first, *rest = name.split(".")

    def run(scope: Scope) -> Value:
        value = scope.get(name, MISSING)
        return reduce(property_of, rest, scope.get(first)) if value is MISSING else value

    return run


def build_called(node: Node, build: Build, builtins: dict[str, Function]) -> Run:
    """Return a closure for what a call calls; a variable that is no function hides no built-in."""
    builtin = builtins.get(node.name) if isinstance(node, Name) else None
    if builtin is None or not isinstance(node, Name):
        return build(node)
    name = node.name

    def run(scope: Scope) -> Value:
        own = scope.get(name)
        return own if own.__class__ is Function else builtin

    return run


def build_call(node: Call, called: Run, build: Build) -> Run:
    """Return a closure that calls a function with its arguments by place or by name."""
    arguments = tuple(build(argument) for argument in node.arguments)
    if not node.names:
        return lambda scope: invoke(called(scope), [value(scope) for value in arguments])
    named = tuple(zip(node.names, arguments, strict=True))
    return lambda scope: invoke_named(called(scope), {name: value(scope) for name, value in named})


def build_path(node: Path, build: Build) -> Run:
    """Return a closure for ``source.name``."""
    source, name = build(node.source), node.name
    return lambda scope: property_of(source(scope), name)


def build_if(node: If, build: Build) -> Run:
    """Return a closure for a condition; anything but true takes the other branch."""
    condition, chosen, other = build(node.condition), build(node.chosen), build(node.other)
    return lambda scope: chosen(scope) if condition(scope) is True else other(scope)


def build_lambda(node: Lambda, build: Build) -> Run:
    """Return a closure that makes a function, which sees the scope it is made in."""
    parameters, types, body = node.parameters, node.types, build(node.body)
    steps = STEPS_OF_A_CALL + size(node.body)

    def run(scope: Scope) -> Value:
        def call(*arguments: Value) -> Value:
            charge(steps)
            return body(Frame(dict(zip(parameters, arguments, strict=True)), scope))

        return Function(parameters, call, types=types)

    return run


def build_items(node: Items, build: Build) -> Run:
    """Return a closure for a list."""
    items = tuple(build(item) for item in node.items)
    return lambda scope: [item(scope) for item in items]


def build_entries(node: Entries, build: Build) -> Run:
    """Return a closure for a context; each entry sees the ones before it."""
    entries = tuple((entry.key, build(entry.value)) for entry in node.entries)

    def run(scope: Scope) -> Value:
        found: dict[str, Value] = {}
        inner = Frame(found, scope)
        for key, value in entries:
            found[key] = value(inner)
        return found

    return run
