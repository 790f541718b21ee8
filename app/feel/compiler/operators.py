"""Closures for operators: arithmetic, comparison, logic, ranges and membership."""

from collections.abc import Callable

from app.feel.arithmetic import OPERATIONS, opposite
from app.feel.logic import COMPARISONS, at_most, both, either, half_range, make_range
from app.feel.tree import (
    Arithmetic,
    Between,
    Comparison,
    Half,
    InstanceOf,
    Interval,
    Junction,
    Literal,
    Minus,
    Node,
)
from app.feel.types import conforms
from app.feel.values import Run, Scope, Value

Build = Callable[[Node], Run]


def build_arithmetic(node: Arithmetic, build: Build) -> Run:
    """Return a closure for ``left + right`` and its like."""
    operation = OPERATIONS[node.operator]
    return _operated(operation, node.left, node.right, build)


def build_comparison(node: Comparison, build: Build) -> Run:
    """Return a closure for ``left < right`` and its like."""
    return _operated(COMPARISONS[node.operator], node.left, node.right, build)


def _operated(
    operation: Callable[[Value, Value], Value], left_node: Node, right_node: Node, build: Build
) -> Run:
    left, right = build(left_node), build(right_node)
    if isinstance(right_node, Literal):
        constant = right_node.value
        return lambda scope: operation(left(scope), constant)
    return lambda scope: operation(left(scope), right(scope))


def build_minus(node: Minus, build: Build) -> Run:
    """Return a closure for ``-operand``."""
    operand = build(node.operand)
    return lambda scope: opposite(operand(scope))


def build_junction(node: Junction, build: Build) -> Run:
    """Return a closure for terms joined by and, or; it stops at the term that decides."""
    terms = tuple(build(term) for term in node.terms)
    join, start = (both, True) if node.operator == "and" else (either, False)
    decided = not start

    def run(scope: Scope) -> Value:
        result: bool | None = start
        for term in terms:
            result = join(result, term(scope))
            if result is decided:
                return decided
        return result

    return run


def build_between(node: Between, build: Build) -> Run:
    """Return a closure for ``value between low and high``."""
    value, low, high = build(node.value), build(node.low), build(node.high)

    def run(scope: Scope) -> Value:
        tested = value(scope)
        return both(at_most(low(scope), tested), at_most(tested, high(scope)))

    return run


def build_instance_of(node: InstanceOf, build: Build) -> Run:
    """Return a closure for ``value instance of type``; null is an instance of null alone."""
    value, type_ = build(node.value), node.type

    def run(scope: Scope) -> Value:
        tested = value(scope)
        if tested is None:
            return type_.name == "null"
        return conforms(tested, type_, scope)

    return run


def build_interval(node: Interval, build: Build) -> Run:
    """Return a closure for a range with two ends."""
    low, high = build(node.low), build(node.high)
    low_in, high_in = node.low_included, node.high_included
    return lambda scope: make_range(low(scope), high(scope), low_in, high_in)


def build_half(node: Half, build: Build) -> Run:
    """Return a closure for a range with one end."""
    operator, end = node.operator, build(node.end)
    return lambda scope: half_range(operator, end(scope))
