"""Built-in functions on texts."""

import re
from collections.abc import Callable
from decimal import Decimal

from regex import Match

from app.feel.builtins.signature import builtin
from app.feel.limits import ensure_items, ensure_length
from app.feel.patterns import Pattern, pattern
from app.feel.values import Value

REFERENCE = re.compile(r"\\(.?)|\$(\d*)", re.DOTALL)


def _substring(text: str, start: Decimal, length: Decimal | None = None) -> Value:
    position = int(start)
    if position == 0 or abs(position) > len(text) or (length is not None and length < 1):
        return None
    first = position - 1 if position > 0 else len(text) + position
    return text[first:] if length is None else text[first : first + int(length)]


def _substring_before(text: str, match: str) -> str:
    return text.partition(match)[0] if match and match in text else ""


def _substring_after(text: str, match: str) -> str:
    return text.partition(match)[2] if match else text


def _matches(text: str, regex: str, flags: str | None = None) -> bool:
    return pattern(regex, flags).is_in(text)


def _replace(text: str, regex: str, replacement: str, flags: str | None = None) -> Value:
    wanted = pattern(regex, flags)
    if wanted.is_in(""):
        return None
    if "q" in (flags or ""):
        return _replaced(text, wanted, lambda match: replacement)
    _refuse_bad_references(replacement)
    return _replaced(text, wanted, lambda match: _expanded(replacement, match))


def _replaced(text: str, wanted: Pattern, new: Callable[[Match[str]], str]) -> str:
    pieces, start, length = [], 0, 0
    for match in wanted.matches(text):
        pieces += [text[start : match.start()], new(match)]
        start = match.end()
        added = len(pieces[-2]) + len(pieces[-1])
        length += added
        ensure_length(length, added)
    return "".join([*pieces, text[start:]])


def _refuse_bad_references(replacement: str) -> None:
    for escaped, group in REFERENCE.findall(replacement):
        if not group and escaped not in ("\\", "$"):
            raise ValueError(replacement)


def _expanded(replacement: str, match: Match[str]) -> str:
    return REFERENCE.sub(lambda reference: _referenced(reference, match), replacement)


def _referenced(reference: re.Match[str], match: Match[str]) -> str:
    """Return what ``$12`` stands for: group 12 if there is one, else group 1 and a 2."""
    if reference[2] is None:
        return reference[1]
    digits = reference[2]
    used = len(digits)
    while used > 1 and int(digits[:used]) > match.re.groups:
        used -= 1
    group = int(digits[:used])
    return (match[group] or "" if group <= match.re.groups else "") + digits[used:]


def _split(text: str, delimiter: str) -> Value:
    wanted = pattern(delimiter)
    if wanted.is_in(""):
        return None
    pieces, start = [], 0
    for match in wanted.matches(text):
        pieces.append(text[start : match.start()])
        start = match.end()
        ensure_items(len(pieces), 1)
    return [*pieces, text[start:]]


def _string_join(items: list[Value], delimiter: str | None = None) -> Value:
    texts = [item for item in items if item is not None]
    if not all(item.__class__ is str for item in texts):
        return None
    between = delimiter or ""
    ensure_length(sum(map(len, texts)) + len(between) * len(texts))
    return between.join(texts)


STRINGS = {
    "substring": builtin("string: string, start position: number, length?: number?", _substring),
    "string length": builtin("string: string", lambda text: Decimal(len(text))),
    "upper case": builtin("string: string", lambda text: text.upper()),
    "lower case": builtin("string: string", lambda text: text.lower()),
    "substring before": builtin("string: string, match: string", _substring_before),
    "substring after": builtin("string: string, match: string", _substring_after),
    "contains": builtin("string: string, match: string", lambda text, match: match in text),
    "starts with": builtin(
        "string: string, match: string", lambda text, match: text.startswith(match)
    ),
    "ends with": builtin("string: string, match: string", lambda text, match: text.endswith(match)),
    "matches": builtin("input: string, pattern: string, flags?: string?", _matches),
    "replace": builtin(
        "input: string, pattern: string, replacement: string, flags?: string?", _replace
    ),
    "split": builtin("string: string, delimiter: string", _split),
    "string join": builtin("list: list, delimiter?: string?", _string_join),
}
