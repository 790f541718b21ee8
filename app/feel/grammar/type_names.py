"""The names of types: ``list<number>``, ``context<a: string>``, ``function<number> -> string``."""

from app.feel.grammar.cursor import Cursor
from app.feel.types import Type, named


def type_name(cursor: Cursor) -> Type:
    """Read one type."""
    with cursor.nested():
        return _type(cursor)


def _type(cursor: Cursor) -> Type:
    name = cursor.name()
    while cursor.take("."):
        name += "." + cursor.name()
    if name == "function":
        return _function(cursor)
    if name in ("list", "range") and cursor.take("<"):
        of = type_name(cursor)
        cursor.expect(">")
        return Type(name, of)
    if name == "context" and cursor.take("<"):
        return Type(name, None, _entries(cursor))
    return named(name)


def _function(cursor: Cursor) -> Type:
    if cursor.take("<"):
        while not cursor.take(">"):
            type_name(cursor)
            if not cursor.at(">"):
                cursor.expect(",")
        cursor.expect("->")
        type_name(cursor)
    return Type("function")


def _entries(cursor: Cursor) -> tuple[tuple[str, Type], ...]:
    entries = []
    while not cursor.take(">"):
        key = cursor.name()
        cursor.expect(":")
        entries.append((key, type_name(cursor)))
        if not cursor.at(">"):
            cursor.expect(",")
    return tuple(entries)
