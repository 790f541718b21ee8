"""How two things are compared: in turns, over rounds, by the median of the rounds' ratios."""

import statistics
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

#: Does the thing once to a case, by its key; returns the seconds it took.
Act = Callable[[int], float]
RUNS = 3  # a row is red when it misses in two of them


class NotMeasured(Exception):
    """This machine lacks what a row measures with, and what."""


@dataclass(frozen=True, kw_only=True)
class Extent:
    """How much is measured."""

    rounds: int = 9
    #: of each side, in one round
    turns: int = 24
    #: of each side, before the first round
    warm_up: int = 12


@dataclass(frozen=True)
class Side:
    """One of the two things, and the cases it is done to, one after the other."""

    act: Act
    cases: list[int]

    def turns(self) -> Iterator[float]:
        """Do it again and again, each time to the next case."""
        while True:
            yield from (self.act(case) for case in self.cases)


@dataclass(frozen=True, kw_only=True)
class Figures:
    """What one run of a row has measured; times in milliseconds."""

    median_ms: float
    p95_ms: float
    floor_ms: float
    ratio: float


@dataclass(kw_only=True)
class Measured:
    """A row's runs and what they say."""

    name: str
    bound: float | None
    most_us: float | None = None
    runs: list[Figures] = field(default_factory=list)
    #: why it could not be measured here
    lacks: str = ""

    @property
    def shown(self) -> Figures:
        """The run with the middle ratio."""
        return sorted(self.runs, key=lambda run: run.ratio)[(len(self.runs) - 1) // 2]

    @property
    def is_decided(self) -> bool:
        """Whether two runs say the same, or one has met the bound."""
        return self.missed in (0, 2) or len(self.runs) == RUNS

    @property
    def missed(self) -> int:
        """How many runs were over the bound."""
        return sum(self._misses(run) for run in self.runs)

    def _misses(self, run: Figures) -> bool:
        over = self.bound is not None and run.ratio > self.bound
        return over or (self.most_us is not None and run.median_ms * 1000 > self.most_us)

    @property
    def ok(self) -> bool:
        """Whether the row is not red."""
        return self.missed < 2

    def as_json(self) -> dict[str, Any]:
        """Return the row as the JSON file holds it."""
        if self.lacks:
            return {"name": self.name, "not_measured": self.lacks}
        shown = self.shown
        return {
            "name": self.name,
            "median_ms": round(shown.median_ms, 5),
            "p95_ms": round(shown.p95_ms, 5),
            "floor_ms": round(shown.floor_ms, 5),
            "ratio": round(shown.ratio, 3),
            "bound": self.bound,
            "most_us": self.most_us,
            "ok": self.ok,
        }


def compare(measured: Side, floor: Side, extent: Extent) -> Figures:
    """Measure both sides in turns."""
    pairs = zip(measured.turns(), floor.turns(), strict=False)
    for _ in range(extent.warm_up):
        next(pairs)
    rounds = [[next(pairs) for _ in range(extent.turns)] for _ in range(extent.rounds)]
    ratios = [_median(one, 0) / _median(one, 1) for one in rounds]
    every = [pair for one in rounds for pair in one]
    return Figures(
        median_ms=_median(every, 0) * 1000,
        p95_ms=_p95([pair[0] for pair in every]) * 1000,
        floor_ms=_median(every, 1) * 1000,
        ratio=statistics.median(ratios),
    )


def _median(pairs: list[tuple[float, float]], side: int) -> float:
    return statistics.median(pair[side] for pair in pairs)


def _p95(seconds: list[float]) -> float:
    return sorted(seconds)[min(len(seconds) - 1, round(len(seconds) * 0.95))]
