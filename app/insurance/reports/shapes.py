"""What a metric is made of: series of facts, terms that add them up, measures of two sums."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from enum import Enum
from typing import Any, cast

import sqlalchemy as sa

PLACES = Decimal("0.0001")
EMPTY: sa.ColumnElement[str] = sa.literal("")
#: dimensions that every fact has, besides split and band
DIMENSIONS = ("org", "line", "channel", "person")
#: the contingency that a fact belongs to
EVENT = "event"
COLUMNS: dict[str, Any] = {
    "number": EMPTY,
    **dict.fromkeys((*DIMENSIONS, "split", "band", EVENT), EMPTY),
}


@dataclass(frozen=True, kw_only=True)
class Series:
    """Facts of one kind, one a row: id, case_id, at, the dimensions, and figures to add up."""

    code: str
    rows: sa.Subquery
    #: columns to add up, three at most
    sums: tuple[str, ...] = ()
    #: the facts last until ``until_at``; how many there are at an instant is asked
    lasting: bool = False
    #: it has a column ``known_at``: the instant from which the fact holds
    late: bool = False
    #: ``at`` is the first instant that is too late: the fact counts on the day before
    due: bool = False
    #: it has a column ``value`` in seconds, of which medians are asked
    spread: bool = False

    def knows(self, name: str) -> bool:
        """Say whether the facts tell a dimension, or the contingency (``event``)."""
        drawn = cast("sa.Select[Any]", self.rows.element)
        return cast("sa.Label[Any]", drawn.selected_columns[name]).element is not EMPTY

    def within(self, start: dt.datetime, end: dt.datetime) -> list[sa.ColumnElement[bool]]:
        """Return what a fact must be to count in [start, end)."""
        at = self.rows.c.at
        return [at > start, at <= end] if self.due else [at >= start, at < end]


class When(Enum):
    """Which facts of a series a term takes."""

    WITHIN = "within"  #: those of the period
    AT_START = "at_start"  #: those that last when the period begins
    AT_END = "at_end"  #: those that last when it ends, or when it is looked at


@dataclass(frozen=True, kw_only=True)
class Term:
    """One figure of one series, as it enters a sum."""

    series: Series
    #: ``n`` counts, else one of the series' sums
    figure: str = "n"
    when: When = When.WITHIN
    #: what a fact must be told apart as, by default anything
    splits: tuple[str, ...] = ()
    #: by which the figure is divided, e.g. 86,400 for days
    unit: int = 1
    #: what became known after the period counts too, if it was known when looked at
    even_later: bool = False
    #: count different values of this column instead; never from roll-ups
    distinct: str = ""


@dataclass(frozen=True, kw_only=True)
class Measure:
    """One number of a metric: numerator by denominator, a plain sum, or a quantile."""

    code: str
    name: str
    name_en: str
    over: tuple[Term, ...]
    #: None: the number is the numerator itself
    under: tuple[Term, ...] | None = None
    #: of the values of the numerator's series, e.g. 0.5 for the median
    quantile: Decimal | None = None
    unit: str = "ratio"


@dataclass(frozen=True, kw_only=True)
class Metric:
    """One metric of the catalogue; its first measure is its number."""

    code: str
    name: str
    name_en: str
    formula: str
    formula_en: str
    measures: tuple[Measure, ...]
    #: what its answer may be told apart by, besides org, line, channel and person
    split: str = ""
    band: str = ""
    #: what is aimed at, as of the headline number; higher is better unless ``at_most``
    target: Decimal | None = None
    at_most: bool = False
    #: what the list behind it holds
    kind: str = "case"
    #: the column of facts that ``split`` lies in
    split_column: str = "split"
    #: what it may be narrowed to, where that is less than its facts tell
    narrowed: tuple[str, ...] | None = None
    #: given reader and way, returns what reads the facts that it looks at
    scope: Callable[[Any, str | None], Any] | None = None
    #: for what is more than two sums: given reader and way, returns numbers by part ("" in all)
    composed: Callable[[Any, str | None], dict[str, list["Number"]]] | None = None
    #: given reader and a term, returns the readers and terms whose facts are behind a composed one
    behind: Callable[[Any, Term], Sequence[tuple[Any, Term]]] | None = None

    @property
    def filters(self) -> tuple[str, ...]:
        """What it may be narrowed to: what all of its facts tell."""
        terms = [term for one in self.measures for term in (*one.over, *(one.under or ()))]
        known = self.narrowed or (*DIMENSIONS, EVENT)
        return tuple(name for name in known if all(term.series.knows(name) for term in terms))

    @property
    def ways(self) -> tuple[str, ...]:
        """What its answer may be told apart by."""
        told = (name for name in self.filters if name != EVENT)
        return (*told, *(name for name in (self.split, self.band) if name))

    def column(self, way: str) -> str:
        """Return the column that one of its ways lies in."""
        return {self.split: self.split_column, self.band: "band"}.get(way, way)


@dataclass(frozen=True, kw_only=True)
class Window:
    """The period [start, end) of local days, cut where it is looked at."""

    from_on: dt.date
    to_on: dt.date
    start: dt.datetime
    end: dt.datetime
    zone: dt.tzinfo
    #: when it is looked at; None: with all that is known
    as_of: dt.datetime | None = None

    def instant(self, day: dt.date) -> dt.datetime:
        """Return the beginning of a local day."""
        return dt.datetime.combine(day, dt.time(), tzinfo=self.zone)

    def day(self, instant: dt.datetime) -> dt.date:
        """Return the local day of an instant."""
        return instant.astimezone(self.zone).date()


def window_of(
    from_on: dt.date, to_on: dt.date, zone: dt.tzinfo, as_of: dt.datetime | None = None
) -> Window:
    """Return the period of local days from one (included) to another (excluded)."""
    start, end = (dt.datetime.combine(day, dt.time(), tzinfo=zone) for day in (from_on, to_on))
    return Window(
        from_on=from_on,
        to_on=to_on,
        start=start,
        end=end if as_of is None else max(start, min(end, as_of)),
        zone=zone,
        as_of=as_of,
    )


@dataclass(frozen=True, kw_only=True)
class Filters:
    """What facts are asked for; a dimension not named is open."""

    dimensions: dict[str, str] = field(default_factory=dict)
    #: of claims that belong to this contingency, to one of these, or ("*") to any; never from
    #: roll-ups
    event: str | tuple[str, ...] | None = None


@dataclass(frozen=True, kw_only=True)
class Number:
    """A measure as counted."""

    measure: Measure
    numerator: Decimal
    denominator: Decimal | None
    value: Decimal | None


def number_of(measure: Measure, over: Decimal, under: Decimal | None) -> Number:
    """Return a number as its two sums make it."""
    value = ratio(over, under)
    return Number(measure=measure, numerator=over, denominator=under, value=value)


def facts(
    source: sa.FromClause,
    columns: dict[str, Any],
    where: Sequence[sa.ColumnElement[bool]] = (),
) -> sa.Select[Any]:
    """Select facts: what a series does not say of a dimension is empty."""
    told = {**COLUMNS, **columns}
    named = [
        # an event stays as it is: only so its index serves
        (_text(one) if name in COLUMNS and name != EVENT else one).label(name)
        for name, one in told.items()
    ]
    return sa.select(*named).select_from(source).where(*where)


def _text(column: Any) -> sa.ColumnElement[str]:
    text: sa.ColumnElement[str] = column
    if column is not EMPTY:  # which has to be known again
        text = sa.func.coalesce(sa.type_coerce(column, sa.String()), EMPTY)
    return text


def ratio(over: Decimal, under: Decimal | None) -> Decimal | None:
    """Divide with four places, half up; nothing where there is nothing to divide by."""
    if under == 0:
        return None
    exact = over if under is None else over / under
    return exact.quantize(PLACES, rounding=ROUND_HALF_UP)
