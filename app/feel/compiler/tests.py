"""Closures for unary tests; those against constants are direct, as a table runs many of them."""

from collections.abc import Callable
from decimal import Decimal

from app.feel.compiler.constants import UNKNOWN, constant
from app.feel.logic import COMPARISONS, either, equal, make_range, negate, range_has, within
from app.feel.names import INPUT
from app.feel.tree import Half, Interval, Name, Node, Tests, walk
from app.feel.values import Frame, Run, Scope, Test, Value

Build = Callable[[Node], Run]


def build_tests(node: Tests, build: Build) -> Test:
    """Return a closure that tells whether an input passes one of the tests."""
    if not node.tests:
        return lambda scope, value: True
    test = _any_of(node.tests, build)
    if node.negated:
        return lambda scope, value: negate(test(scope, value))
    return test


def _any_of(nodes: tuple[Node, ...], build: Build) -> Test:
    if len(nodes) == 1:
        return build_test(nodes[0], build)
    constants = [constant(node) for node in nodes]
    tests = tuple(build_test(node, build) for node in nodes)
    if all(value.__class__ is str for value in constants):
        return _one_of_texts(frozenset(constants), tests)

    return lambda scope, value: _first_true(tests, scope, value)


def _first_true(tests: tuple[Test, ...], scope: Scope, value: Value) -> bool | None:
    result: bool | None = False
    for test in tests:
        result = either(result, test(scope, value))
        if result is True:
            return True
    return result


def _one_of_texts(texts: frozenset[str], tests: tuple[Test, ...]) -> Test:
    def run(scope: Scope, value: Value) -> bool | None:
        return value in texts if value.__class__ is str else _first_true(tests, scope, value)

    return run


def build_test(node: Node, build: Build) -> Test:
    """Return a closure for one test."""
    if isinstance(node, Half):
        return _half(node, build)
    fixed = constant(node)
    if fixed is not UNKNOWN:
        return _equals(fixed)
    if isinstance(node, Interval):
        return _interval(node, build)
    run = build(node)
    return _asking(run) if _asks(node) else _general(run)


def _asks(node: Node) -> bool:
    """Tell whether a test names the input itself, so that its own result is the answer."""
    return any(isinstance(part, Name) and part.name == INPUT for part in walk(node))


def _asking(run: Run) -> Test:
    def test(scope: Scope, value: Value) -> bool | None:
        result = run(Frame({INPUT: value}, scope))
        return result if result.__class__ is bool else None

    return test


def _general(run: Run) -> Test:
    def test(scope: Scope, value: Value) -> bool | None:
        result = run(scope)
        if result.__class__ is list and value.__class__ is list and equal(result, value):
            return True
        if result.__class__ is bool and value is not None and value.__class__ is not bool:
            return bool(result)
        return within(value, result)

    return test


def _equals(fixed: Value) -> Test:
    if fixed.__class__ is str or fixed.__class__ is Decimal:
        of = fixed.__class__
        return lambda scope, value: value == fixed if value.__class__ is of else equal(value, fixed)
    return lambda scope, value: equal(value, fixed)


def _half(node: Half, build: Build) -> Test:
    compare = COMPARISONS[node.operator]
    fixed = constant(node.end)
    if fixed is UNKNOWN:
        end = build(node.end)
        return lambda scope, value: compare(value, end(scope))
    if fixed.__class__ is Decimal and node.operator in _DIRECT:
        return _DIRECT[node.operator](fixed)
    return lambda scope, value: compare(value, fixed)


def _number_less(end: Decimal) -> Test:
    return lambda scope, value: value < end if value.__class__ is Decimal else None


def _number_at_most(end: Decimal) -> Test:
    return lambda scope, value: value <= end if value.__class__ is Decimal else None


def _number_greater(end: Decimal) -> Test:
    return lambda scope, value: value > end if value.__class__ is Decimal else None


def _number_at_least(end: Decimal) -> Test:
    return lambda scope, value: value >= end if value.__class__ is Decimal else None


_DIRECT: dict[str, Callable[[Decimal], Test]] = {
    "<": _number_less,
    "<=": _number_at_most,
    ">": _number_greater,
    ">=": _number_at_least,
}


def _interval(node: Interval, build: Build) -> Test:
    low, high = constant(node.low), constant(node.high)
    if low is UNKNOWN or high is UNKNOWN:
        return _asking(build(node)) if _asks(node) else _general(build(node))
    if low.__class__ is Decimal and high.__class__ is Decimal:
        return _number_interval(low, high, (node.low_included, node.high_included))
    values = make_range(low, high, node.low_included, node.high_included)
    if values is None:
        return lambda scope, value: equal(value, None)
    return lambda scope, value: range_has(values, value)


def _number_interval(low: Decimal, high: Decimal, included: tuple[bool, bool]) -> Test:
    if included == (True, True):
        return lambda scope, value: low <= value <= high if value.__class__ is Decimal else None
    if included == (True, False):
        return lambda scope, value: low <= value < high if value.__class__ is Decimal else None
    if included == (False, True):
        return lambda scope, value: low < value <= high if value.__class__ is Decimal else None
    return lambda scope, value: low < value < high if value.__class__ is Decimal else None
