"""What an evaluation returns."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, kw_only=True)
class MatchedRule:
    """A rule that fired: its id in the file, its number in the table from 1, its annotation."""

    decision: str
    rule: str
    index: int
    annotation: str


@dataclass(frozen=True, kw_only=True)
class DecisionResult:
    """The value of a decision as JSON (numbers int or Decimal, dates ISO text), and its reasons."""

    decision: str
    value: Any
    matched: tuple[MatchedRule, ...]
    inputs: Mapping[str, Any]
    digest: str
    version: int
