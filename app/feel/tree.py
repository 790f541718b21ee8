"""The parsed form of an expression: small nodes, each with its position in the text."""

from collections.abc import Iterator
from dataclasses import dataclass, fields

from app.feel.types import Type
from app.feel.values import Value


@dataclass(frozen=True, slots=True, eq=False)
class Node:
    """Any part of an expression."""

    position: int


@dataclass(frozen=True, slots=True, eq=False)
class Literal(Node):
    """A number, text, true, false, null or ``@"…"``."""

    value: Value


@dataclass(frozen=True, slots=True, eq=False)
class Name(Node):
    """A variable or function by name; ``?`` is the input of a test."""

    name: str


@dataclass(frozen=True, slots=True, eq=False)
class Path(Node):
    """``source.name``."""

    source: Node
    name: str


@dataclass(frozen=True, slots=True, eq=False)
class Filter(Node):
    """``source[condition]``."""

    source: Node
    condition: Node


@dataclass(frozen=True, slots=True, eq=False)
class Call(Node):
    """``function(arguments)``; ``names`` where the arguments are named."""

    function: Node
    arguments: tuple[Node, ...]
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Arithmetic(Node):
    """``left + right`` and its like."""

    operator: str
    left: Node
    right: Node


@dataclass(frozen=True, slots=True, eq=False)
class Minus(Node):
    """``-operand``."""

    operand: Node


@dataclass(frozen=True, slots=True, eq=False)
class Comparison(Node):
    """``left < right`` and its like."""

    operator: str
    left: Node
    right: Node


@dataclass(frozen=True, slots=True, eq=False)
class Between(Node):
    """``value between low and high``."""

    value: Node
    low: Node
    high: Node


@dataclass(frozen=True, slots=True, eq=False)
class Membership(Node):
    """``value in tests``."""

    value: Node
    tests: tuple[Node, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Junction(Node):
    """Terms joined by ``and`` or by ``or``."""

    operator: str
    terms: tuple[Node, ...]


@dataclass(frozen=True, slots=True, eq=False)
class InstanceOf(Node):
    """``value instance of type``."""

    value: Node
    type: Type


@dataclass(frozen=True, slots=True, eq=False)
class If(Node):
    """``if condition then chosen else other``."""

    condition: Node
    chosen: Node
    other: Node


@dataclass(frozen=True, slots=True, eq=False)
class Iteration(Node):
    """``name in source`` or ``name in source..end`` of a loop."""

    name: str
    source: Node
    end: Node | None


@dataclass(frozen=True, slots=True, eq=False)
class For(Node):
    """``for iterations return body``."""

    iterations: tuple[Iteration, ...]
    body: Node


@dataclass(frozen=True, slots=True, eq=False)
class Quantified(Node):
    """``some`` or ``every`` (the word) ``iterations satisfies body``."""

    word: str
    iterations: tuple[Iteration, ...]
    body: Node


@dataclass(frozen=True, slots=True, eq=False)
class Lambda(Node):
    """``function(parameters) body``."""

    parameters: tuple[str, ...]
    types: tuple[Type, ...]
    body: Node


@dataclass(frozen=True, slots=True, eq=False)
class Items(Node):
    """A list."""

    items: tuple[Node, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Entry(Node):
    """One ``key: value`` of a context."""

    key: str
    value: Node


@dataclass(frozen=True, slots=True, eq=False)
class Entries(Node):
    """A context."""

    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Interval(Node):
    """``[low..high]`` with open or closed ends."""

    low: Node
    high: Node
    low_included: bool
    high_included: bool


@dataclass(frozen=True, slots=True, eq=False)
class Half(Node):
    """``< end``: a test of the input, or in brackets a range with one end."""

    operator: str
    end: Node


@dataclass(frozen=True, slots=True, eq=False)
class Tests(Node):
    """A cell: it holds if one test holds, or none where ``negated``."""

    tests: tuple[Node, ...]
    negated: bool = False


def children(node: Node) -> Iterator[Node]:
    """Yield the nodes directly below a node, in the order of the text."""
    for field in fields(node):
        value = getattr(node, field.name)
        if isinstance(value, Node):
            yield value
        elif isinstance(value, tuple):
            yield from (item for item in value if isinstance(item, Node))


def walk(node: Node) -> Iterator[Node]:
    """Yield a node and all below it."""
    waiting = [node]
    while waiting:
        current = waiting.pop()
        yield current
        waiting.extend(children(current))


def size(node: Node) -> int:
    """Return how many nodes there are: the steps it takes to evaluate them once."""
    return sum(1 for _ in walk(node))


def depth(node: Node) -> int:
    """Return how many levels the tree has."""
    deepest, waiting = 0, [(node, 1)]
    while waiting:
        current, level = waiting.pop()
        deepest = max(deepest, level)
        waiting.extend((child, level + 1) for child in children(current))
    return deepest
