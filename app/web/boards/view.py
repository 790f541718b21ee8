"""What a dashboard shows: each number with its months, its target and what it was before."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from flask_babel import LazyString, gettext, lazy_gettext

from app.insurance.reports.counting import count, count_by
from app.insurance.reports.questions import get_metric, not_told, reader_of
from app.insurance.reports.reading import next_month
from app.insurance.reports.shapes import Measure, Metric, Number
from app.language import label
from app.web.boards.words import NARROWING, PARTS
from app.work import Work

MONTHS = 6
WIDTH, HEIGHT, EDGE = 240, 56, 6  # of a small chart, in units of its own
UNITS: Mapping[str, LazyString] = {
    "hours": lazy_gettext("h"),
    "days": lazy_gettext("d"),
    "CNY": lazy_gettext("CNY"),
}


@dataclass(frozen=True, kw_only=True)
class Point:
    """One month of a chart."""

    month: str
    text: str
    share: str
    x: float
    #: None where there is no value
    y: float | None


@dataclass(frozen=True, kw_only=True)
class Bar:
    """One part of what a number counts."""

    key: str
    text: str
    share: str
    #: percent of the longest one
    length: int
    #: what the address of the cases behind it has besides; None: they cannot be told apart
    behind: Mapping[str, str] | None


@dataclass(frozen=True, kw_only=True)
class Figure:
    """One further number of a metric."""

    code: str
    name: str
    text: str
    share: str


@dataclass(frozen=True, kw_only=True)
class Card:
    """One metric on a dashboard."""

    code: str
    name: str
    formula: str
    #: which of its numbers the first one is; empty where there is but one
    first: str
    value: str
    share: str
    #: met, missed, or empty where there is no target or no value
    state: str
    target: str
    change: str
    others: Sequence[Figure]
    points: Sequence[Point]
    lines: Sequence[str]
    target_y: float | None
    by: str
    bars: Sequence[Bar]
    #: nothing was counted in any month
    is_empty: bool


@dataclass(frozen=True, kw_only=True)
class Untold:
    """One metric on a dashboard that cannot be narrowed to what is asked for."""

    code: str
    name: str
    #: what its facts do not tell
    lacks: str


def months_until(month: dt.date) -> list[dt.date]:
    """Return the months of a chart, the last one at the end."""
    found = [month]
    while len(found) < MONTHS:
        found.insert(0, (found[0] - dt.timedelta(days=1)).replace(day=1))
    return found


def card_of(
    work: Work, code: str, by: str, month: dt.date, asked: Mapping[str, str]
) -> Card | Untold:
    """Count a metric for the months of a chart, and the last one in parts."""
    metric = get_metric(code)
    if lacks := not_told(metric, asked):
        told = gettext(", ").join(str(NARROWING[name]) for name in lacks)
        return Untold(code=code, name=label(metric.name, metric.name_en), lacks=told)
    return _count(work, metric, by, month, asked)


def _count(work: Work, metric: Metric, by: str, month: dt.date, asked: Mapping[str, str]) -> Card:
    months = months_until(month)
    readers = [
        reader_of(work, {**asked, "from_on": one, "to_on": next_month(one)}) for one in months
    ]
    counted = [count(reader, metric) for reader in readers]
    numbers, first = counted[-1], metric.measures[0]
    points, target_y = _points(metric, months, [some[0] for some in counted])
    return Card(
        code=metric.code,
        name=label(metric.name, metric.name_en),
        formula=label(metric.formula, metric.formula_en),
        first=_first_name(metric),
        value=write(numbers[0].value, first),
        share=_share(numbers[0]),
        state=_state(metric, numbers[0].value),
        target=_target(metric),
        change=_change(counted[-2][0].value, numbers[0].value, first),
        others=[figure_of(one) for one in numbers[1:]],
        points=points,
        lines=_lines(points),
        target_y=target_y,
        by=by,
        is_empty=not any(some[0].numerator or some[0].denominator for some in counted),
        bars=_bars(metric, by, count_by(readers[-1], metric, by)) if by else [],
    )


def _first_name(metric: Metric) -> str:
    """Return what the first of several numbers is, where the metric's name does not say it."""
    first = metric.measures[0]
    same = first.name == metric.name or len(metric.measures) == 1
    return "" if same else label(first.name, first.name_en)


def figure_of(number: Number) -> Figure:
    """Write one number of a metric with its name and what it is made of."""
    measure = number.measure
    return Figure(
        code=measure.code,
        name=label(measure.name, measure.name_en),
        text=write(number.value, measure),
        share=_share(number),
    )


def write(value: Decimal | None, measure: Measure) -> str:
    """Write a number as people read it."""
    if value is None:
        return "—"
    if measure.unit == "ratio":
        return f"{value * 100:,.1f}%"
    if measure.unit == "count":
        return f"{value:,.0f}"
    unit = UNITS.get(measure.unit)
    return f"{value:,.2f}" + (f" {unit}" if unit else "")


def _share(number: Number) -> str:
    if number.denominator is None or number.measure.quantile is not None:
        return ""
    return f"{_short(number.numerator)} / {_short(number.denominator)}"


def _short(value: Decimal) -> str:
    return f"{value:,.0f}" if value == value.to_integral_value() else f"{value:,.1f}"


def _state(metric: Metric, value: Decimal | None) -> str:
    if value is None or metric.target is None:
        return ""
    reached = value <= metric.target if metric.at_most else value >= metric.target
    return "met" if reached else "missed"


def _target(metric: Metric) -> str:
    if metric.target is None:
        return ""
    return f"{'≤' if metric.at_most else '≥'} {write(metric.target, metric.measures[0])}"


def _change(before: Decimal | None, now: Decimal | None, measure: Measure) -> str:
    """Say how a number differs from the month before."""
    if before is None or now is None:
        return ""
    difference = now - before
    if difference == 0:
        return str(gettext("unchanged"))
    arrow = "▲" if difference > 0 else "▼"
    told = f"{abs(difference) * 100:,.1f}" if measure.unit == "ratio" else None
    if told is None:
        return f"{arrow} {write(abs(difference), measure)}"
    return str(gettext("%(arrow)s %(points)s points", arrow=arrow, points=told))


def _points(
    metric: Metric, months: Sequence[dt.date], numbers: Sequence[Number]
) -> tuple[list[Point], float | None]:
    values = [one.value for one in numbers if one.value is not None]
    bounds = [*values, *([metric.target] if metric.target is not None else [])]
    low, high = (min(bounds), max(bounds)) if bounds else (Decimal(0), Decimal(1))
    step = (WIDTH - 2 * EDGE) / (MONTHS - 1)

    def height(value: Decimal | None) -> float | None:
        if value is None:
            return None
        share = Decimal("0.5") if high == low else (value - low) / (high - low)
        return round(HEIGHT - EDGE - int(share * 1000) / 1000 * (HEIGHT - 2 * EDGE), 1)

    points = [
        Point(
            month=f"{month:%Y-%m}",
            text=write(number.value, number.measure),
            share=_share(number),
            x=round(EDGE + place * step, 1),
            y=height(number.value),
        )
        for place, (month, number) in enumerate(zip(months, numbers, strict=True))
    ]
    return points, height(metric.target)


def _lines(points: Sequence[Point]) -> list[str]:
    """Return the stretches of a chart; a month without a value interrupts it."""
    stretches: list[list[str]] = [[]]
    for point in points:
        if point.y is None:
            stretches.append([])
        else:
            stretches[-1].append(f"{point.x},{point.y}")
    return [" ".join(one) for one in stretches if len(one) > 1]


def _bars(metric: Metric, by: str, parts: Mapping[str, Sequence[Number]]) -> list[Bar]:
    known = list(PARTS.get(by, ()))
    ordered = sorted(parts, key=lambda key: known.index(key) if key in known else len(known))
    heads = {key: parts[key][0] for key in ordered}
    told = {key: (one, one.value) for key, one in heads.items() if one.value is not None}
    longest = max((abs(value) for _, value in told.values()), default=Decimal(0))
    return [
        Bar(
            key=key,
            text=write(value, number.measure),
            share=_share(number),
            length=int(abs(value) * 100 / longest) if longest else 0,
            behind=_behind(metric, by, key),
        )
        for key, (number, value) in told.items()
    ]


def _behind(metric: Metric, by: str, key: str) -> Mapping[str, str] | None:
    """Return how the cases of one part are asked for."""
    if by == metric.split:
        return {"split": key}
    return {by: key} if by in metric.filters and key else None
