"""What the dashboard of contingencies shows: how each came on, was served, and what it cost."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.insurance.contingency.models import Activation
from app.insurance.reports.contingencies import find_previous, list_activations
from app.insurance.reports.counting import count_by
from app.insurance.reports.questions import LONGEST, get_metric, reader_of
from app.insurance.reports.shapes import Number
from app.web.boards.view import Figure, figure_of
from app.work import Work

PROGRESS, QUALITY, EFFECT = "M60", "M61", "M62"
ONE_DAY = dt.timedelta(days=1)
Numbers = Mapping[str, Sequence[Number]]


@dataclass(frozen=True, kw_only=True)
class Step:
    """How far a contingency has come in one respect."""

    figure: Figure
    #: percent of a bar; None where there is nothing to show
    length: int | None


@dataclass(frozen=True, kw_only=True)
class Compared:
    """One effect, and what it was in the contingency of the same kind before."""

    figure: Figure
    before: str


@dataclass(frozen=True, kw_only=True)
class Shown:
    """One contingency with its numbers over its whole time until now."""

    activation: Activation
    #: number of the contingency of the same kind before this one
    previous: str | None
    steps: Sequence[Step]
    quality: Sequence[Figure]
    effects: Sequence[Compared]


def show_all(work: Work) -> list[Shown]:
    """Count every contingency there was, the latest first; drills are left out."""
    found = list_activations(work.session)
    if not found:
        return []
    begins = min(_day(work, one) for one in found)
    told = [_numbers(work, code, begins) for code in (PROGRESS, QUALITY, EFFECT)]
    return [_shown(work, one, told) for one in found]


def period_of(work: Work, activation: Activation) -> dict[str, dt.date]:
    """Return the days of a contingency until today, as reports are asked for them."""
    return _until_today(work, _day(work, activation))


def _day(work: Work, activation: Activation) -> dt.date:
    assert activation.activated_at is not None  # listed are those that were activated
    return activation.activated_at.astimezone(work.processes.zone).date()


def _until_today(work: Work, begins: dt.date) -> dict[str, dt.date]:
    end = work.today + ONE_DAY
    return {"from_on": max(begins, end - LONGEST), "to_on": end}


def _numbers(work: Work, code: str, begins: dt.date) -> Numbers:
    reader = reader_of(work, _until_today(work, begins))
    return count_by(reader, get_metric(code), "activation")


def _shown(work: Work, activation: Activation, told: Sequence[Numbers]) -> Shown:
    progress, quality, effect = (numbers.get(activation.contingency_no, ()) for numbers in told)
    before = find_previous(work.session, activation)
    previous = () if before is None else told[2].get(before.contingency_no, ())
    return Shown(
        activation=activation,
        previous=None if before is None else before.contingency_no,
        steps=[Step(figure=figure_of(one), length=_length(one)) for one in progress],
        quality=[figure_of(one) for one in quality],
        effects=[
            Compared(
                figure=figure_of(one),
                before=figure_of(previous[place]).text if previous else "—",
            )
            for place, one in enumerate(effect)
        ],
    )


def _length(number: Number) -> int | None:
    """Return how long a bar is: of what is a share, or a mean of percents."""
    if number.value is None or number.denominator is None:
        return None
    percent = number.value if number.measure.unit == "number" else number.value * 100
    return max(0, min(100, int(percent)))
