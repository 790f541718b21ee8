"""Comparisons that cannot hold: of a name of one known type with a literal of another."""

from collections.abc import Iterator, Mapping

from app.decisions.dmn import advice
from app.decisions.errors import written
from app.feel import UNKNOWN, constant, kind
from app.feel.tree import (
    Between,
    Comparison,
    Half,
    Interval,
    Items,
    Membership,
    Name,
    Node,
    walk,
)

#: what is wrong with a text, and how to write it right
Mistake = tuple[str, str]


def mistakes_in(tree: Node, kinds: Mapping[str, str]) -> Iterator[Mistake]:
    """Yield the comparisons in an expression that can never be true.

    :param kinds: the basic types of names whose type is known
    """
    for node in walk(tree):
        for name, other in _compared(node):
            expected = kinds.get(name)
            value = constant(other)
            if expected is None or value is UNKNOWN or value is None or kind(value) == expected:
                continue
            yield (
                f"{_called(name)} is a {expected}, {written(value)} a {kind(value)}: "
                "the comparison is never true",
                advice.for_value(value, expected),
            )


def _called(name: str) -> str:
    return "the input" if name == "?" else name


def _compared(node: Node) -> Iterator[tuple[str, Node]]:
    """Yield each name that a node compares, with what it is compared to."""
    if isinstance(node, Comparison):
        for one, other in ((node.left, node.right), (node.right, node.left)):
            if isinstance(one, Name):
                yield one.name, other
    elif isinstance(node, Between) and isinstance(node.value, Name):
        yield from ((node.value.name, end) for end in (node.low, node.high))
    elif isinstance(node, Membership) and isinstance(node.value, Name):
        yield from ((node.value.name, point) for test in node.tests for point in points_of(test))


def points_of(test: Node) -> Iterator[Node]:
    """Yield the values that a unary test names: itself, its ends, its items."""
    if isinstance(test, Half):
        yield test.end
    elif isinstance(test, Interval):
        yield from (test.low, test.high)
    elif isinstance(test, Items):
        yield from test.items
    else:
        yield test
