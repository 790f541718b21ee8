"""Which names an expression reads from outside itself."""

from collections.abc import Iterator

from app.feel.tree import (
    Call,
    Entries,
    Filter,
    For,
    Iteration,
    Lambda,
    Name,
    Node,
    Quantified,
    Tests,
    children,
)

#: names the language itself binds
INPUT = "?"
ITEM = "item"
PARTIAL = "partial"

Bound = frozenset[str]


class FreeNames:
    """Collects the free names of a tree.

    ``certain`` names are read from outside; ``possible`` ones may be: they stand in a filter,
    where an entry of the filtered contexts may carry that name as well, or a built-in function
    is called so and the name is not called.
    """

    def __init__(self, tree: Node, builtins: frozenset[str], declared: frozenset[str]) -> None:
        self._hidden = builtins - declared
        self._builtins = builtins
        self.certain: dict[str, int] = {}
        self.possible: dict[str, int] = {}
        bound = frozenset({INPUT}) if isinstance(tree, Tests) else frozenset[str]()
        self._read(tree, bound, self.certain)

    def _read(self, node: Node, bound: Bound, found: dict[str, int]) -> None:
        if isinstance(node, Name):
            if node.name not in bound:
                where = self.possible if node.name in self._hidden else found
                where.setdefault(node.name, node.position)
            return
        for child, inner, where in self._below(node, bound, found):
            self._read(child, inner, where)

    def _below(
        self, node: Node, bound: Bound, found: dict[str, int]
    ) -> Iterator[tuple[Node, Bound, dict[str, int]]]:
        if isinstance(node, Filter):
            yield node.source, bound, found
            yield node.condition, bound | {ITEM}, self.possible
        elif isinstance(node, Call) and self._calls_builtin(node):
            yield from ((child, bound, found) for child in node.arguments)
        else:
            yield from ((child, inner, found) for child, inner in _local(node, bound))

    def _calls_builtin(self, node: Call) -> bool:
        return isinstance(node.function, Name) and node.function.name in self._builtins


def _local(node: Node, bound: Bound) -> Iterator[tuple[Node, Bound]]:
    """Yield what stands below a node, each with the names bound there."""
    if isinstance(node, (For, Quantified)):
        yield from _iterated(node.iterations, node.body, bound)
    elif isinstance(node, Lambda):
        yield node.body, bound | set(node.parameters)
    elif isinstance(node, Entries):
        for entry in node.entries:
            # a function may call itself by the key it stands under
            own = {entry.key} if isinstance(entry.value, Lambda) else set[str]()
            yield entry.value, bound | own
            bound |= {entry.key}
    else:
        yield from ((child, bound) for child in children(node))


def _iterated(
    iterations: tuple[Iteration, ...], body: Node, bound: Bound
) -> Iterator[tuple[Node, Bound]]:
    for iteration in iterations:
        yield iteration.source, bound
        if iteration.end:
            yield iteration.end, bound
        bound |= {iteration.name}
    yield body, bound | {PARTIAL}
