"""What the text of a cell says by itself: its literals, and whether its column can take them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from app.decisions.dmn import advice
from app.decisions.dmn.comparisons import points_of
from app.decisions.dmn.scope import Test
from app.decisions.dmn.types import Fit, is_of
from app.decisions.errors import written
from app.feel import UNKNOWN, Expression, UnaryTests, constant
from app.feel.compiler.expressions import compile_node
from app.feel.tree import Call, Half, Interval, Literal, Name, Node, Tests, walk


@dataclass(frozen=True, kw_only=True)
class InputCell:
    """One cell of an input column; ``test`` is None for a dash."""

    text: str = "-"
    test: Test | None = None
    tree: Tests | None = None
    #: the values that alone let it hold, if all it does is list strings and numbers
    listed: tuple[str | Decimal, ...] = ()
    speaks_of_null: bool = False


ANYTHING = InputCell()


def input_cell(tests: UnaryTests) -> InputCell:
    """Return a compiled cell."""
    return InputCell(
        text=tests.text,
        test=tests.run,
        tree=tests.tree,
        listed=_listed(tests),
        speaks_of_null=speaks_of_null(tests.tree),
    )


def _listed(tests: UnaryTests) -> tuple[str | Decimal, ...]:
    values = [constant(node) for node in tests.tree.tests]
    plain = all(type(value) in (str, Decimal) for value in values)
    return tuple(values) if plain and not tests.tree.negated else ()


def speaks_of_null(tree: Node) -> bool:
    """Return whether ``null`` is written in an expression: then it is meant."""
    return any(isinstance(node, Literal) and node.value is None for node in walk(tree))


def is_constant(expression: Expression) -> bool:
    """Return whether an expression has the same value in every scope."""
    if constant(expression.tree) is not UNKNOWN:
        return True
    calls = any(isinstance(node, Call) for node in walk(expression.tree))
    return not (expression.names or expression.possible_names or calls)


@dataclass(frozen=True, kw_only=True)
class Mistake:
    """What is wrong with a cell, and how to write it right."""

    code: str
    reason: str
    advice: str


@dataclass(frozen=True, kw_only=True)
class Domain:
    """What an input column takes."""

    basic: str  #: its basic type; "" when composed, Any without one
    fit: Fit | None
    allowed: Test | None
    tests: tuple[Tests, ...]  #: the trees of all allowed values

    def takes(self, value: object) -> bool:
        """Return whether a value conforms to the type and the allowed values."""
        if self.fit is not None and self.fit(value) is None:
            return False
        return self.allowed is None or self.allowed({}, value) is True


def mistakes_of(tests: UnaryTests, domain: Domain) -> Iterator[Mistake]:
    """Yield what is wrong with a cell on a column of this domain."""
    if domain.basic == "number" and (found := _SEPARATED.search(tests.text)):
        yield _separated(found[0])
    for node in tests.tree.tests:
        for end in points_of(node):
            point = fixed_value(end)
            if point is None and not speaks_of_null(end):
                yield Mistake(
                    code="literal_type",
                    reason="what it compares with has no value",
                    advice=advice.for_cell(domain.basic) or "write a value that there is",
                )
            elif point is not UNKNOWN and point is not None:
                yield from _mistaken(point, node, domain)


def fixed_value(node: Node) -> object:
    """Return what a piece of a cell is worth in every scope; UNKNOWN where that depends."""
    value = constant(node)
    if value is not UNKNOWN:
        return value
    reads = any(isinstance(part, Name | Call) for part in walk(node))
    return UNKNOWN if reads else compile_node(node)({})


def _mistaken(point: object, node: Node, domain: Domain) -> Iterator[Mistake]:
    if domain.basic not in ("", "Any") and not is_of(point, domain.basic):
        yield Mistake(
            code="literal_type",
            reason=f"{written(point)} is not of type {domain.basic}",
            advice=advice.for_value(point, domain.basic),
        )
    elif not isinstance(node, Half | Interval) and not domain.takes(point):
        yield Mistake(
            code="not_allowed",
            reason=f"{written(point)} is not among the allowed values",
            advice=advice.for_unlisted(point, domain.tests),
        )


#: a comma that was meant to group digits or to begin a fraction: no list goes on with 00 or 000
_SEPARATED = re.compile(r"\d[\d.]*,0\d+\b(?!\.)")


def _separated(text: str) -> Mistake:
    parts = text.split(",")
    return Mistake(
        code="separator",
        reason=f"the comma separates two values: {' and '.join(parts)}",
        advice="write a number without separators of thousands, its fraction after a point",
    )
