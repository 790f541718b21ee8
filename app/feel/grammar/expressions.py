"""Expressions by precedence: or, and, comparison, + -, * /, **, minus, and what follows a value."""

from app.feel.grammar.cursor import Cursor
from app.feel.grammar.primary import Rules, primary, upper_end
from app.feel.grammar.type_names import type_name
from app.feel.tree import (
    Arithmetic,
    Between,
    Call,
    Comparison,
    Filter,
    Half,
    InstanceOf,
    Junction,
    Membership,
    Minus,
    Node,
    Path,
)

COMPARING = ("=", "!=", "<", "<=", ">", ">=")
LEVELS = {
    "or": 1,
    "and": 2,
    **dict.fromkeys((*COMPARING, "between", "in"), 3),
    "+": 4,
    "-": 4,
    "*": 5,
    "/": 5,
    "**": 6,
}
SUM = 4
#: what cannot begin an expression: a ``[`` before it closes a range instead of opening a filter
AFTER_RANGE = ("", ".", ")", "]", ",", "}", "and", "or", "then", "else", "return", "satisfies")


def expression(cursor: Cursor) -> Node:
    """Read one expression."""
    return _binary(cursor, 1)


def sum_of(cursor: Cursor) -> Node:
    """Read an expression without comparisons, as the ends of ranges are."""
    return _binary(cursor, SUM)


def _binary(cursor: Cursor, lowest: int) -> Node:
    left = _operand(cursor)
    compared = False
    while (level := _level(cursor)) >= lowest:
        if level == LEVELS["="]:
            if compared:
                _refuse_chain(cursor)
            compared = True
        left = _extended(cursor, left, level)
    return left


def _level(cursor: Cursor) -> int:
    token = cursor.peek()
    return LEVELS.get(token.text, 0) if token.sort in ("sign", "keyword") else 0


def _refuse_chain(cursor: Cursor) -> None:
    cursor.fail(
        cursor.peek().position,
        "a comparison cannot be compared again; join two with and, or write a range as (3..9)",
    )


def _extended(cursor: Cursor, left: Node, level: int) -> Node:
    token = cursor.next()
    if token.text == "between":
        return _between(cursor, left)
    if token.text == "in":
        return Membership(left.position, left, _members(cursor))
    right = _binary(cursor, level + 1)
    if level <= LEVELS["and"]:
        return _junction(token.text, left, right)
    made = Comparison if level == LEVELS["="] else Arithmetic
    return made(left.position, token.text, left, right)


def _junction(operator: str, left: Node, right: Node) -> Node:
    terms = left.terms if isinstance(left, Junction) and left.operator == operator else (left,)
    return Junction(left.position, operator, (*terms, right))


def _between(cursor: Cursor, value: Node) -> Node:
    low = sum_of(cursor)
    cursor.expect("and")
    return Between(value.position, value, low, sum_of(cursor))


def _members(cursor: Cursor) -> tuple[Node, ...]:
    start = cursor.peek()
    if not cursor.take("("):
        return (test(cursor),)
    found = test_list(cursor)
    if len(found) == 1 and cursor.take(".."):
        return (upper_end(cursor, start, found[0], READ),)
    cursor.expect(")")
    return found


def test_list(cursor: Cursor) -> tuple[Node, ...]:
    """Read tests separated by commas."""
    found = [cursor.outside_range(test)]
    while cursor.take(","):
        found.append(cursor.outside_range(test))
    return tuple(found)


def test(cursor: Cursor) -> Node:
    """Read one test: a comparison without its left side, or an expression."""
    return half(cursor) if cursor.at(*COMPARING) else expression(cursor)


def half(cursor: Cursor) -> Node:
    """Read a comparison without its left side."""
    token = cursor.next()
    end = sum_of(cursor)
    if _level(cursor) == LEVELS["="]:
        _refuse_chain(cursor)
    return Half(token.position, token.text, end)


def _operand(cursor: Cursor) -> Node:
    with cursor.nested():
        signs = []
        while cursor.at("-"):
            signs.append(cursor.next().position)
        node = _typed(cursor)
        for position in reversed(signs):
            node = Minus(position, node)
        return node


def _typed(cursor: Cursor) -> Node:
    node = _followed(cursor)
    while cursor.take("instance"):
        cursor.expect("of")
        node = InstanceOf(node.position, node, type_name(cursor))
    return node


def _followed(cursor: Cursor) -> Node:
    node = primary(cursor, READ)
    while True:
        if cursor.take("."):
            node = Path(node.position, node, cursor.name())
        elif cursor.at("("):
            node = _call(cursor, node)
        elif cursor.at("[") and not _closes_range(cursor):
            node = _filter(cursor, node)
        else:
            return node


def _closes_range(cursor: Cursor) -> bool:
    following = cursor.peek(1)
    return cursor.closing_range and following.sort != "text" and following.text in AFTER_RANGE


def _filter(cursor: Cursor, source: Node) -> Node:
    cursor.next()
    condition = cursor.outside_range(expression)
    cursor.expect("]")
    return Filter(source.position, source, condition)


def _call(cursor: Cursor, called: Node) -> Node:
    cursor.next()
    arguments: list[Node] = []
    names: list[str] = []
    while not cursor.take(")"):
        if cursor.peek().sort == "name" and cursor.peek(1).text == ":":
            names.append(cursor.name())
            cursor.next()
        arguments.append(cursor.outside_range(expression))
        if not cursor.at(")"):
            cursor.expect(",")
    if names and len(names) != len(arguments):
        cursor.fail(called.position, "either all arguments are named or none")
    return Call(called.position, called, tuple(arguments), tuple(names))


READ = Rules(expression, sum_of, half)
