"""Regular expressions as XPath writes them, in Python's spelling."""

import re
import unicodedata
from functools import lru_cache

FLAGS = {"s": re.DOTALL, "m": re.MULTILINE, "i": re.IGNORECASE, "x": re.NOFLAG, "q": re.NOFLAG}
CLASSES = {
    "i": "A-Za-z_:\u00c0-\ufffd",
    "c": r"\w:.\-",
    "d": r"\d",
    "w": r"\w",
    "s": r" \t\n\r",
}
LETTERS = {"n": r"\n", "r": r"\r", "t": r"\t"}
ESCAPABLE = frozenset(r"\|.?*+(){}$-[]^")
GROUP_START = re.compile(r"\((?!\?)|\(\?:")
QUANTIFIER = re.compile(r"[?*+]|\{\d+(?:,\d*)?\}")
CATEGORY = re.compile(r"\{(Is)?(\w+)\}")


@lru_cache(maxsize=512)
def pattern(text: str, flags: str | None = None) -> re.Pattern[str]:
    """Return the compiled pattern.

    :raises ValueError: not a pattern, or a flag other than s m i x q
    """
    bits = re.NOFLAG
    for flag in flags or "":
        if flag not in FLAGS:
            raise ValueError(flag)
        bits |= FLAGS[flag]
    if "q" in (flags or ""):
        return re.compile(re.escape(text), bits)
    translator = _Translator(text, multiline="m" in (flags or ""), spaced="x" in (flags or ""))
    try:
        return re.compile(translator.translate(), bits)
    except (re.error, OverflowError, RecursionError) as error:
        raise ValueError(text) from error


class _Translator:
    """Walks through one pattern."""

    def __init__(self, text: str, *, multiline: bool, spaced: bool) -> None:
        self.text = text
        self.index = 0
        self.multiline = multiline
        self.spaced = spaced

    def translate(self) -> str:
        parts = []
        while self.index < len(self.text):
            parts.append(self._atom() + self._quantifier())
        return "".join(parts)

    def _take(self) -> str:
        if self.index >= len(self.text):
            raise ValueError(self.text)
        self.index += 1
        return self.text[self.index - 1]

    def _atom(self) -> str:
        sign = self._take()
        if self.spaced and sign in " \t\n\r":
            return ""
        if sign == "\\":
            return self._escape(inside=False)
        if sign == "[":
            return self._class()
        if sign == "(":
            return self._group()
        if sign == "$":
            return "$" if self.multiline else r"\Z"
        if sign in "{}]":
            raise ValueError(self.text)
        return sign

    def _group(self) -> str:
        match = GROUP_START.match(self.text, self.index - 1)
        if match is None:
            raise ValueError(self.text)
        self.index = match.end()
        return match[0]

    def _quantifier(self) -> str:
        match = QUANTIFIER.match(self.text, self.index)
        if match is None:
            return ""
        self.index = match.end()
        if self.text.startswith("?", self.index):
            self.index += 1
            return match[0] + "?"
        if QUANTIFIER.match(self.text, self.index):
            raise ValueError(self.text)
        return match[0]

    def _escape(self, *, inside: bool) -> str:
        """Return an escape, or only its members where it stands inside a class."""
        letter = self._take()
        if letter in ESCAPABLE:
            return "\\" + letter
        if letter in LETTERS:
            return LETTERS[letter]
        if letter.isdigit() and letter != "0" and not inside:
            return "\\" + letter
        members = self._members(letter.lower())
        if letter.islower():
            return members if inside else f"[{members}]"
        if not inside:
            return f"[^{members}]"
        if letter in "DWS":
            return "\\" + letter
        raise ValueError(self.text)

    def _members(self, letter: str) -> str:
        if letter in CLASSES:
            return CLASSES[letter]
        match = CATEGORY.match(self.text, self.index)
        if letter != "p" or match is None or match[1]:
            raise ValueError(self.text)
        self.index = match.end()
        return category(match[2])

    def _class(self) -> str:
        """Return a class; one subtracted from another is looked for ahead."""
        negated = self.text.startswith("^", self.index)
        self.index += negated
        members: list[str] = []
        excluded = ""
        while (sign := self._take()) != "]":
            if sign == "-" and members and self.text.startswith("[", self.index):
                self.index += 1
                excluded = f"(?!{self._class()})"
                if not self.text.startswith("]", self.index):
                    raise ValueError(self.text)
            elif sign == "[":
                raise ValueError(self.text)
            else:
                members.append(self._member(sign))
        if not members:
            raise ValueError(self.text)
        return f"{excluded}[{'^' if negated else ''}{''.join(members)}]"

    def _member(self, sign: str) -> str:
        if sign == "\\":
            return self._escape(inside=True)
        # doubled, these would be set operations of later versions
        return "\\" + sign if sign in "&|~^" else sign


@lru_cache(maxsize=64)
def category(name: str) -> str:
    """Return the members of a Unicode category such as ``Lu`` or ``L``, as the inside of a class.

    :raises ValueError: no such category
    """
    spans: list[tuple[int, int]] = []
    for code in range(0x30000):  # the planes that hold letters
        if unicodedata.category(chr(code)).startswith(name):
            if spans and spans[-1][1] == code - 1:
                spans[-1] = (spans[-1][0], code)
            else:
                spans.append((code, code))
    if not spans:
        raise ValueError(name)
    return "".join(f"\\U{first:08x}-\\U{last:08x}" for first, last in spans)
