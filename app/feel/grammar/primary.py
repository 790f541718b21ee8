"""What an expression is built from: literals, names, brackets and the forms of a word."""

from collections.abc import Callable
from decimal import DecimalException
from typing import NamedTuple

from app.feel.grammar import forms
from app.feel.grammar.cursor import Cursor, Rule
from app.feel.lexer import Token, unescape
from app.feel.temporal import parse_at_literal
from app.feel.tree import Interval, Items, Literal, Name, Node
from app.feel.values import NUMBERS

HALVES = ("=", "!=", "<", "<=", ">", ">=")
ORDER_HALVES = ("<", "<=", ">", ">=")
CONSTANTS = {"true": True, "false": False, "null": None}


class Rules(NamedTuple):
    """The rules that brackets lead back to."""

    expression: Rule
    sum: Rule
    half: Rule


def primary(cursor: Cursor, rules: Rules) -> Node:
    """Read one operand without what follows it."""
    token = cursor.peek()
    reader = _BY_SORT.get(token.sort)
    if reader:
        cursor.next()
        return reader(cursor, token)
    if token.sort == "keyword":
        return _keyword(cursor, rules)
    bracket = _BRACKETS.get(token.text) if token.sort == "sign" else None
    if bracket is None:
        cursor.unexpected("a value is expected here" if token.sort == "end" else "")
    cursor.next()
    return bracket(cursor, token, rules)


def _number(cursor: Cursor, token: Token) -> Node:
    try:
        value = NUMBERS.create_decimal(token.text)
    except DecimalException:
        cursor.fail(token.position, "this number is too large")
    return Literal(token.position, value)


def _text(cursor: Cursor, token: Token) -> Node:
    return Literal(token.position, unescape(token.text[1:-1]))


def _at(cursor: Cursor, token: Token) -> Node:
    value = parse_at_literal(token.text[2:-1])
    if value is None:
        cursor.fail(token.position, f"{token.text} is no date, time or duration")
    return Literal(token.position, value)


def _name(cursor: Cursor, token: Token) -> Node:
    return Name(token.position, token.text)


def _keyword(cursor: Cursor, rules: Rules) -> Node:
    token = cursor.peek()
    if token.text in CONSTANTS:
        cursor.next()
        return Literal(token.position, CONSTANTS[token.text])
    form = _FORMS.get(token.text)
    if form is None:
        cursor.unexpected()
    cursor.next()
    return form(cursor, token, rules.expression)


def _round(cursor: Cursor, start: Token, rules: Rules) -> Node:
    if cursor.at(*HALVES):
        node = cursor.outside_range(rules.half)
        cursor.expect(")")
        return node
    node = cursor.outside_range(rules.expression)
    if cursor.take(".."):
        return upper_end(cursor, start, node, rules)
    cursor.expect(")")
    return node


def _square(cursor: Cursor, start: Token, rules: Rules) -> Node:
    if cursor.take("]"):
        return Items(start.position, ())
    items = [_item(cursor, rules)]
    if cursor.take(".."):
        return upper_end(cursor, start, items[0], rules)
    while cursor.take(","):
        items.append(_item(cursor, rules))
    cursor.expect("]")
    return Items(start.position, tuple(items))


def _item(cursor: Cursor, rules: Rules) -> Node:
    return cursor.outside_range(rules.half if cursor.at(*ORDER_HALVES) else rules.expression)


def _reversed_square(cursor: Cursor, start: Token, rules: Rules) -> Node:
    low = cursor.outside_range(rules.sum)
    cursor.expect("..")
    return upper_end(cursor, start, low, rules)


def upper_end(cursor: Cursor, start: Token, low: Node, rules: Rules) -> Node:
    """Read the upper end of a range whose bracket and lower end are read."""
    high = cursor.range_end(rules.sum)
    if not cursor.at("]", ")", "["):
        cursor.unexpected("the range is not closed; ] or ) is expected here")
    closing = cursor.next().text
    return Interval(start.position, low, high, start.text == "[", closing == "]")


def _curly(cursor: Cursor, start: Token, rules: Rules) -> Node:
    return forms.context(cursor, start, rules.expression)


_BY_SORT: dict[str, Callable[[Cursor, Token], Node]] = {
    "number": _number,
    "text": _text,
    "at": _at,
    "name": _name,
}
_BRACKETS: dict[str, Callable[[Cursor, Token, Rules], Node]] = {
    "(": _round,
    "[": _square,
    "]": _reversed_square,
    "{": _curly,
}
_FORMS: dict[str, Callable[[Cursor, Token, Rule], Node]] = {
    "if": forms.conditional,
    "for": forms.loop,
    "some": forms.quantified,
    "every": forms.quantified,
    "function": forms.function,
}
