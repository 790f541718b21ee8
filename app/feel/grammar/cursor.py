"""A place in the tokens, and the plain words for what is wrong there."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import NoReturn

from app.feel.errors import FeelError
from app.feel.lexer import Token, tokenize
from app.feel.tree import Node

#: brackets, calls and forms inside one another; a person's expression has fewer than ten
MAX_NESTING = 50

MISTAKES = {
    ("=", ">"): "=> is no operator; write >=",
    ("=", "<"): "=< is no operator; write <=",
    ("=", "="): "== is no operator; write =",
    ("<", ">"): "<> is no operator; write !=",
}


class Cursor:
    """Reads one text from left to right."""

    def __init__(self, text: str, names: frozenset[str]) -> None:
        self.text = text
        self.tokens = tokenize(text, names)
        self.index = 0
        #: reading the upper end of a range, where a ``[`` may close it
        self.closing_range = False
        self._nesting = 0

    def peek(self, ahead: int = 0) -> Token:
        """Return a token to come without moving on."""
        return self.tokens[min(self.index + ahead, len(self.tokens) - 1)]

    def at(self, *texts: str) -> bool:
        """Tell whether the next token is one of these signs or words."""
        token = self.peek()
        return token.text in texts and token.sort in ("sign", "keyword", "name")

    def next(self) -> Token:
        """Return the next token and move on."""
        token = self.peek()
        if token.sort == "end":
            self.unexpected()
        self.index += 1
        return token

    def take(self, text: str) -> bool:
        """Move on if the next token is that one."""
        if not self.at(text):
            return False
        self.index += 1
        return True

    def expect(self, text: str) -> Token:
        """Return the next token, which must be that one."""
        if not self.at(text):
            self.unexpected(f"{text} is expected here")
        return self.next()

    def name(self) -> str:
        """Return the next token as a name."""
        if self.peek().sort not in ("name", "keyword"):
            self.unexpected("a name is expected here")
        return self.next().text

    def finish(self) -> None:
        """Refuse whatever is left of the text."""
        if self.peek().sort != "end":
            self.unexpected()

    def fail(self, position: int, reason: str) -> NoReturn:
        """Refuse the text."""
        raise FeelError(self.text, position, reason)

    def unexpected(self, wanted: str = "") -> NoReturn:
        """Refuse the next token."""
        token = self.peek()
        found = "the text ends too early" if token.sort == "end" else f"{token.text} is unexpected"
        self.fail(token.position, self._mistake() or (f"{wanted}; {found}" if wanted else found))

    def _mistake(self) -> str:
        before, token = self.tokens[self.index - 1] if self.index else None, self.peek()
        if before is None:
            return ""
        if before.sort == token.sort == "name":
            return (
                f"{token.text} is unexpected after {before.text}; a text needs double quotes,"
                " a name of several words must be declared"
            )
        return MISTAKES.get((before.text, token.text), "")

    @contextmanager
    def nested(self) -> Iterator[None]:
        """Count one level of nesting, and refuse too many."""
        self._nesting += 1
        if self._nesting > MAX_NESTING:
            self.fail(self.peek().position, f"nested more than {MAX_NESTING} levels deep")
        try:
            yield
        finally:
            self._nesting -= 1

    def outside_range(self, rule: "Rule") -> Node:
        """Apply a rule where a ``[`` cannot close a range."""
        return self._within(rule, closing=False)

    def range_end(self, rule: "Rule") -> Node:
        """Apply a rule to the upper end of a range."""
        return self._within(rule, closing=True)

    def _within(self, rule: "Rule", *, closing: bool) -> Node:
        before = self.closing_range
        self.closing_range = closing
        node = rule(self)
        self.closing_range = before
        return node


Rule = Callable[[Cursor], Node]
