"""Text into tokens; declared names with spaces or signs are one token each."""

import functools
import re
from dataclasses import dataclass

from app.feel.errors import FeelError

KEYWORDS = frozenset(
    {"and", "or", "between", "in", "instance", "function", "true", "false", "null"}
    | {"if", "then", "else", "for", "return", "some", "every", "satisfies"}
)
WORD = r"[^\W\d][\w?]*|\?\w*|[\U00010000-\U0010ffff][\w\U00010000-\U0010ffff]*"
NUMBER = r"\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|\.\d+(?:[eE][+-]?\d+)?"
SIGNS = r"\*\*|\.\.|->|<=|>=|!=|[-+*/<>=()\[\]{},:.]"
#: property names of the language that hold a space
PROPERTIES = frozenset({"time offset", "start included", "end included"})
#: type names that hold a space
TYPE_NAMES = frozenset({"date and time", "days and time duration", "years and months duration"})

LOCAL_NAMES = (
    re.compile(r"[{,(]\s*([^\W\d]\w*(?:\s+\w+)+)(?=\s*[:,)])"),
    re.compile(r"(?:\b(?:for|some|every)\s|,)\s*([^\W\d]\w*(?:\s+\w+)+?)\s+in\b"),
)
ESCAPE = re.compile(r"\\(u[0-9a-fA-F]{4}|U[0-9a-fA-F]{6}|[ntr\"'\\])")
ESCAPED = {"n": "\n", "t": "\t", "r": "\r", '"': '"', "'": "'", "\\": "\\"}

HINTS = {
    **dict.fromkeys("“”„‟«»「」『』＂", 'this quotation mark is not FEEL; write a straight "'),
    **dict.fromkeys("'‘’`´", 'text is written in straight double quotes "…"'),
    **dict.fromkeys("，、；", "this comma is not FEEL; write ,"),
    **dict.fromkeys("（）【】［］｛｝", "this bracket is not FEEL; write ( ) [ ] or { }"),
    **dict.fromkeys("＜＞＝≤≥≠《》〈〉", "this sign is not FEEL; write < <= > >= = or !="),
    **dict.fromkeys("：．。－—–＋×÷", "this sign is not FEEL; write the plain one of the keyboard"),
    '"': 'the text is not closed; a straight " is missing',
    "!": "not is written not(…), unequal !=",
    "&": "write and",
    "|": "write or",
    ";": "values are separated by commas",
    "%": "there is no % sign; write modulo(…) or a decimal fraction",
}


@dataclass(frozen=True, slots=True)
class Token:
    """One piece of the text; ``sort`` is number, text, at, name, keyword, sign or end."""

    sort: str
    text: str
    position: int


def tokenize(text: str, names: frozenset[str]) -> list[Token]:
    """Return the tokens of a text, the last one being the end.

    :param names: known names that a single word cannot hold
    """
    local = _local_names(text)
    # with names of its own a text needs a pattern of its own: one of few names, as all are dear
    known = local | {name for name in names if name.partition(" ")[0] in text} if local else names
    pattern = _pattern(known)
    tokens: list[Token] = []
    position = 0
    while position < len(text):
        match = pattern.match(text, position)
        if match is None:
            raise FeelError(text, position, _hint(text, position))
        token = _token(match)
        if token is not None:
            tokens.append(token)
        position = match.end()
    tokens.append(Token("end", "", len(text)))
    return tokens


def _token(match: re.Match[str]) -> Token | None:
    sort, text = match.lastgroup, match[0]
    if sort == "space":
        return None
    if sort == "long":
        return Token("name", " ".join(text.split()), match.start())
    if sort == "word":
        return Token("keyword" if text in KEYWORDS else "name", text, match.start())
    return Token(sort or "", text, match.start())


def _hint(text: str, position: int) -> str:
    sign = text[position]
    return HINTS.get(sign, f"{sign!r} does not belong to FEEL")


def _local_names(text: str) -> frozenset[str]:
    """Return the names with spaces that the text itself declares: keys, parameters, iterators."""
    if " " not in text:
        return frozenset()
    found = (" ".join(name.split()) for rule in LOCAL_NAMES for name in rule.findall(text))
    return frozenset(name for name in found if KEYWORDS.isdisjoint(name.split()))


@functools.lru_cache(maxsize=256)
def _pattern(names: frozenset[str]) -> re.Pattern[str]:
    odd = [n for n in names | PROPERTIES | TYPE_NAMES if not re.fullmatch(WORD, n) and n.strip()]
    odd.sort(key=lambda name: (-len(name), name))
    known = "|".join(map(_long_name, odd))
    return re.compile(
        r"(?P<space>\s+|//[^\n]*|/\*.*?\*/)"
        rf"|(?P<number>{NUMBER})"
        r'|(?P<text>"(?:[^"\\]|\\.)*")'
        r'|(?P<at>@"[^"]*")'
        rf"|(?P<long>{known})"
        rf"|(?P<word>{WORD})"
        rf"|(?P<sign>{SIGNS})",
        re.DOTALL,
    )


def _long_name(name: str) -> str:
    words = r"\s+".join(map(re.escape, name.split()))
    return words + r"(?!\w)" if name[-1:].isalnum() else words


def unescape(text: str) -> str:
    """Return the content of a text literal, its escapes resolved."""
    plain = ESCAPE.sub(_escaped, text)
    return plain.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _escaped(match: re.Match[str]) -> str:
    escape = match[1]
    if escape in ESCAPED:
        return ESCAPED[escape]
    code = int(escape[1:], 16)
    return chr(code) if code <= 0x10FFFF else match[0]
