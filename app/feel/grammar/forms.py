"""Forms that begin with a word or a curly bracket: if, for, some, every, function, context."""

from app.feel.grammar.cursor import Cursor, Rule
from app.feel.grammar.type_names import type_name
from app.feel.lexer import Token, unescape
from app.feel.tree import Entries, Entry, For, If, Iteration, Lambda, Node, Quantified
from app.feel.types import ANY, Type


def conditional(cursor: Cursor, start: Token, expression: Rule) -> Node:
    """Read what follows ``if``."""
    condition = expression(cursor)
    cursor.expect("then")
    chosen = expression(cursor)
    cursor.expect("else")
    return If(start.position, condition, chosen, expression(cursor))


def loop(cursor: Cursor, start: Token, expression: Rule) -> Node:
    """Read what follows ``for``."""
    iterations = _iterations(cursor, expression)
    cursor.expect("return")
    return For(start.position, iterations, expression(cursor))


def quantified(cursor: Cursor, start: Token, expression: Rule) -> Node:
    """Read what follows ``some`` or ``every``."""
    iterations = _iterations(cursor, expression)
    cursor.expect("satisfies")
    return Quantified(start.position, start.text, iterations, expression(cursor))


def _iterations(cursor: Cursor, expression: Rule) -> tuple[Iteration, ...]:
    found = [_iteration(cursor, expression)]
    while cursor.take(","):
        found.append(_iteration(cursor, expression))
    return tuple(found)


def _iteration(cursor: Cursor, expression: Rule) -> Iteration:
    position = cursor.peek().position
    name = cursor.name()
    cursor.expect("in")
    source = expression(cursor)
    end = expression(cursor) if cursor.take("..") else None
    return Iteration(position, name, source, end)


def function(cursor: Cursor, start: Token, expression: Rule) -> Node:
    """Read what follows ``function``."""
    cursor.expect("(")
    names: list[str] = []
    types: list[Type] = []
    while not cursor.take(")"):
        names.append(cursor.name())
        types.append(type_name(cursor) if cursor.take(":") else ANY)
        if not cursor.at(")"):
            cursor.expect(",")
    if cursor.at("external"):
        cursor.unexpected("functions of other languages are not allowed")
    return Lambda(start.position, tuple(names), tuple(types), expression(cursor))


def context(cursor: Cursor, start: Token, expression: Rule) -> Node:
    """Read what follows ``{``."""
    entries: dict[str, Entry] = {}
    while not cursor.take("}"):
        position = cursor.peek().position
        key = _key(cursor)
        if key in entries:
            cursor.fail(position, f"the key {key} occurs twice")
        entries[key] = Entry(position, key, cursor.outside_range(expression))
        if not cursor.at("}"):
            cursor.expect(",")
    return Entries(start.position, tuple(entries.values()))


def _key(cursor: Cursor) -> str:
    first = cursor.next()
    key = unescape(first.text[1:-1]) if first.sort == "text" else first.text
    while not cursor.at(":"):
        key += " " + cursor.next().text
    cursor.expect(":")
    return key
