"""What a run leaves behind: the rules that fired, and how each rule of a table was met."""

from dataclasses import dataclass, field

from app.decision_results import MatchedRule


@dataclass(frozen=True, kw_only=True)
class Miss:
    """An input cell that kept a rule from firing."""

    column: str
    text: str  #: what the cell says
    given: object  #: what the column read


@dataclass(frozen=True, kw_only=True)
class RuleLook:
    """How one rule of a table met the inputs; it holds where nothing is missed."""

    rule: MatchedRule
    misses: tuple[Miss, ...]


@dataclass(frozen=True, kw_only=True)
class TableLook:
    """One run of one table, looked at rule by rule."""

    decision: str
    policy: str
    rules: tuple[RuleLook, ...]


@dataclass(kw_only=True)
class Trace:
    """What a run leaves behind: the rules that fired, and if wanted how each rule was met."""

    matched: list[MatchedRule] = field(default_factory=list)
    looks: list[TableLook] | None = None
