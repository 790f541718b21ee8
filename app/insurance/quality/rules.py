"""The words and rules of the quality cycle. Pure."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

TRAINING, PROCESS, PLAN = "training", "process", "plan"
MEASURES = (TRAINING, "incentive", PROCESS, "channel", "facility", "product", "crm", PLAN)
CHANGES = (PROCESS, PLAN)  # measures that ask for a change of a diagram, a table or a plan
CUSTOMERS = "customers"
AUDIENCES = (CUSTOMERS, "staff")
#: what other processes propose, in their words, as a measure of ours
PREVENTIONS: Mapping[str, str] = {
    "clause": "product",
    "info": "channel",
    "process": PROCESS,
    "training": TRAINING,
}
AREAS = ("process", "conduct", "facility", "promise")
WEAK = 2  # an area scored so or less is a problem; example value
MOST_ATTEMPTS = 3


def measure_of(*proposed: Any) -> str | None:
    """Return the first proposal that is a measure, or stands for one."""
    words = (PREVENTIONS.get(str(word), str(word)) for word in proposed)
    return next((word for word in words if word in MEASURES), None)


def is_met(*, baseline: Decimal, target: Decimal, value: Decimal) -> bool:
    """Say whether a value has reached its target; whether up or down, baseline and target say."""
    return value >= target if target > baseline else value <= target


@dataclass(frozen=True, kw_only=True)
class Period:
    """Days from ``since`` until ``until``, the last one excluded."""

    since: dt.date
    until: dt.date


def quarter_before(day: dt.date) -> Period:
    """Return the quarter that was over on a day."""
    until = dt.date(day.year, 3 * ((day.month - 1) // 3) + 1, 1)
    since = dt.date(until.year - (until.month == 1), (until.month - 4) % 12 + 1, 1)
    return Period(since=since, until=until)


def name_of(quarter: Period) -> str:
    """Name a quarter, e.g. 2026Q1."""
    return f"{quarter.since.year}Q{(quarter.since.month + 2) // 3}"


def problems_of(
    compared: Sequence[Mapping[str, Any]], weak_areas: Sequence[Mapping[str, Any]]
) -> list[dict[str, Any]]:
    """List what is to be improved: findings of the indicators, and areas that scored badly."""
    found = [
        _problem(f"{row['code']} {_shown(row['value'])}: {finding}", row["code"], row["value"])
        for row in compared
        for finding in row["findings"]
    ]
    weak = [_problem(row["note"], f"{row['area']} 1-5", row["score"]) for row in weak_areas]
    return found + weak


def _shown(value: Any) -> str:
    return f"{Decimal(str(value)).normalize():f}"


def _problem(problem: str, metric: str, baseline: Any) -> dict[str, Any]:
    return {
        "problem": problem,
        "cause": None,
        "measure": None,
        "metric": metric,
        "baseline": baseline,
    }


def proposal(
    problem: str, *, cause: str | None = None, measure: str | None = None
) -> dict[str, Any]:
    """Return the one problem of a cycle that began with a proposal."""
    return {
        "problem": problem,
        "cause": cause,
        "measure": measure,
        "metric": None,
        "baseline": None,
    }
