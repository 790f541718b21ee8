"""A stretch of a line: one value or all between two ends; its text, and a value inside it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import ROUND_FLOOR, Context, Decimal

from app.decisions.analysis.kinds import SECOND, Kind, Position, literal
from app.feel import Value
from app.feel.values import is_whole

EXACT = Context(prec=400)  # enough for the middle of any two numbers a person writes


@dataclass(frozen=True, kw_only=True)
class Stretch:
    """Values of one kind between two ends; an end of None goes on to the end of the line."""

    kind: Kind
    low: Position | None = None
    high: Position | None = None
    low_included: bool = False
    high_included: bool = False

    @property
    def sample(self) -> Value:
        """Return a readable value inside."""
        return self.kind.value(_readable(self))

    @property
    def usual(self) -> Value:
        """Return the plain value of its kind."""
        return self.kind.value(self.kind.usual)

    @property
    def has_usual(self) -> bool:
        """Tell whether the plain value of its kind lies inside, off the ends."""
        above = self.low is None or self.low < self.kind.usual
        return above and (self.high is None or self.kind.usual < self.high)

    @property
    def is_point(self) -> bool:
        """Tell whether it is a single value."""
        return self.low is not None and self.low == self.high

    @property
    def first(self) -> Position | None:
        """Return the smallest value of a line that counts in steps."""
        if self.low is None or self.low_included:
            return self.low
        return self.low + 1

    @property
    def last(self) -> Position | None:
        """Return the largest value of a line that counts in steps."""
        if self.high is None or self.high_included:
            return self.high
        return self.high - 1


def cut(kind: Kind, positions: Iterable[Position]) -> Iterator[Stretch]:
    """Cut the whole line of a kind at these positions: into each of them and what lies between."""
    low: Position | None = None
    for position in sorted(set(positions)):
        if _is_off_the_line(kind, position):
            continue
        yield from _between(kind, low, position)
        yield point(kind, position)
        low = position
    yield from _between(kind, low, None)


def point(kind: Kind, position: Position) -> Stretch:
    """Return a single value."""
    return Stretch(kind=kind, low=position, high=position, low_included=True, high_included=True)


def _is_off_the_line(kind: Kind, position: Position) -> bool:
    below = kind.lowest is not None and position < kind.lowest
    return below or (kind.highest is not None and position > kind.highest)


def _between(kind: Kind, low: Position | None, high: Position | None) -> Iterator[Stretch]:
    """Yield the open stretch between two positions, unless nothing lies there."""
    if kind.units:
        first = kind.lowest if low is None else low + 1
        last = kind.highest if high is None else high - 1
        if first is not None and last is not None and first > last:
            return
    yield Stretch(kind=kind, low=low, high=high)


def joined(stretches: Iterable[Stretch]) -> list[Stretch]:
    """Join those that touch; they come in order of the line."""
    done: list[Stretch] = []
    for stretch in stretches:
        if done and _touch(done[-1], stretch):
            high, included = stretch.high, stretch.high_included
            done[-1] = replace(done[-1], high=high, high_included=included)
        else:
            done.append(stretch)
    return done


def _touch(left: Stretch, right: Stretch) -> bool:
    if left.kind is not right.kind or left.high is None or right.low is None:
        return False
    if left.high == right.low:
        return left.high_included or right.low_included
    last, first = left.last, right.first
    if not left.kind.units or last is None or first is None:
        return False
    return last + 1 == first


def text_of(stretch: Stretch) -> str:
    """Return a stretch as the test of a cell."""
    if stretch.kind.by_neighbours:
        stretch = _by_neighbours(stretch)
    low, high = (_end(stretch.kind, end) for end in (stretch.low, stretch.high))
    if _is_one_value(stretch):
        return low
    if stretch.low is None and stretch.high is None:
        return f"? instance of {stretch.kind.name}"
    if stretch.low is None:
        return f"{'<=' if stretch.high_included else '<'} {high}"
    if stretch.high is None:
        return f"{'>=' if stretch.low_included else '>'} {low}"
    opening, closing = "(["[stretch.low_included], ")]"[stretch.high_included]
    return f"{opening}{low}..{high}{closing}"


def _is_one_value(stretch: Stretch) -> bool:
    """Tell whether a stretch is all that equals its low end, and so is written as that."""
    if not stretch.kind.to_the_second:
        return stretch.is_point
    if stretch.low is None or stretch.high is None or stretch.low % SECOND:
        return False
    return (stretch.first, stretch.last) == (stretch.low, stretch.low + SECOND - 1)


def _end(kind: Kind, position: Position | None) -> str:
    return "" if position is None else literal(kind.value(position))


def _by_neighbours(stretch: Stretch) -> Stretch:
    if stretch.low is None or stretch.high is None:
        return stretch
    return replace(
        stretch, low=stretch.first, high=stretch.last, low_included=True, high_included=True
    )


def _readable(stretch: Stretch) -> Position:
    kind, low, high = stretch.kind, stretch.low, stretch.high
    if low is None and high is None:
        return kind.usual
    if low is not None and (stretch.low_included and (high is None or stretch.is_point)):
        return low
    if high is not None and low is None and stretch.high_included:
        return high
    if low is not None and high is not None:
        return _middle(kind, stretch)
    beyond = _next(kind, low) if low is not None else _previous(kind, high)
    if _is_off_the_line(kind, beyond):
        return _middle(kind, replace(stretch, low=low, high=high))
    return beyond


def _step(kind: Kind, end: Position) -> Position:
    """Return how far from an end a readable neighbour lies."""
    if kind.units:
        return kind.units[0]
    magnitude = Decimal(end).adjusted() - 1
    return Decimal(1).scaleb(magnitude) if end and magnitude > 0 else Decimal(1)


def _next(kind: Kind, low: Position) -> Position:
    step = _step(kind, low)
    return _floor(low, step) * step + step


def _previous(kind: Kind, high: Position | None) -> Position:
    assert high is not None, "one of the ends is there"
    step = _step(kind, high)
    return 0 - (_floor(-high, step) * step + step)


def _floor(position: Position, step: Position) -> Position:
    """Return how many whole steps lie below a position."""
    if isinstance(position, int) and isinstance(step, int):
        return position // step
    steps = EXACT.divide(Decimal(position), Decimal(step))
    return steps.to_integral_value(ROUND_FLOOR, EXACT)


def _middle(kind: Kind, stretch: Stretch) -> Position:
    """Return the roundest value near the middle."""
    if not kind.units:
        return _middle_number(stretch, Decimal(stretch.low or 0), Decimal(stretch.high or 0))
    first = stretch.first if stretch.low is not None else kind.lowest
    last = stretch.last if stretch.high is not None else kind.highest
    assert isinstance(first, int), "an end that is left out is that of the line"
    assert isinstance(last, int), "an end that is left out is that of the line"
    middle = (first + last) // 2
    near = ((middle + unit // 2) // unit * unit for unit in kind.units)
    return next((found for found in near if first <= found <= last), middle)


def _middle_number(stretch: Stretch, low: Decimal, high: Decimal) -> Decimal:
    middle = EXACT.divide(EXACT.add(low, high), Decimal(2))
    exponent = max(low.adjusted(), high.adjusted(), 0)
    while True:
        unit = Decimal(1).scaleb(exponent)
        found = EXACT.multiply(EXACT.to_integral_value(EXACT.divide(middle, unit)), unit)
        if low < found < high:
            return found
        if not exponent and stretch.low_included and is_whole(low):
            return low
        if not exponent and stretch.high_included and is_whole(high):
            return high
        exponent -= 1
