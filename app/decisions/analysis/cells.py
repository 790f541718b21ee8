"""Which values a cell compares its input with, if comparing is all it does."""

from collections.abc import Callable, Iterator, Mapping

from app.feel import UNKNOWN, Value, constant
from app.feel.names import INPUT
from app.feel.tree import (
    Between,
    Call,
    Comparison,
    Half,
    Interval,
    Items,
    Junction,
    Membership,
    Name,
    Node,
    Tests,
)


class _Outside(Exception):
    """The cell does something that cannot be told from the values it names."""


def compared_with(tests: Tests) -> tuple[Value, ...] | None:
    """Return the values at which the answer of a cell can change; None for any other cell.

    Between two neighbours of these values a cell answers always the same.
    """
    try:
        return tuple(value for node in tests.tests for value in _of_test(node))
    except _Outside:
        return None


def _of_test(node: Node) -> Iterator[Value]:
    fixed = constant(node)
    if fixed is not UNKNOWN:
        yield fixed
    elif isinstance(node, Half):
        yield _fixed(node.end, ordered=node.operator not in ("=", "!="))
    elif isinstance(node, Interval):
        yield _fixed(node.low, ordered=True)
        yield _fixed(node.high, ordered=True)
    elif isinstance(node, Items):
        for item in node.items:
            yield from _of_test(item)
    else:
        yield from _of_question(node)


def _fixed(node: Node, *, ordered: bool) -> Value:
    """Return a value that is written out; texts are compared for equality only."""
    value = constant(node)
    if value is UNKNOWN or (ordered and isinstance(value, str)):
        raise _Outside
    return value


def _of_question(node: Node) -> Iterator[Value]:
    """Yield the values of an expression that asks about the input by its sign ``?``."""
    reader = _QUESTIONS.get(type(node))
    if reader is None:
        raise _Outside
    yield from reader(node)


def _of_comparison(node: Node) -> Iterator[Value]:
    assert isinstance(node, Comparison)
    sides = [side for side in (node.left, node.right) if not _is_input(side)]
    if len(sides) != 1:
        raise _Outside
    yield _fixed(sides[0], ordered=node.operator not in ("=", "!="))


def _of_between(node: Node) -> Iterator[Value]:
    assert isinstance(node, Between)
    _ensure_input(node.value)
    yield _fixed(node.low, ordered=True)
    yield _fixed(node.high, ordered=True)


def _of_membership(node: Node) -> Iterator[Value]:
    assert isinstance(node, Membership)
    _ensure_input(node.value)
    for test in node.tests:
        yield from _of_test(test)


def _of_junction(node: Node) -> Iterator[Value]:
    assert isinstance(node, Junction)
    for term in node.terms:
        yield from _of_question(term)


def _of_call(node: Node) -> Iterator[Value]:
    assert isinstance(node, Call)
    negates = isinstance(node.function, Name) and node.function.name == "not"
    if not negates or len(node.arguments) != 1:
        raise _Outside
    yield from _of_question(node.arguments[0])


def _is_input(node: Node) -> bool:
    return isinstance(node, Name) and node.name == INPUT


def _ensure_input(node: Node) -> None:
    if not _is_input(node):
        raise _Outside


_QUESTIONS: Mapping[type[Node], Callable[[Node], Iterator[Value]]] = {
    Comparison: _of_comparison,
    Between: _of_between,
    Membership: _of_membership,
    Junction: _of_junction,
    Call: _of_call,
}
