"""What the text of a cell says by itself: its literals, and whether its column can take them."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from app.decisions.dmn.scope import Test
from app.decisions.dmn.types import Fit, Types, is_of
from app.decisions.errors import written
from app.feel import UNKNOWN, Expression, UnaryTests, constant
from app.feel.tree import Call, Half, Interval, Literal, Node, Tests, walk


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


def faults_of(
    tests: UnaryTests, *, ref: str, types: Types, fit: Fit | None, allowed: Test | None
) -> Iterator[str]:
    """Yield what is wrong with a cell on a column of this type and these allowed values."""
    basic = types.basic_of(ref)
    for node in tests.tree.tests:
        for point in _points(node):
            if point is UNKNOWN or point is None:
                continue
            if basic not in ("", "Any") and not is_of(point, basic):
                yield f"{written(point)} is not of type {basic}"
            elif not isinstance(node, Half | Interval) and not _is_allowed(point, fit, allowed):
                yield f"{written(point)} is not among the allowed values"


def _points(node: Node) -> Iterator[object]:
    if isinstance(node, Half):
        yield constant(node.end)
    elif isinstance(node, Interval):
        yield constant(node.low)
        yield constant(node.high)
    else:
        yield constant(node)


def _is_allowed(point: object, fit: Fit | None, allowed: Test | None) -> bool:
    if fit is not None and fit(point) is None:
        return False
    return allowed is None or allowed({}, point) is True
