"""Regular expressions as XPath writes them, in the spelling of the library that runs them.

XPath's dialect has its own classes, and no look-around, flags or comments within a pattern.
"""

from collections.abc import Callable

import regex

from app.feel.limits import refused

#: names in XML begin with the first; the second may follow
NAME_START = (
    r"A-Za-z_:\xc0-\xd6\xd8-\xf6\xf8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c\u200d"
    r"\u2070-\u218f\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
NAME = NAME_START + r"\-.0-9\xb7\u0300-\u036f\u203f\u2040"
CLASSES = {
    "i": f"[{NAME_START}]",
    "c": f"[{NAME}]",
    "d": r"\p{gc=Nd}",
    "w": r"[^\p{gc=P}\p{gc=Z}\p{gc=C}]",
    "s": r"[ \t\n\r]",
}
LETTERS = {"n": r"\n", "r": r"\r", "t": r"\t"}
ESCAPABLE = frozenset(r"\|.?*+(){}$-[]^")
SPACES = frozenset(" \t\n\r")
GROUP_START = regex.compile(r"\((?!\?)|\(\?:")
QUANTIFIER = regex.compile(r"[?*+]|\{(\d+)(?:,(\d*))?\}", regex.ASCII)
CATEGORY = regex.compile(r"\{(?:(?P<category>[LMNPSZC][a-z]?)|Is(?P<block>[A-Za-z0-9-]+))\}")
DIGITS = frozenset("0123456789")
SETS = ("[", r"\p")  # how the spelling of a class begins
SHOWN = 60  # characters of a pattern in a message

#: characters and classes, repetitions written out; so many are compiled in a tenth of a second
MOST_PIECES = 10_000
MOST_GROUPS_DEEP = 50


def spelled(text: str, flags: frozenset[str]) -> str:
    """Return a pattern as the library spells it.

    :raises ValueError: not a pattern
    :raises FeelError: too large a pattern
    """
    if "q" in flags:
        return "".join(map(_literal, text))
    return Translator(_without_spaces(text) if "x" in flags else text, flags).translate()


def shown(text: str) -> str:
    """Return a pattern for a message; a long one cut."""
    return repr(text if len(text) <= SHOWN else text[:SHOWN] + "…")


def _without_spaces(text: str) -> str:
    """Return a pattern without spaces, but for those within a class."""
    kept, depth, escaped = [], 0, False
    for sign in text:
        if sign in SPACES and not depth:
            continue
        if not escaped:
            depth += (sign == "[") - (sign == "]")
        escaped = sign == "\\" and not escaped
        kept.append(sign)
    return "".join(kept)


def _literal(sign: str) -> str:
    return str(regex.escape(sign, special_only=False))


class Translator:
    """Walks through one pattern."""

    def __init__(self, text: str, flags: frozenset[str]) -> None:
        self.text = text
        self.flags = flags
        self.index = 0
        self.groups = 0
        #: the group that each open bracket captures, 0 for none
        self.open: list[int] = []
        #: the pieces of the whole, then of each open bracket
        self.pieces = [0]
        #: the pieces of what was read last; 0 for what cannot be repeated
        self.last = 0

    def translate(self) -> str:
        """Return the pattern as the library spells it."""
        parts = []
        while self.index < len(self.text):
            parts.append(self._atom() + self._quantifier())
            self.pieces[-1] += self.last
            if self.pieces[-1] > MOST_PIECES:
                raise refused(
                    f"the pattern {shown(self.text)} has more than {MOST_PIECES:,} pieces"
                    " when its repetitions are written out"
                )
        if self.open:
            raise ValueError(self.text)
        return "".join(parts)

    def _take(self) -> str:
        if self.index >= len(self.text):
            raise ValueError(self.text)
        self.index += 1
        return self.text[self.index - 1]

    def _atom(self) -> str:
        sign = self._take()
        self.last = 1
        special = _SPECIAL.get(sign)
        if special is not None:
            return special(self)
        if sign in "{}]?*+":
            raise ValueError(self.text)
        return _literal(sign)

    def _any(self) -> str:
        return r"[\s\S]" if "s" in self.flags else r"[^\n\r]"

    def _either(self) -> str:
        self.last = 0
        return "|"

    def _start(self) -> str:
        self.last = 0
        # a line does not begin after the break that ends the text
        return r"(?:\A|(?<=\n)(?!\Z))" if "m" in self.flags else r"\A"

    def _end(self) -> str:
        self.last = 0
        return r"(?=\n|\Z)" if "m" in self.flags else r"\Z"

    def _group(self) -> str:
        match = GROUP_START.match(self.text, self.index - 1)
        if match is None:
            raise ValueError(self.text)
        self.index = match.end()
        self.groups += match[0] == "("
        self.open.append(self.groups if match[0] == "(" else 0)
        if len(self.open) > MOST_GROUPS_DEEP:
            raise refused(
                f"the pattern {shown(self.text)} has groups more than {MOST_GROUPS_DEEP} deep"
            )
        self.pieces.append(0)
        self.last = 0
        return str(match[0])

    def _closed(self) -> str:
        if not self.open:
            raise ValueError(self.text)
        self.open.pop()
        self.last = self.pieces.pop() + 1
        return ")"

    def _quantifier(self) -> str:
        match = QUANTIFIER.match(self.text, self.index)
        if match is None:
            return ""
        if not self.last:
            raise ValueError(self.text)
        self.index = match.end()
        self.last *= max(1, int(match[1] or 0), int(match[2] or 0))
        if self.text.startswith("?", self.index):
            self.index += 1
            return f"{match[0]}?"
        return str(match[0])

    def _escaped(self) -> str:
        letter = self._take()
        if letter in DIGITS:
            return self._reference(letter)
        members = self._escape(letter)
        # a category keeps to its case whatever the flags say
        return f"(?-i:{members})" if letter in "pP" else members

    def _reference(self, digits: str) -> str:
        """Return a reference to a group: as many digits as there are groups for."""
        while self.text[self.index : self.index + 1] in DIGITS:
            longer = digits + self.text[self.index]
            if int(longer) > self.groups:
                break
            digits = longer
            self.index += 1
        group = int(digits)
        if digits[0] == "0" or group > self.groups or group in self.open:
            raise ValueError(self.text)
        return rf"(?({group})\{group})"  # a group that took no part is the empty text

    def _escape(self, letter: str) -> str:
        """Return what an escape stands for, alone or within a class."""
        if letter in ESCAPABLE:
            return "\\" + letter
        if letter in LETTERS:
            return LETTERS[letter]
        members = self._category() if letter in "pP" else CLASSES.get(letter.lower())
        if members is None:
            raise ValueError(self.text)
        return members if letter.islower() else f"[^{members}]"

    def _category(self) -> str:
        match = CATEGORY.match(self.text, self.index)
        if match is None:
            raise ValueError(self.text)
        self.index = match.end()
        if match["block"]:
            return rf"\p{{Block={match['block']}}}"
        return rf"\p{{gc={match['category']}}}"

    def _class(self) -> str:
        """Return a class, another subtracted from it if need be."""
        negated = self.text.startswith("^", self.index)
        self.index += negated
        members: list[str] = []
        excluded = ""
        while (sign := self._take()) != "]":
            if excluded or sign == "[":
                raise ValueError(self.text)
            if sign == "-" and members and self.text.startswith("[", self.index):
                self.index += 1
                excluded = "--" + self._class()
            else:
                members.append(self._members(sign))
        if not members:
            raise ValueError(self.text)
        kept = f"[{'^' if negated else ''}{''.join(members)}]"
        return f"[{kept}{excluded}]" if excluded else kept

    def _members(self, sign: str) -> str:
        """Return one member of a class, or the span that begins with it."""
        low = self._member(sign)
        following = self.text[self.index : self.index + 2]
        if sign == "-" or following[:1] != "-" or following[1:] in ("]", "[", ""):
            return low
        self.index += 1
        high = self._member(self._take())
        if low.startswith(SETS) or high.startswith(SETS):
            raise ValueError(self.text)
        return f"{low}-{high}"

    def _member(self, sign: str) -> str:
        self.last += 1
        return self._escape(self._take()) if sign == "\\" else _literal(sign)


_SPECIAL: dict[str, Callable[[Translator], str]] = {
    "\\": Translator._escaped,
    "[": Translator._class,
    "(": Translator._group,
    ")": Translator._closed,
    ".": Translator._any,
    "|": Translator._either,
    "^": Translator._start,
    "$": Translator._end,
}
