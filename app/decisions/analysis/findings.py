"""What an analysis finds; each finding says it in a sentence for an analyst."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.decisions.dmn.hit_policies import SINGLE
from app.feel import Value


@dataclass(frozen=True, kw_only=True)
class Region:
    """A part of all possible inputs: every column within its cell."""

    cells: Mapping[str, str]  #: FEEL tests by column; columns without restriction are left out
    conditions: str  #: the same as a sentence has it
    example: Mapping[str, Value]  #: one input inside, by column
    example_text: str  #: the same as a sentence has it, for the columns that restrict


@dataclass(frozen=True, kw_only=True)
class Gap:
    """Inputs for which no rule fires."""

    region: Region
    text: str
    accepted: str = ""  #: the reason for which a note accepts it


@dataclass(frozen=True, kw_only=True)
class Overlap:
    """Inputs for which several rules fire where the hit policy allows one, or one answer."""

    rules: tuple[int, ...]  #: numbers in the table, from 1
    region: Region
    certain: bool  #: False: the outputs are computed, and may turn out equal
    text: str


@dataclass(frozen=True, kw_only=True)
class DeadRule:
    """A rule that can never fire."""

    rule: int
    covered_by: tuple[int, ...]  #: the rules that leave it nothing; none where a cell is empty
    text: str


@dataclass(frozen=True, kw_only=True)
class Merge:
    """Rules that could be one: they say the same and differ in one column."""

    rules: tuple[int, ...]
    column: str
    column_number: int  #: from 1: several columns may read the same
    cell: str  #: what the cell of the one rule says
    at: int  #: the rule in whose place the one rule stands
    text: str


@dataclass(frozen=True, kw_only=True)
class OutsideCell:
    """A cell outside the analysis: it does more than compare with values."""

    rule: int | None  #: None for the allowed values of a column
    column: str
    text: str

    def __str__(self) -> str:
        place = f"rule {self.rule}, " if self.rule is not None else ""
        return f"{place}column {self.column}: {self.text}"


@dataclass(frozen=True, kw_only=True)
class TableAnalysis:
    """All findings about one table; long lists are cut, and ``more_…`` counts the rest."""

    decision: str
    policy: str
    catch_all: str  #: what answers where nothing else does: "rule 7", "the default outputs", or ""
    gaps: tuple[Gap, ...] = ()
    more_gaps: int = 0
    #: inputs that only rules with a cell outside the analysis may cover
    untold: tuple[Gap, ...] = ()
    more_untold: int = 0
    overlaps: tuple[Overlap, ...] = ()
    more_overlaps: int = 0
    never_firing: tuple[DeadRule, ...] = ()
    mergeable: tuple[Merge, ...] = ()
    more_mergeable: int = 0
    outside: tuple[OutsideCell, ...] = ()
    limits: tuple[str, ...] = ()  #: which parts were not worked out, and why
    minor_limits: tuple[str, ...] = ()  #: the same of what only makes a table shorter

    @property
    def complete(self) -> bool:
        """Tell whether every part was worked out."""
        return not (self.limits or self.minor_limits)

    @property
    def has_answers(self) -> bool:
        """Tell whether an evaluation has an answer where no rule fires."""
        return bool(self.catch_all) or self.policy not in SINGLE

    @property
    def open_gaps(self) -> tuple[Gap, ...]:
        """Return the gaps at which an evaluation has no answer, and no note accepts that."""
        return () if self.has_answers else tuple(gap for gap in self.gaps if not gap.accepted)
