"""Counts a metric: the numbers of a period, in all or told apart."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from decimal import Decimal
from itertools import accumulate

from app.insurance.reports.reading import FIGURES, Key, Reader
from app.insurance.reports.shapes import Measure, Metric, Number, Term, ratio
from app.insurance.reports.sql import middle

Numbers = list[Number]
Parts = Mapping[str, Numbers]


def count(reader: Reader, metric: Metric) -> Numbers:
    """Return every number of a metric, the headline first."""
    reader = scoped(reader, metric)
    if metric.composed is not None:
        return metric.composed(reader, None)[""]
    return count_measures(reader, metric.measures)


def count_by(reader: Reader, metric: Metric, way: str) -> Parts:
    """Return every number of a metric for each value of one of its ways."""
    reader = scoped(reader, metric, way)
    if metric.composed is not None:
        parts = metric.composed(reader, way)
        return {key: parts[key] for key in sorted(parts)}
    return split_measures(reader, metric.measures, metric.column(way))


def count_measures(reader: Reader, measures: Sequence[Measure]) -> Numbers:
    """Return the number of each measure."""
    return [_total(reader, measure) for measure in measures]


def split_measures(reader: Reader, measures: Sequence[Measure], column: str) -> Parts:
    """Return the number of each measure for each value of a column of their facts."""
    counted = [_split(reader, measure, column) for measure in measures]
    return {
        name: [
            numbers.get(name) or _empty(measure)
            for measure, numbers in zip(measures, counted, strict=True)
        ]
        for name in sorted({name for numbers in counted for name in numbers})
    }


def scoped(reader: Reader, metric: Metric, way: str | None = None) -> Reader:
    """Return what reads only the facts that a metric looks at."""
    if metric.scope is None:
        return reader
    narrowed: Reader = metric.scope(reader, way)
    return narrowed


def _total(reader: Reader, measure: Measure) -> Number:
    return _split(reader, measure, None).get("") or _empty(measure)


def _empty(measure: Measure) -> Number:
    return _number(measure, Decimal(0), None if measure.under is None else Decimal(0))


def _split(reader: Reader, measure: Measure, column: str | None) -> dict[str, Number]:
    by = () if column is None else (column,)
    if measure.quantile is not None:
        return _quantiles(reader, measure, by)
    over = _sum(reader, measure.over, by)
    if measure.under is None:
        return {name: _number(measure, value, None) for name, value in over.items()}
    under = _sum(reader, measure.under, by)
    return {
        name: _number(measure, over.get(name, Decimal(0)), under.get(name, Decimal(0)))
        for name in {*over, *under}
    }


def _number(measure: Measure, over: Decimal, under: Decimal | None) -> Number:
    value = None if measure.quantile is not None else ratio(over, under)
    return Number(measure=measure, numerator=over, denominator=under, value=value)


def _sum(reader: Reader, terms: Sequence[Term], by: Sequence[str]) -> dict[str, Decimal]:
    total: dict[str, Decimal] = defaultdict(Decimal)
    for term in terms:
        place = figure_place(term)
        for key, figures in reader.read(term, by).items():
            total[_name(key)] += Decimal(figures[place]) / term.unit
    return {name: value for name, value in total.items() if name or value or not by}


def figure_place(term: Term) -> int:
    """Return where the sums of a series hold a term's figure."""
    return 0 if term.figure == "n" else FIGURES.index(f"s{term.series.sums.index(term.figure) + 1}")


def _name(key: Key) -> str:
    return str(key[0]) if key else ""


def _quantiles(reader: Reader, measure: Measure, by: Sequence[str]) -> dict[str, Number]:
    """Read a quantile off the buckets: the first that so many values lie in or below."""
    term, share = measure.over[0], measure.quantile
    assert share is not None  # asked of quantiles only
    buckets: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for (*key, bucket), figures in reader.read(term, (*by, "bucket")).items():
        if figures[0]:
            buckets[_name(tuple(key))].append((int(bucket), figures[0]))
    return {
        name: _at(measure, sorted(values), share, term.unit) for name, values in buckets.items()
    }


def _at(measure: Measure, values: list[tuple[int, int]], share: Decimal, unit: int) -> Number:
    count = sum(often for _, often in values)
    upto = accumulate(often for _, often in values)
    reached = (
        bucket for (bucket, _), seen in zip(values, upto, strict=True) if seen >= share * count
    )
    value = Decimal(middle(next(reached))) / unit
    return Number(
        measure=measure,
        numerator=value,
        denominator=Decimal(count),
        value=ratio(value, None),
    )
