"""The plain cells of a decision table, taken apart: literals, comparisons, intervals, ``not``."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from app.decisions.scope import Test
from app.decisions.types import Fit, Types, is_of
from app.feel import compile_expression, show

_POINT = (
    r'"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?|true|false|null|@"[^"]*"'
    r'|(?:date and time|date|time|duration)\s*\(\s*"[^"]*"\s*\)'
)
_TEST = re.compile(
    rf"\s*(?:(?P<open>[\[(\]])\s*(?P<low>{_POINT})\s*\.\.\s*(?P<high>{_POINT})\s*(?P<close>[\])\[])"
    rf"|(?P<operator><=|>=|!=|<|>|=)?\s*(?P<point>{_POINT}))\s*(?:,|$)"
)
_NEGATED = re.compile(r"not\s*\((.*)\)", re.DOTALL)
_CHAIN = re.compile(rf"(?:{_POINT}|[?\w.]+)\s*[<>]=?\s*(?:{_POINT}|[?\w.]+)\s*[<>]=?")


@dataclass(frozen=True, kw_only=True)
class PlainTest:
    """One test of a cell: ``operator`` is ``=``, another comparison, or ``..`` for an interval."""

    operator: str
    points: tuple[object, ...]  #: one value, or the two ends of an interval
    brackets: str = "[]"


def plain_tests(text: str) -> list[PlainTest] | None:
    """Take a cell apart; None when there is more in it than plain tests."""
    negated = _NEGATED.fullmatch(text)
    inner, position, found = negated[1] if negated else text, 0, list[PlainTest]()
    while position < len(inner):
        match = _TEST.match(inner, position)
        if match is None:
            return None
        found.append(_plain_test(match))
        position = match.end()
    return found


def _plain_test(match: re.Match[str]) -> PlainTest:
    if match["point"]:
        return PlainTest(operator=match["operator"] or "=", points=(_value(match["point"]),))
    ends = (_value(match["low"]), _value(match["high"]))
    return PlainTest(operator="..", points=ends, brackets=match["open"] + match["close"])


def _value(text: str) -> object:
    if text.startswith('"') and "\\" not in text:
        return text[1:-1]
    return Decimal(text) if text[-1].isdigit() else compile_expression(text)({})


def faults_of(
    text: str, *, ref: str, types: Types, fit: Fit | None, allowed: Test | None
) -> Iterator[str]:
    """Yield what is wrong with a cell on a column of this type and these allowed values."""
    if _CHAIN.search(re.sub(r'"[^"]*"', '""', text)):
        yield "a comparison cannot be compared again; write an interval"
    basic = types.basic_of(ref)
    for test in plain_tests(text) or ():
        for point in test.points:
            if point is None:
                continue
            if basic not in ("", "Any") and not is_of(point, basic):
                yield f"{show(point)} is not of type {basic}"
            elif test.operator == "=" and not _is_allowed(point, fit, allowed):
                yield f"{show(point)} is not among the allowed values"
        if test.operator == ".." and test.points[0] > test.points[1]:  # type: ignore[operator]  # both of one type
            yield "the interval ends before it begins"


def _is_allowed(point: object, fit: Fit | None, allowed: Test | None) -> bool:
    if fit is not None and fit(point) is None:
        return False
    return allowed is None or allowed({}, point) is True
