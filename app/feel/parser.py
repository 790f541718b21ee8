"""Text to tree, for expressions and for the cells of decision tables."""

from app.feel.errors import FeelError
from app.feel.grammar.cursor import Cursor, Rule
from app.feel.grammar.expressions import expression, test_list
from app.feel.grammar.type_names import type_name
from app.feel.tree import Node, Tests, depth
from app.feel.types import Type

#: operators in a row and brackets together; keeps compiling and running within Python's stack
MAX_DEPTH = 200
#: characters; a person's expression has some hundreds, and reading the worst takes under a second
MAX_LENGTH = 20_000


def parse_expression(text: str, names: frozenset[str]) -> Node:
    """Return the tree of an expression.

    :raises FeelError: the text is no expression
    """
    return _guarded(text, names, _whole_expression)


def parse_unary_tests(text: str, names: frozenset[str]) -> Tests:
    """Return the tree of a cell; an empty cell or ``-`` has no tests.

    :raises FeelError: the text is no cell
    """
    if text.strip() in ("", "-"):
        return Tests(0, ())
    tree = _guarded(text, names, _whole_cell)
    assert isinstance(tree, Tests)
    return tree


def parse_type(text: str) -> Type:
    """Return the type a text names.

    :raises FeelError: the text names no type
    """
    _ensure_short(text)
    cursor = Cursor(text, frozenset())
    type_ = type_name(cursor)
    cursor.finish()
    return type_


def _ensure_short(text: str) -> None:
    if len(text) > MAX_LENGTH:
        raise FeelError(text, MAX_LENGTH, f"longer than {MAX_LENGTH:,} characters")


def _guarded(text: str, names: frozenset[str], rule: Rule) -> Node:
    _ensure_short(text)
    try:
        tree = rule(Cursor(text, names))
    except RecursionError:
        raise FeelError(text, 0, "nested too deeply") from None
    if depth(tree) > MAX_DEPTH:
        raise FeelError(text, 0, f"more than {MAX_DEPTH} operators deep")
    return tree


def _whole_expression(cursor: Cursor) -> Node:
    tree = expression(cursor)
    cursor.finish()
    return tree


def _whole_cell(cursor: Cursor) -> Node:
    if cursor.at("not") and cursor.peek(1).text == "(":
        negated = _negated(cursor)
        if negated is not None:
            return negated
    tests = test_list(cursor)
    _refuse_joined(cursor)
    cursor.finish()
    return Tests(0, tests)


def _negated(cursor: Cursor) -> Tests | None:
    """Read ``not(tests)`` if that is the whole cell; ``not(a) and b`` is an expression."""
    mark = cursor.index
    cursor.index += 2
    tests = test_list(cursor)
    if cursor.take(")") and cursor.peek().sort == "end":
        return Tests(0, tests, negated=True)
    cursor.index = mark
    return None


def _refuse_joined(cursor: Cursor) -> None:
    if cursor.at("and", "or"):
        cursor.unexpected(
            "a test is complete here; write a span as a range such as (3..5),"
            " alternatives with commas"
        )
